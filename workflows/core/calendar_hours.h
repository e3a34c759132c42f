// Hours of a day and of a week, with their sums: what a calendar counts with between the days that differ.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "giaoban/v1/calendar.pb.h"

namespace giaoban::core {

// Spans of one day in ascending order, none touching another. Times are microseconds since midnight, 0 to 24 hours.
class Hours {
 public:
  struct Span {
    int64_t from = 0;
    int64_t until = 0;
  };

  Hours() = default;
  // Empty spans are left out; spans that overlap or touch become one.
  explicit Hours(std::vector<Span> spans);

  bool empty() const { return spans_.empty(); }
  int64_t total() const { return total_; }
  // End of the last span; 17:00 where there is none.
  int64_t end() const;
  bool contains(int64_t time) const;
  // How much of it has passed.
  int64_t passed(int64_t time) const;
  // The earliest time at which so much has passed; 0 < `passed` <= total().
  int64_t time_of(int64_t passed) const;
  // `time` itself when it is inside a span, else the beginning of the next one; empty when there is none left.
  std::optional<int64_t> next(int64_t time) const;

 private:
  std::vector<Span> spans_;
  int64_t total_ = 0;
};

// "07:30", "24:00" -> microseconds since midnight; empty when it is no time of a day.
std::optional<int64_t> parse_time(std::string_view text);

// 0 is Monday, 6 Sunday; -1 when it is not said.
int weekday_index(v1::Weekday weekday);

// An ordinary week. Days are numbered from 1970-01-01 as in workflows/core/time.h; sums count from a fixed Monday.
class WeekHours {
 public:
  // Total: spans that are none are left out.
  explicit WeekHours(const v1::Week& week);
  // Monday to Friday 07:30-11:30 and 13:30-17:00; meetings at 18:30-21:30, on weekends from 07:30.
  static const WeekHours& plain();

  // `weekday` from 0, Monday, to 6.
  const Hours& working(int weekday) const { return working_[static_cast<size_t>(weekday)]; }
  const Hours& meeting(int weekday) const { return meeting_[static_cast<size_t>(weekday)]; }
  // Working days, and working time, from the fixed Monday up to the beginning of the day; negative before it.
  int64_t days_until(int64_t day) const;
  int64_t worked_until(int64_t day) const;
  // Working time of a working day, on average.
  int64_t ordinary_day() const { return days_before_.back() == 0 ? 0 : worked_before_.back() / days_before_.back(); }
  // Their inverses: the working day before which there are `index` others, and the moment, as day and time, at which
  // `worked` has been reached first. Only for weeks with working time.
  int64_t working_day(int64_t index) const;
  std::pair<int64_t, int64_t> moment_of(int64_t worked) const;

 private:
  std::array<Hours, 7> working_;
  std::array<Hours, 7> meeting_;
  std::array<int64_t, 8> days_before_{};    // on Mondays 0, after Sundays all of the week
  std::array<int64_t, 8> worked_before_{};  // likewise
};

}  // namespace giaoban::core
