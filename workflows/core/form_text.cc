// Texts by themselves: how long they are for people, and what must not be in them.
#include "workflows/core/form_text.h"

#include <algorithm>

#include "workflows/core/form.h"
#include "workflows/core/refusal.h"

namespace giaoban::core {

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // every byte but those that continue a character
  }));
}

bool has_control(std::string_view text, bool one_line) {
  return std::any_of(text.begin(), text.end(), [one_line](char c) {
    if (c == '\n' || c == '\r') return one_line;
    return (static_cast<unsigned char>(c) < 0x20U && c != '\t') || c == '\x7F';
  });
}

std::optional<v1::Refusal> check_text(std::string_view path, std::string_view text, size_t max_length, bool one_line) {
  const size_t length = count_characters(text);
  if (length > max_length) {
    const std::string is = std::to_string(length);
    const std::string may = std::to_string(max_length);
    return refuse(v1::REFUSAL_CODE_TOO_LARGE, path,
                  "Nội dung ghi dài " + is + " ký tự, quá giới hạn " + may + " ký tự. Đề nghị viết gọn lại.",
                  "The text is " + is + " characters long, over its limit of " + may + ". Shorten it.");
  }
  if (has_control(text, one_line)) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, path,
                  "Nội dung ghi có ký tự điều khiển không in được. Đề nghị xoá các ký tự đó và nhập lại.",
                  "The text holds control characters that cannot be printed. Remove them and enter it again.");
  }
  return std::nullopt;
}

bool is_blank(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u00A0") {
      ++i;  // a no-break space takes two bytes
    } else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') {
      return false;
    }
  }
  return true;
}

}  // namespace giaoban::core
