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
  bool chunked = false;  // the body is the one chunk that ends an empty body, and nothing else

  // Empty when there is none.
  std::string_view header(std::string_view name) const;
};

// A chunked body with nothing in it.
inline constexpr std::string_view kEmptyChunked = "0\r\n\r\n";

// Length of the head at the front of what has come, with its empty line; 0 while that is not there. Bare line feeds end
// a head too, so that the gate sees and refuses them at once.
size_t head_length(std::string_view buffer);

// Reads a head, from the request line to the empty line that ends it, both included. HTTP/1.1 only, exactly one Host,
// no Transfer-Encoding but the "chunked" of an empty body (connect-go sends no other, and only for empty messages), no
// folded lines, at most one Content-Length and only with POST, headers that the gateway acts on at most once, no method
// that HTTP does not know. The response, when it is one, says why not and closes the connection.
std::variant<HttpRequest, HttpResponse> read_head(std::string_view head);

}  // namespace giaoban::gateway
