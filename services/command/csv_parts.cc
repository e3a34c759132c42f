// Cuts a long list into requests of a bounded size, each with the header line, never inside a record.
#include "services/command/csv_parts.h"

#include <algorithm>

namespace giaoban::command {
namespace {

// Length of the record at the beginning of `text`, with its line break.
size_t record_length(std::string_view text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i + 1;
  }
  return text.size();
}

uint32_t lines_in(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::vector<CsvPart> csv_parts(std::string_view text, size_t limit) {
  const std::string_view header = text.substr(0, record_length(text));
  std::vector<CsvPart> parts{{std::string(header), 0}};
  uint32_t line = 0;  // records' lines seen so far
  for (std::string_view rest = text.substr(header.size()); !rest.empty();) {
    const std::string_view record = rest.substr(0, record_length(rest));
    if (parts.back().csv.size() + record.size() > limit && parts.back().csv.size() > header.size()) {
      parts.push_back({std::string(header), line});
    }
    parts.back().csv += record;
    line += lines_in(record);
    rest.remove_prefix(record.size());
  }
  return parts;
}

}  // namespace giaoban::command
