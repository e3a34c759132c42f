// A courier to an SMS gateway by HTTP.
#pragma once

#include <functional>
#include <string>

#include "services/notifier/courier_thread.h"
#include "services/notifier/http_post.h"

namespace giaoban::notifier {

// The gateway, and its token; empty: none is sent.
struct SmsOptions {
  std::string url;
  std::string token = {};
  PostOptions post = {};
};

// Posts {"id","to","text"}. Only what certainly did not pass is "refused for now": no connection, or 429. 2xx is
// accepted, other 4xx and redirects are refused for good. After 5xx, silence or a broken connection nobody can say, and
// asking a phone network twice costs money and trust.
class SmsCourier final : public CourierThread {
 public:
  SmsCourier(SmsOptions options, std::function<void()> wake);
};

}  // namespace giaoban::notifier
