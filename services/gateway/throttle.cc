// A count per key in a window that begins with the first failure.
#include "services/gateway/throttle.h"

namespace giaoban::gateway {

std::chrono::microseconds Throttle::begin(const std::string& key, int64_t now_us) {
  forget_old(now_us);
  auto at = counts_.find(key);
  if (at == counts_.end()) {
    make_room();
    at = counts_.emplace(key, Count{0, now_us, next_}).first;
    order_.emplace_back(next_++, key);
  }
  Count& count = at->second;
  if (count.failures >= allowed_) return std::chrono::microseconds(count.since_us + window_us_ - now_us);
  ++count.failures;
  return std::chrono::microseconds(0);
}

void Throttle::give_back(const std::string& key) {
  const auto found = counts_.find(key);
  if (found == counts_.end()) return;
  if (found->second.failures > 0) --found->second.failures;
  if (found->second.failures == 0) counts_.erase(found);
}

bool Throttle::is_gone(const Entry& entry) const {
  const auto found = counts_.find(entry.second);
  return found == counts_.end() || found->second.number != entry.first;
}

void Throttle::forget_old(int64_t now_us) {
  while (!order_.empty()) {
    const Entry& first = order_.front();
    if (!is_gone(first)) {
      const auto found = counts_.find(first.second);
      if (found->second.since_us + window_us_ > now_us) return;
      counts_.erase(found);
    }
    order_.pop_front();
  }
}

// For one more key. Entries of counts that are gone are cleared away before any count that still counts.
void Throttle::make_room() {
  if (order_.size() >= 2 * keys_) {
    std::erase_if(order_, [this](const Entry& entry) { return is_gone(entry); });
  }
  while (counts_.size() >= keys_ && !order_.empty()) {
    if (!is_gone(order_.front())) counts_.erase(order_.front().second);
    order_.pop_front();
  }
}

}  // namespace giaoban::gateway
