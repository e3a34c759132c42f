// What a request says about itself beside its body: trace, patience, session token; each checked before it is believed.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace giaoban::gateway {

// The trace id of a W3C traceparent header, 32 hexadecimal digits; nullopt when the header is not well-formed.
std::optional<std::string> trace_of(std::string_view traceparent);

// Connect-Timeout-Ms: a positive whole number of at most ten digits; nullopt when it is none.
std::optional<std::chrono::milliseconds> timeout_of(std::string_view header);

// The session token in a Cookie header, 43 characters of base64url; empty when there is none of that form.
std::string token_of(std::string_view cookie);

// True when an Origin header names the host that the request was sent to. "null" names none.
bool is_same_origin(std::string_view origin, std::string_view host);

}  // namespace giaoban::gateway
