// The JSON gate: what the protobuf library would accept too kindly is refused before it sees it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "giaoban/v1/envelope.pb.h"

namespace giaoban::gateway {

struct JsonBounds {
  uint32_t depth = 32;       // nested objects and arrays
  uint32_t tokens = 10'000;  // keys and values
};

// Nothing when the text is one JSON value by RFC 8259 in valid UTF-8, without a lone surrogate, within the bounds, and
// no object says a field twice: also not once as "requestId" and once as "request_id". Otherwise the refusal, with the
// byte at which it went wrong. Time and memory are linear in the text; the stack is bounded by `depth`.
std::optional<v1::Refusal> check_json(std::string_view text, const JsonBounds& bounds);

}  // namespace giaoban::gateway
