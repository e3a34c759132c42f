// Bytes as text, for files that people pass on: base64 and hexadecimal digits, one spelling each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace giaoban::store {

// RFC 4648 with padding. Any thread.
std::string to_base64(std::string_view bytes);
// Empty unless the text is exactly what to_base64 would have written: other alphabets, missing padding, spaces and bits
// that say nothing are refused.
std::optional<std::string> from_base64(std::string_view text);

// Small letters.
std::string to_hex(std::string_view bytes);
// Empty unless it is an even number of digits; capitals are read too.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace giaoban::store
