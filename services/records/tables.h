// The tables of records: rows of dossiers, their words and numbers; all of it can be dropped and heard again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/records/dossier_row.h"
#include "services/records/postings.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"

namespace giaoban::records {

// Papers of one period as (place, no), in the order of the list, each once.
using Places = std::vector<std::pair<int64_t, int64_t>>;

// Reads and writes them inside the transaction of the caller. Holds nothing but the store, so it is made where needed.
class Tables {
 public:
  // Table definitions for SQLite; another dialect says BIGINT for INTEGER PRIMARY KEY, orders texts by bytes, and knows
  // no WITHOUT ROWID.
  static std::string_view schema();

  explicit Tables(store::Store& store) : store_(store) {}

  // A row of "SELECT * FROM dossiers".
  static DossierRow read(const store::Row& row);
  std::optional<DossierRow> find(const std::string& dossier_id) const;
  std::optional<DossierRow> find(int64_t no) const;
  // A second dossier under the same id makes the store refuse; an id that is no UUID throws std::invalid_argument.
  void insert(const DossierRow& row);
  // `entered` as apply() said it: only then is where the row stands, with its rounds and the indexes of them, written.
  void update(const DossierRow& row, bool entered);
  // Papers of a period and of these units that nobody ever handed in.
  Places never_handed_in(const std::string& period, const PlaceRange& range) const;
  // Gives every row the place that its unit now has.
  void place_again();
  // The same for one unit's rows, which lie in these periods.
  void place_again(int64_t from, int64_t to, const std::vector<std::string>& periods);

  // The words as stored: sorted, one blank before each; empty when there are none.
  std::string words(int64_t no) const;
  // The period of a row never changes.
  void replace_words(const DossierRow& row, const std::set<std::string>& words, Postings& postings);

  // Numbers as saved; they count only once handed in.
  void save_numbers(int64_t no, const std::map<std::string, int64_t>& numbers);
  void hand_in_numbers(int64_t no);

 private:
  store::Store& store_;
};

}  // namespace giaoban::records
