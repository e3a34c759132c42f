// The lunar calendar: known new years, years in which Vietnam and China part, leap months, and 400 years there and
// back.
#include "workflows/core/lunar.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace giaoban::core {
namespace {

Day tet(int year) {
  return solar_of({year, 1, 1}).value_or(Day{});
}

TEST(Lunar, KnowsTheFirstDayOfTheYear) {
  const std::vector<Day> days = {{2024, 2, 10}, {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},
                                 {2028, 1, 26}, {2029, 2, 13}, {2030, 2, 2},  {2031, 1, 23},
                                 {2032, 2, 11}, {2033, 1, 31}, {2034, 2, 19}, {2035, 2, 8}};
  for (const Day& day : days) {
    EXPECT_EQ(tet(day.year), day) << date_text(tet(day.year));
    EXPECT_EQ(to_text(lunar_of(day)), "01-01");
    EXPECT_EQ(lunar_of(day).year, day.year);
  }
}

TEST(Lunar, KnowsTheDayOfTheHungKings) {
  for (const Day& day :
       std::vector<Day>{{2025, 4, 7}, {2026, 4, 26}, {2027, 4, 16}, {2028, 4, 4}, {2029, 4, 23}, {2030, 4, 12}}) {
    EXPECT_EQ(lunar_of(day), (LunarDay{day.year, 3, 10})) << date_text(day);
  }
}

// Beijing is an hour ahead: a new moon or a solstice near midnight belongs to another day there.
TEST(Lunar, PartsFromTheChineseCalendarWhereHanoiHasAnotherDay) {
  EXPECT_EQ(tet(1985), (Day{1985, 1, 21}));  // there 1985-02-20
  EXPECT_EQ(tet(2007), (Day{2007, 2, 17}));  // there 2007-02-18
  EXPECT_EQ(tet(2030), (Day{2030, 2, 2}));   // there 2030-02-03
  EXPECT_EQ(tet(2053), (Day{2053, 2, 18}));  // there 2053-02-19
}

TEST(Lunar, HasThirteenMonthsInALeapYear) {
  const std::vector<std::pair<int, unsigned>> leaps = {{2017, 6}, {2020, 4}, {2023, 2}, {2025, 6},
                                                       {2028, 5}, {2031, 3}, {2033, 11}};
  for (const auto& [year, month] : leaps) {
    EXPECT_TRUE(solar_of({year, month, 1, true})) << year;
    for (unsigned other = 1; other <= 12; ++other) {
      EXPECT_EQ(solar_of({year, other, 1, true}).has_value(), other == month) << year << " " << other;
    }
  }
  EXPECT_EQ(to_text(lunar_of(*solar_of({2025, 6, 1, true}))), "06-01+");
  for (unsigned month = 1; month <= 12; ++month) EXPECT_FALSE(solar_of({2026, month, 1, true})) << month;
}

TEST(Lunar, GoesThereAndBackForFourHundredYears) {
  LunarDay before = lunar_of(day_of(start_of({1800, 1, 1}) - 1));
  for (int64_t day = day_number(start_of({1800, 1, 1})); day < day_number(start_of({2200, 1, 1})); ++day) {
    const Day solar = day_of(midnight(day));
    const LunarDay lunar = lunar_of(solar);
    ASSERT_TRUE(lunar.month >= 1 && lunar.month <= 12) << date_text(solar);
    const bool next_day = lunar.day == before.day + 1 && lunar.month == before.month && lunar.leap == before.leap;
    const bool next_month = lunar.day == 1 && before.day >= 29 && before.day <= 30;
    ASSERT_TRUE(next_day != next_month) << date_text(solar) << " " << to_text(before) << " " << to_text(lunar);
    if (next_month) {
      const bool same = lunar.leap && lunar.month == before.month;
      ASSERT_TRUE(same || (!lunar.leap && lunar.month == before.month % 12 + 1)) << date_text(solar);
      ASSERT_EQ(lunar.year, before.year + (lunar.month == 1 && before.month == 12 ? 1 : 0)) << date_text(solar);
    }
    if (day % 11 == 0) {
      ASSERT_EQ(solar_of(lunar), solar) << date_text(solar);
    }
    before = lunar;
  }
}

// Machines round sines differently in the last digits; by far not enough to move a month or a solstice to another day.
TEST(Lunar, LeavesNoDayToTheRoundingOfTheMachine) {
  constexpr double kSafe = 1e-6;  // days; the sums err by less than 1e-8
  for (int k = -1240; k < 3720; ++k) {
    const double local = new_moon(k) + 0.5 + 7.0 / 24.0;
    EXPECT_GT(std::abs(local - std::round(local)), kSafe) << k;
    const double twelfths = sun_twelfths(static_cast<int>(std::floor(local)));
    EXPECT_GT(std::abs(twelfths - std::round(twelfths)), kSafe) << k;
  }
}

TEST(Lunar, RefusesADayThatIsNone) {
  EXPECT_FALSE(solar_of({2026, 13, 1}));
  EXPECT_FALSE(solar_of({2026, 0, 1}));
  EXPECT_FALSE(solar_of({2026, 1, 31}));
  EXPECT_FALSE(solar_of({2026, 1, 0}));
  EXPECT_FALSE(solar_of({std::numeric_limits<int>::max(), 1, 1}));
  EXPECT_FALSE(solar_of({std::numeric_limits<int>::min(), 1, 1}));
}

TEST(Lunar, AnswersForTheEndsOfTheCalendar) {
  EXPECT_NO_THROW(lunar_of({1, 1, 1}));
  EXPECT_NO_THROW(lunar_of({9999, 12, 31}));
  EXPECT_NO_THROW(lunar_of({-5, 99, 99}));
}

}  // namespace
}  // namespace giaoban::core
