// How many messages may leave in a second of machine time, on one channel.
#pragma once

#include <cstdint>
#include <deque>

namespace giaoban::notifier {

// Never more than `per_second` in any second, wherever it begins. Memory of this process alone: a new process begins
// with nothing sent.
class Pace {
 public:
  explicit Pace(uint32_t per_second) : per_second_(per_second == 0 ? 1 : per_second) {}

  // Machine time from which the next one may leave; not later than `now_us` when it may leave now.
  int64_t free_at(int64_t now_us) const { return left_.size() < per_second_ ? now_us : left_.front() + kSecondUs; }
  // One leaves now.
  void leave(int64_t now_us) {
    left_.push_back(now_us);
    while (left_.size() > per_second_) left_.pop_front();
  }

 private:
  static constexpr int64_t kSecondUs = 1'000'000;
  uint32_t per_second_;
  std::deque<int64_t> left_;  // when the last of them left
};

}  // namespace giaoban::notifier
