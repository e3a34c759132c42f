// Rows of dispatches: each message once, with the bytes that every attempt sends, and how it stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/delivery.pb.h"
#include "services/store/store.h"

namespace giaoban::notifier {

// A row. Which deliveries are in it stands with them, and their notices say what it counts.
struct DispatchRow {
  std::string dispatch_id;
  std::string person_id;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  std::string address;
  int64_t made_us = 0;
  v1::DeliveryState state = v1::DELIVERY_STATE_INTENDED;
  bool sending = false;  // handed over, and the outcome not known: found so at the start, it was interrupted
  uint32_t attempts = 0;
  uint32_t segments = 0;
  int64_t next_us = 0;  // machine time of the next attempt; 0: none
  std::string answer;
  std::string body;  // what is sent; forgotten once nothing will send it any more
};

std::string_view dispatch_schema();

// As it is shown, without what is in it.
v1::Dispatch message_of(const DispatchRow& row);

void insert_dispatch(store::Store& store, const DispatchRow& row);
// Writes what may change; the bytes change only by being forgotten.
void save_dispatch(store::Store& store, const DispatchRow& row);
std::optional<DispatchRow> find_dispatch(store::Store& store, std::string_view dispatch_id);
// The one on that channel whose machine time came first.
std::optional<DispatchRow> due_dispatch(store::Store& store, v1::Channel channel, int64_t machine_us);
// Machine time of the earliest attempt on that channel; 0 when there is none.
int64_t next_dispatch_us(store::Store& store, v1::Channel channel);
// No attempt waits beyond that time; longer ones were reckoned by a clock that was ahead.
void bring_dispatches_near(store::Store& store, int64_t latest_us);
// Those that were being sent.
std::vector<DispatchRow> sending_dispatches(store::Store& store);
// Nothing of what was on its way will leave.
void withhold_dispatches(store::Store& store, std::string_view answer);

}  // namespace giaoban::notifier
