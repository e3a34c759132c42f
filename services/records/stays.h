// How long papers stayed in each state: counts and working minutes of stays that are over, in steps of a power of two.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "services/records/dossier_row.h"
#include "services/records/open_papers.h"
#include "services/records/scope.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// Many stays of one state brought together. A value.
struct StaySum {
  static constexpr size_t kSteps = 24;  // up to 2^23 hours, longer than anybody's calendar
  uint64_t stays = 0;
  uint64_t minutes = 0;
  uint64_t longest = 0;
  uint64_t by_step[kSteps] = {};  // stays of at most 2^step hours, and of more than the step before

  // The smallest step that holds so many minutes.
  static size_t step_of(uint64_t minutes);
  void add(uint64_t stay_minutes);
  // The middle stay, to the next power of two of an hour; 0 when there is none. The earlier of two in the middle.
  uint64_t median_minutes() const;
};

// Ended stays by unit, gathered in memory and written by flush(); forget() after a rollback. A fold of the events.
class Stays {
 public:
  // Table definition.
  static std::string_view schema();

  // The paper left where it stood at that business time; at an end it did not stay. Counted in working time of whoever
  // it waited for.
  void leave(const DossierRow& row, const UnitOrder& order, const core::Directory& directory, int64_t at_us);
  void flush(store::Store& store);
  void forget() { changes_.clear(); }

  // The latest periods, at most so many, in which papers of the kind stood; none after `until` unless that is empty.
  static std::set<std::string> latest_periods(store::Store& store, const OpenPapers& open, const std::string& kind,
                                              const std::string& until, size_t most);
  // By state: what ended, and what goes on until now, of papers of these periods; the empty one is that of no period.
  static std::map<std::string, StaySum> sum(store::Store& store, const OpenPapers& open, const UnitOrder& order,
                                            const Scope& scope, const std::string& kind,
                                            const std::set<std::string>& periods, const core::Directory& directory,
                                            int64_t now_us);

 private:
  struct Change {
    int64_t stays = 0;
    int64_t minutes = 0;
    int64_t longest = 0;
  };
  using Key = std::tuple<std::string, std::string, int64_t, std::string, int64_t>;  // kind, period, unit, state, step
  std::map<Key, Change> changes_;
};

}  // namespace giaoban::records
