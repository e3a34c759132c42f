// Rows of deliveries: each notice on each channel once, how it stands, and when it is tried next.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/store/store.h"

namespace giaoban::notifier {

// A row. `sending` is set in the transaction before a mail is handed to the courier, and taken away when its outcome is
// known: a row found so at the start was interrupted.
struct DeliveryRow {
  v1::Delivery delivery;
  uint64_t position = 0;  // of the notice in the reminder's log
  bool sending = false;
};

std::string_view delivery_schema();

// False when that delivery_id was there already; nothing is changed then.
bool insert_delivery(store::Store& store, const DeliveryRow& row);
std::optional<DeliveryRow> find_delivery(store::Store& store, const std::string& delivery_id);
// Writes what may change and counts the change of state from `before`.
void save_delivery(store::Store& store, const DeliveryRow& row, v1::DeliveryState before);

// Rows whose machine time has come, the earliest first.
std::vector<DeliveryRow> due_deliveries(store::Store& store, int64_t machine_us, int64_t max);
// Machine time of the earliest attempt; 0 when there is none.
int64_t next_attempt_us(store::Store& store);
// No attempt waits beyond that time; longer ones were reckoned by a clock that was ahead.
void bring_near(store::Store& store, int64_t latest_us);
// Rows that are neither sent nor given up.
std::vector<DeliveryRow> open_deliveries(store::Store& store);
// Rows that were being sent.
std::vector<DeliveryRow> sending_deliveries(store::Store& store);

// In-app deliveries of a person, newest first.
std::vector<v1::Delivery> deliveries_to(store::Store& store, const std::string& person_id, int64_t max);
// One count per channel and state that occurs.
v1::SummariseDeliveriesResponse count_deliveries(store::Store& store);

}  // namespace giaoban::notifier
