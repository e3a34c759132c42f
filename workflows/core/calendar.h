// The calendar of a unit: when its people work and meet, and on which days they rest, compiled from rule packs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "giaoban/v1/calendar.pb.h"
#include "giaoban/v1/kind.pb.h"
#include "workflows/core/calendar_hours.h"
#include "workflows/core/time.h"

namespace giaoban::core {

// Immutable, so it may be read from any thread; copying copies it. Arithmetic on microseconds UTC in the zone of
// workflows/core/time.h. Every question is answered for any moment: those outside the years 1 to 9999 count as the
// nearest moment inside them. Sums are kept at the days where something differs, so nothing walks from day to day.
//
// A holiday has neither working nor meeting time; on any other day off meetings go on by the hours of its weekday. A
// swapped working day has the hours, of work and of meetings, of the weekday that it stands for.
class Calendar {
 public:
  using Packs = std::vector<std::shared_ptr<const v1::Calendar>>;

  // Monday to Friday 07:30-11:30 and 13:30-17:00 without any holiday, meetings at 18:30-21:30 and on weekends from
  // 07:30: what holds until a pack is published, and wherever packs are silent.
  static const Calendar& plain();

  // A later pack wins over an earlier one, day by day. Total: what check_calendar would refuse is passed over.
  explicit Calendar(Packs packs);

  bool is_working_day(Day day) const;
  // Working time of the day, microseconds; 0 is a day of rest.
  int64_t worked_on(Day day) const;

  // When work ends on the day that `us` falls in (even when that is past), or on the next working day when it is a day
  // of rest.
  int64_t end_of_working_day(int64_t us) const { return add_working_days(us, 0); }
  // End of the working day `days` working days after (before, when negative) the working day of `us`; the working day
  // of a day of rest is the one after it.
  int64_t add_working_days(int64_t us, int days) const;
  // The moment after `hours` hours of working time counted from `us`; the end of a span rather than the beginning of
  // the next. `us` itself when `hours` is 0 or less.
  int64_t add_working_hours(int64_t us, int hours) const;
  // `us` itself when people work then, else when they next begin.
  int64_t next_working_moment(int64_t us) const;
  // Working time from the year 1 up to `us`, microseconds; so the working time between two moments is a difference.
  // Never falls.
  int64_t worked_until(int64_t us) const;

  // Its inverse: the first moment by which so much has been worked; the first or last moment of all when there is none.
  int64_t when_worked(int64_t worked) const;
  // Working time of an ordinary working day of the week that holds on the day of `us`.
  int64_t ordinary_day(int64_t us) const;

  bool is_meeting_moment(int64_t us) const;
  // `us` itself when it is time to meet, else when it next is.
  int64_t next_meeting_moment(int64_t us) const;

  // How the day differs from the ordinary week; nullptr when it does not. Lives as long as the calendar.
  const v1::CalendarDay* differs(Day day) const;
  // Name of the pack that says so; empty when it does not differ.
  std::string_view differs_by(Day day) const;
  // Last day of the last year of which all days of rest are known; the year 0 when there is none.
  Day known_until() const;

 private:
  // Days that go by one rule, from `first` to the day before the next stretch. A day that differs is one of its own.
  struct Stretch {
    int64_t first = 0;  // days are numbered as in time.h
    int64_t end = 0;    // the day after its last
    size_t week = 0;    // of weeks_
    const v1::CalendarDay* differs = nullptr;
    std::string_view pack;
    int works_as = -1;          // of a day that differs: the weekday whose hours it has; -1 is a day off
    int64_t days_before = 0;    // working days from the year 1 up to it
    int64_t worked_before = 0;  // working time likewise
  };

  void lay_weeks();
  void lay_days();
  void add_up();
  const Stretch& at(int64_t day) const;
  // Hours of a day of the stretch.
  const Hours& working(const Stretch& stretch, int64_t day) const;
  const Hours& meeting(const Stretch& stretch, int64_t day) const;
  // Working days before a day, and the working day before which there are so many; the first or last day of all when
  // there is none.
  int64_t days_until(int64_t day) const;
  int64_t working_day(int64_t index) const;
  // When work ends on a day.
  int64_t end_of(int64_t day) const;

  Packs packs_;
  std::vector<WeekHours> weeks_;
  std::vector<Stretch> stretches_;  // in order; the first begins with the year 1
  int64_t days_ = 0;                // working days of all
  int64_t worked_ = 0;              // working time of all
  int64_t known_until_day_ = kFirstDay - 1;
};

// When the cadence wants the paper of a period, by the calendar of the unit that owes it; empty when the text is no
// period of its length.
std::optional<int64_t> cadence_due(const v1::Cadence& cadence, std::string_view period, const Calendar& calendar);

}  // namespace giaoban::core
