// Following obligations and counting them.
#include "services/records/owed.h"

#include <optional>

namespace giaoban::records {

using std::string_view;

string_view Owed::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS owed (obligation_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, kind TEXT NOT NULL,
      period TEXT NOT NULL, due_us BIGINT NOT NULL, state BIGINT NOT NULL, papers BIGINT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS owed_tallies (above TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL,
      due_us BIGINT NOT NULL, state BIGINT NOT NULL, owed BIGINT NOT NULL, paperless BIGINT NOT NULL,
      PRIMARY KEY (above, kind, period, due_us, state)) WITHOUT ROWID;
  )";
}

void Owed::hear(const v1::ReminderEvent& event, const UnitOrder& order, store::Store& store) {
  switch (event.event_case()) {
    case v1::ReminderEvent::kObligationOpened:
      return open(event.obligation_opened().obligation(), order, store);
    case v1::ReminderEvent::kObligationMet:
      return move(event.obligation_met().obligation_id(), event.obligation_met().state(), order, store);
    case v1::ReminderEvent::kObligationMissed:
      return move(event.obligation_missed().obligation_id(), v1::OBLIGATION_STATE_MISSING, order, store);
    case v1::ReminderEvent::kObligationReopened:
      return move(event.obligation_reopened().obligation_id(), v1::OBLIGATION_STATE_OPEN, order, store);
    case v1::ReminderEvent::kObligationExempted:
      return move(event.obligation_exempted().obligation_id(), v1::OBLIGATION_STATE_EXEMPT, order, store);
    case v1::ReminderEvent::kObligationExemptionLifted:
      return move(event.obligation_exemption_lifted().obligation_id(), event.obligation_exemption_lifted().state(),
                  order, store);
    default:
      return;
  }
}

Owed::Row Owed::read(const store::Row& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
          row.integer(3),           row.integer(4),           row.integer(5)};
}

void Owed::open(const v1::Obligation& opened, const UnitOrder& order, store::Store& store) {
  Row row = {opened.unit_id(), opened.kind(), opened.period(), opened.due_us(), v1::OBLIGATION_STATE_OPEN, 0};
  const int64_t place = order.place(row.unit_id);
  store.prepare("SELECT COUNT(*) FROM dossiers WHERE kind = $1 AND period = $2 AND place = $3 AND unit_id = $4")
      .one({string_view(row.kind), string_view(row.period), place, string_view(row.unit_id)},
           [&](const store::Row& counted) { row.papers = counted.integer(0); });
  const auto inserted = store
                            .prepare(
                                "INSERT INTO owed (obligation_id, unit_id, kind, period, due_us, state, papers) "
                                "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (obligation_id) DO NOTHING")
                            .run({string_view(opened.obligation_id()), string_view(row.unit_id), string_view(row.kind),
                                  string_view(row.period), row.due_us, row.state, row.papers});
  if (inserted > 0) count(row, order, 1);
}

void Owed::move(const std::string& obligation_id, v1::ObligationState state, const UnitOrder& order,
                store::Store& store) {
  std::optional<Row> row;
  store.prepare("SELECT unit_id, kind, period, due_us, state, papers FROM owed WHERE obligation_id = $1")
      .one({string_view(obligation_id)}, [&](const store::Row& found) { row = read(found); });
  if (!row || row->state == state) return;
  count(*row, order, -1);
  row->state = state;
  count(*row, order, 1);
  store.prepare("UPDATE owed SET state = $2 WHERE obligation_id = $1")
      .run({string_view(obligation_id), int64_t{state}});
}

void Owed::begun(const DossierRow& dossier, const UnitOrder& order, store::Store& store) {
  if (dossier.period.empty()) return;
  std::optional<Row> row;
  const std::string id = dossier.unit_id + "/" + dossier.kind + "/" + dossier.period;
  store
      .prepare(
          "UPDATE owed SET papers = papers + 1 WHERE obligation_id = $1 "
          "RETURNING unit_id, kind, period, due_us, state, papers")
      .one({string_view(id)}, [&](const store::Row& found) { row = read(found); });
  if (!row || row->papers != 1) return;
  for (auto& above : order.chain(row->unit_id)) {
    changes_[{std::move(above), row->kind, row->period, row->due_us, row->state}].without -= 1;
  }
}

bool Owed::owes(const std::string& unit_id, store::Store& store) {
  const std::string from = unit_id + "/";
  const std::string until = unit_id + "0";  // what follows a slash
  return store.prepare("SELECT 1 FROM owed WHERE obligation_id >= $1 AND obligation_id < $2 LIMIT 1")
      .one({string_view(from), string_view(until)}, [](const store::Row&) {});
}

void Owed::count(const Row& row, const UnitOrder& order, int64_t sign) {
  for (auto& above : order.chain(row.unit_id)) {
    auto& change = changes_[{std::move(above), row.kind, row.period, row.due_us, row.state}];
    change.owed += sign;
    if (row.papers == 0) change.without += sign;
  }
}

void Owed::recount(store::Store& store, const UnitOrder& order) {
  forget();
  store.prepare("DELETE FROM owed_tallies").run({});
  store.prepare("SELECT unit_id, kind, period, due_us, state, papers FROM owed").each({}, [&](const store::Row& row) {
    count(read(row), order, 1);
  });
}

void Owed::flush(store::Store& store) {
  if (changes_.empty()) return;
  auto& add = store.prepare(
      "INSERT INTO owed_tallies (above, kind, period, due_us, state, owed, paperless) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (above, kind, period, due_us, state) "
      "DO UPDATE SET owed = owed_tallies.owed + excluded.owed, paperless = owed_tallies.paperless + excluded.paperless "
      "RETURNING owed");
  auto& drop = store.prepare(
      "DELETE FROM owed_tallies WHERE above = $1 AND kind = $2 AND period = $3 AND due_us = $4 AND state = $5");
  for (const auto& [key, change] : changes_) {
    if (change.owed == 0 && change.without == 0) continue;
    const auto& [above, kind, period, due_us, state] = key;
    bool empty = false;
    add.one({string_view(above), string_view(kind), string_view(period), due_us, state, change.owed, change.without},
            [&](const store::Row& row) { empty = row.integer(0) == 0; });
    if (empty) drop.run({string_view(above), string_view(kind), string_view(period), due_us, state});
  }
  changes_.clear();
}

std::vector<Owed::Count> Owed::counts(store::Store& store, const std::string& unit_id, const std::string& kind,
                                      const std::string& from, const std::string& to) {
  std::vector<Count> counts;
  store
      .prepare(
          "SELECT period, due_us, state, owed FROM owed_tallies WHERE above = $1 AND kind = $2 AND period >= $3 "
          "AND period <= $4 ORDER BY period, due_us, state")
      .each({string_view(unit_id), string_view(kind), string_view(from), string_view(to)}, [&](const store::Row& row) {
        counts.push_back({std::string(row.text(0)), row.integer(1), static_cast<v1::ObligationState>(row.integer(2)),
                          static_cast<uint32_t>(row.integer(3))});
      });
  return counts;
}

uint64_t Owed::without_paper(store::Store& store, const std::string& unit_id, const std::string& kind,
                             const std::string& period) {
  uint64_t without = 0;
  store
      .prepare(
          "SELECT CAST(SUM(paperless) AS BIGINT) FROM owed_tallies WHERE above = $1 AND kind = $2 "
          "AND ($3 = '' OR period = $3) AND state <> $4")
      .one({string_view(unit_id), string_view(kind), string_view(period), int64_t{v1::OBLIGATION_STATE_EXEMPT}},
           [&](const store::Row& row) { without = static_cast<uint64_t>(row.integer(0)); });
  return without;
}

}  // namespace giaoban::records
