// The papers that have not ended, small and in memory: what waits, with whom and since when, is counted by looking at
// each of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/records/dossier_row.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// Small numbers for texts that many papers share, in the order first seen.
class Names {
 public:
  uint32_t number(const std::string& name);
  // The largest number when it was never seen.
  uint32_t find(const std::string& name) const;
  const std::string& name(uint32_t number) const { return *names_[number]; }
  size_t size() const { return names_.size(); }

 private:
  std::map<std::string, uint32_t> numbers_;
  std::vector<const std::string*> names_;
};

// Mirrors the open rows of the table of dossiers: load() rebuilds it, put() follows each row that is written. About 80
// bytes a paper. One thread.
class OpenPapers {
 public:
  struct Paper {
    int64_t no = 0;
    int64_t entered_us = 0;
    int64_t due_us = 0;
    uint32_t unit = 0;    // UnitOrder::number
    uint32_t holder = 0;  // the same, of the unit that is asked
    uint32_t kind = 0;    // of kinds, periods, states
    uint32_t period = 0;
    uint32_t state = 0;
    uint8_t role = 0;  // v1::Role of the office that is asked
    uint8_t stage = 0;
    bool waits = false;
    bool with_author = false;

    // As the lists and the pictures say it: the due moment itself is not past yet.
    bool overdue(int64_t now_us) const { return due_us != 0 && due_us < now_us; }
  };

  void load(store::Store& store, const UnitOrder& order);
  // The row as it is from now on: taken in, changed, or left out when it has ended.
  void put(const DossierRow& row, const UnitOrder& order);

  // In no order.
  const std::vector<Paper>& papers() const { return papers_; }
  const Names& kinds() const { return kinds_; }
  const Names& periods() const { return periods_; }
  const Names& states() const { return states_; }

 private:
  std::vector<Paper> papers_;
  std::unordered_map<int64_t, size_t> by_no_;  // where in papers_
  Names kinds_;
  Names periods_;
  Names states_;
};

}  // namespace giaoban::records
