// Opening a dossier and deciding on it, from the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "services/command/console.h"

namespace giaoban::command {

struct OpenFlags {
  std::string key;
  std::string kind;
  std::string unit;
  std::string period;
  std::string id;          // empty: a fresh UUIDv7
  std::string request_id;  // empty: a fresh one
  std::vector<std::string> fields;
};

struct DecideFlags {
  std::string key;
  std::string id;
  std::string verb;
  std::optional<uint64_t> version;  // empty: the present one
  std::string text;
  std::string request_id;  // empty: a fresh one
  std::vector<std::string> remarks;
  std::vector<std::string> fields;
};

// Both print the DecideResponse. When the outcome is unknown they say how to ask for the same thing again. Of a
// decision that is held, decide_dossier says until when it can be undone.
int open_dossier(Console& console, const OpenFlags& flags);
int decide_dossier(Console& console, const DecideFlags& flags);

// Names of the verbs that decide_dossier knows: all of the contract but open, attach and expire.
std::string decide_verbs();

}  // namespace giaoban::command
