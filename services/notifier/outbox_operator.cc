// What an operator does with messages: tries them once more, or gives them up.
#include <algorithm>

#include "services/notifier/ends.h"
#include "services/notifier/outbox.h"
#include "services/notifier/preferences.h"

namespace giaoban::notifier {

bool Outbox::retry(DeliveryRow row, const core::Directory& directory, runtime::Work& work) const {
  const auto& delivery = row.delivery;
  const bool dead = delivery.state() == v1::DELIVERY_STATE_DEAD;
  if (!dead && delivery.state() != v1::DELIVERY_STATE_UNKNOWN) return false;
  auto dispatch = find_dispatch(work.store, delivery.dispatch_id());
  if (!dispatch) {
    set_free(delivery.delivery_id(), work);
    return true;
  }
  if (dispatch->sending || dispatch->body.empty()) return false;
  const auto preferences = preferences_of(work.store, settings_, dispatch->person_id);
  if (dead && address_of(dispatch->person_id, dispatch->channel, preferences, directory) != dispatch->address) {
    for (const auto& id : in_dispatch(work.store, dispatch->dispatch_id)) {
      const auto other = find_delivery(work.store, id);
      if (other && other->delivery.state() == v1::DELIVERY_STATE_DEAD) set_free(id, work);
    }
    notifier::finish(*dispatch, v1::DELIVERY_STATE_DROPPED, "written anew to another address");
    save_dispatch(work.store, *dispatch);
    return true;
  }
  dispatch->state = v1::DELIVERY_STATE_RETRYING;
  dispatch->next_us = work.now.machine_us;
  save(*dispatch, work);
  return true;
}

bool Outbox::drop(DeliveryRow row, runtime::Work& work) const {
  constexpr v1::DeliveryState kCanGo[] = {v1::DELIVERY_STATE_HELD, v1::DELIVERY_STATE_INTENDED,
                                          v1::DELIVERY_STATE_RETRYING, v1::DELIVERY_STATE_DEAD,
                                          v1::DELIVERY_STATE_UNKNOWN};
  if (row.sending || std::find(std::begin(kCanGo), std::end(kCanGo), row.delivery.state()) == std::end(kCanGo)) {
    return false;
  }
  conclude(row.delivery.delivery_id(), v1::DELIVERY_STATE_DROPPED, "given up by the operator", work);
  auto dispatch = find_dispatch(work.store, row.delivery.dispatch_id());
  if (!dispatch) return true;
  const auto rest = in_dispatch(work.store, dispatch->dispatch_id);
  const bool empty = std::all_of(rest.begin(), rest.end(), [&](const std::string& id) {
    const auto other = find_delivery(work.store, id);
    return !other || other->delivery.state() == v1::DELIVERY_STATE_DROPPED;
  });
  if (!empty) return true;
  notifier::finish(*dispatch, v1::DELIVERY_STATE_DROPPED, "given up by the operator");
  save_dispatch(work.store, *dispatch);
  return true;
}

}  // namespace giaoban::notifier
