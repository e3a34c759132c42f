// A login made from a person's name: "Nguyễn Thị Một" becomes "motnt".
#include "services/directory/login_name.h"

#include <sstream>
#include <vector>

#include "services/directory/folding.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostLetters = 32;

// What may stand in a login of any keyboard.
std::string plain(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  }
  return letters;
}

}  // namespace

std::string login_name(std::string_view name, const std::function<bool(const std::string&)>& is_taken) {
  std::istringstream in(folded(name));
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    if (auto letters = plain(word); !letters.empty()) words.push_back(std::move(letters));
  }
  std::string made = words.empty() ? "nguoidung" : words.back();
  for (size_t i = 0; i + 1 < words.size(); ++i) made += words[i].front();
  made = made.substr(0, kMostLetters);
  std::string login = made;
  for (int n = 2; is_taken(login); ++n) login = made + std::to_string(n);
  return login;
}

}  // namespace giaoban::directory
