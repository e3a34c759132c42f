// The load: many papers at once through the gateway's key, every command asked again under its request id until it is
// answered, every acknowledgement written down before the paper goes on.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/bus/bus.h"
#include "services/runtime/client.h"
#include "services/runtime/clock.h"
#include "services/runtime/ids.h"
#include "tests/processes/acks.h"
#include "tests/processes/plays.h"

namespace giaoban::processes {

// How hard, and how patiently.
struct LoadOptions {
  size_t in_flight = 32;                      // papers at once
  double per_second = 0;                      // commands begun in a second; 0: as many as will go
  std::chrono::milliseconds ask_again{1000};  // after so long without an answer
  std::chrono::milliseconds give_up{60'000};  // the outcome of a command then stays unknown, its paper is left
  std::chrono::milliseconds last_wait{5000};  // how long what is open is waited for in the end
};

// What came of it. acknowledged + refused for good + unknown = commands.
struct LoadCounts {
  uint64_t commands = 0;
  uint64_t acknowledged = 0;
  uint64_t unknown = 0;
  uint64_t retried = 0;                      // asked again with the same request id
  uint64_t papers = 0;                       // that came to their end
  std::map<std::string, uint64_t> put_off;   // refusals after which the same command was sent again, by code
  std::map<std::string, uint64_t> refused;   // refusals for good, by code; their papers were left
  std::chrono::milliseconds longest_gap{0};  // between two acknowledgements
};

// One thread. The bus and the file must outlive it.
class Loader {
 public:
  Loader(bus::Bus& bus, Acks& acks, LoadOptions options);
  // One round; waits a little when there is nothing to do.
  void turn();
  // Begins nothing more, and goes on until all that is open is answered or the last wait is over.
  void finish();
  const LoadCounts& counts() const { return counts_; }

 private:
  using Machine = std::chrono::steady_clock;
  // One paper and its command under way.
  struct Hand {
    std::optional<Paper> paper;
    std::optional<v1::DecideRequest> command;
    std::string person;
    Machine::time_point send_at;   // now or later; far away while an answer is awaited
    Machine::time_point patience;  // when the next attempt is due though nothing was heard
    Machine::time_point give_up;
    bool asked = false;
  };

  bool may_begin();
  void begin(Hand& hand);
  void send(size_t index);
  void answered(size_t index, const runtime::Outcome& outcome);
  void acknowledged(Hand& hand, const v1::DecideResponse& response);
  void refused(Hand& hand, const v1::Refusal& refusal);
  void leave(Hand& hand);
  int64_t now_us() { return clock_.now().machine_us; }

  bus::Bus& bus_;
  runtime::Client client_;
  Acks& acks_;
  LoadOptions options_;
  LoadCounts counts_;
  runtime::RandomIds ids_;
  runtime::RealClock clock_;
  std::vector<Hand> hands_;
  size_t first_ = 0;
  std::map<uint64_t, std::pair<size_t, std::string>> asked_;  // correlation: hand and request id
  uint64_t next_paper_ = 0;
  bool ending_ = false;
  Machine::time_point begun_ = Machine::now();
  Machine::time_point last_ack_ = Machine::now();
};

}  // namespace giaoban::processes
