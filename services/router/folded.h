// Names without case and diacritics, so that "mai thuong" finds "Chi bộ thôn Mai Thưởng".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace giaoban::router {

// The words of a text: runs of letters and digits, lower case, without diacritics, in their order. Latin letters as
// Vietnamese writes them, NFC and NFD come out the same; đ and its look-alike ð become d. Total: bytes that are no
// UTF-8 end a word. Pure.
std::vector<std::string> folded_words(std::string_view text);

// Whether one of `words` begins with `wanted`; both folded.
bool begins_any(const std::vector<std::string>& words, std::string_view wanted);

}  // namespace giaoban::router
