// The notifier: turns each notice of the reminder into deliveries, in the portal and outside, and owns how they stand.
#include "services/notifier/notifier_service.h"

#include <utility>

#include "services/notifier/delivery_calls.h"
#include "services/notifier/preference_calls.h"
#include "services/notifier/preferences.h"

namespace giaoban::notifier {

namespace {
constexpr uint32_t kLimit = 50;
constexpr uint32_t kMostLimit = 200;

Couriers only_mail(std::unique_ptr<Courier> mail) {
  Couriers couriers;
  if (mail) couriers[v1::CHANNEL_EMAIL] = std::move(mail);
  return couriers;
}

}  // namespace

NotifierService::NotifierService(v1::NotifierSettings settings, std::string node, std::unique_ptr<Courier> mail)
    : NotifierService(std::move(settings), std::move(node), only_mail(std::move(mail))) {}

NotifierService::NotifierService(v1::NotifierSettings settings, std::string node, Couriers couriers)
    : outbox_(std::move(settings), std::move(node), std::move(couriers)) {
  using runtime::Call;
  using runtime::Work;
  methods_.query<v1::ListNoticesRequest, v1::ListNoticesResponse>(
      "NoticeService/ListNotices", runtime::kPeople,
      [this](const v1::ListNoticesRequest& request, const Call& call, Work& work) {
        return list(request, call, work);
      });
  methods_.query<v1::SummariseDeliveriesRequest, v1::SummariseDeliveriesResponse>(
      "NoticeService/SummariseDeliveries", runtime::kOperator,
      [](const v1::SummariseDeliveriesRequest&, const Call&, Work& work)
          -> std::variant<v1::SummariseDeliveriesResponse, v1::Refusal> { return count_deliveries(work.store); });
  add_preference_calls(methods_, outbox_, heard_);
  add_delivery_calls(methods_, outbox_, heard_);
}

std::string_view NotifierService::schema() const {
  static const std::string all = std::string(runtime::HeardDirectory::schema())
                                     .append(delivery_schema())
                                     .append(outgoing_schema())
                                     .append(dispatch_schema())
                                     .append(preference_schema())
                                     .append(Withheld::schema());
  return all;
}

void NotifierService::load(store::Store& store) {
  heard_.load(store);
  outbox_.load(store);
}

void NotifierService::hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>&,
                           runtime::Work& work) {
  if (source == "directory") return heard_.hear(record, work.store);
  if (!record.reminder().has_notice_due()) return;
  const auto& notice = record.reminder().notice_due();
  DeliveryRow row;
  row.delivery.set_delivery_id(notice.notice_id() + "/in_app");
  *row.delivery.mutable_notice() = notice;
  row.delivery.set_channel(v1::CHANNEL_IN_APP);
  row.delivery.set_state(v1::DELIVERY_STATE_SENT);
  row.delivery.set_recorded_us(work.now.business_us);
  row.position = record.position();
  insert_delivery(work.store, row);
  outbox_.intend(record, heard_.directory(), work);
}

void NotifierService::answered(uint64_t tag, const runtime::Outcome& outcome, runtime::Work& work) {
  outbox_.answered(tag, outcome, heard_.directory(), work);
}

std::variant<v1::ListNoticesResponse, v1::Refusal> NotifierService::list(const v1::ListNoticesRequest& request,
                                                                         const runtime::Call& call,
                                                                         runtime::Work& work) const {
  auto person = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
  if (request.limit() > kMostLimit) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "limit",
                        "Mỗi lần chỉ xem được nhiều nhất 200 thông báo. Xin giảm số lượng.",
                        "At most 200 notices come at a time. Please ask for fewer.");
  }
  v1::ListNoticesResponse response;
  const uint32_t limit = request.limit() == 0 ? kLimit : request.limit();
  for (auto& delivery : deliveries_to(work.store, std::get<std::string>(person), limit)) {
    *response.add_deliveries() = std::move(delivery);
  }
  return response;
}

}  // namespace giaoban::notifier
