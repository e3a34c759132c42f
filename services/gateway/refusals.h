// The gateway's own refusals, and every refusal in the words of HTTP and Connect.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "giaoban/v1/envelope.pb.h"
#include "services/gateway/http_response.h"

namespace giaoban::gateway {

// A Connect error code and the HTTP status that goes with it.
struct ConnectCode {
  std::string_view name;
  unsigned status = 0;
};

// As said in brackets in envelope.proto; nullopt for numbers that are never sent.
std::optional<ConnectCode> connect_code(v1::RefusalCode code);

// The answer that carries a refusal: Connect's error JSON with the refusal itself as a detail, Retry-After in whole
// seconds rounded up. Codes that are never sent come out as internal.
HttpResponse refusal_response(const v1::Refusal& refusal);

v1::Refusal malformed(std::string_view field, std::string_view vi, std::string_view en);
v1::Refusal too_large(std::string_view vi, std::string_view en);
v1::Refusal body_too_large(size_t most);
v1::Refusal wrong_type();
v1::Refusal cross_site();
v1::Refusal unknown_method(std::string_view what);
v1::Refusal unauthenticated();
v1::Refusal overloaded(std::chrono::milliseconds retry);
v1::Refusal unavailable(std::string_view service, std::chrono::milliseconds retry);
v1::Refusal unknown_outcome();
v1::Refusal internal_fault();

}  // namespace giaoban::gateway
