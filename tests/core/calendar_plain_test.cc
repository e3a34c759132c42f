// The calendar without any pack: weekends, month ends, negative days, hours across breaks, and 400 years against
// somebody who counts one by one.
#include <gtest/gtest.h>

#include <limits>

#include "tests/core/random.h"
#include "workflows/core/calendar.h"

namespace giaoban::core {
namespace {

int64_t at(Day day, int hour, int minute = 0) {
  return start_of(day) + hour * kHour + minute * kMinute;
}

constexpr Day kFriday{2026, 11, 20};
constexpr Day kSaturday{2026, 11, 21};
constexpr Day kSunday{2026, 11, 22};
constexpr Day kMonday{2026, 11, 23};

bool is_working_day(Day day) {
  return Calendar::plain().is_working_day(day);
}
int64_t end_of_working_day(int64_t us) {
  return Calendar::plain().end_of_working_day(us);
}
int64_t add_working_days(int64_t us, int days) {
  return Calendar::plain().add_working_days(us, days);
}
int64_t add_working_hours(int64_t us, int hours) {
  return Calendar::plain().add_working_hours(us, hours);
}
std::optional<int64_t> cadence_due(const v1::Cadence& cadence, std::string_view period) {
  return core::cadence_due(cadence, period, Calendar::plain());
}

v1::Cadence cadence(v1::Every every, uint32_t opens, uint32_t due) {
  v1::Cadence cadence;
  cadence.set_every(every);
  cadence.set_opens_day(opens);
  cadence.set_due_day(due);
  return cadence;
}

// Day after day, as a person would count.
int64_t slowly_add_working_days(int64_t us, int days) {
  int64_t day = start_of(day_of(us));
  while (!is_working_day(day_of(day))) day += kDay;
  for (int left = days < 0 ? -days : days; left > 0; --left) {
    do {
      day += days < 0 ? -kDay : kDay;
    } while (!is_working_day(day_of(day)));
  }
  return day + 17 * kHour;
}

// Minute after minute.
int64_t slowly_add_working_hours(int64_t us, int hours) {
  for (int64_t left = hours * int64_t{60}; left > 0; us += kMinute) {
    const int64_t time = us - start_of(day_of(us));
    const bool morning = time >= 7 * kHour + 30 * kMinute && time < 11 * kHour + 30 * kMinute;
    const bool afternoon = time >= 13 * kHour + 30 * kMinute && time < 17 * kHour;
    if (is_working_day(day_of(us)) && (morning || afternoon)) --left;
  }
  return us;
}

TEST(PlainCalendar, RestsOnSaturdayAndSunday) {
  EXPECT_TRUE(is_working_day(kFriday));
  EXPECT_FALSE(is_working_day(kSaturday));
  EXPECT_FALSE(is_working_day(kSunday));
  EXPECT_TRUE(is_working_day(kMonday));
}

TEST(PlainCalendar, EndsTheWorkingDayAtFive) {
  EXPECT_EQ(end_of_working_day(at(kFriday, 0)), at(kFriday, 17));
  EXPECT_EQ(end_of_working_day(at(kFriday, 23)), at(kFriday, 17));
  EXPECT_EQ(end_of_working_day(at(kSaturday, 9)), at(kMonday, 17));
  EXPECT_EQ(end_of_working_day(at(kSunday, 23, 59)), at(kMonday, 17));
}

TEST(PlainCalendar, CountsWorkingDaysOverWeekends) {
  EXPECT_EQ(add_working_days(at(kFriday, 9), 0), at(kFriday, 17));
  EXPECT_EQ(add_working_days(at(kFriday, 9), 1), at(kMonday, 17));
  EXPECT_EQ(add_working_days(at(kFriday, 9), 5), at({2026, 11, 27}, 17));
  EXPECT_EQ(add_working_days(at(kSaturday, 9), 0), at(kMonday, 17));
  EXPECT_EQ(add_working_days(at(kSunday, 9), 1), at({2026, 11, 24}, 17));
  EXPECT_EQ(add_working_days(at({2026, 12, 31}, 9), 1), at({2027, 1, 1}, 17));
}

TEST(PlainCalendar, CountsWorkingDaysBackwards) {
  EXPECT_EQ(add_working_days(at(kMonday, 9), -1), at(kFriday, 17));
  EXPECT_EQ(add_working_days(at(kSaturday, 9), -1), at(kFriday, 17));
  EXPECT_EQ(add_working_days(at(kMonday, 9), -5), at({2026, 11, 16}, 17));
  EXPECT_EQ(add_working_days(at({2026, 3, 2}, 9), -1), at({2026, 2, 27}, 17));
}

TEST(PlainCalendar, CountsWorkingHoursOverTheNoonBreakTheNightAndTheWeekend) {
  EXPECT_EQ(add_working_hours(at(kFriday, 8), 2), at(kFriday, 10));
  EXPECT_EQ(add_working_hours(at(kFriday, 10), 2), at(kFriday, 14));
  EXPECT_EQ(add_working_hours(at(kFriday, 9, 30), 2), at(kFriday, 11, 30));
  EXPECT_EQ(add_working_hours(at(kFriday, 12), 1), at(kFriday, 14, 30));
  EXPECT_EQ(add_working_hours(at(kFriday, 16), 1), at(kFriday, 17));
  EXPECT_EQ(add_working_hours(at(kFriday, 16), 2), at(kMonday, 8, 30));
  EXPECT_EQ(add_working_hours(at(kFriday, 20), 1), at(kMonday, 8, 30));
  EXPECT_EQ(add_working_hours(at(kFriday, 5), 1), at(kFriday, 8, 30));
  EXPECT_EQ(add_working_hours(at(kSaturday, 9), 15), at({2026, 11, 24}, 17));
  EXPECT_EQ(add_working_hours(at(kSaturday, 9), 0), at(kSaturday, 9));
  EXPECT_EQ(add_working_hours(at(kSaturday, 9), -3), at(kSaturday, 9));
}

TEST(PlainCalendar, AgreesWithTheCalendarForFourHundredYears) {
  Random random(400);
  int64_t us = start_of({2000, 1, 1});
  int on = 5;  // 2000-01-01 was a Saturday
  for (int day = 0; day < 146'097; ++day, us += kDay, on = (on + 1) % 7) {
    const Day today = day_of(us);
    ASSERT_EQ(is_working_day(today), on < 5);
    if (day % 37 == 0) {
      const int days = static_cast<int>(random.below(121)) - 60;
      const int64_t moment = us + random.below(kDay);
      ASSERT_EQ(add_working_days(moment, days), slowly_add_working_days(moment, days)) << for_people(us) << " " << days;
    }
  }
}

TEST(PlainCalendar, AgreesWithCountingMinutes) {
  Random random(60);
  for (int i = 0; i < 200; ++i) {
    const int64_t us = start_of(kMonday) + random.below(14 * 24 * 60) * kMinute;
    const int hours = static_cast<int>(random.below(40)) + 1;
    ASSERT_EQ(add_working_hours(us, hours), slowly_add_working_hours(us, hours)) << for_people(us) << " + " << hours;
  }
}

TEST(PlainCalendar, NeverGoesBackwardsWhenMoreIsAdded) {
  Random random(7);
  for (int i = 0; i < 5'000; ++i) {
    const int64_t us = start_of(kMonday) + random.below(400 * kDay);
    const int days = static_cast<int>(random.below(400)) - 200;
    ASSERT_LT(add_working_days(us, days), add_working_days(us, days + 1));
    const int hours = static_cast<int>(random.below(1'000));
    ASSERT_LT(add_working_hours(us, hours), add_working_hours(us, hours + 1));
  }
}

TEST(PlainCalendar, TakesTheNearestMomentForOneOutsideTheCalendar) {
  constexpr int64_t least = std::numeric_limits<int64_t>::min();
  constexpr int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(day_of(add_working_days(most, std::numeric_limits<int>::max())), (Day{9999, 12, 31}));
  EXPECT_EQ(day_of(add_working_days(least, std::numeric_limits<int>::min() + 1)), (Day{1, 1, 1}));
  EXPECT_EQ(day_of(add_working_hours(most, std::numeric_limits<int>::max())), (Day{9999, 12, 31}));
  EXPECT_EQ(day_of(end_of_working_day(least)), (Day{1, 1, 1}));
}

TEST(PlainCadence, IsDueInItsPeriod) {
  const v1::Cadence monthly = cadence(v1::EVERY_MONTH, 1, 25);
  EXPECT_EQ(cadence_due(monthly, "2026-11"), at({2026, 11, 25}, 17));
  EXPECT_EQ(cadence_due(monthly, "2026-10"), at({2026, 10, 26}, 17)) << "the 25th is a Sunday";
  const v1::Cadence quarterly = cadence(v1::EVERY_QUARTER, 5, 31);
  EXPECT_EQ(cadence_due(quarterly, "2026-Q4"), at({2026, 12, 31}, 17));
  EXPECT_EQ(cadence_due(quarterly, "2027-Q2"), at({2027, 6, 30}, 17)) << "June has 30 days";
}

TEST(PlainCadence, MayBeDueInTheNextMonthWhenTheLastDayIsARest) {
  EXPECT_EQ(cadence_due(cadence(v1::EVERY_MONTH, 1, 31), "2026-10"), at({2026, 11, 2}, 17));
}

TEST(PlainCadence, KnowsOnlyPeriodsOfItsOwnLength) {
  EXPECT_FALSE(cadence_due(cadence(v1::EVERY_MONTH, 1, 25), "2026-Q4"));
  EXPECT_FALSE(cadence_due(cadence(v1::EVERY_QUARTER, 1, 25), "2026-11"));
  EXPECT_FALSE(cadence_due(cadence(v1::EVERY_MONTH, 1, 25), ""));
  EXPECT_FALSE(cadence_due(v1::Cadence{}, "2026-11"));
}

}  // namespace
}  // namespace giaoban::core
