// A CSV file with a header line: rows whose cells are found by column, in whatever order the file has them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/directory/line_errors.h"

namespace giaoban::directory {

// Largest file taken in one request, bytes.
inline constexpr size_t kMostCsvBytes = size_t{900} * 1024;

// A column that a file may have.
struct Column {
  std::string_view name;
  bool required = true;   // must be in the header
  bool verbatim = false;  // spaces around the cell belong to it
};

// One line of the file.
struct SheetRow {
  uint32_t line = 0;
  bool whole = true;               // false: a fault of this line is among the errors already
  std::vector<std::string> cells;  // one per column asked for, in that order; NFC, without spaces around; "" if absent
};

// The rows after the header. None when the header itself is at fault: then the errors say why. Never throws on any
// bytes.
std::vector<SheetRow> read_sheet(std::string_view csv, std::span<const Column> columns, LineErrors& errors);

}  // namespace giaoban::directory
