// Small spellings of bytes as text that HTTP and JSON need.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace giaoban::gateway {

// A JSON string with its quotes; the text must be UTF-8.
std::string json_string(std::string_view text);
void append_json_string(std::string& out, std::string_view text);
// Base64 in one of libsodium's variants.
std::string base64(std::string_view bytes, int variant);
// Lower-case hexadecimal digits.
std::string hex(std::string_view bytes);
// At most so many bytes of the text, never ending inside a character.
std::string_view shortened(std::string_view text, size_t bytes);
// True when the bytes are UTF-8 as RFC 3629 has it: nothing overlong, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);
// Adds one character, at most U+10FFFF and no surrogate.
void append_utf8(std::string& out, uint32_t point);
// Characters of a UTF-8 text.
size_t characters(std::string_view text);
// The characters of a text of any bytes, at most so many: what is no UTF-8 and control characters are left out.
std::string printable(std::string_view bytes, size_t most);
// ASCII letters in lower case.
std::string lower(std::string_view text);
// A decimal number of at most `digits` digits and nothing else.
std::optional<uint64_t> decimal(std::string_view text, size_t digits);

}  // namespace giaoban::gateway
