// Our JSON is the library's: for every answer of every public call, with every field filled.
#include "services/gateway/json_writer.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <memory>

#include "giaoban/v1/dossier.pb.h"
#include "services/gateway/routes.h"

namespace giaoban::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::unique_ptr<Message> make(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

// Fills every field, three levels deep, with numbers and texts that differ; of a oneof the last member stays.
class Filler {
 public:
  explicit Filler(std::string text) : text_(std::move(text)) {}

  void fill(Message& message, int depth) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && depth == 0) continue;
      const Reflection& reflection = *message.GetReflection();
      if (field.is_repeated()) {
        for (int n = 0; n < 2; ++n) add(message, reflection, field, depth);
      } else {
        set(message, reflection, field, depth);
      }
    }
  }

 private:
  void set(Message& message, const Reflection& reflection, const FieldDescriptor& field, int depth) {
    ++number_;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.SetInt32(&message, &field, -number_);
      case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.SetUInt32(&message, &field, static_cast<uint32_t>(number_));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.SetInt64(&message, &field, -1'700'000'000'000'000 - number_);
      case FieldDescriptor::CPPTYPE_UINT64:
        return reflection.SetUInt64(&message, &field, ~uint64_t{0} - static_cast<uint64_t>(number_));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, true);
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.SetEnumValue(&message, &field, number_ % 2 == 0 ? 1 : 4711);
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.SetString(&message, &field, text_ + std::to_string(number_));
      default:
        return fill(*reflection.MutableMessage(&message, &field), depth - 1);
    }
  }
  void add(Message& message, const Reflection& reflection, const FieldDescriptor& field, int depth) {
    ++number_;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.AddInt32(&message, &field, -number_);
      case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.AddUInt32(&message, &field, static_cast<uint32_t>(number_));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.AddInt64(&message, &field, -number_);
      case FieldDescriptor::CPPTYPE_UINT64:
        return reflection.AddUInt64(&message, &field, static_cast<uint64_t>(number_));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.AddBool(&message, &field, number_ % 2 == 0);
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.AddEnumValue(&message, &field, number_ % 2 == 0 ? 1 : 0);
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.AddString(&message, &field, text_ + std::to_string(number_));
      default:
        return fill(*reflection.AddMessage(&message, &field), depth - 1);
    }
  }

  std::string text_;
  int number_ = 0;
};

std::string ours(const Message& message) {
  std::string out;
  append_json(message, out);
  return out;
}

std::string the_librarys(const Message& message) {
  std::string out;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &out).ok());
  return out;
}

TEST(JsonWriter, WritesEveryAnswerAsTheLibraryDoes) {
  const Routes routes;
  for (const auto& [path, route] : routes.all()) {
    EXPECT_TRUE(route.plain) << path;
    const auto& type = *route.method->output_type();
    EXPECT_EQ(ours(*make(type)), "{}") << path;
    const auto filled = make(type);
    Filler("Đảng uỷ xã \"Cẩm Lý\" \\ ").fill(*filled, 4);
    EXPECT_EQ(ours(*filled), the_librarys(*filled)) << path;
  }
}

TEST(JsonWriter, WritesHostileTextSoThatItIsReadBackAsItWas) {
  v1::GetDossierResponse message;
  std::string text;
  for (char c = 1; c > 0; ++c) text += c;
  text += "</script>\u2028\u2029\u200b\U0001F600";
  message.mutable_dossier()->set_period(text);
  message.mutable_dossier()->set_kind_digest(std::string("\0\xff\x80", 3));
  v1::GetDossierResponse back;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(ours(message), &back).ok()) << ours(message);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(message, back));
}

}  // namespace
}  // namespace giaoban::gateway
