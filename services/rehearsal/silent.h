// Couriers that carry nothing and say that everything was taken.
#pragma once

#include <utility>
#include <vector>

#include "services/notifier/courier.h"

namespace giaoban::rehearsal {

// Forgets what it is given; has no thread and no connection.
class SilentCourier final : public notifier::Courier {
 public:
  void start(notifier::Parcel parcel) override {
    taken_.push_back({std::move(parcel.dispatch_id), notifier::Carried::How::kAccepted, "rehearsed"});
  }
  bool has_results() const override { return !taken_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(taken_, {}); }

 private:
  std::vector<notifier::Carried> taken_;
};

}  // namespace giaoban::rehearsal
