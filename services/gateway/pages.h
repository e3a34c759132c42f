// Answers with the files of the portal: packed where the browser can unpack, or not at all where it has them.
#pragma once

#include <optional>
#include <string_view>

#include "services/gateway/header_gate.h"
#include "services/gateway/http_response.h"

namespace giaoban::gateway {

// The answer to a GET; nothing when there is no such page. A path without a dot that names no file is a place inside
// the portal, so that links and reloads lead there: it is answered with the portal's own page. Any thread.
std::optional<HttpResponse> page_response(const HttpRequest& request);

// True when an Accept-Encoding header lets us send gzip.
bool accepts_gzip(std::string_view header);

// True when an If-None-Match header names the tag, weakly or not, or anything.
bool names_tag(std::string_view header, std::string_view tag);

}  // namespace giaoban::gateway
