// Vietnamese names for finding and for ordering, from a table of the alphabet; the database never folds or orders them.
#include "services/directory/folding.h"

#include <algorithm>
#include <unordered_map>

namespace giaoban::directory {
namespace {

// One letter: the ASCII letter under it, its place among letters, its tone.
struct Letter {
  char plain = 0;
  char mark = 0;  // 0 a, 1 ă, 2 â: the order within one ASCII letter
  char tone = 0;
};

using Alphabet = std::unordered_map<std::string_view, Letter>;

size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Cuts the first character off.
std::string_view take(std::string_view& text) {
  const std::string_view character = text.substr(0, length_of(text.front()));
  text.remove_prefix(character.size());
  return character;
}

Alphabet make_alphabet() {
  struct Row {
    char plain;
    char mark;
    std::string_view letters;  // by tone, small ones first
  };
  constexpr Row kRows[] = {
      {'a', 0, "aàảãáạAÀẢÃÁẠ"}, {'a', 1, "ăằẳẵắặĂẰẲẴẮẶ"}, {'a', 2, "âầẩẫấậÂẦẨẪẤẬ"}, {'e', 0, "eèẻẽéẹEÈẺẼÉẸ"},
      {'e', 1, "êềểễếệÊỀỂỄẾỆ"}, {'i', 0, "iìỉĩíịIÌỈĨÍỊ"}, {'o', 0, "oòỏõóọOÒỎÕÓỌ"}, {'o', 1, "ôồổỗốộÔỒỔỖỐỘ"},
      {'o', 2, "ơờởỡớợƠỜỞỠỚỢ"}, {'u', 0, "uùủũúụUÙỦŨÚỤ"}, {'u', 1, "ưừửữứựƯỪỬỮỨỰ"}, {'y', 0, "yỳỷỹýỵYỲỶỸÝỴ"},
  };
  Alphabet alphabet;
  for (const Row& row : kRows) {
    std::string_view rest = row.letters;
    for (int i = 0; !rest.empty(); ++i) {
      alphabet[take(rest)] = {row.plain, row.mark, static_cast<char>(i % 6)};
    }
  }
  for (const std::string_view stroked : {"đ", "Đ", "ð", "Ð"}) alphabet[stroked] = {'d', 1, 0};
  return alphabet;
}

const Letter* letter_of(std::string_view character) {
  static const Alphabet alphabet = make_alphabet();
  const auto it = alphabet.find(character);
  return it == alphabet.end() ? nullptr : &it->second;
}

char small(char c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool is_space(std::string_view character) {
  return character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\u00A0";
}

bool is_mark(std::string_view character) {  // U+0300 to U+036F, when something was not composed
  return character.size() == 2 && (character[0] == '\xCC' || (character[0] == '\xCD' && character[1] < '\xB0'));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool open = false;
  while (!text.empty()) {
    const std::string_view character = take(text);
    if (is_space(character)) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    words.back() += character;
  }
  return words;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  for (const std::string& word : words_of(text)) {
    if (!out.empty()) out += ' ';
    for (std::string_view rest = word; !rest.empty();) {
      const std::string_view character = take(rest);
      if (const Letter* letter = letter_of(character)) {
        out += letter->plain;
      } else if (character.size() == 1) {
        out += small(character[0]);
      } else if (!is_mark(character)) {
        out += character;
      }
    }
  }
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  return words_of(folded(text));
}

bool has_words(std::string_view folded_text, const std::vector<std::string>& words) {
  const auto begins_one = [&](const std::string& word) {
    for (size_t at = folded_text.find(word); at != std::string_view::npos; at = folded_text.find(word, at + 1)) {
      if (at == 0 || folded_text[at - 1] == ' ') return true;
    }
    return false;
  };
  return std::all_of(words.begin(), words.end(), begins_one);
}

std::string name_key(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  if (!words.empty()) std::rotate(words.begin(), words.end() - 1, words.end());
  std::string letters;
  std::string tones;
  for (const std::string& word : words) {
    for (std::string_view rest = word; !rest.empty();) {
      const std::string_view character = take(rest);
      if (const Letter* letter = letter_of(character)) {
        letters.append({letter->plain, static_cast<char>(letter->mark + 2)});
        tones += static_cast<char>(letter->tone + 1);
      } else if (character.size() == 1) {
        letters.append({small(character[0]), '\x02'});
      } else {
        letters += character;
      }
    }
    letters += '\x01';  // before every letter, so that a shorter name comes first
  }
  return letters + '\0' + tones;
}

}  // namespace giaoban::directory
