// One HTTP answer, and its bytes on the wire with the security headers that every answer carries.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace giaoban::gateway {

// A value.
struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside the ones that every answer has
  bool close = false;                                        // the connection ends after it
};

// The answer's bytes. Line breaks in header values become spaces, so no value can begin a header of its own.
std::string to_wire(const HttpResponse& response);

}  // namespace giaoban::gateway
