// Vietnamese text for searching and for ordering, through ICU; the database never folds or orders it.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace giaoban::records {

// Lower case, without diacritics, whitespace collapsed: NFC and NFD, "Hoà" and "hòa", "Đảng" and "dang" come out the
// same. đ, which does not decompose, and its look-alike ð become d. Total: bytes that are no UTF-8 become U+FFFD.
std::string fold(std::string_view text);

// The distinct folded words of a text: runs of letters and digits, each at most 32 characters long.
std::set<std::string> words_of(std::string_view text);

// The Vietnamese order of names: Dũng < Đạt < Em, and thôn 2 < thôn 10. One thread. Throws std::runtime_error when ICU
// has no Vietnamese rules.
class Collation {
 public:
  Collation();
  ~Collation();
  // Bytes that compare as the names do; good within one version of ICU, so never stored.
  std::string key(std::string_view name) const;

 private:
  struct Rules;
  std::unique_ptr<Rules> rules_;
};

}  // namespace giaoban::records
