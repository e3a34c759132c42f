// Days and periods in the zone: month ends, numbers of days, dates, and 400 years one after the other.
#include "workflows/core/time.h"

#include <gtest/gtest.h>

#include <limits>

namespace giaoban::core {
namespace {

int64_t at(Day day, int hour, int minute = 0) {
  return start_of(day) + hour * kHour + minute * kMinute;
}

constexpr Day kFriday{2026, 11, 20};
constexpr Day kSaturday{2026, 11, 21};
constexpr Day kSunday{2026, 11, 22};
constexpr Day kMonday{2026, 11, 23};

TEST(Time, KnowsTheDayInTheZone) {
  EXPECT_EQ(start_of(kSunday), 1'795'280'400'000'000);  // 2026-11-21T17:00:00Z
  EXPECT_EQ(day_of(start_of(kSunday)), kSunday);
  EXPECT_EQ(day_of(start_of(kSunday) - 1), kSaturday);
  EXPECT_EQ(day_of(start_of(kMonday) - 1), kSunday);
  EXPECT_EQ(day_of(0), (Day{1970, 1, 1}));
  EXPECT_EQ(day_of(-kDay), (Day{1969, 12, 31}));
}

TEST(Time, TakesTheLastOfAMonthForADayBeyondIt) {
  EXPECT_EQ(day_of(start_of({2026, 2, 31})), (Day{2026, 2, 28}));
  EXPECT_EQ(day_of(start_of({2028, 2, 30})), (Day{2028, 2, 29}));
  EXPECT_EQ(day_of(start_of({2026, 11, 31})), (Day{2026, 11, 30}));
  EXPECT_EQ(day_of(start_of({2026, 0, 0})), (Day{2026, 1, 1}));
}

TEST(Time, AgreesWithTheCalendarForFourHundredYears) {
  int64_t us = start_of({2000, 1, 1});
  Day before = day_of(us - 1);
  int on = 5;  // 2000-01-01 was a Saturday
  for (int day = 0; day < 146'097; ++day, us += kDay, on = (on + 1) % 7) {
    const Day today = day_of(us);
    ASSERT_EQ(start_of(today), us);
    ASSERT_EQ(midnight(day_number(us)), us);
    ASSERT_EQ(day_number(us + kDay - 1), day_number(us));
    ASSERT_EQ(weekday(day_number(us)), on);
    const bool next_day = today.day == before.day + 1 && today.month == before.month;
    ASSERT_TRUE(next_day || today.day == 1);
    before = today;
  }
  EXPECT_EQ(day_of(us), (Day{2400, 1, 1}));
  EXPECT_EQ(on, 5);  // 400 years are whole weeks
}

TEST(Time, TakesTheNearestMomentForOneOutsideTheCalendar) {
  constexpr int64_t least = std::numeric_limits<int64_t>::min();
  constexpr int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(day_of(least), (Day{1, 1, 1}));
  EXPECT_EQ(day_of(most), (Day{9999, 12, 31}));
  EXPECT_EQ(day_number(least), kFirstDay);
  EXPECT_EQ(day_number(most), kLastDay);
  EXPECT_EQ(for_people(most), "31/12/9999 23:59");
  EXPECT_EQ(for_people(least), "01/01/0001 00:00");
}

TEST(Period, IsAMonthOrAQuarter) {
  EXPECT_EQ(period_start("2026-11"), start_of({2026, 11, 1}));
  EXPECT_EQ(period_start("2026-Q4"), start_of({2026, 10, 1}));
  for (const char* bad : {"", "2026", "2026-13", "2026-00", "2026-1", "2026-Q0", "2026-Q5", "2026-q1", "2026/11",
                          "0000-01", "20x6-11", "2026-1x", "2026-011"}) {
    EXPECT_FALSE(period_start(bad)) << bad;
    EXPECT_EQ(next_period(bad), "") << bad;
  }
}

TEST(Period, IsFollowedByTheNext) {
  EXPECT_EQ(next_period("2026-11"), "2026-12");
  EXPECT_EQ(next_period("2026-12"), "2027-01");
  EXPECT_EQ(next_period("2026-Q3"), "2026-Q4");
  EXPECT_EQ(next_period("2026-Q4"), "2027-Q1");
  EXPECT_EQ(next_period("9999-12"), "");
}

TEST(Period, HoldsTheMomentsFromItsStartToTheNext) {
  EXPECT_EQ(period_of(start_of({2026, 11, 1}), v1::EVERY_MONTH), "2026-11");
  EXPECT_EQ(period_of(start_of({2026, 11, 1}) - 1, v1::EVERY_MONTH), "2026-10");
  EXPECT_EQ(period_of(start_of({2026, 12, 31}), v1::EVERY_QUARTER), "2026-Q4");
  EXPECT_EQ(period_of(start_of({2026, 4, 1}), v1::EVERY_QUARTER), "2026-Q2");
  EXPECT_EQ(period_of(start_of({2026, 4, 1}), v1::EVERY_UNSPECIFIED), "");
}

TEST(Cadence, OpensOnADayOfItsPeriod) {
  v1::Cadence quarterly;
  quarterly.set_every(v1::EVERY_QUARTER);
  quarterly.set_opens_day(5);
  EXPECT_EQ(cadence_opens(quarterly, "2026-Q4"), start_of({2026, 10, 5}));
  EXPECT_FALSE(cadence_opens(quarterly, "2026-11"));
  EXPECT_FALSE(cadence_opens(v1::Cadence{}, "2026-11"));
}

TEST(Date, IsADayOfTheCalendar) {
  EXPECT_EQ(parse_date("2026-11-22"), start_of(kSunday));
  EXPECT_EQ(parse_date("2028-02-29"), start_of({2028, 2, 29}));
  for (const char* bad : {"", "2026-02-29", "2026-11-31", "2026-00-10", "2026-13-01", "2026-11-00", "22/11/2026",
                          "2026-11-2", "2026-11-22 ", "0000-01-01", "2026-1x-01"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

TEST(Time, ReadsAsPeopleWriteIt) {
  EXPECT_EQ(for_people(at(kSunday, 7, 5)), "22/11/2026 07:05");
}

}  // namespace
}  // namespace giaoban::core
