// The whole house on one thread: services on a simulated wire, SQLite in memory, a clock turned by hand.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/bus/simulated.h"
#include "services/runtime/host.h"
#include "services/store/sqlite.h"

namespace giaoban::test {

// Who asks.
struct As {
  bus::Caller caller;
  std::string person_id;
  static As person(const std::string& id) { return {{"gateway", v1::CALLER_KIND_GATEWAY, ""}, id}; }
  static As gateway() { return {{"gateway", v1::CALLER_KIND_GATEWAY, ""}, ""}; }
  static As operator_() { return {{"operator", v1::CALLER_KIND_OPERATOR, ""}, ""}; }
  static As service(const std::string& name) { return {{name, v1::CALLER_KIND_SERVICE, ""}, ""}; }
  static As integrator(const std::string& name, const std::string& office) {
    return {{name, v1::CALLER_KIND_INTEGRATOR, office}, ""};
  }
};

// Hosts and their world. Services are added before start().
class House {
 public:
  // With a folder the stores are files there and outlive the house, otherwise they lie in memory.
  explicit House(int64_t begins_us, uint64_t seed = 1, std::string folder = {})
      : clock_(begins_us), ids_(seed), folder_(std::move(folder)) {}

  template <class S>
  S& add(std::unique_ptr<S> service) {
    S& added = *service;
    add_service(std::move(service));
    return added;
  }
  void start();
  // Turns every host until nothing moves any more.
  void settle();
  // One round of every host; true when anything moved.
  bool turn();
  // Moves business time forward, stopping at everything that is due on the way.
  void advance_to(int64_t business_us);
  void pass_machine(int64_t us);

  // Sends and settles; an answer that never came is UNKNOWN_OUTCOME.
  runtime::Outcome call(const std::string& service, const std::string& method, const google::protobuf::Message& request,
                        const As& as, uint64_t min_position = 0);
  runtime::Outcome call_bytes(const std::string& service, const std::string& method, const std::string& payload,
                              const As& as, uint64_t min_position = 0);
  // Expects an answer; throws with the refusal otherwise.
  template <class Res>
  Res ask(const std::string& service, const std::string& method, const google::protobuf::Message& request,
          const As& as) {
    const auto outcome = call(service, method, request, as);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome))
      throw std::runtime_error(method + ": " + no->ShortDebugString());
    Res response;
    response.ParseFromString(std::get<std::string>(outcome));
    return response;
  }
  // Expects a refusal; throws otherwise.
  v1::Refusal refused(const std::string& service, const std::string& method, const google::protobuf::Message& request,
                      const As& as);
  // The log of a service, from the beginning.
  std::vector<v1::LogRecord> log_of(const std::string& service);
  v1::GetStatusResponse status(const std::string& service) { return rooms_.at(service).host->status(); }

  // As if its process had died and come back: memory gone, store kept, frames lost.
  void restart(const std::string& service);
  store::Store& store(const std::string& service) { return *rooms_.at(service).store; }
  bus::Wire& wire() { return wire_; }
  runtime::ManualClock& clock() { return clock_; }
  runtime::RecordingJournal& journal() { return journal_; }
  template <class S>
  S& service(const std::string& name) {
    return dynamic_cast<S&>(*rooms_.at(name).service);
  }

 private:
  struct Room {
    std::unique_ptr<runtime::Service> service;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<bus::Bus> bus;
    std::unique_ptr<runtime::Host> host;
  };
  void add_service(std::unique_ptr<runtime::Service> service);
  void open(Room& room);

  runtime::ManualClock clock_;
  runtime::SeededIds ids_;
  std::string folder_;
  runtime::RecordingJournal journal_;
  bus::Wire wire_;
  std::map<std::string, Room> rooms_;
  uint64_t next_correlation_ = 1;
};

}  // namespace giaoban::test
