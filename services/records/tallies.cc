// Gathering and writing counts.
#include "services/records/tallies.h"

namespace giaoban::records {

using std::string_view;

std::string_view Tallies::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS tallies (above TEXT NOT NULL, period TEXT NOT NULL, kind TEXT NOT NULL,
      state TEXT NOT NULL, ended BIGINT NOT NULL, outcome BIGINT NOT NULL, papers BIGINT NOT NULL, returns BIGINT NOT NULL,
      PRIMARY KEY (above, period, kind, state, ended, outcome)) WITHOUT ROWID;
  )";
}

void Tallies::count(const DossierRow& row, const UnitOrder& order, int64_t sign) {
  for (auto& above : order.chain(row.unit_id)) {
    auto& change =
        changes_[{std::move(above), row.period, row.kind, row.state, int64_t{row.ended}, int64_t{row.outcome}}];
    change.papers += sign;
    change.returns += sign * row.returns;
  }
}

void Tallies::recount(store::Store& store, const UnitOrder& order) {
  forget();
  store.prepare("DELETE FROM tallies").run({});
  store
      .prepare(
          "SELECT unit_id, period, kind, state, ended, outcome, COUNT(*), CAST(SUM(returns) AS BIGINT) FROM dossiers "
          "GROUP BY unit_id, period, kind, state, ended, outcome")
      .each({}, [&](const store::Row& row) {
        for (auto& above : order.chain(std::string(row.text(0)))) {
          auto& change = changes_[{std::move(above), std::string(row.text(1)), std::string(row.text(2)),
                                   std::string(row.text(3)), row.integer(4), row.integer(5)}];
          change.papers += row.integer(6);
          change.returns += row.integer(7);
        }
      });
}

void Tallies::flush(store::Store& store) {
  auto& add = store.prepare(
      "INSERT INTO tallies (above, period, kind, state, ended, outcome, papers, returns) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (above, period, kind, state, ended, outcome) "
      "DO UPDATE SET papers = tallies.papers + excluded.papers, "
      "returns = tallies.returns + excluded.returns RETURNING papers");
  auto& drop = store.prepare(
      "DELETE FROM tallies WHERE above = $1 AND period = $2 AND kind = $3 AND state = $4 "
      "AND ended = $5 AND outcome = $6");
  for (const auto& [key, change] : changes_) {
    if (change.papers == 0 && change.returns == 0) continue;
    const auto& [above, period, kind, state, ended, outcome] = key;
    bool empty = false;
    add.one({string_view(above), string_view(period), string_view(kind), string_view(state), ended, outcome,
             change.papers, change.returns},
            [&](const store::Row& row) { empty = row.integer(0) == 0; });
    if (empty) {
      drop.run({string_view(above), string_view(period), string_view(kind), string_view(state), ended, outcome});
    }
  }
  changes_.clear();
}

uint64_t Tallies::total(store::Store& store, const std::string& unit_id, const v1::ListDossiersRequest& filter) {
  uint64_t total = 0;
  const auto take = [&](const store::Row& row) { total = static_cast<uint64_t>(row.integer(0)); };
  if (filter.period().empty()) {
    store
        .prepare(
            "SELECT CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND ($2 = '' OR kind = $2) "
            "AND ($3 = '' OR state = $3)")
        .one({string_view(unit_id), string_view(filter.kind()), string_view(filter.state())}, take);
  } else {
    store
        .prepare(
            "SELECT CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND period = $4 "
            "AND ($2 = '' OR kind = $2) AND ($3 = '' OR state = $3)")
        .one({string_view(unit_id), string_view(filter.kind()), string_view(filter.state()),
              string_view(filter.period())},
             take);
  }
  return total;
}

void Tallies::summarise(store::Store& store, const std::string& unit_id, const std::string& period,
                        std::map<std::string, v1::KindCount>& kinds) {
  store
      .prepare(
          "SELECT kind, ended, outcome, CAST(SUM(papers) AS BIGINT), CAST(SUM(returns) AS BIGINT) FROM tallies "
          "WHERE above = $1 AND ($2 = '' OR period = $2) GROUP BY kind, ended, outcome")
      .each({string_view(unit_id), string_view(period)}, [&](const store::Row& row) {
        auto& kind = kinds[std::string(row.text(0))];
        const auto papers = static_cast<uint64_t>(row.integer(3));
        kind.set_opened(kind.opened() + papers);
        kind.set_sent_back(kind.sent_back() + static_cast<uint64_t>(row.integer(4)));
        if (row.integer(1) == 0) kind.set_still_open(kind.still_open() + papers);
        const auto outcome = static_cast<v1::Outcome>(row.integer(2));
        if (outcome == v1::OUTCOME_APPROVED) kind.set_approved(kind.approved() + papers);
        if (outcome == v1::OUTCOME_REJECTED) kind.set_rejected(kind.rejected() + papers);
        if (outcome == v1::OUTCOME_WITHDRAWN) kind.set_withdrawn(kind.withdrawn() + papers);
      });
}

}  // namespace giaoban::records
