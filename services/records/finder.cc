// Walking periods, ranges and postings.
#include "services/records/finder.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace giaoban::records {

using std::string_view;

namespace {

constexpr size_t kChunk = 256;
// Reading one posting costs a fiftieth of looking at one paper, and a unit has a few papers in a period.
constexpr size_t kFewPerUnit = 100;
constexpr size_t kFewAtMost = 1'000;
// Behind every word that begins with what stands before it, and behind every period.
constexpr string_view kLast = "\U0010FFFF";

}  // namespace

Finder::Finder(store::Store& store, const UnitOrder& order, const Scope& scope, const Wanted& wanted, size_t limit,
               bool counts)
    : store_(store), tables_(store), scope_(scope), wanted_(wanted), order_(order), limit_(limit), counts_(counts) {
  size_t units = 0;
  for (const auto& range : scope.ranges) units += order.count(range, kFewAtMost);
  few_ = std::min(kFewAtMost, units * kFewPerUnit);
}

void Finder::find(const std::optional<Point>& after) {
  after_ = after;
  if (scope_.ranges.empty()) return;
  if (!wanted_.period.empty()) {
    visit(wanted_.period);
  } else {
    auto period = after ? std::optional(after->period) : period_before(std::string(kLast));
    for (; period && !done(); period = period_before(*period)) visit(*period);
  }
  if (!full_ && looked_at_ < kMost) end.reset();
}

bool Finder::done() const {
  if (looked_at_ >= kMost) return true;
  return full_ && (!counts_ || looked_at_ >= kCounted);
}

void Finder::visit(const std::string& period) {
  if (!wanted_.words.empty()) {
    if (const auto places = named(period)) return look_up(period, *places);
  }
  for (const auto& range : scope_.ranges) {
    if (done()) return;
    scan(period, range);
  }
}

void Finder::scan(const std::string& period, const PlaceRange& range) {
  int64_t place = range.from;
  int64_t no = 0;
  if (after_ && after_->period == period && (after_->place > place || (after_->place == place && after_->no > no))) {
    place = after_->place;
    no = after_->no;
  }
  const bool exact = wanted_.words.empty() && (wanted_.kind.empty() || wanted_.state.empty());
  const size_t count = exact ? limit_ + 1 : kChunk;
  for (;;) {
    auto found = fetch(period, place, no, range.until, count);
    const bool last = found.size() < count;
    if (!last) {
      place = found.back().place;
      no = found.back().no;
    }
    for (auto& row : found) {
      if (done()) return;
      look_at(std::move(row));
    }
    if (last) return;
  }
}

// The papers of the period that all rare words name; nothing when no word is rare.
std::optional<Finder::Places> Finder::named(const std::string& period) const {
  std::optional<Places> all;
  for (const auto& word : wanted_.words) {
    auto found = named_by(word, period);
    if (!found) continue;
    if (all) {
      Places both;
      std::set_intersection(all->begin(), all->end(), found->begin(), found->end(), std::back_inserter(both));
      found = std::move(both);
    }
    all = std::move(found);
    if (all->empty()) break;
  }
  return all;
}

// Those that lie in the scope; nothing when the word is common.
std::optional<Finder::Places> Finder::named_by(const std::string& word, const std::string& period) const {
  const std::string behind = word + std::string(kLast);
  std::optional<Places> found = Places();
  size_t postings = 0;
  store_.prepare("SELECT unit, no FROM posting WHERE period = $1 AND word >= $2 AND word < $3 LIMIT $4")
      .each({string_view(period), string_view(word), string_view(behind), static_cast<int64_t>(few_ + 1)},
            [&](const store::Row& row) {
              ++postings;
              const int64_t place = order_.place_of(row.integer(0));
              const bool inside = std::any_of(scope_.ranges.begin(), scope_.ranges.end(),
                                              [&](const PlaceRange& range) { return range.has(place); });
              if (inside) found->emplace_back(place, row.integer(1));
            });
  if (postings > few_) return std::nullopt;
  std::sort(found->begin(), found->end());
  found->erase(std::unique(found->begin(), found->end()), found->end());
  return found;
}

void Finder::look_up(const std::string& period, const Places& places) {
  const bool resumes = after_ && after_->period == period;
  const auto from =
      resumes ? std::upper_bound(places.begin(), places.end(), std::pair(after_->place, after_->no)) : places.begin();
  for (auto at = from; at != places.end(); ++at) {
    if (done()) return;
    if (auto row = tables_.find(at->second)) look_at(std::move(*row));
  }
}

void Finder::look_at(DossierRow row) {
  ++looked_at_;
  const bool wanted = (wanted_.kind.empty() || row.kind == wanted_.kind) &&
                      (wanted_.state.empty() || row.state == wanted_.state) && matches_words(row.no);
  if (wanted) ++matches;
  if (wanted && rows.size() == limit_) full_ = true;
  if (full_) return;
  end = Point{row.period, row.place, row.no, row.unit_id};
  if (wanted) rows.push_back(std::move(row));
}

bool Finder::matches_words(int64_t no) const {
  if (wanted_.words.empty()) return true;
  const std::string words = tables_.words(no);
  return std::all_of(wanted_.words.begin(), wanted_.words.end(),
                     [&](const std::string& word) { return words.find(" " + word) != std::string::npos; });
}

std::optional<std::string> Finder::period_before(const std::string& period) const {
  std::optional<std::string> found;
  const auto take = [&](const store::Row& row) {
    if (!row.is_null(0)) found = std::string(row.text(0));
  };
  if (!wanted_.state.empty()) {
    store_.prepare("SELECT MAX(period) FROM dossiers WHERE state = $1 AND period < $2")
        .one({string_view(wanted_.state), string_view(period)}, take);
  } else if (!wanted_.kind.empty()) {
    store_.prepare("SELECT MAX(period) FROM dossiers WHERE kind = $1 AND period < $2")
        .one({string_view(wanted_.kind), string_view(period)}, take);
  } else {
    store_.prepare("SELECT MAX(period) FROM dossiers WHERE period < $1").one({string_view(period)}, take);
  }
  return found;
}

std::vector<DossierRow> Finder::fetch(const std::string& period, int64_t place, int64_t no, int64_t until,
                                      size_t count) const {
  std::vector<DossierRow> found;
  const auto take = [&](const store::Row& row) { found.push_back(Tables::read(row)); };
  const auto limit = static_cast<int64_t>(count);
  if (!wanted_.state.empty()) {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE state = $1 AND period = $2 AND (place, no) > ($3, $4) AND place < $5 "
            "ORDER BY place, no LIMIT $6")
        .each({string_view(wanted_.state), string_view(period), place, no, until, limit}, take);
  } else if (!wanted_.kind.empty()) {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE kind = $1 AND period = $2 AND (place, no) > ($3, $4) AND place < $5 "
            "ORDER BY place, no LIMIT $6")
        .each({string_view(wanted_.kind), string_view(period), place, no, until, limit}, take);
  } else {
    store_
        .prepare(
            "SELECT * FROM dossiers WHERE period = $1 AND (place, no) > ($2, $3) AND place < $4 "
            "ORDER BY place, no LIMIT $5")
        .each({string_view(period), place, no, until, limit}, take);
  }
  return found;
}

}  // namespace giaoban::records
