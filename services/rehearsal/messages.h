// What went out in a rehearsal, as the notifier tells it afterwards.
#pragma once

#include <cstdint>

#include "giaoban/v1/report.pb.h"
#include "services/rehearsal/ensemble.h"

namespace giaoban::rehearsal {

// Adds the messages that went out in [from_us, until_us), by time, person and channel, and their sums. `price` is that
// of an SMS segment.
void add_messages(Ensemble& ensemble, int64_t from_us, int64_t until_us, uint64_t price, v1::RehearsalReport& report);

// "in_app", "email", "webhook", "sms".
std::string channel_name(v1::Channel channel);

}  // namespace giaoban::rehearsal
