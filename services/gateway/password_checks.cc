// argon2id through libsodium.
#include "services/gateway/password_checks.h"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace giaoban::gateway {
namespace {

// Empty when the memory cannot be had.
std::string hash_of(const std::string& password, unsigned long long passes, size_t bytes) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), passes, bytes) != 0) return {};
  return out.data();
}

std::string hash_of_nothing(const Limits& limits) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::string secret(32, '\0');
  randombytes_buf(secret.data(), secret.size());
  std::string hash = hash_of(secret, limits.argon2_passes, limits.argon2_bytes);
  if (hash.empty()) throw std::runtime_error("no memory for a password hash; lower gateway.argon2_kib");
  return hash;
}

}  // namespace

PasswordChecks::PasswordChecks(const Limits& limits)
    : queue_bound_(limits.hashing_queue),
      passes_(limits.argon2_passes),
      bytes_(limits.argon2_bytes),
      nobodys_hash_(hash_of_nothing(limits)) {
  for (uint32_t i = 0; i < limits.hashing_at_once; ++i) threads_.emplace_back([this] { work(); });
}

bool PasswordChecks::begin(std::string hash, std::string password, std::function<void(bool)> done) {
  return take({std::move(hash), std::move(password), std::move(done), nullptr});
}

bool PasswordChecks::begin_hash(std::string password, std::function<void(std::string)> done) {
  return take({{}, std::move(password), nullptr, std::move(done)});
}

bool PasswordChecks::take(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || queue_.size() >= queue_bound_) return false;
    queue_.push_back(std::move(job));
  }
  something_.notify_one();
  return true;
}

void PasswordChecks::stop() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    left.swap(queue_);
  }
  something_.notify_all();
  for (Job& job : left) {
    if (job.checked) job.checked(false);
    if (job.hashed) job.hashed({});
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void PasswordChecks::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    something_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Job job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    do_job(job);
  }
}

void PasswordChecks::do_job(Job& job) const {
  if (job.hashed) {
    std::string hash = hash_of(job.password, passes_, bytes_);
    sodium_memzero(job.password.data(), job.password.size());
    return job.hashed(std::move(hash));
  }
  const std::string& hash = job.hash.empty() ? nobodys_hash_ : job.hash;
  const bool matches = crypto_pwhash_str_verify(hash.c_str(), job.password.data(), job.password.size()) == 0;
  sodium_memzero(job.password.data(), job.password.size());
  job.checked(matches && !job.hash.empty());
}

}  // namespace giaoban::gateway
