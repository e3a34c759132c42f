// Moves business time from event to event, and waits until every service has heard everything that there is to hear.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "giaoban/v1/runtime.pb.h"
#include "services/month/operator.h"

namespace giaoban::month {

// What still moves, in words; empty when nothing does: every cursor stands at the head of its log, nothing is under way
// outside, nobody is behind its own due time or behind the clock. Since every service is compared with the heads of
// those it follows, the answers need not be of one moment.
std::string unrest(const std::vector<v1::GetStatusResponse>& services, int64_t business_us);

// One thread.
class Clockwork {
 public:
  Clockwork(Operator& asks, std::vector<std::string> services, int64_t begins_us)
      : operator_(asks), services_(std::move(services)), now_us_(begins_us) {}

  int64_t now_us() const { return now_us_; }
  // Tells every service; comes back when all know. Never goes back.
  void move_to(int64_t business_us);
  // Tells whoever answers at once; the others hear it the next time. For time that flows while people look around.
  void flow_to(int64_t business_us);
  // Waits for rest and says when the next thing is due; 0 when nothing is planned. Throws std::runtime_error when a
  // cursor has stopped for good, or when there is no rest within a minute of machine time.
  int64_t settle();

 private:
  std::vector<v1::GetStatusResponse> statuses();
  void set_clocks(int64_t business_us, const std::function<void(const std::vector<Question>&)>& ask);
  Operator& operator_;
  std::vector<std::string> services_;
  int64_t now_us_;
};

}  // namespace giaoban::month
