// Makes refusals: a code, the field it is about, and what happened, why and what to do, in Vietnamese and English.
#include "workflows/core/refusal.h"

namespace giaoban::core {
namespace {

constexpr size_t kMaxCharacters = 1'000;  // the contract's bound on either text; a path that was sent may be longer too

// The first `kMaxCharacters` characters, never half of one.
std::string_view bounded(std::string_view text) {
  if (text.size() <= kMaxCharacters) return text;
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++characters > kMaxCharacters) return text.substr(0, i);
  }
  return text;
}

}  // namespace

v1::Refusal refuse(v1::RefusalCode code, std::string_view field, std::string_view vi, std::string_view en) {
  const std::string_view bounded_field = bounded(field);
  const std::string_view bounded_vi = bounded(vi);
  const std::string_view bounded_en = bounded(en);
  v1::Refusal refusal;
  refusal.set_code(code);
  refusal.set_field(bounded_field.data(), bounded_field.size());
  refusal.set_text_vi(bounded_vi.data(), bounded_vi.size());
  refusal.set_text_en(bounded_en.data(), bounded_en.size());
  return refusal;
}

}  // namespace giaoban::core
