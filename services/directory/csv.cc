// Reads CSV as RFC 4180 has it: commas, quotes, CRLF or LF, a byte order mark tolerated; every fault with its line.
#include "services/directory/csv.h"

#include <algorithm>
#include <utility>

#include "workflows/core/source_text.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostColumns = 64;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
 public:
  Reader(std::string_view text, LineErrors& errors) : text_(text), errors_(errors) {
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  std::vector<CsvRecord> read() {
    std::vector<CsvRecord> records;
    while (at_ < text_.size()) {
      if (take_line_end()) continue;
      records.push_back(record());
    }
    return records;
  }

 private:
  CsvRecord record() {
    CsvRecord record;
    record.line = line_;
    do {
      std::string cell = next() == '"' ? quoted_cell(record) : plain_cell(record);
      make_text(cell, record);
      if (record.cells.size() < kMostColumns) {
        record.cells.push_back(std::move(cell));
      } else {
        fault(record, {"Dòng có quá 64 cột. Hãy kiểm tra dấu phẩy và dấu ngoặc kép.",
                       "The line has more than 64 columns. Look at its commas and quotes."});
      }
    } while (take(','));
    take_line_end();
    return record;
  }

  std::string plain_cell(CsvRecord& record) {
    std::string cell;
    for (; at_ < text_.size() && next() != ',' && !at_line_end(); ++at_) {
      if (next() == '"') {
        fault(record,
              {"Dấu ngoặc kép nằm giữa ô không có ngoặc. Hãy đặt cả ô trong ngoặc kép và viết \"\" cho mỗi dấu.",
               "A quote stands inside a cell without quotes. Quote the whole cell and write \"\" for each."});
      } else if (next() == '\r') {
        fault(record, {"Có ký tự xuống dòng CR lẻ. Hãy lưu tệp với cách xuống dòng CRLF hoặc LF.",
                       "There is a lone carriage return. Save the file with CRLF or LF line ends."});
      }
      cell += next();
    }
    return cell;
  }

  std::string quoted_cell(CsvRecord& record) {
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (next() == '"' && !text_.substr(at_ + 1).starts_with('"')) break;
      if (next() == '"') ++at_;
      if (next() == '\n') ++line_;
      cell += next();
    }
    if (!take('"')) {
      fault(record, {"Dấu ngoặc kép mở ra ở dòng này không được đóng lại. Hãy thêm dấu đóng.",
                     "A quote that opens on this line is never closed. Close it."});
    } else if (at_ < text_.size() && next() != ',' && !at_line_end()) {
      fault(record,
            {"Sau dấu ngoặc kép đóng phải là dấu phẩy hoặc hết dòng. Hãy viết \"\" cho dấu ngoặc nằm trong ô.",
             "After a closing quote only a comma or the end of the line may come. Write \"\" for a quote inside."});
      cell += plain_cell(record);
    }
    return cell;
  }

  // Invalid bytes and U+0000 become '?', so that everything after this deals with text only.
  void make_text(std::string& cell, CsvRecord& record) {
    for (size_t at = 0;;) {
      const auto bad = core::first_bad_utf8(std::string_view(cell).substr(at));
      if (!bad) break;
      at += *bad;
      cell[at] = '?';
      fault(record, {"Dòng có byte không phải UTF-8. Hãy lưu tệp với bảng mã UTF-8 (Unicode).",
                     "The line has bytes that are not UTF-8. Save the file as UTF-8 (Unicode)."});
    }
    if (cell.find('\0') == std::string::npos) return;
    std::replace(cell.begin(), cell.end(), '\0', '?');
    fault(record, {"Dòng có ký tự U+0000. Hãy xoá ký tự đó.", "The line holds the character U+0000. Remove it."});
  }

  void fault(CsvRecord& record, Fault what) {
    if (record.whole) errors_.add(record.line, std::move(what));
    record.whole = false;
  }

  char next() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  bool at_line_end() const {
    const auto rest = text_.substr(at_);
    return rest.starts_with('\n') || rest.starts_with("\r\n");
  }
  bool take(char c) {
    const bool there = at_ < text_.size() && next() == c;
    at_ += there ? 1 : 0;
    return there;
  }
  bool take_line_end() {
    if (!at_line_end()) return false;
    at_ += next() == '\r' ? 2 : 1;
    ++line_;
    return true;
  }

  std::string_view text_;
  LineErrors& errors_;
  size_t at_ = 0;
  uint32_t line_ = 1;
};

}  // namespace

std::vector<CsvRecord> read_csv(std::string_view text, LineErrors& errors) {
  return Reader(text, errors).read();
}

}  // namespace giaoban::directory
