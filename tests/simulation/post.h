// A mail server outside the house that remembers every mail it ever took, and is not always well.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/notifier/courier.h"
#include "tests/simulation/clocks.h"
#include "tests/simulation/fuse.h"
#include "tests/simulation/random.h"

namespace giaoban::simulation {

// Outlives every process. One thread.
class Post {
 public:
  struct Sent {
    std::string dispatch_id;
    std::string to;
    std::string message;
    int64_t true_us = 0;
    bool arrived = false;
    bool answered = false;  // whether the sender was told, which is true of no attempt that a crash cut off
    notifier::Carried::How how = notifier::Carried::How::kUnknown;
  };

  Post(Random random, const WallClock& wall) : random_(random), wall_(wall) {}
  void set_trouble(uint32_t per_mille) { trouble_ = per_mille; }
  // For one process of the notifier; mails under way are forgotten with it, arrived or not.
  std::unique_ptr<notifier::Courier> courier(Fuse& fuse);
  const std::vector<Sent>& sent() const { return sent_; }

 private:
  friend class PostCourier;
  struct Due {
    int64_t true_us;
    size_t sent;
  };
  void start(const notifier::Parcel& mail, std::deque<Due>& due);

  Random random_;
  const WallClock& wall_;
  uint32_t trouble_ = 0;
  std::vector<Sent> sent_;
};

}  // namespace giaoban::simulation
