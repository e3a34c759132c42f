// Checks and makes argon2id hashes on a few threads of its own, so that hashing never stops the door.
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

// Its threads live as long as the object. begin(), begin_hash() and stop() from any thread; `done` is called on a
// thread of the pool, or of stop(), exactly once for everything that was taken.
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
  // The hash of a password to be; empty when there was no memory for it or the pool stopped. Otherwise as begin().
  bool begin_hash(std::string password, std::function<void(std::string hash)> done);
  // Finishes what is being hashed, answers false or an empty hash to what waits, ends the threads. A second call does
  // nothing.
  void stop();

 private:
  struct Job {
    std::string hash;
    std::string password;
    std::function<void(bool)> checked;  // one of these two
    std::function<void(std::string)> hashed;
  };
  bool take(Job job);
  void work();
  void do_job(Job& job) const;

  size_t queue_bound_;
  unsigned long long passes_;
  size_t bytes_;
  std::string nobodys_hash_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<Job> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace giaoban::gateway
