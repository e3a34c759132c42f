// What checkpoints that were copied elsewhere show of a deployment beyond its backup.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/store/checkpoint.h"

namespace giaoban::backup {

// All checkpoints of a service in a folder, oldest first; none when the folder is not there.
std::vector<v1::SignedCheckpoint> copied_checkpoints(const std::string& folder, const std::string& service);

// What was signed with the deployment's own key; anything else is passed over.
struct Known {
  uint32_t generation = 0;               // the highest
  std::map<std::string, uint64_t> last;  // by service, the last position
};
Known known_in(const std::vector<std::string>& folders, const store::LogOwner& owner, std::string_view public_key);

}  // namespace giaoban::backup
