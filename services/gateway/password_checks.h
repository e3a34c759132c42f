// Checks passwords with argon2id on a few threads of its own, so that hashing never stops the door.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "services/gateway/limits.h"

namespace giaoban::gateway {

// Its threads live as long as the object. begin() and stop() from any thread; `done` is called on a thread of the pool,
// exactly once for everything that was taken.
class PasswordChecks {
 public:
  // Makes the hash that stands in for an unknown account, with the cost of `limits`. Throws std::runtime_error when
  // libsodium cannot start or the memory for one hash cannot be had.
  explicit PasswordChecks(const Limits& limits);
  ~PasswordChecks() { stop(); }
  PasswordChecks(const PasswordChecks&) = delete;
  PasswordChecks& operator=(const PasswordChecks&) = delete;

  // True when it was taken; false when too many wait already, or after stop(). An empty `hash` takes as long as a real
  // one and is always wrong.
  bool begin(std::string hash, std::string password, std::function<void(bool right)> done);
  // Finishes what is being hashed, answers false to what waits, ends the threads. A second call does nothing.
  void stop();

 private:
  struct Check {
    std::string hash;
    std::string password;
    std::function<void(bool)> done;
  };
  void work();
  bool is_right(Check& check) const;

  size_t queue_bound_;
  std::string nobodys_hash_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<Check> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace giaoban::gateway
