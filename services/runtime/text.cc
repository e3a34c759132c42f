// NFC through ICU; a pass over the message by reflection, cheap when everything is ASCII.
#include "services/runtime/text.h"

#include <google/protobuf/message.h>
#include <google/protobuf/unknown_field_set.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <vector>

#include "workflows/core/refusal.h"

namespace giaoban::runtime {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// Marks are put into their order one by one among those before them, so thousands over one letter take seconds. No
// language has more than a few; 30 is the bound of Unicode's own stream-safe format.
bool has_endless_marks(std::string_view text) {
  constexpr int kMostMarks = 30;
  const auto characters = utf16(text);
  int marks = 0;
  for (int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    marks = u_getCombiningClass(characters.char32At(at)) != 0 ? marks + 1 : 0;
    if (marks > kMostMarks) return true;
  }
  return false;
}

v1::Refusal with_endless_marks(const FieldDescriptor& field) {
  return core::refuse(v1::REFUSAL_CODE_MALFORMED, field.name(),
                      "Văn bản có hơn 30 dấu liền nhau trên một chữ; xin xoá bớt.",
                      "The text has more than 30 marks over one letter; please remove them.");
}

v1::Refusal with_nul(const FieldDescriptor& field) {
  return core::refuse(v1::REFUSAL_CODE_MALFORMED, field.name(), "Văn bản có ký tự U+0000; xin xoá ký tự đó.",
                      "The text holds the character U+0000; please remove it.");
}

bool normalise_strings(Message& message, const Reflection& reflection, const FieldDescriptor& field,
                       v1::Refusal& refusal) {
  const int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
  for (int i = 0; i < count; ++i) {
    std::string text =
        field.is_repeated() ? reflection.GetRepeatedString(message, &field, i) : reflection.GetString(message, &field);
    if (text.find('\0') != std::string::npos) {
      refusal = with_nul(field);
      return false;
    }
    if (is_ascii(text)) continue;
    if (has_endless_marks(text)) {
      refusal = with_endless_marks(field);
      return false;
    }
    std::string nfc = to_nfc(text);
    if (nfc == text) continue;
    if (field.is_repeated()) {
      reflection.SetRepeatedString(&message, &field, i, std::move(nfc));
    } else {
      reflection.SetString(&message, &field, std::move(nfc));
    }
  }
  return true;
}

}  // namespace

std::string to_nfc(std::string_view text) {
  if (is_ascii(text) || has_endless_marks(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto in = utf16(text);
  if (U_FAILURE(status) || nfc->isNormalized(in, status)) return std::string(text);
  std::string out;
  nfc->normalize(in, status).toUTF8String(out);
  return U_FAILURE(status) ? std::string(text) : out;
}

bool normalise(Message& message, v1::Refusal& refusal) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) {
    const int number = reflection.GetUnknownFields(message).field(0).number();
    refusal =
        core::refuse(v1::REFUSAL_CODE_MALFORMED, message.GetDescriptor()->name(),
                     "Có trường lạ số " + std::to_string(number) + "; hai bên dùng hai phiên bản khác nhau?",
                     "Unknown field number " + std::to_string(number) + "; do both sides speak the same version?");
    return false;
  }
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->type() == FieldDescriptor::TYPE_STRING) {
      if (!normalise_strings(message, reflection, *field, refusal)) return false;
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) {
        auto* child = field->is_repeated() ? reflection.MutableRepeatedMessage(&message, field, i)
                                           : reflection.MutableMessage(&message, field);
        if (!normalise(*child, refusal)) return false;
      }
    }
  }
  return true;
}

}  // namespace giaoban::runtime
