// NFC through ICU; a pass over the message by reflection, cheap when everything is ASCII.
#include "services/runtime/text.h"

#include <google/protobuf/message.h>
#include <google/protobuf/unknown_field_set.h>
#include <unicode/normalizer2.h>
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

// Sets the text to NFC; false for U+0000.
bool normalise_text(std::string& text, bool& changed) {
  changed = false;
  if (text.find('\0') != std::string::npos) return false;
  if (is_ascii(text)) return true;
  std::string nfc = to_nfc(text);
  changed = nfc != text;
  if (changed) text = std::move(nfc);
  return true;
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
    bool changed = false;
    if (!normalise_text(text, changed)) {
      refusal = with_nul(field);
      return false;
    }
    if (!changed) continue;
    if (field.is_repeated()) {
      reflection.SetRepeatedString(&message, &field, i, std::move(text));
    } else {
      reflection.SetString(&message, &field, std::move(text));
    }
  }
  return true;
}

}  // namespace

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
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
