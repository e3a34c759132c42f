// A courier to an SMS gateway by HTTP.
#include "services/notifier/sms_courier.h"

#include <memory>
#include <utility>

#include "services/notifier/json.h"

namespace giaoban::notifier {

namespace {

Carried::How judge(const Posted& posted) {
  if (!posted.reached || posted.status == 429) return Carried::How::kRefusedForNow;
  if (posted.status >= 200 && posted.status < 300) return Carried::How::kAccepted;
  return posted.status >= 300 && posted.status < 500 ? Carried::How::kRefusedForGood : Carried::How::kUnknown;
}

PostOptions once(PostOptions options) {
  options.once = true;
  return options;
}

class SmsLine final : public Line {
 public:
  explicit SmsLine(SmsOptions options) : options_(std::move(options)), http_(once(options_.post)) {}
  Carried carry(const Parcel& parcel, const Stopping& stopping) override {
    const std::string body = "{\"id\":" + json_text(parcel.dispatch_id) + ",\"to\":" + json_text(parcel.to) +
                             ",\"text\":" + json_text(parcel.message) + "}";
    std::vector<std::string> headers = {"Content-Type: application/json"};
    if (!options_.token.empty()) headers.push_back("Authorization: Bearer " + options_.token);
    const Posted posted = http_.post(options_.url, body, headers, stopping);
    return {parcel.dispatch_id, judge(posted), posted.said};
  }

 private:
  SmsOptions options_;
  HttpPost http_;
};

}  // namespace

SmsCourier::SmsCourier(SmsOptions options, std::function<void()> wake)
    : CourierThread(std::make_unique<SmsLine>(std::move(options)), std::move(wake)) {}

}  // namespace giaoban::notifier
