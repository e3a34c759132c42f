// The text of a rule file as people see it: lines and columns in characters, and the first byte that is no text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "workflows/core/source_file.h"

namespace giaoban::core {

// Offset of the first byte that does not belong to valid UTF-8; empty when all is well.
std::optional<size_t> first_bad_utf8(std::string_view text);

// Places in one text. Keeps a view: the text must outlive it. Pure; any offset, line or column is answered, at a cost
// that does not grow with the length of the line. Takes eight bytes per byte of text.
class SourceText {
 public:
  explicit SourceText(std::string_view text);

  // Offset of what protobuf's tokenizer calls (line, column): both from 0, columns in bytes, tabs to multiples of 8.
  size_t offset(int line, int column) const;
  // Line and column for people: both from 1, columns in characters, a tab is one character.
  Place place(size_t offset) const;
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::vector<size_t> lines_;         // offset at which each line begins
  std::vector<uint32_t> columns_;     // per byte, the tokenizer's column
  std::vector<uint32_t> characters_;  // per byte, characters before it in the text
};

}  // namespace giaoban::core
