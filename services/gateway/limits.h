// Every bound of the gateway under its name: those that the settings say, and those that are fixed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "giaoban/v1/settings.pb.h"

namespace giaoban::gateway {

// A value. The first two groups are LimitSettings and GatewaySettings, whose defaults the runtime declares.
struct Limits {
  size_t body_bytes = 0;
  uint32_t json_depth = 0;
  size_t connections = 0;
  std::chrono::milliseconds request{0};  // for a whole request to arrive, and for its answer to be taken
  std::chrono::milliseconds call{0};     // for a service to answer
  size_t in_flight = 0;                  // questions to services that are open

  std::chrono::seconds session{0};
  size_t argon2_bytes = 0;
  uint32_t argon2_passes = 0;
  uint32_t failures_per_account = 0;
  uint32_t failures_per_address = 0;
  uint32_t hashing_at_once = 0;

  uint32_t json_tokens = 10'000;     // keys and values; punctuation is not counted
  size_t import_bytes = 1'300'000;   // of the body of an import: 900 KiB of CSV as base64 in JSON
  size_t anonymous_bytes = 4'096;    // of a body whose sender shows no session
  size_t bodies_bytes = 67'108'864;  // of all longer bodies that are being read or answered
  size_t calls_bytes = 4'194'304;    // of all questions that are open, well below what a service's bus bears of one key
  size_t payload_bytes = 1'044'480;  // of one message on the bus: a frame of 1 MiB without its envelope
  size_t header_bytes = 8'192;
  size_t hashing_queue = 64;
  size_t throttle_keys = 65'536;  // accounts and addresses remembered
  size_t cached_sessions = 16'384;
  std::chrono::seconds throttle_window{15 * 60};
  std::chrono::seconds session_cached{5};
  size_t live_waiting = 768;                    // browsers that wait for news; at most three in four connections
  size_t live_waiting_of_one = 8;               // of one person; a ninth ends the first
  size_t agent_characters = 200;                // kept of what a browser calls itself
  std::chrono::milliseconds live_wait{25'000};  // for news, at most
  std::chrono::milliseconds live_poll{2'000};   // one question to the router about news
  std::chrono::milliseconds live_pause{500};    // after a question that came to nothing
  std::chrono::milliseconds idle{30'000};       // between two requests on one connection
  std::chrono::milliseconds patience{1'000};    // a client that keeps us waiting longer makes room when all is taken
  std::chrono::milliseconds linger{1'000};      // for a refused client to read why
  std::chrono::milliseconds drain{2'000};       // for open requests when the gateway stops
  std::chrono::milliseconds retry{1'000};       // told to clients that were refused for load
};

// The settings over the runtime's defaults; `settings` need not be complete, but must be within its bounds.
Limits limits_of(const v1::Settings& settings);

}  // namespace giaoban::gateway
