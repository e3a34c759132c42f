// One entry per open question, woken through its timer: by its answer or by its deadline.
#include "services/gateway/service_calls.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "services/gateway/refusals.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;

}  // namespace

ServiceCalls::ServiceCalls(asio::io_context& io, bus::Bus& bus, runtime::Clock& clock, const Limits& limits)
    : io_(io),
      clock_(clock),
      limits_(limits),
      thread_(bus, [this](Carried carried) { hand_over(std::move(carried)); }) {}

// On the bus thread. One post for all that come before the loop looks: waking it is what costs.
void ServiceCalls::hand_over(Carried carried) {
  {
    const std::lock_guard lock(mutex_);
    carried_.push_back(std::move(carried));
    if (carried_.size() > 1) return;
  }
  asio::post(io_, [this] {
    std::vector<Carried> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(carried_);
    }
    for (Carried& one : all) arrived(std::move(one));
  });
}

void ServiceCalls::stop() {
  stopped_ = true;
  thread_.stop();
  for (auto& [correlation, open] : open_) open->timer.cancel();
}

asio::awaitable<Answered> ServiceCalls::ask(std::string service, std::string method, std::string payload,
                                            Asking asking) {
  if (stopped_) co_return Answered{unavailable(service, limits_.retry)};
  const size_t bytes = payload.size();
  if (open_.size() >= limits_.in_flight || open_bytes_ + bytes > limits_.calls_bytes)
    co_return Answered{overloaded(limits_.retry)};
  const uint64_t correlation = next_++;
  Open open{service, asio::steady_timer(io_, asking.until), false, std::nullopt};
  open_[correlation] = &open;
  open_bytes_ += bytes;
  // The entry goes with the coroutine, however that ends.
  struct Leave {
    ServiceCalls& calls;
    uint64_t correlation;
    size_t bytes;
    ~Leave() {
      calls.open_.erase(correlation);
      calls.open_bytes_ -= bytes;
    }
  } leave{*this, correlation, bytes};
  thread_.send(correlation, service, frame(correlation, std::move(method), std::move(payload), asking));
  co_await open.timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (!open.came) co_return Answered{unknown_outcome()};
  if (!open.reply) co_return Answered{unavailable(service, limits_.retry)};
  v1::Reply& reply = *open.reply;
  if (reply.has_refusal())
    co_return Answered{std::move(*reply.mutable_refusal()), reply.position(), reply.business_us()};
  if (!reply.has_payload()) co_return Answered{internal_fault(), reply.position(), reply.business_us()};
  co_return Answered{std::move(*reply.mutable_payload()), reply.position(), reply.business_us()};
}

void ServiceCalls::arrived(Carried carried) {
  const auto found = open_.find(carried.correlation);
  // Too late, or from a service that was not asked: a number guessed by another service answers nothing.
  if (found == open_.end() || found->second->service != carried.service) return;
  found->second->came = true;
  found->second->reply = std::move(carried.reply);
  found->second->timer.cancel();
}

std::string ServiceCalls::frame(uint64_t correlation, std::string method, std::string payload, const Asking& asking) {
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(asking.until - std::chrono::steady_clock::now());
  v1::Envelope envelope;
  v1::Request& request = *envelope.mutable_request();
  request.set_method(std::move(method));
  request.set_correlation(correlation);
  request.set_trace_id(asking.trace_id);
  request.set_person_id(asking.person_id);
  request.set_deadline_us(clock_.now().machine_us + left.count());
  request.set_min_position(asking.min_position);
  request.set_payload(std::move(payload));
  return envelope.SerializeAsString();
}

}  // namespace giaoban::gateway
