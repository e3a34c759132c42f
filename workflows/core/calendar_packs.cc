// How a calendar is made of packs: weeks laid over the years, then the days that differ, then the sums.
#include <algorithm>
#include <map>

#include "workflows/core/calendar.h"

namespace giaoban::core {
namespace {

struct Range {
  int64_t first = 0;
  int64_t last = 0;
};

std::optional<int64_t> parse_day(std::string_view date) {
  const auto us = parse_date(date);
  return us ? std::optional(day_number(*us)) : std::nullopt;
}

// The days for which a pack holds; empty when it does not say so.
std::optional<Range> range_of(const v1::Calendar& pack) {
  const auto first = parse_day(pack.from());
  const auto last = parse_day(pack.until());
  if (!first || !last || *first > *last) return std::nullopt;
  return Range{*first, *last};
}

bool is_kind(v1::DayKind kind) {
  return kind != v1::DAY_KIND_UNSPECIFIED && v1::DayKind_IsValid(kind);
}

// Of a swapped working day the weekday whose hours it has, -1 of a day off.
int works_as(const v1::CalendarDay& differs, int64_t day) {
  if (differs.kind() != v1::DAY_KIND_SWAPPED_WORK) return -1;
  return weekday(parse_day(differs.stands_for()).value_or(day));
}

}  // namespace

Calendar::Calendar(Packs packs) : packs_(std::move(packs)) {
  lay_weeks();
  lay_days();
  add_up();
  for (const auto& pack : packs_) {
    const auto range = range_of(*pack);
    if (range && pack->complete()) known_until_day_ = std::max(known_until_day_, range->last);
  }
}

void Calendar::lay_weeks() {
  struct Laid {
    Range range;
    size_t week = 0;
  };
  weeks_.push_back(WeekHours::plain());
  std::vector<Laid> laid;
  std::vector<int64_t> begins = {kFirstDay};
  for (const auto& pack : packs_) {
    const auto range = range_of(*pack);
    if (!range || !pack->has_week()) continue;
    laid.push_back({*range, weeks_.size()});
    weeks_.emplace_back(pack->week());
    begins.push_back(range->first);
    if (range->last < kLastDay) begins.push_back(range->last + 1);
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  for (const int64_t first : begins) {
    Stretch stretch;
    stretch.first = first;
    for (const Laid& one : laid) {
      if (one.range.first <= first && first <= one.range.last) stretch.week = one.week;
    }
    stretches_.push_back(stretch);
  }
}

void Calendar::lay_days() {
  std::map<int64_t, Stretch> differing;
  for (const auto& pack : packs_) {
    const auto range = range_of(*pack);
    if (!range) continue;
    for (const auto& differs : pack->days()) {
      const auto day = parse_day(differs.date());
      if (!day || *day < range->first || *day > range->last || !is_kind(differs.kind())) continue;
      Stretch one;
      one.first = *day;
      one.differs = &differs;
      one.pack = pack->name();
      one.works_as = works_as(differs, *day);
      differing[*day] = one;
    }
  }
  // Each cuts the stretch of its week in two.
  const std::vector<Stretch> weeks = std::move(stretches_);
  stretches_.clear();
  auto next = differing.begin();
  for (size_t i = 0; i < weeks.size(); ++i) {
    Stretch rest = weeks[i];
    const int64_t end = i + 1 < weeks.size() ? weeks[i + 1].first : kLastDay + 1;
    for (; next != differing.end() && next->first < end; ++next) {
      if (rest.first < next->first) stretches_.push_back(rest);
      stretches_.push_back(next->second);
      stretches_.back().week = rest.week;
      rest.first = next->first + 1;
    }
    if (rest.first < end) stretches_.push_back(rest);
  }
}

void Calendar::add_up() {
  for (size_t i = 0; i < stretches_.size(); ++i) {
    Stretch& stretch = stretches_[i];
    stretch.end = i + 1 < stretches_.size() ? stretches_[i + 1].first : kLastDay + 1;
    stretch.days_before = days_;
    stretch.worked_before = worked_;
    const WeekHours& week = weeks_[stretch.week];
    if (stretch.differs == nullptr) {
      days_ += week.days_until(stretch.end) - week.days_until(stretch.first);
      worked_ += week.worked_until(stretch.end) - week.worked_until(stretch.first);
    } else {
      const int64_t total = working(stretch, stretch.first).total();
      days_ += total > 0 ? 1 : 0;
      worked_ += total;
    }
  }
}

Day Calendar::known_until() const {
  return known_until_day_ < kFirstDay ? Day{} : day_of(midnight(known_until_day_));
}

}  // namespace giaoban::core
