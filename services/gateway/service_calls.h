// Questions to services as coroutines: each waits for its own answer until its own deadline. For the gateway's own
// files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "services/gateway/bus_thread.h"
#include "services/gateway/limits.h"
#include "services/runtime/clock.h"

namespace giaoban::gateway {

using Deadline = std::chrono::steady_clock::time_point;

// What one request from the outside hands to every question that it leads to.
struct Asking {
  std::string trace_id;
  std::string person_id;      // empty while nobody is signed in
  uint64_t min_position = 0;  // only for the question that the request itself is
  Deadline until;
};

// The response message, serialised, or why not; the head of the service's log and its business time, if it answered.
struct Answered {
  std::variant<std::string, v1::Refusal> outcome;
  uint64_t position = 0;
  int64_t business_us = 0;
};

// All calls from the thread of `io`; only the hand-over inside crosses to the bus thread. Must outlive its coroutines.
class ServiceCalls {
 public:
  ServiceCalls(boost::asio::io_context& io, bus::Bus& bus, runtime::Clock& clock, const Limits& limits);

  void start() { thread_.start(); }
  // Ends the bus thread; what is open comes out as UNKNOWN_OUTCOME, because it may have been sent. A second call does
  // nothing.
  void stop();
  // Asks "giaoban.v1.X/Y" of a service. OVERLOADED when too many questions are open, or too many bytes of them,
  // UNAVAILABLE when the service cannot be reached, UNKNOWN_OUTCOME when no answer came in time.
  boost::asio::awaitable<Answered> ask(std::string service, std::string method, std::string payload, Asking asking);
  size_t open() const { return open_.size(); }
  void rethrow_failure() { thread_.rethrow_failure(); }

 private:
  struct Open {
    std::string service;
    boost::asio::steady_timer timer;
    bool came = false;
    std::optional<v1::Reply> reply;
  };
  void hand_over(Carried carried);
  void arrived(Carried carried);
  std::string frame(uint64_t correlation, std::string method, std::string payload, const Asking& asking);

  boost::asio::io_context& io_;
  runtime::Clock& clock_;
  Limits limits_;
  uint64_t next_ = 1;
  bool stopped_ = false;
  std::unordered_map<uint64_t, Open*> open_;
  size_t open_bytes_ = 0;
  std::mutex mutex_;
  std::vector<Carried> carried_;  // answers on their way from the bus thread
  BusThread thread_;
};

}  // namespace giaoban::gateway
