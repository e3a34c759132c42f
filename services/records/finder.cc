// Planning a page, and walking periods and index ranges.
#include "services/records/finder.h"

#include <algorithm>
#include <iterator>

namespace giaoban::records {

using std::string_view;

namespace {
constexpr size_t kChunk = 256;
}  // namespace

Finder::Finder(const Known& known, const Scope& scope, const Wanted& wanted, size_t limit, bool counts)
    : known_(known),
      store_(known.store),
      tables_(known.store),
      scope_(scope),
      wanted_(wanted),
      limit_(limit),
      counts_(counts),
      all_units_(scope.ranges.size() == 1 && known.order.covers_all(scope.ranges[0])) {}

void Finder::find(const std::optional<Point>& after) {
  after_ = after;
  if (scope_.ranges.empty()) return;
  plan();
  for (const auto& [period, count] : counts_by_period_) {
    if (done()) break;
    if (after_ && period > after_->period) continue;
    visit(period, count);
  }
  if (wanted_.words.empty()) {
    for (const auto& [period, count] : counts_by_period_) total += count;
  } else {
    total = std::min(total, kCounted + 1);
  }
  if (!full_) end.reset();
}

void Finder::plan() {
  if (wanted_.open_only()) return plan_open();
  counts_by_period_ =
      Tallies::by_period(store_, scope_.tops, {wanted_.kind, wanted_.period, wanted_.state, wanted_.stage});
}

bool Finder::done() const {
  if (!full_) return false;
  return !counts_ || wanted_.words.empty() || total > kCounted;
}

void Finder::visit(const std::string& period, uint64_t count) {
  if (!wanted_.words.empty()) return search(period, count);
  if (wanted_.open_only()) {
    auto& places = open_.at(period);
    std::sort(places.begin(), places.end());
    return turn_up(period, places);
  }
  for (const auto& range : scope_.ranges) {
    if (done()) return;
    scan(period, range);
  }
}

// Which streams hold everything that is wanted of a period, and as little else as can be known.
std::vector<Finder::Leg> Finder::legs(const std::string& period) const {
  const auto of_period = [&](const Tallies::Filter& filter) {
    const auto counts = Tallies::by_period(store_, scope_.tops, filter);
    return counts.empty() ? 0 : counts.begin()->second;
  };
  if (!wanted_.state.empty() && !wanted_.kind.empty()) {
    const bool fewer =
        of_period({.period = period, .state = wanted_.state}) < of_period({.kind = wanted_.kind, .period = period});
    return {fewer ? Leg{wanted_.state, ""} : Leg{"", wanted_.kind}};
  }
  if (!wanted_.state.empty()) return {{wanted_.state, ""}};
  if (wanted_.stage <= v1::STAGE_OPENED) return {{"", wanted_.kind}};
  // A state holds papers of one stage, nearly.
  std::vector<Leg> legs;
  for (const auto& state :
       Tallies::states(store_, scope_.tops, {.kind = wanted_.kind, .period = period, .stage = wanted_.stage})) {
    legs.push_back({state, ""});
  }
  return legs;
}

void Finder::scan(const std::string& period, const PlaceRange& range) {
  std::pair<int64_t, int64_t> at = {range.from, 0};
  if (after_ && after_->period == period) at = std::max(at, {after_->place, after_->no});
  const auto streams = legs(period);
  const bool exact =
      streams.size() == 1 && wanted_.stage <= v1::STAGE_OPENED && (wanted_.kind.empty() || wanted_.state.empty());
  const size_t count = exact || streams.size() > 1 ? limit_ + 1 : kChunk;
  const auto point = [](const DossierRow& row) { return std::pair(row.place, row.no); };
  for (bool more = true; more;) {
    // Each stream is known up to the last paper that it gave; what stands beyond the nearest such waits for a next
    // turn.
    std::vector<DossierRow> found;
    std::optional<std::pair<int64_t, int64_t>> known_until;
    for (const auto& leg : streams) {
      auto part = fetch(leg, period, at.first, at.second, range.until, count);
      if (part.size() == count) known_until = std::min(known_until.value_or(point(part.back())), point(part.back()));
      std::move(part.begin(), part.end(), std::back_inserter(found));
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return point(a) < point(b); });
    for (auto& row : found) {
      if (done() || (known_until && point(row) > *known_until)) break;
      if (fits(row)) take(std::move(row));
    }
    more = known_until && !done();
    if (more) at = *known_until;
  }
}

// Of what is wanted of papers that may have ended; for the others plan_open() has seen to it.
bool Finder::fits(const DossierRow& row) const {
  return (wanted_.kind.empty() || row.kind == wanted_.kind) && (wanted_.state.empty() || row.state == wanted_.state) &&
         row.stage >= wanted_.stage;
}

void Finder::turn_up(const std::string& period, const Places& places) {
  const bool resumes = after_ && after_->period == period;
  auto at = places.begin();
  if (resumes) at = std::upper_bound(places.begin(), places.end(), std::pair(after_->place, after_->no));
  for (; at != places.end() && !full_; ++at) {
    if (auto row = tables_.find(at->second)) take(std::move(*row));
  }
}

void Finder::take(DossierRow row) {
  if (rows.size() == limit_) {
    full_ = true;
    return;
  }
  end = Point{row.period, row.place, row.no, row.unit_id};
  rows.push_back(std::move(row));
}

std::vector<DossierRow> Finder::fetch(const Leg& leg, const std::string& period, int64_t place, int64_t no,
                                      int64_t until, size_t count) const {
  std::vector<DossierRow> found;
  const auto read = [&](const store::Row& row) { found.push_back(Tables::read(row)); };
  const auto limit = static_cast<int64_t>(count);
  if (!leg.state.empty()) {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE state = $1 AND period = $2 AND (place, no) > ($3, $4) AND place < $5 "
            "ORDER BY place, no LIMIT $6")
        .each({string_view(leg.state), string_view(period), place, no, until, limit}, read);
  } else if (!leg.kind.empty()) {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE kind = $1 AND period = $2 AND (place, no) > ($3, $4) AND place < $5 "
            "ORDER BY place, no LIMIT $6")
        .each({string_view(leg.kind), string_view(period), place, no, until, limit}, read);
  } else {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE period = $1 AND (place, no) > ($2, $3) AND place < $4 "
            "ORDER BY place, no LIMIT $5")
        .each({string_view(period), place, no, until, limit}, read);
  }
  return found;
}

}  // namespace giaoban::records
