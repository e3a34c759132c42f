// A courier to people's own programs: a signed POST to the address that they gave.
#pragma once

#include <functional>

#include "services/notifier/courier_thread.h"
#include "services/notifier/http_post.h"

namespace giaoban::notifier {

// 2xx is accepted; a redirect, a private address and any other 4xx are refused for good; 408, 429 and 5xx for now. What
// got no answer may have arrived, and comes again under the same id.
class WebhookCourier final : public CourierThread {
 public:
  WebhookCourier(PostOptions options, std::function<void()> wake);
};

}  // namespace giaoban::notifier
