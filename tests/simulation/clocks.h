// Time of a simulated world: true time that nobody sees, a wall clock that can be wrong, and what a process makes of
// it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "services/runtime/clock.h"

namespace giaoban::simulation {

inline constexpr int64_t kMilli = 1'000;
inline constexpr int64_t kSecond = 1'000'000;
inline constexpr int64_t kHour = 3'600 * kSecond;
inline constexpr int64_t kDay = 24 * kHour;

// One machine for all processes. `true_us` only goes forward; the wall clock is off by some amount.
struct WallClock {
  int64_t true_us = 0;
  int64_t off_us = 0;
  int64_t wall_us() const { return true_us + off_us; }
};

// What runtime::RealClock is, over a wall clock that is simulated: never back while the process lives, at half its pace
// while the wall clock is behind. A process that starts again begins with the wall clock as it is.
class ProcessClock final : public runtime::Clock {
 public:
  explicit ProcessClock(const WallClock& wall) : wall_(wall), steady_us_(wall.true_us) {}
  runtime::Moment now() override {
    const int64_t passed_us = wall_.true_us - steady_us_;
    steady_us_ = wall_.true_us;
    last_us_ = std::max(wall_.wall_us(), last_us_ + (last_us_ == 0 ? 0 : passed_us / 2));
    return {last_us_, last_us_};
  }
  bool set_business(int64_t) override { return false; }
  bool can_be_set() const override { return false; }

 private:
  const WallClock& wall_;
  int64_t steady_us_;
  int64_t last_us_ = 0;
};

}  // namespace giaoban::simulation
