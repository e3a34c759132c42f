// One loop asks the router; each waiter has a timer that the loop cancels.
#include "services/gateway/live.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "giaoban/v1/log.pb.h"
#include "services/gateway/refusals.h"

namespace giaoban::gateway {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

asio::awaitable<std::variant<News, v1::Refusal>> Live::await(uint64_t after, milliseconds wait, Asking asking) {
  if (after == 0 || wait.count() == 0) co_return co_await ask(0, milliseconds(0), std::move(asking));
  if (last_.position > after) co_return News{last_.position, 0};
  if (stopped_) co_return News{after, 0};
  make_room_for(asking.person_id);
  if (waiting() >= limits_.live_waiting) co_return overloaded(limits_.retry);
  const auto waiter = waiting_.insert(
      waiting_.end(), {asking.person_id, after, asio::steady_timer(io_, std::min(wait, limits_.live_wait)), false});
  // The entry goes with the coroutine, however that ends.
  struct Leave {
    std::list<Waiter>& all;
    std::list<Waiter>::iterator entry;
    ~Leave() { all.erase(entry); }
  } leave{waiting_, waiter};
  if (!following_) {
    following_ = true;
    asio::co_spawn(io_, follow(), [this](std::exception_ptr failure) {
      following_ = false;
      if (failure) std::rethrow_exception(failure);
    });
  }
  const uint64_t heard = heard_;
  co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (heard_ == heard) co_return News{after, 0};
  // Whoever was woken was woken by this answer; for the others its time is too old.
  News news = last_;
  if (news.position <= after) news.business_us = 0;
  co_return news;
}

void Live::stop() {
  stopped_ = true;
  pause_.cancel();
  for (Waiter& waiter : waiting_) end(waiter);
}

void Live::make_room_for(const std::string& person_id) {
  const auto same = [&](const Waiter& waiter) { return !waiter.ended && waiter.person_id == person_id; };
  const auto count = static_cast<size_t>(std::count_if(waiting_.begin(), waiting_.end(), same));
  if (count < limits_.live_waiting_of_one) return;
  end(*std::find_if(waiting_.begin(), waiting_.end(), same));
}

size_t Live::waiting() const {
  return static_cast<size_t>(
      std::count_if(waiting_.begin(), waiting_.end(), [](const Waiter& waiter) { return !waiter.ended; }));
}

// Its coroutine leaves only after everything that is ready now, so it is marked.
void Live::end(Waiter& waiter) {
  waiter.ended = true;
  waiter.timer.cancel();
}

asio::awaitable<std::variant<News, v1::Refusal>> Live::ask(uint64_t after, milliseconds wait, Asking asking) {
  v1::AwaitRequest request;
  request.set_after(after);
  request.set_wait_ms(static_cast<uint32_t>(wait.count()));
  std::string payload = request.SerializeAsString();
  Answered answered =
      co_await calls_.ask("router", "giaoban.v1.LogService/Await", std::move(payload), std::move(asking));
  if (auto* no = std::get_if<v1::Refusal>(&answered.outcome)) co_return std::move(*no);
  v1::AwaitResponse response;
  if (!response.ParseFromString(std::get<std::string>(answered.outcome))) co_return internal_fault();
  co_return News{response.head(), answered.business_us};
}

asio::awaitable<void> Live::follow() {
  while (!waiting_.empty() && !stopped_) {
    Asking asking;
    asking.trace_id = "live";
    asking.until = steady_clock::now() + limits_.live_poll + limits_.call;
    auto heard = co_await ask(last_.position, limits_.live_poll, std::move(asking));
    if (const auto* news = std::get_if<News>(&heard)) {
      // A shorter log than before is another log, brought back from a copy.
      last_ = *news;
      ++heard_;
      for (Waiter& waiter : waiting_) {
        if (waiter.after < last_.position) end(waiter);
      }
      // Whoever was woken goes first, so that nothing is asked for nobody.
      co_await asio::post(io_, asio::use_awaitable);
    } else if (!stopped_) {
      pause_.expires_after(limits_.live_pause);
      co_await pause_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }
}

}  // namespace giaoban::gateway
