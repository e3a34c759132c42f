// Working time between two moments, held against the house's own reckoning of working hours.
#include "services/records/working_time.h"

#include <gtest/gtest.h>

#include <random>

#include "workflows/core/time.h"

namespace giaoban::records {
namespace {

TEST(WorkingTime, IsWhatTheHouseAddsInHours) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const auto at = static_cast<int64_t>(random() % 4'000'000'000'000'000);
    const int hours = static_cast<int>(random() % 400);
    ASSERT_EQ(worked_until(core::add_working_hours(at, hours)) - worked_until(at), hours * core::kHour) << at;
  }
}

TEST(WorkingTime, IsOneDayFromOneEveningToTheNext) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 20'000; ++i) {
    const auto at = static_cast<int64_t>(random() % 4'000'000'000'000'000);
    const int days = static_cast<int>(random() % 300);
    const int64_t evening = core::end_of_working_day(at);
    ASSERT_EQ(worked_until(core::add_working_days(evening, days)) - worked_until(evening), days * kWorkedDayUs) << at;
  }
}

TEST(WorkingTime, NeverFallsAndStandsStillAtNightAndAtNoon) {
  const int64_t midnight = *core::parse_date("2026-11-20");  // a Friday
  EXPECT_EQ(worked_until(midnight), worked_until(midnight + 7 * core::kHour));
  EXPECT_EQ(worked_until(midnight + 12 * core::kHour), worked_until(midnight + 13 * core::kHour));
  EXPECT_EQ(worked_until(midnight + 18 * core::kHour), worked_until(midnight + 3 * core::kDay));
  EXPECT_LT(worked_until(midnight + 8 * core::kHour), worked_until(midnight + 8 * core::kHour + 1));
  EXPECT_EQ(worked_until(-5), worked_until(0));
}

}  // namespace
}  // namespace giaoban::records
