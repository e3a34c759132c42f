// Writes HTTP/1.1 answers.
#include "services/gateway/http_response.h"

#include <algorithm>

namespace giaoban::gateway {
namespace {

std::string_view reason(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Unknown";
  }
}

constexpr std::string_view kEverywhere =
    "X-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view kWithPolicy =
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";
constexpr std::string_view kOverTls = "Strict-Transport-Security: max-age=31536000\r\n";

void add_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  const size_t begin = out.size();
  out += value;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  out += "\r\n";
}

}  // namespace

uint64_t length_of(const HttpResponse& response) {
  return response.rest ? response.length : response.body.size() + response.fixed.size();
}

std::string head_of(const HttpResponse& response, bool over_tls) {
  std::string out;
  out.reserve(1024 + response.body.size());
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason(response.status);
  out += "\r\n";
  if (response.status != 304) {
    add_header(out, "Content-Type", response.content_type);
    add_header(out, "Content-Length", std::to_string(length_of(response)));
  }
  if (response.close) add_header(out, "Connection", "close");
  for (const auto& [name, value] : response.headers) add_header(out, name, value);
  if (!response.policy.empty()) {
    add_header(out, "Content-Security-Policy", response.policy);
    out += kWithPolicy;
  }
  add_header(out, "Cache-Control", response.cache);
  out += kEverywhere;
  if (over_tls) out += kOverTls;
  out += "\r\n";
  return out;
}

}  // namespace giaoban::gateway
