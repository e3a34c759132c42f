// Counts a courier's calls, so that a test can wait for them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace giaoban::test {

// Any thread.
class Bell {
 public:
  std::function<void()> rope() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++rung_;
      changed_.notify_all();
    };
  }
  // Waits until it has rung so often in all, but not for ever.
  bool has_rung(int times) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(60), [&] { return rung_ >= times; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int rung_ = 0;
};

}  // namespace giaoban::test
