// Cuts a long list into requests of a bounded size, each with the header line, never inside a record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace giaoban::command {

// One request's worth of a list.
struct CsvPart {
  std::string csv;            // header and whole records
  uint32_t lines_before = 0;  // to add to a line number of the part to get that of the file
};

// `limit` in bytes; a single record longer than that makes a part of its own. Quoted cells may hold line breaks. An
// empty list is one part. Pure.
std::vector<CsvPart> csv_parts(std::string_view text, size_t limit);

}  // namespace giaoban::command
