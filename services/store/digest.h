// SHA-256, for the chain of a log and for naming content; and HMAC over it, for signatures that another side checks.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace giaoban::store {

// SHA-256 over the parts one after another; 32 bytes. Any thread.
std::string sha256(std::initializer_list<std::string_view> parts);

// HMAC-SHA256 (RFC 2104) over the parts one after another; 32 bytes. Any thread.
std::string hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts);

}  // namespace giaoban::store
