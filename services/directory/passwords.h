// Passwords as argon2id hashes in their string form, "$argon2id$v=19$m=...,t=...,p=1$salt$hash".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace giaoban::directory {

// What one hash costs.
struct HashCost {
  uint32_t kib = 19456;
  uint32_t passes = 2;
};

inline constexpr size_t kSaltBytes = 16;

// The hash of a password under a salt of kSaltBytes. The salt is handed in because a step draws no randomness of its
// own. Throws when there is not the memory for it. Takes tens of milliseconds at the usual cost.
std::string hash_password(std::string_view password, std::string_view salt, HashCost cost);

// Whether the hash is of this password; takes as long as hashing. False for what is no hash.
bool is_password_of(const std::string& hash, std::string_view password);

// A hash that may be stored: readable, of one lane, at most 1 GiB and 64 passes, so that nobody's sign-in stalls the
// gateway.
bool is_password_hash(const std::string& text);

// What a hash that somebody brings along may cost where hashes of `own` are made: four times that, or the usual cost
// where that is more.
HashCost most_bearable(HashCost own);
// A hash that costs no more than that. False for what is no hash.
bool is_bearable(const std::string& hash, HashCost most);

}  // namespace giaoban::directory
