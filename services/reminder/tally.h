// Counts of obligations and notices: gathered in memory during a step, added to small tables once before the commit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "services/store/store.h"

namespace giaoban::reminder {

// One thread. What is gathered and not yet written is lost with forget(), as its transaction is.
class Tally {
 public:
  static std::string_view schema();

  // An obligation went from one state to another; UNSPECIFIED before it was there.
  void moved(const v1::Obligation& obligation, v1::ObligationState from, v1::ObligationState to);
  void told(const std::string& period, const v1::NoticeDue& notice);

  // Inside the transaction of what was gathered.
  void write(store::Store& store);
  void forget();

  // Counts of one period, or of all when it is empty.
  static v1::SummariseObligationsResponse read(store::Store& store, const std::string& period);

 private:
  using State = std::tuple<std::string, std::string, int>;           // period, kind, state
  using Rung = std::tuple<std::string, std::string, int, int, int>;  // period, kind, days, whom, reason
  std::map<State, int64_t> states_;
  std::map<Rung, int64_t> rungs_;
};

}  // namespace giaoban::reminder
