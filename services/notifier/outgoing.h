// What waits to leave the house: deliveries that are held or released and in no message yet, one row each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/store/store.h"

namespace giaoban::notifier {

// A row for every delivery that is not in the portal; it stays after the delivery has gone out, and says in which
// message.
struct Outgoing {
  enum class Waits { kNo = 0, kHeld = 1, kReleased = 2 };
  std::string delivery_id;
  std::string person_id;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  Waits waits = Waits::kNo;
  int64_t until_us = 0;  // business time of its release
  int64_t next_us = 0;   // machine time at which it is looked at next, once released
  unsigned because = 0;  // bits of Because
  std::string dispatch_id;
};

std::string_view outgoing_schema();

void insert_outgoing(store::Store& store, const Outgoing& row);
void save_outgoing(store::Store& store, const Outgoing& row);
// A row without a delivery_id when there is none.
Outgoing find_outgoing(store::Store& store, std::string_view delivery_id);

// Business time of the first release; 0 when nothing is held.
int64_t next_release_us(store::Store& store);
// Held ones whose time has come, the earliest first.
std::vector<Outgoing> due_outgoing(store::Store& store, int64_t business_us, int64_t max);
// All that are held.
std::vector<Outgoing> held_outgoing(store::Store& store);

// Machine time at which a released one is looked at next; 0 when there is none on that channel.
int64_t next_ready_us(store::Store& store, v1::Channel channel);
// The person of the released one that is looked at next; empty when the time of none has come.
std::string ready_person(store::Store& store, v1::Channel channel, int64_t machine_us);
// What is released for that person on that channel.
std::vector<Outgoing> ready_group(store::Store& store, const std::string& person_id, v1::Channel channel, int64_t max);
// Those of that group whose time has come are looked at later.
void put_off_group(store::Store& store, const std::string& person_id, v1::Channel channel, int64_t machine_us,
                   int64_t next_us);
// None is looked at later than that; longer waits were reckoned by a clock that was ahead.
void bring_ready_near(store::Store& store, int64_t latest_us);

// Deliveries in a message.
std::vector<std::string> in_dispatch(store::Store& store, std::string_view dispatch_id);

}  // namespace giaoban::notifier
