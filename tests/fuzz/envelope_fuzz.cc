// Fuzz: one frame from the bus, read as a service reads it: the envelope, then the request of the method that it names.
#include <google/protobuf/unknown_field_set.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "giaoban/v1/envelope.pb.h"
#include "services/runtime/field_count.h"
#include "services/runtime/service.h"
#include "tests/fuzz/contract.h"
#include "tests/fuzz/demand.h"

namespace giaoban::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const Calls& calls() {
  static const Calls all = calls_of_the_contract();
  return all;
}

// An unknown method still leads somewhere, so that a spoilt name does not end the way.
const google::protobuf::Descriptor& type_of(const v1::Request& request) {
  const auto found = calls().find(request.method());
  if (found != calls().end()) return *found->second->input_type();
  const auto nth = static_cast<std::ptrdiff_t>(request.correlation() % calls().size());
  return *std::next(calls().begin(), nth)->second->input_type();
}

// Asked of the library, not of our code.
bool is_nfc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  return nfc->isNormalized(icu::UnicodeString::fromUTF8(text), status) && U_SUCCESS(status);
}

void demand_clean(const std::string& text) {
  demand(text.find('\0') == std::string::npos, "a text that was let in holds U+0000");
  demand(is_nfc(text), "a text that was let in is not in NFC:", text);
}

// How many messages, texts and bytes it holds: what takes room.
size_t parts_of(const Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  size_t parts = 0;
  for (const auto* field : fields) {
    const auto type = field->cpp_type();
    const size_t count = field->is_repeated() ? static_cast<size_t>(reflection.FieldSize(message, field)) : 1;
    if (type == FieldDescriptor::CPPTYPE_MESSAGE || type == FieldDescriptor::CPPTYPE_STRING) parts += count;
    for (int i = 0; type == FieldDescriptor::CPPTYPE_MESSAGE && i < static_cast<int>(count); ++i) {
      parts += parts_of(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                             : reflection.GetMessage(message, field));
    }
  }
  return parts;
}

void demand_clean(const Message& message) {
  const auto& reflection = *message.GetReflection();
  demand(reflection.GetUnknownFields(message).empty(), "a message that was let in holds an unknown field");
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->type() == FieldDescriptor::TYPE_STRING) {
        demand_clean(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                          : reflection.GetString(message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        demand_clean(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                          : reflection.GetMessage(message, field));
      }
    }
  }
}

void demand_spoken(const v1::Refusal& no) {
  demand(no.code() == v1::REFUSAL_CODE_MALFORMED || no.code() == v1::REFUSAL_CODE_TOO_LARGE,
         "a request is refused with the wrong code");
  demand(!no.text_vi().empty() && !no.text_en().empty(), "a refusal says nothing");
}

void read(const std::string& payload, const google::protobuf::Descriptor& type) {
  const auto request = make(type);
  v1::Refusal no;
  if (!runtime::read_request(payload, *request, no)) return demand_spoken(no);
  demand(parts_of(*request) <= runtime::kMostFields, "a request that was let in has too many parts");
  demand_clean(*request);
  // What was let in once is let in again, and stays as it is.
  const std::string bytes = request->SerializeAsString();
  const auto again = make(type);
  demand(runtime::read_request(bytes, *again, no), "what was let in is refused the second time:", no.text_en());
  demand(again->SerializeAsString() == bytes, "what was let in changes when it is read again");
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  v1::Envelope envelope;
  const std::string_view frame(reinterpret_cast<const char*>(data), size);
  if (!runtime::has_few_fields(frame, *envelope.GetDescriptor())) return 0;
  if (!envelope.ParseFromArray(data, static_cast<int>(size)) || !envelope.has_request()) return 0;
  fuzz::read(envelope.request().payload(), fuzz::type_of(envelope.request()));
  return 0;
}
