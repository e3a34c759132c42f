// A second opinion on what JSON is: RFC 8259 as a handful of rules, without bounds and without regard to speed.
#pragma once

#include <string_view>

namespace giaoban::fuzz {

// Each rule takes what it knows from the front of the text and says whether it was there.
class ReferenceJson {
 public:
  explicit ReferenceJson(std::string_view text) : rest_(text) {}
  bool whole() { return element() && rest_.empty(); }

 private:
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool take_one_of(std::string_view letters) {
    if (rest_.empty() || letters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool some(std::string_view letters) {
    if (!take_one_of(letters)) return false;
    any(letters);
    return true;
  }
  void any(std::string_view letters) {
    while (take_one_of(letters)) {
    }
  }
  bool element() {
    any(" \t\r\n");
    const bool good = value();
    any(" \t\r\n");
    return good;
  }
  bool value() {
    if (take("{")) return members();
    if (take("[")) return elements();
    if (rest_.starts_with('"')) return string();
    return take("true") || take("false") || take("null") || number();
  }
  bool members() {
    any(" \t\r\n");
    if (take("}")) return true;
    do {
      any(" \t\r\n");
      if (!string()) return false;
      any(" \t\r\n");
      if (!take(":") || !element()) return false;
    } while (take(","));
    return take("}");
  }
  bool elements() {
    any(" \t\r\n");
    if (take("]")) return true;
    do {
      if (!element()) return false;
    } while (take(","));
    return take("]");
  }
  bool string() {
    if (!take("\"")) return false;
    while (!take("\"")) {
      if (rest_.empty() || static_cast<unsigned char>(rest_.front()) < 0x20) return false;
      if (!take("\\")) {
        rest_.remove_prefix(1);
      } else if (take("u")) {
        for (int i = 0; i < 4; ++i) {
          if (!take_one_of("0123456789abcdefABCDEF")) return false;
        }
      } else if (!take_one_of("\"\\/bfnrt")) {
        return false;
      }
    }
    return true;
  }
  bool number() {
    take("-");
    if (!take("0") && !some("0123456789")) return false;
    if (take(".") && !some("0123456789")) return false;
    if (!take_one_of("eE")) return true;
    take_one_of("+-");
    return some("0123456789");
  }

  std::string_view rest_;
};

inline bool accepts_json(std::string_view text) {
  return ReferenceJson(text).whole();
}

}  // namespace giaoban::fuzz
