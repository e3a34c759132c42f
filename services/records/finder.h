// Finds dossiers page by page: newest period first, then along the tree, by index ranges and never by a full scan.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/records/scope.h"
#include "services/records/tables.h"

namespace giaoban::records {

// What to find; empty means any. Every word must be the beginning of a word of the paper.
struct Wanted {
  std::string kind;
  std::string period;
  std::string state;
  std::set<std::string> words;  // folded
};

// Where a page ended: everything found later stands behind it.
struct Point {
  std::string period;
  int64_t place = 0;
  int64_t no = 0;
  std::string unit_id = {};  // whose place it is; set on the way out
};

// One page. Without words a page costs a few index ranges. With words it takes, period by period, the papers that every
// rare word names, from an index alone; where all words are common it looks along the order of the list. A search may
// look at no more than kMost papers: then the page is short, or empty, and goes on behind `end`.
class Finder {
 public:
  static constexpr uint64_t kCounted = 500;  // papers looked at, past a full page, to count the matches
  static constexpr uint64_t kMost = 20'000;  // papers looked at in one page

  // All references must outlive it. `counts` makes a search go on past a full page to count.
  Finder(store::Store& store, const UnitOrder& order, const Scope& scope, const Wanted& wanted, size_t limit,
         bool counts);
  void find(const std::optional<Point>& after);

  std::vector<DossierRow> rows;  // at most `limit`
  std::optional<Point> end;      // set when there is, or may be, more
  uint64_t matches = 0;  // on this page and, with counts, behind it: all, when no more than kCounted were looked at

 private:
  bool done() const;
  void visit(const std::string& period);
  void scan(const std::string& period, const PlaceRange& range);
  // Papers as (place, no), in the order of the list, each once.
  using Places = std::vector<std::pair<int64_t, int64_t>>;
  std::optional<Places> named(const std::string& period) const;
  std::optional<Places> named_by(const std::string& word, const std::string& period) const;
  void look_up(const std::string& period, const Places& places);
  void look_at(DossierRow row);
  bool matches_words(int64_t no) const;
  std::optional<std::string> period_before(const std::string& period) const;
  std::vector<DossierRow> fetch(const std::string& period, int64_t place, int64_t no, int64_t until,
                                size_t count) const;

  store::Store& store_;
  Tables tables_;
  const Scope& scope_;
  const Wanted& wanted_;
  const UnitOrder& order_;
  size_t limit_;
  bool counts_;
  size_t few_;  // a word that names no more papers of a period than this is rare
  std::optional<Point> after_;
  uint64_t looked_at_ = 0;
  bool full_ = false;  // a match was found that no longer fits the page
};

}  // namespace giaoban::records
