// A count per key in a window that begins with the first failure.
#include "services/gateway/throttle.h"

namespace giaoban::gateway {

std::chrono::microseconds Throttle::begin(const std::string& key, int64_t now_us) {
  forget_old(now_us);
  const auto [at, fresh] = counts_.try_emplace(key);
  Count& count = at->second;
  if (fresh) {
    count.since_us = now_us;
    order_.emplace_back(now_us, key);
  }
  if (count.failures >= allowed_) return std::chrono::microseconds(count.since_us + window_us_ - now_us);
  ++count.failures;
  return std::chrono::microseconds(0);
}

void Throttle::give_back(const std::string& key) {
  const auto found = counts_.find(key);
  if (found != counts_.end() && found->second.failures > 0) --found->second.failures;
}

void Throttle::forget_old(int64_t now_us) {
  while (!order_.empty()) {
    const auto& [since_us, key] = order_.front();
    const auto found = counts_.find(key);
    const bool gone = found == counts_.end() || found->second.since_us != since_us;
    const bool over = since_us + window_us_ <= now_us || counts_.size() >= keys_ || order_.size() >= 2 * keys_;
    if (!gone && !over) return;
    if (!gone) counts_.erase(found);
    order_.pop_front();
  }
}

}  // namespace giaoban::gateway
