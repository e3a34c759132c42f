// Finds dossiers page by page: newest period first, then along the tree, by counts and index ranges, never by a full
// scan.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/records/known.h"
#include "services/records/postings.h"
#include "services/records/scope.h"
#include "services/records/tables.h"
#include "services/records/tallies.h"

namespace giaoban::records {

// What to find; empty means any. Every word must be the beginning of a word of the paper.
struct Wanted {
  std::string kind = {};
  std::string period = {};
  std::string state = {};
  std::set<std::string> words = {};         // folded
  v1::Stage stage = v1::STAGE_UNSPECIFIED;  // so far at least
  std::string waiting_unit = {};            // waits for an office of this unit
  uint32_t days_from = 0;                   // for so many whole working days at least
  std::optional<uint32_t> days_to = {};     // at most
  bool overdue = false;                     // past its due time
  bool for_me = false;                      // asked of an office of the scope's

  // Whether only papers that have not ended can be meant.
  bool open_only() const { return !waiting_unit.empty() || days_from > 0 || days_to || overdue || for_me; }
};

// Where a page ended: everything found later stands behind it.
struct Point {
  std::string period;
  int64_t place = 0;
  int64_t no = 0;
  std::string unit_id = {};  // whose place it is; set on the way out
};

// One page. How many papers each period has beside the words is known before it begins: from the tallies, or for open
// papers by looking at them in memory. Without words a page then costs a few index ranges; with words, per period,
// whichever is least: looking at the words of every paper that may be meant, or a few packed sets and then looking at
// every paper that they name or walking an index.
class Finder {
 public:
  // With words papers are counted up to here and no further.
  static constexpr uint64_t kCounted = 500;

  // All references must outlive it. `counts` makes a search with words go on past a full page to count.
  Finder(const Known& known, const Scope& scope, const Wanted& wanted, size_t limit, bool counts);
  void find(const std::optional<Point>& after);

  std::vector<DossierRow> rows;  // at most `limit`; fewer only at the end
  std::optional<Point> end;      // set when there is more
  uint64_t total = 0;            // all; with words kCounted + 1 for more than that, and without `counts` nothing

 private:
  void plan();
  void plan_open();
  bool done() const;
  void visit(const std::string& period, uint64_t count);
  // Without words.
  void scan(const std::string& period, const PlaceRange& range);
  // With words.
  void search(const std::string& period, uint64_t count);
  Places look_up(const PaperSet& said) const;
  Places walk(const std::string& period, const PaperSet* said) const;
  Places open_places(const std::string& period, const PaperSet* said) const;
  bool few(uint64_t count) const;
  bool has_words(int64_t no) const;
  Places closed(const std::string& period) const;
  bool fits(const DossierRow& row) const;
  void turn_up(const std::string& period, const Places& places);
  void take(DossierRow row);

  // One ordered stream of papers of a period: those of a state, of a kind, or all.
  struct Leg {
    std::string state = {};
    std::string kind = {};
  };
  std::vector<Leg> legs(const std::string& period) const;
  std::vector<DossierRow> fetch(const Leg& leg, const std::string& period, int64_t place, int64_t no, int64_t until,
                                size_t count) const;

  const Known& known_;
  store::Store& store_;
  Tables tables_;
  const Scope& scope_;
  const Wanted& wanted_;
  size_t limit_;
  bool counts_;
  bool all_units_;  // the scope is the whole tree
  std::optional<Point> after_;
  PeriodCounts counts_by_period_;                       // beside the words
  std::map<std::string, Places, std::greater<>> open_;  // the same, for open papers; a period is sorted when read
  std::set<std::pair<uint32_t, uint8_t>> mine_;         // the scope's offices, by number of the unit
  bool full_ = false;                                   // something was found that no longer fits the page
};

}  // namespace giaoban::records
