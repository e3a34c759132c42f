// A CSV file with a header line: rows whose cells are found by column, in whatever order the file has them.
#include "services/directory/sheet.h"

#include <algorithm>
#include <utility>

#include "services/directory/cells.h"
#include "services/directory/csv.h"
#include "services/runtime/text.h"

namespace giaoban::directory {
namespace {

constexpr size_t kNoColumn = SIZE_MAX;

std::string listed(std::span<const Column> columns) {
  std::string names;
  for (const Column& column : columns) names.append(names.empty() ? "" : ",").append(column.name);
  return names;
}

// For each cell of the header, which column it is.
std::vector<size_t> read_header(const CsvRecord& header, std::span<const Column> columns, LineErrors& errors) {
  std::vector<size_t> order;
  for (const std::string& cell : header.cells) {
    const std::string name = ascii_lower(trimmed(cell));
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    const auto index = found == columns.end() ? kNoColumn : static_cast<size_t>(found - columns.begin());
    if (index == kNoColumn) {
      const bool semicolons = cell.find(';') != std::string::npos;
      errors.add(header.line,
                 semicolons
                     ? Fault{"Tệp ngăn cột bằng dấu chấm phẩy. Hãy lưu lại với dấu phẩy (CSV UTF-8).",
                             "The file separates columns by semicolons. Save it with commas (CSV UTF-8)."}
                     : Fault{"Không có cột tên " + quoted(cell) + ". Các cột được nhận: " + listed(columns) + ".",
                             "There is no column " + quoted(cell) + ". Columns known: " + listed(columns) + "."});
    } else if (std::find(order.begin(), order.end(), index) != order.end()) {
      errors.add(header.line, {"Cột " + quoted(name) + " có hai lần ở dòng tiêu đề. Hãy bỏ một cột.",
                               "The header has the column " + quoted(name) + " twice. Drop one."});
    }
    order.push_back(index);
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].required || std::find(order.begin(), order.end(), i) != order.end()) continue;
    errors.add(header.line, {"Dòng tiêu đề thiếu cột " + quoted(columns[i].name) + ".",
                             "The header lacks the column " + quoted(columns[i].name) + "."});
  }
  return order;
}

SheetRow arrange(CsvRecord record, const std::vector<size_t>& order, std::span<const Column> columns,
                 LineErrors& errors) {
  SheetRow row{record.line, record.whole, std::vector<std::string>(columns.size())};
  if (record.cells.size() != order.size() && row.whole) {
    const std::string is = std::to_string(record.cells.size());
    const std::string wanted = std::to_string(order.size());
    errors.add(row.line,
               {"Dòng có " + is + " cột, dòng tiêu đề có " + wanted + " cột. Ô có dấu phẩy phải đặt trong ngoặc kép.",
                "The line has " + is + " columns, the header " + wanted + ". A cell with a comma needs quotes."});
    row.whole = false;
  }
  for (size_t i = 0; i < std::min(order.size(), record.cells.size()); ++i) {
    const std::string text = runtime::to_nfc(record.cells[i]);
    row.cells[order[i]] = columns[order[i]].verbatim ? text : trimmed(text);
  }
  return row;
}

}  // namespace

std::vector<SheetRow> read_sheet(std::string_view csv, std::span<const Column> columns, LineErrors& errors) {
  std::vector<CsvRecord> records = read_csv(csv, errors);
  if (records.empty()) {
    errors.add(1, {"Tệp rỗng. Dòng đầu phải là tiêu đề: " + listed(columns) + ".",
                   "The file is empty. Its first line must be the header: " + listed(columns) + "."});
    return {};
  }
  LineErrors of_header;
  const std::vector<size_t> order = read_header(records.front(), columns, of_header);
  if (!of_header.empty() || !records.front().whole) {
    // Under a header that means something else every line would be at fault: one reason is enough.
    errors.append(of_header);
    return {};
  }
  std::vector<SheetRow> rows;
  rows.reserve(records.size() - 1);
  for (size_t i = 1; i < records.size(); ++i) rows.push_back(arrange(std::move(records[i]), order, columns, errors));
  return rows;
}

}  // namespace giaoban::directory
