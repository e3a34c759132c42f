// Counts failed attempts per key and says when there were too many: the bound on guessing passwords.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

namespace giaoban::gateway {

// One thread. Times are machine time, microseconds. An attempt counts as failed from begin() on, so that a hundred at
// once are not a hundred free guesses; whoever succeeds or was never judged gives it back. Nothing is locked for good:
// a key's count is gone one window after its first failure. When too many keys are known the one that failed first is
// forgotten.
class Throttle {
 public:
  Throttle(uint32_t allowed, std::chrono::microseconds window, size_t keys)
      : allowed_(allowed), window_us_(window.count()), keys_(keys) {}

  // Zero when the attempt may be judged, and counts it; otherwise how long until it may, and counts nothing.
  std::chrono::microseconds begin(const std::string& key, int64_t now_us);
  // The attempt was not judged, or was right: it does not count.
  void give_back(const std::string& key);
  // The key has proved itself: its count begins anew.
  void reset(const std::string& key) { counts_.erase(key); }
  size_t known() const { return counts_.size(); }

 private:
  struct Count {
    uint32_t failures = 0;
    int64_t since_us = 0;
    uint64_t number = 0;
  };
  using Entry = std::pair<uint64_t, std::string>;  // number and key
  bool is_gone(const Entry& entry) const;
  void forget_old(int64_t now_us);
  void make_room();

  uint32_t allowed_;
  int64_t window_us_;
  size_t keys_;
  std::unordered_map<std::string, Count> counts_;
  uint64_t next_ = 0;
  std::deque<Entry> order_;  // by first failure; entries of counts that are gone are skipped
};

}  // namespace giaoban::gateway
