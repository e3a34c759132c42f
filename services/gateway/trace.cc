// Reads the small headers.
#include "services/gateway/trace.h"

#include <algorithm>

#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

constexpr size_t kTokenLength = 43;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

bool is_base64url(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

}  // namespace

std::optional<std::string> trace_of(std::string_view traceparent) {
  if (traceparent.size() != 55 || traceparent[2] != '-' || traceparent[35] != '-' || traceparent[52] != '-')
    return std::nullopt;
  const std::string_view version = traceparent.substr(0, 2);
  const std::string_view trace = traceparent.substr(3, 32);
  const std::string_view parent = traceparent.substr(36, 16);
  const bool digits = is_hex(version) && is_hex(trace) && is_hex(parent) && is_hex(traceparent.substr(53));
  if (!digits || version == "ff" || is_zero(trace) || is_zero(parent)) return std::nullopt;
  return std::string(trace);
}

std::optional<std::chrono::milliseconds> timeout_of(std::string_view header) {
  const std::optional<uint64_t> value = decimal(header, 10);
  if (!value || *value == 0) return std::nullopt;
  return std::chrono::milliseconds(*value);
}

std::string token_of(std::string_view cookie) {
  constexpr std::string_view kName = "__Host-giaoban=";
  while (!cookie.empty()) {
    const size_t end = cookie.find(';');
    std::string_view pair = cookie.substr(0, end);
    cookie.remove_prefix(end == std::string_view::npos ? cookie.size() : end + 1);
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    if (pair.substr(0, kName.size()) != kName) continue;
    pair.remove_prefix(kName.size());
    return pair.size() == kTokenLength && is_base64url(pair) ? std::string(pair) : std::string();
  }
  return {};
}

bool is_same_origin(std::string_view origin, std::string_view host) {
  const size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view name = origin.substr(0, scheme);
  return (name == "http" || name == "https") && lower(origin.substr(scheme + 3)) == lower(host);
}

}  // namespace giaoban::gateway
