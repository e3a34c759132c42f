// What units owe, as the reminder said it: one row each, and counts per unit and everything below it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/records/dossier_row.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// The reminder's log and the router's are heard side by side: either may be ahead, and the rows come out the same.
// Changes of counts are gathered in memory and written once per transaction by flush(); forget() after a rollback.
class Owed {
 public:
  // Table definition.
  static std::string_view schema();

  // Events about obligations that were never opened, and notices, change nothing.
  void hear(const v1::ReminderEvent& event, const UnitOrder& order, store::Store& store);
  // A paper was begun: its obligation, when there is one, is not without a paper any more.
  void begun(const DossierRow& row, const UnitOrder& order, store::Store& store);
  // Whether a unit of that id owes anything; it may be asked before the unit was heard of.
  static bool owes(const std::string& unit_id, store::Store& store);
  // Counts everything afresh, when units have others above them.
  void recount(store::Store& store, const UnitOrder& order);
  void flush(store::Store& store);
  void forget() { changes_.clear(); }

  // How obligations of one period stand.
  struct Count {
    std::string period;
    int64_t due_us = 0;
    v1::ObligationState state = v1::OBLIGATION_STATE_UNSPECIFIED;
    uint32_t owed = 0;
  };
  // Of the unit and below, from one period to another; in order of periods.
  static std::vector<Count> counts(store::Store& store, const std::string& unit_id, const std::string& kind,
                                   const std::string& from, const std::string& to);
  // Obligations of the unit and below for which nobody began a paper and from which nobody was freed; an empty period
  // means all.
  static uint64_t without_paper(store::Store& store, const std::string& unit_id, const std::string& kind,
                                const std::string& period);

 private:
  struct Row {
    std::string unit_id;
    std::string kind;
    std::string period;
    int64_t due_us = 0;
    int64_t state = 0;
    int64_t papers = 0;  // begun for it
  };
  struct Change {
    int64_t owed = 0;
    int64_t without = 0;
  };
  using Key = std::tuple<std::string, std::string, std::string, int64_t, int64_t>;  // above, kind, period, due, state

  static Row read(const store::Row& row);
  void open(const v1::Obligation& opened, const UnitOrder& order, store::Store& store);
  void move(const std::string& obligation_id, v1::ObligationState state, const UnitOrder& order, store::Store& store);
  void count(const Row& row, const UnitOrder& order, int64_t sign);

  std::map<Key, Change> changes_;
};

}  // namespace giaoban::records
