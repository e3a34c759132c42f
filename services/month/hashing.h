// Hashes the made-up passwords with argon2id before they are imported, on all cores, so that the month begins soon.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/month/roster.h"

namespace giaoban::month {

// The bounds that the gateway's settings have by default.
struct HashCost {
  size_t kib = 19456;
  unsigned passes = 2;
};

// Hash in its string form by person id, for everybody with a login. Uses as many threads as the machine has cores and
// joins them before it returns. Throws std::runtime_error when there is no memory for a hash.
std::map<std::string, std::string> hash_passwords(const std::vector<Officer>& roster, HashCost cost = {});

}  // namespace giaoban::month
