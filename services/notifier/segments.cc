// How a text travels by SMS: in which alphabet, and in how many segments, for each of which somebody pays. Pure.
#include "services/notifier/segments.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace giaoban::notifier {

namespace {

constexpr std::u32string_view kAlphabet =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kTwoSeptets = U"^{}\\[~]|€";

size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Cuts the first character off; a byte that begins none counts as one.
std::string_view take(std::string_view& text) {
  std::string_view character = text.substr(0, length_of(text.front()));
  const bool whole = character.size() == length_of(text.front()) &&
                     std::all_of(character.begin() + 1, character.end(),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
  if (!whole) character = text.substr(0, 1);
  text.remove_prefix(character.size());
  return character;
}

char32_t code_of(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x80 ? first : U'\uFFFD';
  char32_t code = first & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return code;
}

// Characters one after another into segments of `most` units; one that does not fit begins the next.
uint32_t fill(const std::vector<uint32_t>& units, uint32_t most) {
  uint32_t count = units.empty() ? 0 : 1;
  uint32_t used = 0;
  for (const uint32_t one : units) {
    if (used + one > most) {
      ++count;
      used = 0;
    }
    used += one;
  }
  return count;
}

Segments counted(bool gsm7, const std::vector<uint32_t>& units) {
  Segments out{gsm7, 0, 0};
  for (const uint32_t one : units) out.units += one;
  const uint32_t alone = gsm7 ? 160 : 70;
  out.count = out.units == 0 ? 0 : out.units <= alone ? 1 : fill(units, gsm7 ? 153 : 67);
  return out;
}

std::unordered_map<std::string_view, char> make_letters() {
  struct Row {
    char plain;
    std::string_view letters;
  };
  constexpr Row kRows[] = {
      {'a', "àảãáạăằẳẵắặâầẩẫấậ"},
      {'A', "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ"},
      {'e', "èẻẽéẹêềểễếệ"},
      {'E', "ÈẺẼÉẸÊỀỂỄẾỆ"},
      {'i', "ìỉĩíị"},
      {'I', "ÌỈĨÍỊ"},
      {'o', "òỏõóọôồổỗốộơờởỡớợ"},
      {'O', "ÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ"},
      {'u', "ùủũúụưừửữứự"},
      {'U', "ÙỦŨÚỤƯỪỬỮỨỰ"},
      {'y', "ỳỷỹýỵ"},
      {'Y', "ỲỶỸÝỴ"},
      {'d', "đð"},
      {'D', "ĐÐ"},
  };
  std::unordered_map<std::string_view, char> letters;
  for (const Row& row : kRows) {
    for (std::string_view rest = row.letters; !rest.empty();) letters[take(rest)] = row.plain;
  }
  return letters;
}

}  // namespace

Segments segments_of(std::string_view text) {
  std::vector<uint32_t> septets;
  std::vector<uint32_t> utf16;
  bool gsm7 = true;
  while (!text.empty()) {
    const char32_t code = code_of(take(text));
    const bool two = kTwoSeptets.find(code) != std::u32string_view::npos;
    gsm7 = gsm7 && (two || kAlphabet.find(code) != std::u32string_view::npos);
    septets.push_back(two ? 2 : 1);
    utf16.push_back(code > 0xFFFF ? 2 : 1);
  }
  return counted(gsm7, gsm7 ? septets : utf16);
}

std::string to_ascii(std::string_view text) {
  static const auto letters = make_letters();
  std::string out;
  while (!text.empty()) {
    const std::string_view character = take(text);
    const auto plain = letters.find(character);
    if (plain == letters.end()) {
      out += character;
    } else {
      out += plain->second;
    }
  }
  return out;
}

}  // namespace giaoban::notifier
