// A table of the letters that Vietnamese is written with; any other letter stays as it is.
#include "services/router/folded.h"

#include <algorithm>
#include <cstdint>

namespace giaoban::router {

namespace {

// Code points from..to are all this letter with marks on it.
struct Letters {
  char32_t from, to;
  char letter;
};

constexpr Letters kLetters[] = {
    {0x00C0, 0x00C5, 'a'}, {0x00C7, 0x00C7, 'c'}, {0x00C8, 0x00CB, 'e'}, {0x00CC, 0x00CF, 'i'}, {0x00D0, 0x00D0, 'd'},
    {0x00D1, 0x00D1, 'n'}, {0x00D2, 0x00D6, 'o'}, {0x00D9, 0x00DC, 'u'}, {0x00DD, 0x00DD, 'y'}, {0x00E0, 0x00E5, 'a'},
    {0x00E7, 0x00E7, 'c'}, {0x00E8, 0x00EB, 'e'}, {0x00EC, 0x00EF, 'i'}, {0x00F0, 0x00F0, 'd'}, {0x00F1, 0x00F1, 'n'},
    {0x00F2, 0x00F6, 'o'}, {0x00F9, 0x00FC, 'u'}, {0x00FD, 0x00FD, 'y'}, {0x0102, 0x0103, 'a'}, {0x0110, 0x0111, 'd'},
    {0x0128, 0x0129, 'i'}, {0x0168, 0x0169, 'u'}, {0x0189, 0x0189, 'd'}, {0x01A0, 0x01A1, 'o'}, {0x01AF, 0x01B0, 'u'},
    {0x0256, 0x0256, 'd'}, {0x1EA0, 0x1EB7, 'a'}, {0x1EB8, 0x1EC7, 'e'}, {0x1EC8, 0x1ECB, 'i'}, {0x1ECC, 0x1EE3, 'o'},
    {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'},
};

// The code point at `at`, and how many bytes it takes; U+FFFD and 1 for what is no UTF-8.
char32_t code_point(std::string_view text, size_t at, size_t& bytes) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0); };
  const unsigned char first = byte(0);
  bytes = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (bytes == 1) return first;
  char32_t code = bytes == 0 ? 0 : first & (0xFFU >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) bytes = 0;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  if (bytes != 0) return code;
  bytes = 1;
  return 0xFFFD;
}

bool is_mark(char32_t c) {
  return c >= 0x0300 && c <= 0x036F;
}

// Punctuation and blanks beyond ASCII: enough to take names and titles apart.
bool ends_word(char32_t c) {
  return c == 0x00A0 || (c >= 0x2000 && c <= 0x206F) || c == 0x00AB || c == 0x00BB || c == 0x00B7 || c == 0xFFFD;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  size_t bytes = 1;
  for (size_t at = 0; at < text.size(); at += bytes) {
    const char32_t c = code_point(text, at, bytes);
    const auto* found = std::find_if(std::begin(kLetters), std::end(kLetters),
                                     [&](const Letters& l) { return c >= l.from && c <= l.to; });
    if (found != std::end(kLetters)) {
      word += found->letter;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += static_cast<char>(c);
    } else if (c < 0x80 || ends_word(c)) {
      end_word();
    } else if (!is_mark(c)) {
      word += text.substr(at, bytes);
    }
  }
  end_word();
  return words;
}

bool begins_any(const std::vector<std::string>& words, std::string_view wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.starts_with(wanted); });
}

}  // namespace giaoban::router
