// The SQL of rows, words and numbers.
#include "services/records/tables.h"

#include <algorithm>
#include <stdexcept>

#include "services/runtime/ids.h"

namespace giaoban::records {

using std::string_view;
using store::Blob;

std::string_view Tables::schema() {
  // Columns of dossiers in the order of DossierRow. Lists walk one of the three indexes: newest period first, and in it
  // a range of places. The words of a paper lie in search_key, and once more inverted in postings.
  return R"(
    CREATE TABLE IF NOT EXISTS dossiers (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
      kind_digest BLOB NOT NULL, unit_id TEXT NOT NULL, place BIGINT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL,
      ended BIGINT NOT NULL, outcome BIGINT NOT NULL, changed_us BIGINT NOT NULL, due_us BIGINT NOT NULL,
      rounds BIGINT NOT NULL, returns BIGINT NOT NULL, version BIGINT NOT NULL, counted BIGINT NOT NULL,
      title TEXT NOT NULL, pending BLOB, holder_unit TEXT NOT NULL, holder_role BIGINT NOT NULL,
      entered_us BIGINT NOT NULL, with_author BIGINT NOT NULL, decided BIGINT NOT NULL, returned BIGINT NOT NULL,
      stage BIGINT NOT NULL);
    CREATE INDEX IF NOT EXISTS dossiers_by_place ON dossiers (period, place, no);
    CREATE INDEX IF NOT EXISTS dossiers_by_kind ON dossiers (kind, period, place, no);
    CREATE INDEX IF NOT EXISTS dossiers_by_state ON dossiers (state, period, place, no);
    CREATE INDEX IF NOT EXISTS dossiers_open ON dossiers (no) WHERE ended = 0;
    CREATE INDEX IF NOT EXISTS dossiers_never_in ON dossiers (period, place, no, rounds) WHERE rounds = 0;
    CREATE TABLE IF NOT EXISTS search_key (no INTEGER PRIMARY KEY, words TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS numbers (no BIGINT NOT NULL, field TEXT NOT NULL, saved BIGINT, handed_in BIGINT,
      PRIMARY KEY (no, field)) WITHOUT ROWID;
  )";
}

DossierRow Tables::read(const store::Row& row) {
  DossierRow out;
  out.no = row.integer(0);
  out.dossier_id = runtime::uuid_to_text(row.blob(1));
  out.kind = row.text(2);
  out.kind_digest = row.blob(3);
  out.unit_id = row.text(4);
  out.place = row.integer(5);
  out.period = row.text(6);
  out.state = row.text(7);
  out.ended = row.integer(8) != 0;
  out.outcome = static_cast<v1::Outcome>(row.integer(9));
  out.changed_us = row.integer(10);
  out.due_us = row.integer(11);
  out.rounds = row.integer(12);
  out.returns = row.integer(13);
  out.version = row.integer(14);
  out.counted = row.integer(15) != 0;
  out.title = row.text(16);
  out.pending = row.blob(17);
  out.holder_unit = row.text(18);
  out.holder_role = static_cast<v1::Role>(row.integer(19));
  out.entered_us = row.integer(20);
  out.with_author = row.integer(21) != 0;
  out.decided = row.integer(22) != 0;
  out.returned = row.integer(23) != 0;
  out.stage = static_cast<v1::Stage>(row.integer(24));
  return out;
}

std::optional<DossierRow> Tables::find(const std::string& dossier_id) const {
  std::optional<DossierRow> found;
  const std::string id = runtime::uuid_to_bytes(dossier_id);
  store_.prepare("SELECT * FROM dossiers WHERE id = $1").one({Blob{id}}, [&](const store::Row& row) {
    found = read(row);
  });
  return found;
}

std::optional<DossierRow> Tables::find(int64_t no) const {
  std::optional<DossierRow> found;
  store_.prepare("SELECT * FROM dossiers WHERE no = $1").one({no}, [&](const store::Row& row) { found = read(row); });
  return found;
}

void Tables::insert(const DossierRow& row) {
  const std::string id = runtime::uuid_to_bytes(row.dossier_id);
  if (id.empty()) throw std::invalid_argument("a dossier's id is no UUID: " + row.dossier_id);
  store_
      .prepare(
          "INSERT INTO dossiers (no, id, kind, kind_digest, unit_id, place, period, state, ended, outcome, changed_us, "
          "due_us, rounds, returns, version, counted, title, pending, holder_unit, holder_role, entered_us, "
          "with_author, decided, returned, stage) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, NULL, $18, $19, $20, "
          "$21, $22, $23, $24)")
      .run({row.no,
            Blob{id},
            string_view(row.kind),
            Blob{row.kind_digest},
            string_view(row.unit_id),
            row.place,
            string_view(row.period),
            string_view(row.state),
            int64_t{row.ended},
            int64_t{row.outcome},
            row.changed_us,
            row.due_us,
            row.rounds,
            row.returns,
            row.version,
            int64_t{row.counted},
            string_view(row.title),
            string_view(row.holder_unit),
            int64_t{row.holder_role},
            row.entered_us,
            int64_t{row.with_author},
            int64_t{row.decided},
            int64_t{row.returned},
            int64_t{row.stage}});
}

void Tables::update(const DossierRow& row, bool entered) {
  store::Value pending;
  if (!row.pending.empty()) pending = Blob{row.pending};
  store_
      .prepare(
          "UPDATE dossiers SET changed_us = $2, due_us = $3, returns = $4, version = $5, counted = $6, title = $7, "
          "pending = $8 WHERE no = $1")
      .run({row.no, row.changed_us, row.due_us, row.returns, row.version, int64_t{row.counted}, string_view(row.title),
            pending});
  if (!entered) return;
  store_
      .prepare(
          "UPDATE dossiers SET state = $2, ended = $3, outcome = $4, holder_unit = $5, holder_role = $6, "
          "entered_us = $7, with_author = $8, decided = $9, returned = $10, stage = $11, rounds = $12 WHERE no = $1")
      .run({row.no, string_view(row.state), int64_t{row.ended}, int64_t{row.outcome}, string_view(row.holder_unit),
            int64_t{row.holder_role}, row.entered_us, int64_t{row.with_author}, int64_t{row.decided},
            int64_t{row.returned}, int64_t{row.stage}, row.rounds});
}

Places Tables::never_handed_in(const std::string& period, const PlaceRange& range) const {
  Places places;
  store_
      .prepare(
          "SELECT place, no FROM dossiers WHERE rounds = 0 AND period = $1 AND place >= $2 AND place < $3 "
          "ORDER BY place, no")
      .each({string_view(period), range.from, range.until},
            [&](const store::Row& row) { places.emplace_back(row.integer(0), row.integer(1)); });
  return places;
}

void Tables::place_again() {
  store_
      .prepare(
          "UPDATE dossiers SET place = (SELECT u.place FROM unit_place u WHERE u.unit_id = dossiers.unit_id) "
          "WHERE place <> (SELECT u.place FROM unit_place u WHERE u.unit_id = dossiers.unit_id)")
      .run({});
}

void Tables::place_again(int64_t from, int64_t to, const std::vector<std::string>& periods) {
  auto& move = store_.prepare("UPDATE dossiers SET place = $3 WHERE period = $1 AND place = $2");
  for (const auto& period : periods) move.run({string_view(period), from, to});
}

std::string Tables::words(int64_t no) const {
  std::string words;
  store_.prepare("SELECT words FROM search_key WHERE no = $1").one({no}, [&](const store::Row& row) {
    words = row.text(0);
  });
  return words;
}

void Tables::replace_words(const DossierRow& row, const std::set<std::string>& words, Postings& postings) {
  const std::string before = this->words(row.no);
  std::string after;
  for (const auto& word : words) after.append(" ").append(word);
  if (after == before) return;

  std::set<string_view> gone;
  for (size_t from = 1; from < before.size();) {
    const size_t end = std::min(before.find(' ', from), before.size());
    gone.insert(string_view(before).substr(from, end - from));
    from = end + 1;
  }
  // Saving again and again as people type must not write every word each time.
  for (const auto& word : words) {
    if (gone.erase(word) == 0) postings.add(row.period, word, row.no);
  }
  for (const auto word : gone) postings.drop(row.period, std::string(word), row.no);
  if (after.empty()) {
    store_.prepare("DELETE FROM search_key WHERE no = $1").run({row.no});
  } else {
    store_
        .prepare(
            "INSERT INTO search_key (no, words) VALUES ($1, $2) ON CONFLICT (no) DO UPDATE SET words = excluded.words")
        .run({row.no, string_view(after)});
  }
}

void Tables::save_numbers(int64_t no, const std::map<std::string, int64_t>& numbers) {
  store_.prepare("UPDATE numbers SET saved = NULL WHERE no = $1").run({no});
  auto& save = store_.prepare(
      "INSERT INTO numbers (no, field, saved) VALUES ($1, $2, $3) "
      "ON CONFLICT (no, field) DO UPDATE SET saved = excluded.saved");
  for (const auto& [field, value] : numbers) save.run({no, string_view(field), value});
  store_.prepare("DELETE FROM numbers WHERE no = $1 AND saved IS NULL AND handed_in IS NULL").run({no});
}

void Tables::hand_in_numbers(int64_t no) {
  store_.prepare("DELETE FROM numbers WHERE no = $1 AND saved IS NULL").run({no});
  store_.prepare("UPDATE numbers SET handed_in = saved WHERE no = $1").run({no});
}

}  // namespace giaoban::records
