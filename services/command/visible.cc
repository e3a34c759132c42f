// Control characters and direction marks, by their bytes.
#include "services/command/visible.h"

#include <array>
#include <cstdio>

namespace giaoban::command {
namespace {

// U+200E, U+200F, U+202A to U+202E and U+2066 to U+2069 in UTF-8; their number when they stand here.
unsigned turns_round(std::string_view text) {
  if (!text.starts_with("\xe2\x80") && !text.starts_with("\xe2\x81")) return 0;
  if (text.size() < 3) return 0;
  const unsigned code =
      0x2000u | (static_cast<unsigned char>(text[1]) & 0x3fu) << 6 | (static_cast<unsigned char>(text[2]) & 0x3fu);
  const bool turns =
      code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return turns ? code : 0;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::array<char, 8> written{};
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool plain_control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    const bool late_control = byte == 0xc2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0;
    if (plain_control || late_control) {
      if (late_control) ++at;
      std::snprintf(written.data(), written.size(), "\\x%02x",
                    static_cast<unsigned>(static_cast<unsigned char>(text[at])));
      out += written.data();
    } else if (const unsigned code = turns_round(text.substr(at))) {
      std::snprintf(written.data(), written.size(), "\\u%04x", code);
      out += written.data();
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace giaoban::command
