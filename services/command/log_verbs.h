// The verbs of `giaoban log` that lie in files of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/command/console.h"
#include "services/store/store.h"

namespace giaoban::command {

// Flags of all verbs of the noun.
struct LogFlags {
  std::vector<std::string> services;
  std::string output;
  std::string checkpoints;  // folder of the copied ones
  std::string key;          // file with the public key
  std::string proof;        // file
  std::string target;       // dossier, or "service:position"
};

// Each returns the exit code.
int verify_logs(Console& console, const LogFlags& flags);
int verify_proof(Console& console, const LogFlags& flags);
int prove(Console& console, const LogFlags& flags);

const std::vector<std::string>& services_with_a_log();

// For reading. Null when the service keeps no log or never ran here; the person was told.
std::unique_ptr<store::Store> open_log(Console& console, const runtime::DataFolder& folder, const std::string& service);

}  // namespace giaoban::command
