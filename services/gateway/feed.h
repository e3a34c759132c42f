// The calendar of a person under its secret address, "/feed/<token>.ics". For the gateway's own files only.
#pragma once

#include <string>
#include <string_view>

#include "services/gateway/header_gate.h"
#include "services/gateway/http_response.h"

namespace giaoban::gateway {

// True for every path below "/feed/", also for those that name nothing.
bool is_feed_path(std::string_view path);
// What stands where the token should; may be anything.
std::string_view feed_token(std::string_view path);
// The path as it may be written down: a token is as good as a password.
std::string path_to_show(std::string_view path);

// The answer that carries a calendar; 304 without it when the client says that it has just this one.
HttpResponse feed_response(const HttpRequest& request, std::string calendar);

}  // namespace giaoban::gateway
