// Messages of the contract between the outside (JSON or protobuf) and the bus (protobuf), by their descriptors.
#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "giaoban/v1/envelope.pb.h"
#include "services/gateway/json_gate.h"

namespace giaoban::gateway {

// How a body is written.
enum class Encoding { kJson, kProto };

// Of a Content-Type header, parameters aside; nullopt for any other than application/json and application/proto.
std::optional<Encoding> encoding_of(std::string_view content_type);
std::string_view content_type_of(Encoding encoding);

// The serialised message of that type, or why the body is none: MALFORMED names the field, TOO_LARGE the bound.
// Protobuf bodies are checked only for being parseable: the service that they are for does the rest.
std::variant<std::string, v1::Refusal> read_body(const google::protobuf::Descriptor& type, Encoding encoding,
                                                 std::string_view body, const JsonBounds& bounds);

// The body for a serialised message; nullopt when the bytes are none of that type, which is a fault of the service.
// `plain` is what writes_plainly() says of the type.
std::optional<std::string> write_body(const google::protobuf::Descriptor& type, bool plain, Encoding encoding,
                                      std::string bytes);

}  // namespace giaoban::gateway
