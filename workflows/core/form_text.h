// Texts by themselves: how long they are for people, and what must not be in them.
#pragma once

#include <cstddef>
#include <string_view>

namespace giaoban::core {

// Unicode code points; the text is valid UTF-8, as every string of the contract is.
size_t count_characters(std::string_view text);

// Any control character but tab, line feed and carriage return; these two as well when `one_line`.
bool has_control(std::string_view text, bool one_line);

}  // namespace giaoban::core
