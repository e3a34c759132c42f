// Vietnamese names for finding and for ordering, from a table of the alphabet; the database never folds or orders them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace giaoban::directory {

// All take text in NFC; bytes that are no UTF-8 pass as they are. Pure.

// Lower case, without diacritics, đ as d, whitespace collapsed: "Nguyễn  Đức" is "nguyen duc".
std::string folded(std::string_view text);

// The words that are looked for, folded; split once for all the texts in which they are looked for.
std::vector<std::string> folded_words(std::string_view text);
// Whether every one of folded_words() begins a word of `folded_text`. No words: true.
bool has_words(std::string_view folded_text, const std::vector<std::string>& words);

// Bytes that compare as the names of persons do in a Vietnamese list: by the given name, which stands last, then by the
// others; letters in the order a ă â b … d đ e ê …, and only between equal letters by tone: ngang huyền hỏi ngã sắc
// nặng.
std::string name_key(std::string_view name);

}  // namespace giaoban::directory
