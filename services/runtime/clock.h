// Two clocks: business time (deadlines, terms, calendars) and machine time (timeouts, sessions, back-off).
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace giaoban::runtime {

// Both times at one moment, microseconds UTC.
struct Moment {
  int64_t business_us = 0;
  int64_t machine_us = 0;
};

// Read once per batch. Neither time ever goes back. One thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment now() = 0;
  // Moves business time forward, never back; false when this clock keeps real time.
  virtual bool set_business(int64_t business_us) = 0;
  virtual bool can_be_set() const { return true; }
};

// Business time is machine time.
class RealClock final : public Clock {
 public:
  Moment now() override {
    using namespace std::chrono;
    const auto steady = steady_clock::now();
    const int64_t passed_us = duration_cast<microseconds>(steady - steady_).count();
    steady_ = steady;
    const int64_t system_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    // When the machine's clock was set back, time goes on at half its pace until that clock has caught up: it neither
    // goes back nor stands still, because time-outs and the age of news hang on it.
    last_us_ = std::max(system_us, last_us_ + (last_us_ == 0 ? 0 : passed_us / 2));
    return {last_us_, last_us_};
  }
  bool set_business(int64_t) override { return false; }
  bool can_be_set() const override { return false; }

 private:
  int64_t last_us_ = 0;
  std::chrono::steady_clock::time_point steady_ = std::chrono::steady_clock::now();
};

// Business time stands still until it is moved; machine time is real.
class SteppedClock final : public Clock {
 public:
  explicit SteppedClock(int64_t begins_us) : business_us_(begins_us) {}
  Moment now() override { return {business_us_, real_.now().machine_us}; }
  bool set_business(int64_t business_us) override {
    business_us_ = std::max(business_us_, business_us);
    return true;
  }

 private:
  RealClock real_;
  int64_t business_us_;
};

// Both times are moved by hand; for tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(int64_t begins_us) : at_{begins_us, begins_us} {}
  Moment now() override { return at_; }
  bool set_business(int64_t business_us) override {
    at_.business_us = std::max(at_.business_us, business_us);
    return true;
  }
  void pass_machine(int64_t us) { at_.machine_us += us; }

 private:
  Moment at_;
};

}  // namespace giaoban::runtime
