// DeliveryService: what was sent, held or given up, why, and what an operator does about it.
#include "services/notifier/delivery_calls.h"

#include <charconv>
#include <optional>
#include <utility>

#include "giaoban/v1/delivery.pb.h"
#include "services/notifier/explain.h"
#include "services/notifier/render.h"

namespace giaoban::notifier {

namespace {

using runtime::Call;
using runtime::Work;
template <class T>
using Result = std::variant<T, v1::Refusal>;

constexpr uint32_t kLimit = 50;
constexpr uint32_t kMostLimit = 200;

v1::Refusal no_such_delivery(std::string_view field) {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, field, "Không có tin này. Xem danh sách: giaoban notices list",
                      "There is no such delivery. See them all: giaoban notices list");
}

// "position.channel", as list_deliveries counts.
std::string token_of(const DeliveryPlace& place) {
  return std::to_string(place.position) + "." + std::to_string(place.channel);
}

std::optional<DeliveryPlace> place_of(const std::string& token) {
  DeliveryPlace place;
  if (token.empty()) return place;
  const auto* end = token.data() + token.size();
  const auto position = std::from_chars(token.data(), end, place.position);
  if (position.ec != std::errc() || position.ptr == end || *position.ptr != '.') return std::nullopt;
  int channel = 0;
  const auto rest = std::from_chars(position.ptr + 1, end, channel);
  if (rest.ec != std::errc() || rest.ptr != end || !v1::Channel_IsValid(channel)) return std::nullopt;
  place.channel = static_cast<v1::Channel>(channel);
  return place;
}

Result<v1::ListDeliveriesResponse> list(const v1::ListDeliveriesRequest& request, Work& work) {
  const auto place = place_of(request.page_token());
  if (request.limit() > kMostLimit || !place) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, place ? "limit" : "page_token",
                        "Mỗi lần xem nhiều nhất 200 dòng, và dấu trang phải là dấu đã nhận được.",
                        "At most 200 come at a time, and the page token must be one that was given out.");
  }
  const DeliveryFilter filter{request.person_id(), request.channel(), request.state(), *place};
  auto page = list_deliveries(work.store, filter, request.limit() == 0 ? kLimit : request.limit());
  v1::ListDeliveriesResponse response;
  for (auto& delivery : page.deliveries) *response.add_deliveries() = std::move(delivery);
  if (page.next) response.set_next_page_token(token_of(*page.next));
  return response;
}

v1::Dispatch dispatch_of(const v1::Delivery& delivery, store::Store& store) {
  if (delivery.dispatch_id().empty()) return {};
  const auto row = find_dispatch(store, delivery.dispatch_id());
  if (!row) return {};
  auto dispatch = message_of(*row);
  std::vector<v1::NoticeDue> notices;
  for (const auto& id : in_dispatch(store, dispatch.dispatch_id())) {
    dispatch.add_delivery_ids(id);
    if (const auto other = find_delivery(store, id)) notices.push_back(other->delivery.notice());
  }
  for (auto& count : count_reasons(notices)) *dispatch.add_counts() = std::move(count);
  return dispatch;
}

// Under the name of a notice or of one of its deliveries.
std::vector<v1::Delivery> find(const std::string& id, store::Store& store) {
  const auto row = find_delivery(store, id);
  return deliveries_of_notice(store, row ? row->delivery.notice().notice_id() : id);
}

Result<v1::ExplainNoticeResponse> explain_notice(const v1::ExplainNoticeRequest& request, const Call& call, Work& work,
                                                 const Outbox& outbox, const core::Directory& directory) {
  const bool by_operator = call.caller.kind == v1::CALLER_KIND_OPERATOR;
  auto person = by_operator ? std::variant<std::string, v1::Refusal>(std::string())
                            : runtime::acting_person(call, directory, work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
  const auto deliveries = find(request.notice_id(), work.store);
  const bool theirs = !deliveries.empty() && deliveries.front().notice().person_id() == std::get<std::string>(person);
  if (deliveries.empty() || (!by_operator && !theirs)) return no_such_delivery("notice_id");
  v1::ExplainNoticeResponse response;
  *response.mutable_notice() = deliveries.front().notice();
  for (const auto& delivery : deliveries) {
    auto dispatch = dispatch_of(delivery, work.store);
    if (!by_operator) dispatch.clear_delivery_ids();
    *response.add_deliveries() =
        explain(delivery, find_outgoing(work.store, delivery.delivery_id()), dispatch, outbox.settings(), directory);
  }
  return response;
}

template <class Response>
Result<Response> change(const std::string& delivery_id, Work& work,
                        const std::function<bool(DeliveryRow, Work&)>& act) {
  auto row = find_delivery(work.store, delivery_id);
  if (!row) return no_such_delivery("delivery_id");
  if (!act(std::move(*row), work)) {
    return core::refuse(
        v1::REFUSAL_CODE_NOT_OPEN, "delivery_id",
        "Tin này không ở trạng thái làm được việc đó. Xem: giaoban notices explain " + delivery_id,
        "This delivery does not stand so that this can be done. See: giaoban notices explain " + delivery_id);
  }
  Response response;
  *response.mutable_delivery() = find_delivery(work.store, delivery_id)->delivery;
  return response;
}

}  // namespace

void add_delivery_calls(runtime::Methods& methods, const Outbox& outbox, const runtime::HeardDirectory& heard) {
  methods.query<v1::ListDeliveriesRequest, v1::ListDeliveriesResponse>(
      "DeliveryService/ListDeliveries", runtime::kOperator,
      [](const v1::ListDeliveriesRequest& request, const Call&, Work& work) { return list(request, work); });
  methods.query<v1::ExplainNoticeRequest, v1::ExplainNoticeResponse>(
      "DeliveryService/ExplainNotice", runtime::kPeople | runtime::kOperator,
      [&](const v1::ExplainNoticeRequest& request, const Call& call, Work& work) {
        return explain_notice(request, call, work, outbox, heard.directory());
      });
  methods.command<v1::RetryDeliveryRequest, v1::RetryDeliveryResponse>(
      "DeliveryService/RetryDelivery", runtime::kOperator,
      [&](const v1::RetryDeliveryRequest& request, const Call&, Work& work) {
        return change<v1::RetryDeliveryResponse>(request.delivery_id(), work, [&](DeliveryRow row, Work& w) {
          return outbox.retry(std::move(row), heard.directory(), w);
        });
      });
  methods.command<v1::DropDeliveryRequest, v1::DropDeliveryResponse>(
      "DeliveryService/DropDelivery", runtime::kOperator,
      [&](const v1::DropDeliveryRequest& request, const Call&, Work& work) {
        return change<v1::DropDeliveryResponse>(
            request.delivery_id(), work, [&](DeliveryRow row, Work& w) { return outbox.drop(std::move(row), w); });
      });
}

}  // namespace giaoban::notifier
