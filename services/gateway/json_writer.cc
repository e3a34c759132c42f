// One walk over the fields that are set.
#include "services/gateway/json_writer.h"

#include <google/protobuf/descriptor.h>
#include <sodium.h>

#include <charconv>
#include <set>
#include <vector>

#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool is_plain(const Descriptor& type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&type).second) return true;
  if (type.full_name().compare(0, 16, "google.protobuf.") == 0) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const auto kind = field.cpp_type();
    if (field.is_map() || kind == FieldDescriptor::CPPTYPE_DOUBLE || kind == FieldDescriptor::CPPTYPE_FLOAT)
      return false;
    if (kind == FieldDescriptor::CPPTYPE_MESSAGE && !is_plain(*field.message_type(), seen)) return false;
  }
  return true;
}

template <class Number>
void append_number(std::string& out, Number number) {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end);
}

template <class Number>
void append_quoted(std::string& out, Number number) {
  out += '"';
  append_number(out, number);
  out += '"';
}

void append_text(std::string& out, const FieldDescriptor& field, const std::string& text) {
  if (field.type() == FieldDescriptor::TYPE_BYTES) {
    out += '"' + base64(text, sodium_base64_VARIANT_ORIGINAL) + '"';
  } else {
    append_json_string(out, text);
  }
}

void append_enum(std::string& out, const FieldDescriptor& field, int number) {
  const auto* value = field.enum_type()->FindValueByNumber(number);
  if (value == nullptr) return append_number(out, number);
  out += '"';
  out += value->name();
  out += '"';
}

void append_one(std::string& out, const Message& message, const Reflection& reflection, const FieldDescriptor& field) {
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return append_number(out, reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return append_number(out, reflection.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return append_quoted(out, reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return append_quoted(out, reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      out += reflection.GetBool(message, &field) ? "true" : "false";
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      return append_enum(out, field, reflection.GetEnumValue(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return append_text(out, field, reflection.GetStringReference(message, &field, &scratch));
    default:
      return append_json(reflection.GetMessage(message, &field), out);
  }
}

void append_element(std::string& out, const Message& message, const Reflection& reflection,
                    const FieldDescriptor& field, int index) {
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return append_number(out, reflection.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_UINT32:
      return append_number(out, reflection.GetRepeatedUInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return append_quoted(out, reflection.GetRepeatedInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_UINT64:
      return append_quoted(out, reflection.GetRepeatedUInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_BOOL:
      out += reflection.GetRepeatedBool(message, &field, index) ? "true" : "false";
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      return append_enum(out, field, reflection.GetRepeatedEnumValue(message, &field, index));
    case FieldDescriptor::CPPTYPE_STRING:
      return append_text(out, field, reflection.GetRepeatedStringReference(message, &field, index, &scratch));
    default:
      return append_json(reflection.GetRepeatedMessage(message, &field, index), out);
  }
}

}  // namespace

bool writes_plainly(const Descriptor& type) {
  std::set<const Descriptor*> seen;
  return is_plain(type, seen);
}

void append_json(const Message& message, std::string& out) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  out += '{';
  bool first = true;
  for (const FieldDescriptor* field : fields) {
    if (!first) out += ',';
    first = false;
    out += '"';
    out += field->json_name();
    out += "\":";
    if (!field->is_repeated()) {
      append_one(out, message, reflection, *field);
      continue;
    }
    out += '[';
    const int size = reflection.FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      if (i > 0) out += ',';
      append_element(out, message, reflection, *field, i);
    }
    out += ']';
  }
  out += '}';
}

}  // namespace giaoban::gateway
