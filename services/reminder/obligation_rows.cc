// Rows of what units owe, with the time at which each wants attention next.
#include "services/reminder/obligation_rows.h"

namespace giaoban::reminder {

namespace {

using store::Row;
using store::Value;

Value time_or_null(int64_t us) {
  return us == 0 ? Value{} : Value{us};
}

ObligationRow from(const Row& row) {
  ObligationRow out;
  auto& o = out.obligation;
  o.set_period(std::string(row.text(0)));
  o.set_kind(std::string(row.text(1)));
  o.set_unit_id(std::string(row.text(2)));
  o.set_obligation_id(ObligationKey{o.unit_id(), o.kind(), o.period()}.id());
  o.set_due_us(row.integer(3));
  o.set_opened_us(row.integer(4));
  o.set_dossier_id(std::string(row.text(5)));
  o.set_submitted_us(row.integer(6));
  o.set_state(static_cast<v1::ObligationState>(row.integer(7)));
  out.climbed_us = row.integer(8);
  out.next_us = row.integer(9);
  return out;
}

}  // namespace

std::optional<ObligationKey> parse_obligation_id(std::string_view id) {
  const auto first = id.find('/');
  const auto last = id.rfind('/');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  ObligationKey key{std::string(id.substr(0, first)), std::string(id.substr(first + 1, last - first - 1)),
                    std::string(id.substr(last + 1))};
  if (key.unit_id.empty() || key.period.empty() || key.kind.empty()) return std::nullopt;
  return key.kind.find('/') == std::string::npos ? std::optional(key) : std::nullopt;
}

std::string_view obligation_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS obligation (period TEXT NOT NULL, kind TEXT NOT NULL, unit_id TEXT NOT NULL,
      due_us BIGINT NOT NULL, opened_us BIGINT NOT NULL, dossier_id TEXT NOT NULL, submitted_us BIGINT NOT NULL,
      state BIGINT NOT NULL, climbed_us BIGINT NOT NULL, next_us BIGINT, PRIMARY KEY (period, kind, unit_id));
    CREATE INDEX IF NOT EXISTS obligation_next ON obligation (next_us) WHERE next_us IS NOT NULL;
  )";
}

std::optional<ObligationRow> find_obligation(store::Store& store, const ObligationKey& key) {
  std::optional<ObligationRow> found;
  store
      .prepare(
          "SELECT period, kind, unit_id, due_us, opened_us, dossier_id, submitted_us, state, climbed_us, next_us "
          "FROM obligation WHERE period = $1 AND kind = $2 AND unit_id = $3")
      .one({std::string_view(key.period), std::string_view(key.kind), std::string_view(key.unit_id)},
           [&](const Row& row) { found = from(row); });
  return found;
}

bool insert_obligation(store::Store& store, const ObligationRow& row) {
  const auto& o = row.obligation;
  return store
             .prepare(
                 "INSERT INTO obligation (period, kind, unit_id, due_us, opened_us, dossier_id, submitted_us, state, "
                 "climbed_us, next_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING")
             .run({std::string_view(o.period()), std::string_view(o.kind()), std::string_view(o.unit_id()), o.due_us(),
                   o.opened_us(), std::string_view(o.dossier_id()), o.submitted_us(), int64_t{o.state()},
                   row.climbed_us, time_or_null(row.next_us)}) == 1;
}

void save_obligation(store::Store& store, const ObligationRow& row) {
  const auto& o = row.obligation;
  store
      .prepare(
          "UPDATE obligation SET dossier_id = $4, submitted_us = $5, state = $6, climbed_us = $7, next_us = $8 "
          "WHERE period = $1 AND kind = $2 AND unit_id = $3")
      .run({std::string_view(o.period()), std::string_view(o.kind()), std::string_view(o.unit_id()),
            std::string_view(o.dossier_id()), o.submitted_us(), int64_t{o.state()}, row.climbed_us,
            time_or_null(row.next_us)});
}

std::vector<ObligationRow> due_obligations(store::Store& store, int64_t now_us, int64_t max) {
  std::vector<ObligationRow> rows;
  store
      .prepare(
          "SELECT period, kind, unit_id, due_us, opened_us, dossier_id, submitted_us, state, climbed_us, next_us "
          "FROM obligation WHERE next_us <= $1 ORDER BY next_us LIMIT $2")
      .each({now_us, max}, [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

int64_t next_obligation_us(store::Store& store) {
  int64_t next = 0;
  store.prepare("SELECT next_us FROM obligation WHERE next_us IS NOT NULL ORDER BY next_us LIMIT 1")
      .one({}, [&](const Row& row) { next = row.integer(0); });
  return next;
}

void look_again_at_obligations(store::Store& store, int64_t now_us) {
  store.prepare("UPDATE obligation SET next_us = $1 WHERE next_us > $1").run({now_us});
}

std::vector<v1::Obligation> list_obligations(store::Store& store, const std::string& period, const std::string& kind,
                                             std::string_view after, std::string_view last, int64_t max) {
  std::vector<v1::Obligation> list;
  store
      .prepare(
          "SELECT period, kind, unit_id, due_us, opened_us, dossier_id, submitted_us, state, climbed_us, next_us "
          "FROM obligation WHERE period = $1 AND kind = $2 AND unit_id > $3 AND unit_id <= $4 "
          "ORDER BY unit_id LIMIT $5")
      .each({std::string_view(period), std::string_view(kind), after, last, max},
            [&](const Row& row) { list.push_back(from(row).obligation); });
  return list;
}

}  // namespace giaoban::reminder
