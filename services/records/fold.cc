// Folding and collation with ICU.
#include "services/records/fold.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stdexcept>

namespace giaoban::records {

namespace {

constexpr int32_t kWordLength = 32;

void expect(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// Case folded and taken apart: letters followed by their marks.
icu::UnicodeString taken_apart(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  expect(status, "ICU has no normalisation data");
  const icu::UnicodeString apart = nfd->normalize(casefold->normalize(from_utf8(text), status), status);
  expect(status, "a text cannot be normalised");
  return apart;
}

// The letter without its stroke, for the few that Unicode does not take apart.
UChar32 without_stroke(UChar32 c) {
  switch (c) {
    case 0x0111:  // đ
    case 0x00F0:  // ð, typed for đ on some keyboards
    case 0x0256:  // ɖ, the lower case of another look-alike, Ɖ
      return 'd';
    default:
      return c;
  }
}

}  // namespace

std::string fold(std::string_view text) {
  const icu::UnicodeString apart = taken_apart(text);
  icu::UnicodeString folded;
  bool space = false;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    if (u_isUWhiteSpace(c)) {
      space = !folded.isEmpty();
      continue;
    }
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (space) folded.append(u' ');
    space = false;
    folded.append(without_stroke(c));
  }
  std::string out;
  folded.toUTF8String(out);
  return out;
}

std::set<std::string> words_of(std::string_view text) {
  const icu::UnicodeString folded = from_utf8(fold(text));
  std::set<std::string> words;
  icu::UnicodeString word;
  const auto end_word = [&] {
    if (!word.isEmpty()) {
      std::string out;
      word.toUTF8String(out);
      words.insert(std::move(out));
    }
    word.remove();
  };
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (!u_isalnum(c)) {
      end_word();
    } else if (word.countChar32() < kWordLength) {
      word.append(c);
    }
  }
  end_word();
  return words;
}

struct Collation::Rules {
  std::unique_ptr<icu::Collator> collator;
};

Collation::Collation() : rules_(std::make_unique<Rules>()) {
  UErrorCode status = U_ZERO_ERROR;
  rules_->collator.reset(icu::Collator::createInstance(icu::Locale("vi"), status));
  expect(status, "ICU has no Vietnamese order");
  rules_->collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
  expect(status, "ICU cannot order by number");
}

Collation::~Collation() = default;

std::string Collation::key(std::string_view name) const {
  const icu::UnicodeString text = from_utf8(name);
  std::string key(static_cast<size_t>(rules_->collator->getSortKey(text, nullptr, 0)), '\0');
  rules_->collator->getSortKey(text, reinterpret_cast<uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  if (!key.empty()) key.pop_back();  // ICU ends the key with a zero byte
  return key;
}

}  // namespace giaoban::records
