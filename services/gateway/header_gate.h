// The header gate: reads the head of an HTTP request and refuses every head that two readers could understand
// differently.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "services/gateway/http_response.h"

namespace giaoban::gateway {

// The head of a request that passed the gate. A value.
struct HttpRequest {
  std::string method;
  std::string path;  // without the query
  std::map<std::string, std::string, std::less<>>
      headers;  // names in lower case; the first of each, and none that matters twice
  uint64_t content_length = 0;
  bool keep_alive = true;
  bool expects_continue = false;

  // Empty when there is none.
  std::string_view header(std::string_view name) const;
};

// Reads a head, from the request line to the empty line that ends it, both included. HTTP/1.1 only, exactly one Host,
// no Transfer-Encoding, no folded lines, at most one Content-Length and only with POST, headers that the gateway acts
// on at most once, no method that HTTP does not know. The response, when it is one, says why not and closes the
// connection.
std::variant<HttpRequest, HttpResponse> read_head(std::string_view head);

}  // namespace giaoban::gateway
