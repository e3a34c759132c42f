// Rows of deliveries: each notice on each channel once, how it stands, and when it is tried next.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/store/store.h"

namespace giaoban::notifier {

// A row. `sending` is set in the transaction before the dispatch that it is in is handed to the courier, and taken away
// when its outcome is known.
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

// Rows that are neither sent nor given up, held ones among them.
std::vector<DeliveryRow> open_deliveries(store::Store& store);
// Rows of a program older than dispatches that were on their way.
std::vector<DeliveryRow> adopted_deliveries(store::Store& store);

// A place in the list of deliveries; unless said otherwise before the newest.
struct DeliveryPlace {
  int64_t position = std::numeric_limits<int64_t>::max();
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
};
// Which deliveries are asked for; empty and unspecified mean all.
struct DeliveryFilter {
  std::string person_id;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  v1::DeliveryState state = v1::DELIVERY_STATE_UNSPECIFIED;
  DeliveryPlace after;
};
// Newest first, and where to go on.
struct DeliveryPage {
  std::vector<v1::Delivery> deliveries;
  std::optional<DeliveryPlace> next;  // none at the end
};
DeliveryPage list_deliveries(store::Store& store, const DeliveryFilter& filter, int64_t max);
// Deliveries of a notice, by channel.
std::vector<v1::Delivery> deliveries_of_notice(store::Store& store, const std::string& notice_id);

// In-app deliveries of a person, newest first.
std::vector<v1::Delivery> deliveries_to(store::Store& store, const std::string& person_id, int64_t max);
// One count per channel and state that occurs, and the same by rung.
v1::SummariseDeliveriesResponse count_deliveries(store::Store& store);
// How many messages to the outside are neither sent nor given up nor held.
uint64_t count_unsettled(store::Store& store);

}  // namespace giaoban::notifier
