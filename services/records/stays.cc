// Gathering, writing and summing stays.
#include "services/records/stays.h"

#include <algorithm>

#include "services/records/working_time.h"
#include "workflows/core/time.h"

namespace giaoban::records {

using std::string_view;

namespace {

bool inside(const Scope& scope, int64_t place) {
  return std::any_of(scope.ranges.begin(), scope.ranges.end(), [&](const auto& range) { return range.has(place); });
}

}  // namespace

size_t StaySum::step_of(uint64_t minutes) {
  size_t step = 0;
  while (step + 1 < kSteps && minutes > uint64_t{60} << step) ++step;
  return step;
}

void StaySum::add(uint64_t stay_minutes) {
  ++stays;
  minutes += stay_minutes;
  longest = std::max(longest, stay_minutes);
  ++by_step[step_of(stay_minutes)];
}

uint64_t StaySum::median_minutes() const {
  if (stays == 0) return 0;
  uint64_t before = 0;
  size_t step = 0;
  for (; step + 1 < kSteps; ++step) {
    before += by_step[step];
    if (2 * before >= stays) break;
  }
  return uint64_t{60} << step;
}

string_view Stays::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS stays (kind TEXT NOT NULL, period TEXT NOT NULL, unit BIGINT NOT NULL,
      state TEXT NOT NULL, step BIGINT NOT NULL, stays BIGINT NOT NULL, minutes BIGINT NOT NULL,
      longest BIGINT NOT NULL, PRIMARY KEY (kind, period, unit, state, step)) WITHOUT ROWID;
  )";
}

void Stays::leave(const DossierRow& row, const UnitOrder& order, const core::Directory& directory, int64_t at_us) {
  if (row.ended) return;
  const int64_t minutes = worked_between(row.entered_us, at_us, directory.calendar(row.holder_unit)) / core::kMinute;
  const auto step = static_cast<int64_t>(StaySum::step_of(static_cast<uint64_t>(minutes)));
  auto& change = changes_[{row.kind, row.period, order.number(row.unit_id), row.state, step}];
  ++change.stays;
  change.minutes += minutes;
  change.longest = std::max(change.longest, minutes);
}

void Stays::flush(store::Store& store) {
  if (changes_.empty()) return;
  auto& add = store.prepare(
      "INSERT INTO stays (kind, period, unit, state, step, stays, minutes, longest) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (kind, period, unit, state, step) DO UPDATE SET "
      "stays = stays.stays + excluded.stays, minutes = stays.minutes + excluded.minutes, "
      "longest = CASE WHEN excluded.longest > stays.longest THEN excluded.longest ELSE stays.longest END");
  for (const auto& [key, change] : changes_) {
    const auto& [kind, period, unit, state, step] = key;
    add.run({string_view(kind), string_view(period), unit, string_view(state), step, change.stays, change.minutes,
             change.longest});
  }
  changes_.clear();
}

std::set<std::string> Stays::latest_periods(store::Store& store, const OpenPapers& open, const std::string& kind,
                                            const std::string& until, size_t most) {
  std::set<std::string> periods;
  const uint32_t kind_number = open.kinds().find(kind);
  for (const auto& paper : open.papers()) {
    if (paper.kind != kind_number) continue;
    const auto& period = open.periods().name(paper.period);
    if (!period.empty() && (until.empty() || period <= until)) periods.insert(period);
  }
  // One jump in the index each, whatever lies between: a blank comes before all that a period can go on with.
  std::string before = until.empty() ? "~" : until + " ";
  for (size_t jumps = 0; jumps < most && !before.empty(); ++jumps) {
    std::string found;
    store.prepare("SELECT period FROM stays WHERE kind = $1 AND period < $2 ORDER BY period DESC LIMIT 1")
        .one({string_view(kind), string_view(before)}, [&](const store::Row& row) { found = row.text(0); });
    if (!found.empty()) periods.insert(found);
    before = found;
  }
  while (periods.size() > most) periods.erase(periods.begin());
  return periods;
}

std::map<std::string, StaySum> Stays::sum(store::Store& store, const OpenPapers& open, const UnitOrder& order,
                                          const Scope& scope, const std::string& kind,
                                          const std::set<std::string>& periods, const core::Directory& directory,
                                          int64_t now_us) {
  std::map<std::string, StaySum> sums;
  const auto take = [&](const store::Row& row) {
    if (!inside(scope, order.place_of(row.integer(0)))) return;
    auto& sum = sums[std::string(row.text(1))];
    sum.stays += static_cast<uint64_t>(row.integer(3));
    sum.minutes += static_cast<uint64_t>(row.integer(4));
    sum.longest = std::max(sum.longest, static_cast<uint64_t>(row.integer(5)));
    sum.by_step[row.integer(2)] += static_cast<uint64_t>(row.integer(3));
  };
  for (const auto& period : periods) {
    store.prepare("SELECT unit, state, step, stays, minutes, longest FROM stays WHERE kind = $1 AND period = $2")
        .each({string_view(kind), string_view(period)}, take);
  }

  const uint32_t kind_number = open.kinds().find(kind);
  for (const auto& paper : open.papers()) {
    if (paper.kind != kind_number || !inside(scope, order.place_of(paper.unit))) continue;
    if (!periods.contains(open.periods().name(paper.period))) continue;
    const auto& calendar = directory.calendar(order.unit_of(paper.holder));
    const int64_t worked = worked_between(paper.entered_us, now_us, calendar);
    sums[open.states().name(paper.state)].add(static_cast<uint64_t>(worked / core::kMinute));
  }
  return sums;
}

}  // namespace giaoban::records
