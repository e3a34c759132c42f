// Counts of dossiers per unit and everything below it, so that no question has to count rows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "giaoban/v1/records.pb.h"
#include "services/records/dossier_row.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// Each dossier counts once in its unit and in every unit above, and under the empty id. Changes are gathered in memory
// and written once per transaction by flush(); forget() after a rollback. The stored rows depend on the dossiers alone.
class Tallies {
 public:
  // Table definition.
  static std::string_view schema();

  // Counts the row in (sign 1) or out (sign -1), as it stands.
  void count(const DossierRow& row, const UnitOrder& order, int64_t sign);
  // Counts everything afresh from the table of dossiers.
  void recount(store::Store& store, const UnitOrder& order);
  void flush(store::Store& store);
  void forget() { changes_.clear(); }

  // Dossiers of the unit and below; an empty filter means all.
  static uint64_t total(store::Store& store, const std::string& unit_id, const v1::ListDossiersRequest& filter);
  // Adds the counts of the unit and below to those by kind.
  static void summarise(store::Store& store, const std::string& unit_id, const std::string& period,
                        std::map<std::string, v1::KindCount>& kinds);

 private:
  struct Change {
    int64_t papers = 0;
    int64_t returns = 0;
  };
  using Key = std::tuple<std::string, std::string, std::string, std::string, int64_t, int64_t>;
  std::map<Key, Change> changes_;  // above, period, kind, state, ended, outcome
};

}  // namespace giaoban::records
