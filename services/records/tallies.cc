// Gathering and writing counts.
#include "services/records/tallies.h"

namespace giaoban::records {

using std::string_view;

std::string_view Tallies::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS tallies (above TEXT NOT NULL, period TEXT NOT NULL, kind TEXT NOT NULL,
      state TEXT NOT NULL, ended BIGINT NOT NULL, outcome BIGINT NOT NULL, stage BIGINT NOT NULL,
      returned BIGINT NOT NULL, papers BIGINT NOT NULL, returns BIGINT NOT NULL,
      PRIMARY KEY (above, period, kind, state, ended, outcome, stage, returned)) WITHOUT ROWID;
  )";
}

Tallies::Key Tallies::key_of(const DossierRow& row) {
  return {row.period,           row.kind, row.state, int64_t{row.ended}, int64_t{row.outcome}, int64_t{row.stage},
          int64_t{row.returned}};
}

void Tallies::count(const DossierRow& row, const UnitOrder& order, int64_t sign) {
  const Key key = key_of(row);
  for (auto& above : order.chain(row.unit_id)) {
    auto& change = changes_[std::move(above)][key];
    change.papers += sign;
    change.returns += sign * row.returns;
  }
}

void Tallies::count(const DossierRow& before, const DossierRow& after, const UnitOrder& order) {
  if (key_of(before) == key_of(after) && before.returns == after.returns) return;
  count(before, order, -1);
  count(after, order, 1);
}

void Tallies::recount(store::Store& store, const UnitOrder& order) {
  forget();
  store.prepare("DELETE FROM tallies").run({});
  store
      .prepare(
          "SELECT unit_id, period, kind, state, ended, outcome, stage, returned, COUNT(*), "
          "CAST(SUM(returns) AS BIGINT) FROM dossiers "
          "GROUP BY unit_id, period, kind, state, ended, outcome, stage, returned")
      .each({}, [&](const store::Row& row) {
        const Key key = {std::string(row.text(1)),
                         std::string(row.text(2)),
                         std::string(row.text(3)),
                         row.integer(4),
                         row.integer(5),
                         row.integer(6),
                         row.integer(7)};
        for (auto& above : order.chain(std::string(row.text(0)))) {
          auto& change = changes_[std::move(above)][key];
          change.papers += row.integer(8);
          change.returns += row.integer(9);
        }
      });
}

void Tallies::flush(store::Store& store) {
  if (changes_.empty()) return;
  auto& add = store.prepare(
      "INSERT INTO tallies (above, period, kind, state, ended, outcome, stage, returned, papers, returns) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
      "ON CONFLICT (above, period, kind, state, ended, outcome, stage, returned) "
      "DO UPDATE SET papers = tallies.papers + excluded.papers, "
      "returns = tallies.returns + excluded.returns RETURNING papers");
  auto& drop = store.prepare(
      "DELETE FROM tallies WHERE above = $1 AND period = $2 AND kind = $3 AND state = $4 "
      "AND ended = $5 AND outcome = $6 AND stage = $7 AND returned = $8");
  for (const auto& [above, keys] : changes_) {
    for (const auto& [key, change] : keys) {
      if (change.papers == 0 && change.returns == 0) continue;
      const auto& [period, kind, state, ended, outcome, stage, returned] = key;
      bool empty = false;
      add.one({string_view(above), string_view(period), string_view(kind), string_view(state), ended, outcome, stage,
               returned, change.papers, change.returns},
              [&](const store::Row& row) { empty = row.integer(0) == 0; });
      if (!empty) continue;
      drop.run({string_view(above), string_view(period), string_view(kind), string_view(state), ended, outcome, stage,
                returned});
    }
  }
  changes_.clear();
}

PeriodCounts Tallies::by_period(store::Store& store, const std::vector<std::string>& tops, const Filter& filter) {
  PeriodCounts counts;
  const auto take = [&](const store::Row& row) {
    if (!row.is_null(1)) counts[std::string(row.text(0))] += static_cast<uint64_t>(row.integer(1));
  };
  for (const auto& top : tops) {
    if (filter.period.empty()) {
      store
          .prepare(
              "SELECT period, CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND ($2 = '' OR kind = $2) "
              "AND ($3 = '' OR state = $3) AND stage >= $4 GROUP BY period")
          .each({string_view(top), filter.kind, filter.state, int64_t{filter.stage}}, take);
    } else {
      store
          .prepare(
              "SELECT period, CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND period = $5 "
              "AND ($2 = '' OR kind = $2) AND ($3 = '' OR state = $3) AND stage >= $4 GROUP BY period")
          .each({string_view(top), filter.kind, filter.state, int64_t{filter.stage}, filter.period}, take);
    }
  }
  return counts;
}

std::set<std::string> Tallies::states(store::Store& store, const std::vector<std::string>& tops, const Filter& filter) {
  std::set<std::string> states;
  for (const auto& top : tops) {
    store
        .prepare(
            "SELECT DISTINCT state FROM tallies WHERE above = $1 AND period = $2 AND ($3 = '' OR kind = $3) "
            "AND stage >= $4")
        .each({string_view(top), filter.period, filter.kind, int64_t{filter.stage}},
              [&](const store::Row& row) { states.emplace(row.text(0)); });
  }
  return states;
}

std::vector<std::string> Tallies::periods(store::Store& store, const std::string& unit_id) {
  std::vector<std::string> periods;
  store.prepare("SELECT DISTINCT period FROM tallies WHERE above = $1")
      .each({string_view(unit_id)}, [&](const auto& row) { periods.emplace_back(row.text(0)); });
  return periods;
}

void Tallies::add_stages(store::Store& store, const std::string& unit_id, const Filter& filter, Stages& stages) {
  const auto take = [&](const store::Row& row) {
    const auto papers = static_cast<uint64_t>(row.integer(3));
    stages.papers[static_cast<v1::Stage>(row.integer(0))] += papers;
    if (row.integer(1) != 0 && row.integer(2) == 0) stages.returned += papers;
  };
  if (filter.period.empty()) {
    store
        .prepare(
            "SELECT stage, returned, ended, CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND kind = $2 "
            "GROUP BY stage, returned, ended")
        .each({string_view(unit_id), filter.kind}, take);
  } else {
    store
        .prepare(
            "SELECT stage, returned, ended, CAST(SUM(papers) AS BIGINT) FROM tallies WHERE above = $1 AND period = $3 "
            "AND kind = $2 GROUP BY stage, returned, ended")
        .each({string_view(unit_id), filter.kind, filter.period}, take);
  }
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
