// DeliveryService: what was sent, held or given up, why, and what an operator does about it.
#pragma once

#include "services/notifier/outbox.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// Adds its methods; both must outlive them.
void add_delivery_calls(runtime::Methods& methods, const Outbox& outbox, const runtime::HeardDirectory& heard);

}  // namespace giaoban::notifier
