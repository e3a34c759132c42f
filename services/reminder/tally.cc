// Counts of obligations and notices: gathered in memory during a step, added to small tables once before the commit.
#include "services/reminder/tally.h"

namespace giaoban::reminder {

std::string_view Tally::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS obligation_count (period TEXT NOT NULL, kind TEXT NOT NULL, state BIGINT NOT NULL,
      count BIGINT NOT NULL, PRIMARY KEY (period, kind, state));
    CREATE TABLE IF NOT EXISTS rung_count (period TEXT NOT NULL, kind TEXT NOT NULL, days BIGINT NOT NULL,
      whom BIGINT NOT NULL, reason BIGINT NOT NULL, count BIGINT NOT NULL,
      PRIMARY KEY (period, kind, days, whom, reason));
  )";
}

void Tally::moved(const v1::Obligation& obligation, v1::ObligationState from, v1::ObligationState to) {
  if (from != v1::OBLIGATION_STATE_UNSPECIFIED) --states_[{obligation.period(), obligation.kind(), from}];
  ++states_[{obligation.period(), obligation.kind(), to}];
}

void Tally::told(const std::string& period, const v1::NoticeDue& notice) {
  ++rungs_[{period, notice.kind(), notice.rung_days(), notice.whom(), notice.reason()}];
}

void Tally::write(store::Store& store) {
  for (const auto& [key, change] : states_) {
    const auto& [period, kind, state] = key;
    store
        .prepare(
            "INSERT INTO obligation_count (period, kind, state, count) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (period, kind, state) DO UPDATE SET count = obligation_count.count + excluded.count")
        .run({std::string_view(period), std::string_view(kind), int64_t{state}, change});
  }
  for (const auto& [key, change] : rungs_) {
    const auto& [period, kind, days, whom, reason] = key;
    store
        .prepare(
            "INSERT INTO rung_count (period, kind, days, whom, reason, count) VALUES ($1, $2, $3, $4, $5, $6) "
            "ON CONFLICT (period, kind, days, whom, reason) DO UPDATE SET count = rung_count.count + excluded.count")
        .run({std::string_view(period), std::string_view(kind), int64_t{days}, int64_t{whom}, int64_t{reason}, change});
  }
  forget();
}

void Tally::forget() {
  states_.clear();
  rungs_.clear();
}

v1::SummariseObligationsResponse Tally::read(store::Store& store, const std::string& period) {
  v1::SummariseObligationsResponse response;
  store
      .prepare(
          "SELECT kind, state, SUM(count) FROM obligation_count WHERE $1 = '' OR period = $1 GROUP BY kind, state "
          "HAVING SUM(count) <> 0 ORDER BY kind, state")
      .each({std::string_view(period)}, [&](const store::Row& row) {
        auto* count = response.add_counts();
        count->set_kind(std::string(row.text(0)));
        count->set_state(static_cast<v1::ObligationState>(row.integer(1)));
        count->set_count(static_cast<uint64_t>(row.integer(2)));
      });
  store
      .prepare(
          "SELECT kind, days, whom, reason, SUM(count) FROM rung_count WHERE $1 = '' OR period = $1 "
          "GROUP BY kind, days, whom, reason ORDER BY kind, days, whom, reason")
      .each({std::string_view(period)}, [&](const store::Row& row) {
        auto* rung = response.add_rungs();
        rung->set_kind(std::string(row.text(0)));
        rung->set_days(static_cast<int32_t>(row.integer(1)));
        rung->set_whom(static_cast<v1::Whom>(row.integer(2)));
        rung->set_reason(static_cast<v1::NoticeReason>(row.integer(3)));
        rung->set_count(static_cast<uint64_t>(row.integer(4)));
      });
  return response;
}

}  // namespace giaoban::reminder
