// SHA-256, for the chain of a log and for naming content.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace giaoban::store {

// SHA-256 over the parts one after another; 32 bytes. Any thread.
std::string sha256(std::initializer_list<std::string_view> parts);

}  // namespace giaoban::store
