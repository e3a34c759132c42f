// The calendar of a unit: sums at the days where something differs, and arithmetic between them.
#include "workflows/core/calendar.h"

#include <algorithm>

namespace giaoban::core {
namespace {

const Hours& no_hours() {
  static const Hours none;
  return none;
}

}  // namespace

const Calendar& Calendar::plain() {
  static const Calendar calendar{Packs{}};
  return calendar;
}

const Calendar::Stretch& Calendar::at(int64_t day) const {
  const auto after = std::upper_bound(stretches_.begin() + 1, stretches_.end(), day,
                                      [](int64_t wanted, const Stretch& stretch) { return wanted < stretch.first; });
  return *std::prev(after);
}

const Hours& Calendar::working(const Stretch& stretch, int64_t day) const {
  const int hours_of = stretch.differs == nullptr ? weekday(day) : stretch.works_as;
  return hours_of < 0 ? no_hours() : weeks_[stretch.week].working(hours_of);
}

const Hours& Calendar::meeting(const Stretch& stretch, int64_t day) const {
  if (stretch.differs == nullptr) return weeks_[stretch.week].meeting(weekday(day));
  if (stretch.differs->kind() == v1::DAY_KIND_HOLIDAY) return no_hours();
  return weeks_[stretch.week].meeting(stretch.works_as < 0 ? weekday(day) : stretch.works_as);
}

int64_t Calendar::days_until(int64_t day) const {
  const Stretch& stretch = at(day);
  if (day == stretch.first) return stretch.days_before;
  const WeekHours& week = weeks_[stretch.week];
  return stretch.days_before + week.days_until(day) - week.days_until(stretch.first);
}

int64_t Calendar::working_day(int64_t index) const {
  if (index < 0) return kFirstDay;
  if (index >= days_) return kLastDay;
  const auto after =
      std::upper_bound(stretches_.begin() + 1, stretches_.end(), index,
                       [](int64_t wanted, const Stretch& stretch) { return wanted < stretch.days_before; });
  const Stretch& stretch = *std::prev(after);
  if (stretch.differs != nullptr) return stretch.first;
  const WeekHours& week = weeks_[stretch.week];
  return week.working_day(week.days_until(stretch.first) + index - stretch.days_before);
}

int64_t Calendar::end_of(int64_t day) const {
  return midnight(day) + working(at(day), day).end();
}

bool Calendar::is_working_day(Day day) const {
  return worked_on(day) > 0;
}

int64_t Calendar::worked_on(Day day) const {
  const int64_t number = day_number(start_of(day));
  return working(at(number), number).total();
}

int64_t Calendar::add_working_days(int64_t us, int days) const {
  return end_of(working_day(days_until(day_number(us)) + days));
}

int64_t Calendar::worked_until(int64_t us) const {
  const int64_t day = day_number(us);
  const Stretch& stretch = at(day);
  const WeekHours& week = weeks_[stretch.week];
  const int64_t before = day == stretch.first ? 0 : week.worked_until(day) - week.worked_until(stretch.first);
  return stretch.worked_before + before + working(stretch, day).passed(us - midnight(day));
}

int64_t Calendar::add_working_hours(int64_t us, int hours) const {
  if (hours <= 0) return us;
  return when_worked(worked_until(us) + hours * kHour);
}

int64_t Calendar::when_worked(int64_t worked) const {
  if (worked <= 0) return midnight(kFirstDay);
  if (worked > worked_) return end_of(kLastDay);
  const auto reached =
      std::lower_bound(stretches_.begin() + 1, stretches_.end(), worked,
                       [](const Stretch& stretch, int64_t wanted) { return stretch.worked_before < wanted; });
  const Stretch& stretch = *std::prev(reached);
  const int64_t rest = worked - stretch.worked_before;  // more than nothing
  if (stretch.differs != nullptr) {
    return midnight(stretch.first) + working(stretch, stretch.first).time_of(rest);
  }
  const WeekHours& week = weeks_[stretch.week];
  const auto [day, time] = week.moment_of(week.worked_until(stretch.first) + rest);
  return midnight(day) + time;
}

int64_t Calendar::ordinary_day(int64_t us) const {
  return weeks_[at(day_number(us)).week].ordinary_day();
}

int64_t Calendar::next_working_moment(int64_t us) const {
  const int64_t day = day_number(us);
  const int64_t moment = std::clamp(us, midnight(day), midnight(day) + kDay - 1);
  const Hours& today = working(at(day), day);
  if (const auto time = today.next(moment - midnight(day))) return midnight(day) + *time;
  const int64_t next = working_day(days_until(day) + (today.empty() ? 0 : 1));
  const auto begin = next > day ? working(at(next), next).next(0) : std::nullopt;
  return begin ? midnight(next) + *begin : moment;
}

bool Calendar::is_meeting_moment(int64_t us) const {
  const int64_t day = day_number(us);
  return meeting(at(day), day).contains(us - midnight(day));
}

int64_t Calendar::next_meeting_moment(int64_t us) const {
  const int64_t today = day_number(us);
  const int64_t moment = std::clamp(us, midnight(today), midnight(today) + kDay - 1);
  int64_t day = today;
  while (day <= kLastDay) {
    // A week of one stretch shows all its hours, so a longer stretch without any is passed over at once.
    const Stretch& stretch = at(day);
    const int64_t end = stretch.end < day + 8 ? stretch.end : day + 8;
    for (; day < end; ++day) {
      const auto time = meeting(stretch, day).next(day == today ? moment - midnight(day) : 0);
      if (time) return midnight(day) + *time;
    }
    day = stretch.end;
  }
  return moment;
}

const v1::CalendarDay* Calendar::differs(Day day) const {
  return at(day_number(start_of(day))).differs;
}

std::string_view Calendar::differs_by(Day day) const {
  return at(day_number(start_of(day))).pack;
}

std::optional<int64_t> cadence_due(const v1::Cadence& cadence, std::string_view period, const Calendar& calendar) {
  const auto start = period_start(period);
  if (!start || period_of(*start, cadence.every()) != period) return std::nullopt;
  // A quarter is due in its last month.
  Day day = day_of(*start);
  if (cadence.every() == v1::EVERY_QUARTER) day.month += 2;
  day.day = cadence.due_day();
  return calendar.end_of_working_day(start_of(day));
}

}  // namespace giaoban::core
