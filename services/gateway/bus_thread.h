// The thread that owns the gateway's end of the bus: carries questions out and answers back.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "giaoban/v1/envelope.pb.h"
#include "services/bus/bus.h"

namespace giaoban::gateway {

// What became of a question.
struct Carried {
  uint64_t correlation = 0;
  std::string service;
  std::optional<v1::Reply> reply;  // nothing when the service could not be reached: nothing was sent
};

// The bus belongs to this thread between start() and stop(). `arrived` is called on it and must not block.
class BusThread {
 public:
  BusThread(bus::Bus& bus, std::function<void(Carried)> arrived) : bus_(bus), arrived_(std::move(arrived)) {}
  ~BusThread() { stop(); }
  BusThread(const BusThread&) = delete;
  BusThread& operator=(const BusThread&) = delete;

  // Once.
  void start();
  // Ends the thread; what was not sent is dropped. A second call does nothing.
  void stop();
  // Any thread. A question after stop() is dropped; its asker's own deadline answers it.
  void send(uint64_t correlation, std::string service, std::string frame);
  // Rethrows what ended the thread before its time. Any thread.
  void rethrow_failure();

 private:
  struct Outgoing {
    uint64_t correlation;
    std::string service;
    std::string frame;
    std::chrono::steady_clock::time_point until{};  // how long a service that cannot be reached is tried again
  };
  void work();
  bool send_queued();
  void take_answers();

  bus::Bus& bus_;
  std::function<void(Carried)> arrived_;
  std::mutex mutex_;
  std::deque<Outgoing> queue_;
  std::deque<Outgoing> again_;  // of the thread alone: to be sent when their service can be reached
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace giaoban::gateway
