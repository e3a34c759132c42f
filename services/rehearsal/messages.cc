// Deliveries brought together into the messages that they went out in.
#include "services/rehearsal/messages.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

#include "giaoban/v1/delivery.pb.h"
#include "workflows/core/time.h"

namespace giaoban::rehearsal {
namespace {

constexpr uint32_t kPage = 200;
// Nothing is held longer: quiet hours and days of rest end, and what cannot be sent is given up within a day.
constexpr int64_t kLongestHeldUs = 60 * core::kDay;

// One message in the making.
struct Made {
  v1::RehearsedMessage message;
  std::map<int, uint32_t> counts;  // by reason
};

v1::Dispatch dispatch_of(Ensemble& ensemble, const v1::Delivery& delivery) {
  v1::ExplainNoticeRequest explain;
  explain.set_notice_id(delivery.delivery_id());
  const auto response = ensemble.ask<v1::ExplainNoticeResponse>("notifier", "DeliveryService/ExplainNotice", explain);
  for (const auto& explained : response.deliveries()) {
    if (explained.dispatch().dispatch_id() == delivery.dispatch_id()) return explained.dispatch();
  }
  throw std::runtime_error("the notifier does not know the message of " + delivery.delivery_id());
}

Made begin(Ensemble& ensemble, const v1::Delivery& delivery) {
  Made made;
  made.message.set_person_id(delivery.notice().person_id());
  made.message.set_channel(channel_name(delivery.channel()));
  made.message.set_at_us(delivery.recorded_us());
  if (delivery.channel() == v1::CHANNEL_IN_APP) return made;
  const auto dispatch = dispatch_of(ensemble, delivery);
  made.message.set_at_us(dispatch.made_us());
  made.message.set_segments(dispatch.segments());
  return made;
}

// By message: the dispatch, or in the portal the delivery itself.
std::map<std::string, Made> gather(Ensemble& ensemble, int64_t from_us) {
  std::map<std::string, Made> all;
  v1::ListDeliveriesRequest list;
  list.set_state(v1::DELIVERY_STATE_SENT);
  list.set_limit(kPage);
  while (true) {
    const auto page = ensemble.ask<v1::ListDeliveriesResponse>("notifier", "DeliveryService/ListDeliveries", list);
    for (const auto& delivery : page.deliveries()) {
      if (delivery.recorded_us() < from_us - kLongestHeldUs) return all;
      const bool in_app = delivery.channel() == v1::CHANNEL_IN_APP;
      if (in_app && delivery.recorded_us() < from_us) continue;
      const std::string& key = in_app ? delivery.delivery_id() : delivery.dispatch_id();
      auto at = all.find(key);
      if (at == all.end()) at = all.emplace(key, begin(ensemble, delivery)).first;
      at->second.message.add_notice_ids(delivery.notice().notice_id());
      ++at->second.counts[delivery.notice().reason()];
    }
    if (page.next_page_token().empty()) return all;
    list.set_page_token(page.next_page_token());
  }
}

}  // namespace

std::string channel_name(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_EMAIL:
      return "email";
    case v1::CHANNEL_WEBHOOK:
      return "webhook";
    case v1::CHANNEL_SMS:
      return "sms";
    default:
      return "in_app";
  }
}

void add_messages(Ensemble& ensemble, int64_t from_us, int64_t until_us, uint64_t price, v1::RehearsalReport& report) {
  std::vector<v1::RehearsedMessage> messages;
  for (auto& [key, made] : gather(ensemble, from_us)) {
    if (made.message.at_us() < from_us || made.message.at_us() >= until_us) continue;
    auto& ids = *made.message.mutable_notice_ids();
    std::sort(ids.begin(), ids.end());
    for (const auto& [reason, count] : made.counts) {
      auto& counted = *made.message.add_counts();
      counted.set_reason(static_cast<v1::NoticeReason>(reason));
      counted.set_count(count);
    }
    messages.push_back(std::move(made.message));
  }
  const auto order = [](const v1::RehearsedMessage& message) {
    return std::tie(message.person_id(), message.channel(), message.notice_ids(0));
  };
  std::sort(messages.begin(), messages.end(), [&](const auto& a, const auto& b) {
    return a.at_us() != b.at_us() ? a.at_us() < b.at_us() : order(a) < order(b);
  });
  for (auto& message : messages) {
    ++(*report.mutable_by_channel())[message.channel()];
    report.set_segments(report.segments() + message.segments());
    *report.add_messages() = std::move(message);
  }
  report.set_cost(report.segments() * price);
}

}  // namespace giaoban::rehearsal
