// The services of a rehearsal: real ones over copies, on one thread, on a wire inside this process, in a time that is
// turned by hand.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/bus/simulated.h"
#include "services/rehearsal/copies.h"
#include "services/rehearsal/rehearsal.h"
#include "services/runtime/host.h"
#include "services/runtime/ids.h"

namespace giaoban::rehearsal {

// Both times, moved by the same step, because in a real run they pass together.
class TurnedClock final : public runtime::Clock {
 public:
  explicit TurnedClock(runtime::Moment begins) : at_(begins) {}
  runtime::Moment now() override { return at_; }
  bool set_business(int64_t business_us) override {
    at_.business_us = std::max(at_.business_us, business_us);
    return true;
  }
  void pass(int64_t us) {
    at_.business_us += us;
    at_.machine_us += us;
  }

 private:
  runtime::Moment at_;
};

// One thread. Whatever goes wrong inside a service leaves as std::runtime_error: a rehearsal that is not whole is worth
// nothing.
class Ensemble {
 public:
  // Starts them all, in the business time at which the folder stands, and lets them come to rest.
  Ensemble(const runtime::DataFolder& folder, const v1::Settings& settings, const MakeService& make_service);
  Ensemble(const Ensemble&) = delete;
  Ensemble& operator=(const Ensemble&) = delete;

  // Those that are rehearsed, consumers before those that they follow.
  static const std::vector<std::string>& services();

  int64_t now_us() { return clock_.now().business_us; }
  // How far a service had heard another's log when its database was copied.
  uint64_t heard_before(const std::string& service, const std::string& source) const;
  // Moves time from one thing that is due to the next, and on to `until_us` when nothing is left before it; at each,
  // all come to rest.
  void play_to(int64_t until_us);
  // Asks as an operator and expects an answer.
  template <class Res>
  Res ask(const std::string& service, const std::string& method, const google::protobuf::Message& request) {
    Res response;
    response.ParseFromString(ask(service, method, request.SerializeAsString()));
    return response;
  }
  // Records of a service's log after a position, in order.
  std::vector<v1::LogRecord> records(const std::string& service, uint64_t after);

 private:
  // Keeps the first error that a service writes down.
  class FirstError final : public runtime::Journal {
   public:
    void write(Level level, std::string_view what, const std::vector<runtime::Detail>& details) override;
    std::string text;
  };
  struct Room {
    std::unique_ptr<runtime::Service> service;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<bus::Bus> bus;
    std::unique_ptr<runtime::Host> host;
  };

  std::string ask(const std::string& service, const std::string& method, const std::string& payload);
  void settle();
  bool turn();
  bool all_heard();
  // How long until something is due by either clock; negative when nothing ever is.
  int64_t until_next();

  Copies copies_;
  TurnedClock clock_;
  runtime::RandomIds ids_;
  FirstError journal_;
  bus::Wire wire_;
  std::unique_ptr<bus::Bus> operator_;
  std::map<std::string, Room> rooms_;
  std::map<std::string, uint64_t> heard_before_;  // by "service/source"
  uint64_t correlation_ = 0;
};

}  // namespace giaoban::rehearsal
