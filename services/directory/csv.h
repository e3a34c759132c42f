// Reads CSV as RFC 4180 has it: commas, quotes, CRLF or LF, a byte order mark tolerated; every fault with its line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/directory/line_errors.h"

namespace giaoban::directory {

// One record. Its cells are valid UTF-8 without U+0000, whatever the file held.
struct CsvRecord {
  uint32_t line = 0;  // on which it begins, from 1
  bool whole = true;  // false: a fault of it is among the errors, so its cells may not mean what was meant
  std::vector<std::string> cells;
};

// Records in order, the header too; blank lines are left out. Pure; never throws on any bytes. At most one error per
// record; a record with an error is still there, so that what follows from it can be told from what is wrong itself.
std::vector<CsvRecord> read_csv(std::string_view text, LineErrors& errors);

}  // namespace giaoban::directory
