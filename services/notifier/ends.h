// How deliveries and dispatches end, or are set free again.
#pragma once

#include <string>
#include <string_view>

#include "services/notifier/dispatches.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// A delivery ends and goes into no message any more.
void conclude(const std::string& delivery_id, v1::DeliveryState state, std::string_view answer, runtime::Work& work);
// A delivery is released, to go into the next message.
void set_free(const std::string& delivery_id, runtime::Work& work);
// Puts that end into the row, which is not written yet; its bytes go unless they may be sent once more.
void finish(DispatchRow& row, v1::DeliveryState state, std::string_view answer);

}  // namespace giaoban::notifier
