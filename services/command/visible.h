// Text for a terminal that may come from anybody: names, ids, file names.
#pragma once

#include <string>
#include <string_view>

namespace giaoban::command {

// The same text, with what a terminal would obey instead of showing written as \x1b or \u202e: control characters but
// line ends and tabs, and the characters that turn the order of letters round.
std::string visible(std::string_view text);

}  // namespace giaoban::command
