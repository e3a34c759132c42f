// argon2id through libsodium, one thread per core.
#include "services/month/hashing.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

namespace giaoban::month {

std::map<std::string, std::string> hash_passwords(const std::vector<Officer>& roster, HashCost cost) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised");
  std::vector<const Officer*> who;
  for (const auto& officer : roster) {
    if (!officer.login.empty()) who.push_back(&officer);
  }
  std::vector<std::string> hashes(who.size());
  std::atomic<size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    for (size_t i = next++; i < who.size(); i = next++) {
      std::array<char, crypto_pwhash_STRBYTES> out{};
      const auto& password = who[i]->password;
      if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.kib * 1024,
                                crypto_pwhash_ALG_ARGON2ID13) != 0) {
        failed = true;
      }
      hashes[i] = out.data();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    work();
  }
  if (failed) throw std::runtime_error("no memory for an argon2id hash");
  std::map<std::string, std::string> by_person;
  for (size_t i = 0; i < who.size(); ++i) by_person[who[i]->person_id] = std::move(hashes[i]);
  return by_person;
}

}  // namespace giaoban::month
