// The text of a kind file as people see it: lines and columns in characters, and the first byte that is no text.
#include "workflows/core/source_text.h"

#include <algorithm>
#include <cstdint>

namespace giaoban::core {
namespace {

constexpr uint32_t kTab = 8;  // protobuf's tokenizer counts so

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Length of the UTF-8 sequence at `at`, 0 when there is no valid one.
size_t sequence_length(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  const uint32_t first = byte(at);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
  uint32_t code = first & (0xFFU >> (length + 1));
  for (size_t i = at + 1; i < at + length; ++i) {
    if (!is_continuation(text[i])) return 0;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

}  // namespace

std::optional<size_t> first_bad_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

SourceText::SourceText(std::string_view text) : text_(text), lines_{0} {
  columns_.reserve(text.size() + 1);
  characters_.reserve(text.size() + 1);
  uint32_t column = 0;
  uint32_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    columns_.push_back(column);
    characters_.push_back(characters);
    characters += is_continuation(text[i]) ? 0 : 1;
    column += text[i] == '\t' ? kTab - column % kTab : 1;
    if (text[i] != '\n') continue;
    column = 0;
    lines_.push_back(i + 1);
  }
  columns_.push_back(column);
  characters_.push_back(characters);
}

size_t SourceText::offset(int line, int column) const {
  const auto index = static_cast<size_t>(std::clamp(line, 0, static_cast<int>(lines_.size()) - 1));
  const size_t last = index + 1 < lines_.size() ? lines_[index + 1] - 1 : text_.size();
  const auto from = columns_.begin() + static_cast<std::ptrdiff_t>(lines_[index]);
  const auto to = columns_.begin() + static_cast<std::ptrdiff_t>(last);
  return static_cast<size_t>(std::lower_bound(from, to, static_cast<uint32_t>(std::max(column, 0))) - columns_.begin());
}

Place SourceText::place(size_t offset) const {
  const size_t at = std::min(offset, text_.size());
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), at) - 1;
  return {static_cast<int>(line - lines_.begin()) + 1, static_cast<int>(characters_[at] - characters_[*line]) + 1};
}

}  // namespace giaoban::core
