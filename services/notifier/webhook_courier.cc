// A courier to people's own programs: a signed POST to the address that they gave.
#include "services/notifier/webhook_courier.h"

#include <memory>
#include <utility>

namespace giaoban::notifier {

namespace {

Carried::How judge(const Posted& posted) {
  if (posted.refused_address) return Carried::How::kRefusedForGood;
  if (!posted.reached) return Carried::How::kRefusedForNow;
  if (posted.status == 0) return Carried::How::kUnknown;
  if (posted.status >= 200 && posted.status < 300) return Carried::How::kAccepted;
  const bool later = posted.status == 408 || posted.status == 429 || posted.status >= 500;
  return later ? Carried::How::kRefusedForNow : Carried::How::kRefusedForGood;
}

class WebhookLine final : public Line {
 public:
  explicit WebhookLine(PostOptions options) : http_(std::move(options)) {}
  Carried carry(const Parcel& parcel, const Stopping& stopping) override {
    const Posted posted = http_.post(parcel.to, parcel.message, parcel.headers, stopping);
    return {parcel.dispatch_id, judge(posted), posted.said};
  }

 private:
  HttpPost http_;
};

}  // namespace

WebhookCourier::WebhookCourier(PostOptions options, std::function<void()> wake)
    : CourierThread(std::make_unique<WebhookLine>(std::move(options)), std::move(wake)) {}

}  // namespace giaoban::notifier
