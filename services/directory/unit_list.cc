// The lines of a file of units: id,parent,level,name,source in any order, each checked by itself.
#include "services/directory/unit_list.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "services/directory/cells.h"
#include "services/directory/sheet.h"

namespace giaoban::directory {
namespace {

enum UnitColumn : size_t { kId, kParent, kLevel, kName, kSource };
constexpr Column kColumns[] = {{"id"}, {"parent"}, {"level"}, {"name"}, {"source"}};

std::optional<Fault> check_level(const SheetRow& row) {
  if (parse_level(row.cells[kLevel]) != v1::LEVEL_UNSPECIFIED) return std::nullopt;
  return Fault{"Không có cấp " + quoted(row.cells[kLevel]) + ". Các cấp: " + level_words() + ".",
               "There is no level " + quoted(row.cells[kLevel]) + ". Levels: " + level_words() + "."};
}

std::optional<Fault> check_source(const SheetRow& row) {
  return row.cells[kSource].empty() ? std::nullopt : check_name(row.cells[kSource]);
}

}  // namespace

std::vector<UnitLine> read_units(std::string_view csv, LineErrors& errors) {
  std::vector<UnitLine> lines;
  std::unordered_map<std::string, uint32_t> first_line;
  for (const SheetRow& row : read_sheet(csv, kColumns, errors)) {
    if (row.whole) {
      for (auto& fault : {check_id(row.cells[kId], "Mã tổ chức", "The unit id"), check_level(row),
                          check_name(row.cells[kName]), check_source(row)}) {
        if (fault) errors.add(row.line, *fault);
      }
    }
    if (row.cells[kId].empty()) continue;
    const auto [first, fresh] = first_line.try_emplace(row.cells[kId], row.line);
    if (!fresh) {
      const std::string line = std::to_string(first->second);
      errors.add(row.line,
                 {"Mã " + quoted(row.cells[kId]) + " đã có ở dòng " + line + ". Mỗi tổ chức chỉ có một dòng.",
                  "The id " + quoted(row.cells[kId]) + " is on line " + line + " already. One line per unit."});
      continue;
    }
    UnitLine& line = lines.emplace_back();
    line.line = row.line;
    line.whole = row.whole;
    line.unit.set_unit_id(row.cells[kId]);
    line.unit.set_parent_id(row.cells[kParent]);
    line.unit.set_level(parse_level(row.cells[kLevel]));
    line.unit.set_name(row.cells[kName]);
    line.unit.set_source(row.cells[kSource]);
  }
  return lines;
}

}  // namespace giaoban::directory
