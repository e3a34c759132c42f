// Counts of dossiers per unit and everything below it, so that no question has to count rows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "giaoban/v1/records.pb.h"
#include "services/records/dossier_row.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// How many per period, the newest first.
using PeriodCounts = std::map<std::string, uint64_t, std::greater<>>;

// Each dossier counts once in its unit and in every unit above, and under the empty id. Changes are gathered in memory
// and written once per transaction by flush(); forget() after a rollback. The stored rows depend on the dossiers alone.
class Tallies {
 public:
  // Table definition.
  static std::string_view schema();

  // Counts the row in (sign 1) or out (sign -1), as it stands.
  void count(const DossierRow& row, const UnitOrder& order, int64_t sign);
  // Counts it out as it stood and in as it stands.
  void count(const DossierRow& before, const DossierRow& after, const UnitOrder& order);
  // Counts everything afresh from the table of dossiers.
  void recount(store::Store& store, const UnitOrder& order);
  void flush(store::Store& store);
  void forget() { changes_.clear(); }

  // What to count; empty means any, and a stage means so far at least.
  struct Filter {
    std::string_view kind = {};
    std::string_view period = {};
    std::string_view state = {};
    v1::Stage stage = v1::STAGE_UNSPECIFIED;
  };
  // Dossiers of these units and below, none of which lies below another; only periods in which there are any.
  static PeriodCounts by_period(store::Store& store, const std::vector<std::string>& tops, const Filter& filter);
  // States in which dossiers of one period stand, whatever the filter's state.
  static std::set<std::string> states(store::Store& store, const std::vector<std::string>& tops, const Filter& filter);
  // Periods of the dossiers of the unit and below. Sees what was flushed.
  static std::vector<std::string> periods(store::Store& store, const std::string& unit_id);
  struct Stages {
    std::map<v1::Stage, uint64_t> papers;  // that have come exactly so far
    uint64_t returned = 0;                 // with their authors after a return
  };
  // Adds the dossiers of the unit and below, of one kind and perhaps one period.
  static void add_stages(store::Store& store, const std::string& unit_id, const Filter& filter, Stages& stages);
  // Adds the counts of the unit and below to those by kind.
  static void summarise(store::Store& store, const std::string& unit_id, const std::string& period,
                        std::map<std::string, v1::KindCount>& kinds);

 private:
  struct Change {
    int64_t papers = 0;
    int64_t returns = 0;
  };
  // Period, kind, state, ended, outcome, stage, returned.
  using Key = std::tuple<std::string, std::string, std::string, int64_t, int64_t, int64_t, int64_t>;
  static Key key_of(const DossierRow& row);
  std::map<std::string, std::map<Key, Change>> changes_;  // by the unit above
};

}  // namespace giaoban::records
