// Reads the gateway's bounds from the settings.
#include "services/gateway/limits.h"

#include <algorithm>

#include "services/runtime/settings.h"

namespace giaoban::gateway {

Limits limits_of(const v1::Settings& settings) {
  v1::Settings complete = runtime::default_settings();
  complete.MergeFrom(settings);
  const v1::LimitSettings& bounds = complete.limits();
  const v1::GatewaySettings& door = complete.gateway();
  Limits limits;
  limits.body_bytes = bounds.http_body_bytes();
  limits.json_depth = bounds.json_depth();
  limits.connections = bounds.http_connections();
  limits.live_waiting = std::min(limits.live_waiting, limits.connections * 3 / 4);
  limits.request = std::chrono::seconds(bounds.http_request_seconds());
  limits.call = std::chrono::milliseconds(bounds.call_ms());
  limits.in_flight = bounds.in_flight();
  limits.session = std::chrono::minutes(door.session_minutes());
  limits.argon2_bytes = size_t{door.argon2_kib()} * 1024;
  limits.argon2_passes = door.argon2_passes();
  limits.failures_per_account = door.failures_per_account();
  limits.failures_per_address = door.failures_per_address();
  limits.hashing_at_once = door.hashing_at_once();
  return limits;
}

}  // namespace giaoban::gateway
