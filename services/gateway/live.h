// News for open pages: whoever waits is told when the router's log has grown, and nothing else. For the gateway's own
// files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <list>
#include <string>
#include <variant>

#include "giaoban/v1/envelope.pb.h"
#include "services/gateway/limits.h"
#include "services/gateway/service_calls.h"

namespace giaoban::gateway {

// Where the router's log stands, and its business time when it said so just now; 0 otherwise.
struct News {
  uint64_t position = 0;
  int64_t business_us = 0;
};

// All calls from the thread of `io`. However many wait, one question at a time goes to the router, and none while
// nobody waits.
class Live {
 public:
  Live(boost::asio::io_context& io, const Limits& limits, ServiceCalls& calls)
      : io_(io), limits_(limits), calls_(calls), pause_(io) {}

  // Answers when the log is longer than `after`, or with `after` when the wait is over; at once when `after` or `wait`
  // is 0. OVERLOADED when too many wait; UNAVAILABLE only for an answer at once: who waits goes on waiting while the
  // router is away. One person too often: the wait that is the oldest ends.
  boost::asio::awaitable<std::variant<News, v1::Refusal>> await(uint64_t after, std::chrono::milliseconds wait,
                                                                Asking asking);
  // Ends all waits, now and from now on.
  void stop();

 private:
  struct Waiter {
    std::string person_id;
    uint64_t after = 0;
    boost::asio::steady_timer timer;
    bool ended = false;  // it only has to leave
  };
  boost::asio::awaitable<std::variant<News, v1::Refusal>> ask(uint64_t after, std::chrono::milliseconds wait,
                                                              Asking asking);
  boost::asio::awaitable<void> follow();
  void make_room_for(const std::string& person_id);
  size_t waiting() const;
  static void end(Waiter& waiter);

  boost::asio::io_context& io_;
  Limits limits_;
  ServiceCalls& calls_;
  boost::asio::steady_timer pause_;
  std::list<Waiter> waiting_;  // the oldest first
  News last_;
  uint64_t heard_ = 0;  // answers of the router
  bool following_ = false;
  bool stopped_ = false;
};

}  // namespace giaoban::gateway
