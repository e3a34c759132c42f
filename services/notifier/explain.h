// Why a delivery stands as it does, in sentences.
#pragma once

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/notifier/outgoing.h"
#include "workflows/core/directory.h"

namespace giaoban::notifier {

// The delivery and its reasons in the order in which they came to bear: rule, day of the calendar, window, digest,
// mode, answer. `outgoing` is its row, empty for what is only in the portal; `dispatch` is empty while it is in none.
v1::DeliveryExplained explain(const v1::Delivery& delivery, const Outgoing& outgoing, const v1::Dispatch& dispatch,
                              const v1::NotifierSettings& settings, const core::Directory& directory);

}  // namespace giaoban::notifier
