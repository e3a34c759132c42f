// JSON to protobuf and back through the library's own mapping.
#include "services/gateway/transcode.h"

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <memory>

#include "services/gateway/json_writer.h"
#include "services/gateway/refusals.h"
#include "services/gateway/text.h"
#include "services/runtime/field_count.h"

namespace giaoban::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

std::unique_ptr<Message> make(const Descriptor& type) {
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

// The library says "(path) name: why", "(path): why" or ": why"; the parts are put together as one path.
v1::Refusal from_library(std::string_view said) {
  const std::string_view whole = said;
  std::string field;
  if (!said.empty() && said.front() == '(') {
    const size_t end = said.find(')');
    field = std::string(said.substr(1, end == std::string_view::npos ? end : end - 1));
    said.remove_prefix(end == std::string_view::npos ? said.size() : end + 1);
    if (!said.empty() && said.front() == ' ') said.remove_prefix(1);
  }
  const size_t colon = said.find(": ");
  if (colon != std::string_view::npos && colon > 0) {
    if (!field.empty()) field += '.';
    field += said.substr(0, colon);
  }
  const bool unknown = whole.find("Cannot find field") != std::string_view::npos;
  const std::string name(shortened(field, 200));
  const std::string reason(shortened(whole, 300));
  if (unknown) {
    return malformed(name, "Không có trường “" + name + "” trong thông điệp này. Hãy bỏ hoặc sửa tên trường.",
                     "This message has no field \"" + name + "\". Remove it or put its name right.");
  }
  return malformed(name, "Giá trị không đúng kiểu của trường (" + reason + "). Hãy sửa rồi gửi lại.",
                   "A value is not of its field's type (" + reason + "). Put it right and send it again.");
}

}  // namespace

std::optional<Encoding> encoding_of(std::string_view content_type) {
  std::string name = lower(content_type.substr(0, content_type.find(';')));
  name.erase(name.find_last_not_of(" \t") + 1);
  if (name == "application/json") return Encoding::kJson;
  if (name == "application/proto") return Encoding::kProto;
  return std::nullopt;
}

std::string_view content_type_of(Encoding encoding) {
  return encoding == Encoding::kJson ? "application/json" : "application/proto";
}

std::variant<std::string, v1::Refusal> read_body(const Descriptor& type, Encoding encoding, std::string_view body,
                                                 const JsonBounds& bounds) {
  const std::unique_ptr<Message> message = make(type);
  if (encoding == Encoding::kProto) {
    if (!runtime::has_few_fields(body, type, bounds.tokens)) {
      return too_large("Nội dung có hơn " + std::to_string(bounds.tokens) + " trường.",
                       "The body has more than " + std::to_string(bounds.tokens) + " fields.");
    }
    if (message->ParseFromArray(body.data(), static_cast<int>(body.size()))) return std::string(body);
    return malformed("", "Nội dung không phải là thông điệp " + type.full_name() + ".",
                     "The body is no message " + type.full_name() + ".");
  }
  if (auto no = check_json(body, bounds)) return *no;
  const auto status = google::protobuf::util::JsonStringToMessage({body.data(), body.size()}, message.get());
  if (!status.ok()) return from_library({status.message().data(), static_cast<size_t>(status.message().size())});
  return message->SerializeAsString();
}

std::optional<std::string> write_body(const Descriptor& type, bool plain, Encoding encoding, std::string bytes) {
  if (encoding == Encoding::kProto) return bytes;
  const std::unique_ptr<Message> message = make(type);
  std::string json;
  if (!message->ParseFromString(bytes)) return std::nullopt;
  if (plain) {
    json.reserve(2 * bytes.size());
    append_json(*message, json);
  } else if (!google::protobuf::util::MessageToJsonString(*message, &json).ok()) {
    return std::nullopt;
  }
  return json;
}

}  // namespace giaoban::gateway
