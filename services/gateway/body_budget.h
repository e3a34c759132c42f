// How many bytes of request bodies are held at once, over all connections. For the gateway's own files only.
#pragma once

#include <cstddef>

namespace giaoban::gateway {

// One thread. Must outlive its shares.
class BodyBudget {
 public:
  explicit BodyBudget(size_t most) : most_(most) {}
  BodyBudget(const BodyBudget&) = delete;
  BodyBudget& operator=(const BodyBudget&) = delete;
  size_t held() const { return held_; }

 private:
  friend class BodyShare;
  size_t most_;
  size_t held_ = 0;
};

// What one request takes of it; gives it back at its end.
class BodyShare {
 public:
  explicit BodyShare(BodyBudget& budget) : budget_(budget) {}
  ~BodyShare() { hold(0); }
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;

  // From now on so many bytes in all; false, and nothing changes, when there is no room for more.
  bool hold(size_t bytes) {
    const size_t others = budget_.held_ - mine_;
    if (bytes > mine_ && others + bytes > budget_.most_) return false;
    budget_.held_ = others + bytes;
    mine_ = bytes;
    return true;
  }

 private:
  BodyBudget& budget_;
  size_t mine_ = 0;
};

}  // namespace giaoban::gateway
