// One HTTP answer, and the bytes of its head on the wire with the security headers that every answer carries.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace giaoban::gateway {

class Pieces;

// What pages may load: their own files and nothing else; icons of fields and pictures of files also as data and blobs.
inline constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

// A value.
struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::string_view fixed;        // after the body; lives as long as the program
  std::shared_ptr<Pieces> rest;  // after both, until `length` bytes were sent; nullptr when there is no more
  uint64_t length = 0;           // of everything, when there is a rest
  std::vector<std::pair<std::string, std::string>> headers;  // beside the ones that every answer has
  std::string_view policy = kPagePolicy;                     // Content-Security-Policy; empty sends none
  std::string_view cache = "no-store";                       // Cache-Control
  bool close = false;                                        // the connection ends after it
};

// How many bytes follow the head.
uint64_t length_of(const HttpResponse& response);

// The bytes up to the body. Line breaks in header values become spaces, so no value can begin a header of its own.
std::string head_of(const HttpResponse& response, bool over_tls);

}  // namespace giaoban::gateway
