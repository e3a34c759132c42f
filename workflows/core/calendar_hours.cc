// Hours of a day and of a week, with their sums: what a calendar counts with between the days that differ.
#include "workflows/core/calendar_hours.h"

#include <algorithm>
#include <cassert>

#include "workflows/core/time.h"

namespace giaoban::core {
namespace {

constexpr int64_t kUsualEnd = 17 * kHour;

constexpr int64_t floor_div(int64_t value, int64_t by) {
  return value >= 0 ? value / by : -((by - 1 - value) / by);
}

// Weeks are counted from the Monday 1969-12-29; day 0 was a Thursday.
constexpr int64_t kFirstMonday = -3;

void add(v1::Week& week, bool meeting, v1::Weekday weekday, const char* from, const char* until) {
  auto& span = *(meeting ? week.add_meeting() : week.add_working());
  span.set_weekday(weekday);
  span.set_from(from);
  span.set_until(until);
}

v1::Week plain_week() {
  v1::Week week;
  for (int day = v1::WEEKDAY_MONDAY; day <= v1::WEEKDAY_SUNDAY; ++day) {
    const auto weekday = static_cast<v1::Weekday>(day);
    const bool weekend = weekday >= v1::WEEKDAY_SATURDAY;
    add(week, true, weekday, weekend ? "07:30" : "18:30", "21:30");
    if (weekend) continue;
    add(week, false, weekday, "07:30", "11:30");
    add(week, false, weekday, "13:30", "17:00");
  }
  return week;
}

std::array<Hours, 7> by_weekday(const google::protobuf::RepeatedPtrField<v1::WeekSpan>& spans) {
  std::array<std::vector<Hours::Span>, 7> days;
  for (const auto& span : spans) {
    const int day = weekday_index(span.weekday());
    const auto from = parse_time(span.from());
    const auto until = parse_time(span.until());
    if (day >= 0 && from && until) days[static_cast<size_t>(day)].push_back({*from, *until});
  }
  std::array<Hours, 7> hours;
  for (size_t day = 0; day < hours.size(); ++day) hours[day] = Hours(std::move(days[day]));
  return hours;
}

}  // namespace

Hours::Hours(std::vector<Span> spans) {
  std::erase_if(spans, [](const Span& span) { return span.from >= span.until; });
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  for (const Span& span : spans) {
    if (!spans_.empty() && span.from <= spans_.back().until) {
      spans_.back().until = std::max(spans_.back().until, span.until);
    } else {
      spans_.push_back(span);
    }
  }
  for (const Span& span : spans_) total_ += span.until - span.from;
}

int64_t Hours::end() const {
  return spans_.empty() ? kUsualEnd : spans_.back().until;
}

bool Hours::contains(int64_t time) const {
  return std::any_of(spans_.begin(), spans_.end(),
                     [time](const Span& span) { return span.from <= time && time < span.until; });
}

int64_t Hours::passed(int64_t time) const {
  int64_t passed = 0;
  for (const Span& span : spans_) passed += std::clamp<int64_t>(time - span.from, 0, span.until - span.from);
  return passed;
}

int64_t Hours::time_of(int64_t passed) const {
  assert(passed > 0 && passed <= total_);
  for (const Span& span : spans_) {
    if (passed <= span.until - span.from) return span.from + passed;
    passed -= span.until - span.from;
  }
  return end();
}

std::optional<int64_t> Hours::next(int64_t time) const {
  for (const Span& span : spans_) {
    if (time < span.until) return std::max(time, span.from);
  }
  return std::nullopt;
}

std::optional<int64_t> parse_time(std::string_view text) {
  const auto digit = [&](size_t at) { return text[at] - '0'; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const size_t at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  }
  const int hours = digit(0) * 10 + digit(1);
  const int minutes = digit(3) * 10 + digit(4);
  if (minutes > 59 || hours > 24 || (hours == 24 && minutes > 0)) return std::nullopt;
  return hours * kHour + minutes * kMinute;
}

int weekday_index(v1::Weekday weekday) {
  return weekday >= v1::WEEKDAY_MONDAY && weekday <= v1::WEEKDAY_SUNDAY ? weekday - v1::WEEKDAY_MONDAY : -1;
}

WeekHours::WeekHours(const v1::Week& week)
    : working_(by_weekday(week.working())), meeting_(by_weekday(week.meeting())) {
  for (size_t day = 0; day < working_.size(); ++day) {
    days_before_[day + 1] = days_before_[day] + (working_[day].empty() ? 0 : 1);
    worked_before_[day + 1] = worked_before_[day] + working_[day].total();
  }
}

const WeekHours& WeekHours::plain() {
  static const WeekHours week(plain_week());
  return week;
}

int64_t WeekHours::days_until(int64_t day) const {
  return floor_div(day - kFirstMonday, 7) * days_before_.back() + days_before_[static_cast<size_t>(weekday(day))];
}

int64_t WeekHours::worked_until(int64_t day) const {
  return floor_div(day - kFirstMonday, 7) * worked_before_.back() + worked_before_[static_cast<size_t>(weekday(day))];
}

int64_t WeekHours::working_day(int64_t index) const {
  const int64_t weeks = floor_div(index, days_before_.back());
  const int64_t rest = index - weeks * days_before_.back();
  const auto after = std::upper_bound(days_before_.begin(), days_before_.end(), rest);
  return kFirstMonday + weeks * 7 + (after - days_before_.begin()) - 1;
}

std::pair<int64_t, int64_t> WeekHours::moment_of(int64_t worked) const {
  const int64_t weeks = floor_div(worked - 1, worked_before_.back());
  const int64_t rest = worked - weeks * worked_before_.back();  // more than nothing, at most a week's
  const auto at = std::lower_bound(worked_before_.begin(), worked_before_.end(), rest);
  const auto day = static_cast<size_t>(at - worked_before_.begin()) - 1;
  return {kFirstMonday + weeks * 7 + static_cast<int64_t>(day), working_[day].time_of(rest - worked_before_[day])};
}

}  // namespace giaoban::core
