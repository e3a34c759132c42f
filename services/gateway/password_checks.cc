// argon2id through libsodium.
#include "services/gateway/password_checks.h"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace giaoban::gateway {
namespace {

std::string hash_of_nothing(const Limits& limits) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::array<char, 32> secret{};
  randombytes_buf(secret.data(), secret.size());
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), secret.data(), secret.size(), limits.argon2_passes, limits.argon2_bytes) != 0) {
    throw std::runtime_error("no memory for a password hash; lower gateway.argon2_kib");
  }
  return out.data();
}

}  // namespace

PasswordChecks::PasswordChecks(const Limits& limits)
    : queue_bound_(limits.hashing_queue), nobodys_hash_(hash_of_nothing(limits)) {
  for (uint32_t i = 0; i < limits.hashing_at_once; ++i) threads_.emplace_back([this] { work(); });
}

bool PasswordChecks::begin(std::string hash, std::string password, std::function<void(bool)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= queue_bound_) return false;
    queue_.push_back({std::move(hash), std::move(password), std::move(done)});
  }
  something_.notify_one();
  return true;
}

void PasswordChecks::stop() {
  std::deque<Check> left;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    left.swap(queue_);
  }
  something_.notify_all();
  for (Check& check : left) check.done(false);
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void PasswordChecks::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    something_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Check check = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    check.done(is_right(check));
  }
}

bool PasswordChecks::is_right(Check& check) const {
  const std::string& hash = check.hash.empty() ? nobodys_hash_ : check.hash;
  const bool matches = crypto_pwhash_str_verify(hash.c_str(), check.password.data(), check.password.size()) == 0;
  sodium_memzero(check.password.data(), check.password.size());
  return matches && !check.hash.empty();
}

}  // namespace giaoban::gateway
