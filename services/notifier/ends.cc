// How deliveries and dispatches end, or are set free again.
#include "services/notifier/ends.h"

#include "services/notifier/deliveries.h"
#include "services/notifier/outgoing.h"

namespace giaoban::notifier {

void conclude(const std::string& delivery_id, v1::DeliveryState state, std::string_view answer, runtime::Work& work) {
  auto row = find_delivery(work.store, delivery_id);
  auto outgoing = find_outgoing(work.store, delivery_id);
  if (!row) return;
  const auto before = row->delivery.state();
  row->delivery.set_state(state);
  row->delivery.set_last_answer(std::string(answer));
  save_delivery(work.store, *row, before);
  outgoing.waits = Outgoing::Waits::kNo;
  save_outgoing(work.store, outgoing);
}

void finish(DispatchRow& row, v1::DeliveryState state, std::string_view answer) {
  row.sending = false;
  row.state = state;
  row.next_us = 0;
  row.answer = answer;
  // Only these may be sent once more, and then with the same bytes.
  const bool again =
      state == v1::DELIVERY_STATE_RETRYING || state == v1::DELIVERY_STATE_DEAD || state == v1::DELIVERY_STATE_UNKNOWN;
  if (!again) row.body.clear();
}

void set_free(const std::string& delivery_id, runtime::Work& work) {
  auto row = find_delivery(work.store, delivery_id);
  if (!row) return;
  auto outgoing = find_outgoing(work.store, delivery_id);
  if (outgoing.delivery_id.empty()) {
    outgoing = {delivery_id, row->delivery.notice().person_id(), row->delivery.channel()};
    insert_outgoing(work.store, outgoing);
  }
  outgoing.waits = Outgoing::Waits::kReleased;
  outgoing.next_us = work.now.machine_us;
  outgoing.dispatch_id.clear();
  save_outgoing(work.store, outgoing);
  const auto before = row->delivery.state();
  row->delivery.set_state(v1::DELIVERY_STATE_INTENDED);
  save_delivery(work.store, *row, before);
}

}  // namespace giaoban::notifier
