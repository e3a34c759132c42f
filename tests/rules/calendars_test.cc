// Walks every file in workflows/rules/calendar: a new pack is checked here without a line of code.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "workflows/core/calendar.h"
#include "workflows/core/check_calendar.h"
#include "workflows/core/lunar.h"

namespace giaoban::core {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pack_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "workflows" / "rules" / "calendar")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

CalendarFile read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return read_calendar_file(text.str());
}

Calendar all_in_force() {
  Calendar::Packs packs;
  for (const auto& path : pack_files()) packs.push_back(std::make_shared<const v1::Calendar>(read(path).calendar));
  return Calendar(packs);
}

class ShippedPack : public testing::TestWithParam<fs::path> {};

TEST_P(ShippedPack, HasNoFault) {
  std::string told;
  for (const auto& fault : check_calendar(read(GetParam()))) {
    told += std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + " " + fault.text_en() + "\n";
  }
  EXPECT_EQ(told, "");
}

TEST_P(ShippedPack, IsNamedAsItsFile) {
  EXPECT_EQ(GetParam().extension(), ".txtpb");
  EXPECT_EQ(read(GetParam()).calendar.name(), GetParam().stem().string());
}

TEST_P(ShippedPack, HoldsForTheWholeDeployment) {
  EXPECT_TRUE(read(GetParam()).calendar.unit_ids().empty()) << "what one town decides is not shipped";
}

// Twelve days a year by law; five of them are Tết, and whatever falls on a weekend is made up.
TEST_P(ShippedPack, NamesTheHolidaysOfItsYear) {
  const v1::Calendar calendar = read(GetParam()).calendar;
  if (!calendar.name().starts_with("holidays_")) return;
  const int year = std::stoi(calendar.name().substr(9));
  int holidays = 0, on_weekends = 0, in_lieu = 0;
  std::vector<std::string> lunar;
  for (const auto& day : calendar.days()) {
    const int64_t number = day_number(*parse_date(day.date()));
    if (day.kind() == v1::DAY_KIND_HOLIDAY) ++holidays;
    if (day.kind() == v1::DAY_KIND_HOLIDAY && weekday(number) >= 5) ++on_weekends;
    if (day.kind() == v1::DAY_KIND_IN_LIEU) ++in_lieu;
    const Day date = day_of(midnight(number));
    EXPECT_EQ(date.year, year);
    if (day.kind() == v1::DAY_KIND_HOLIDAY) lunar.push_back(to_text(lunar_of(date)));
  }
  EXPECT_EQ(holidays, year >= 2026 ? 12 : 11);
  EXPECT_EQ(in_lieu, on_weekends);
  for (const char* must : {"01-01", "01-02", "01-03", "03-10"}) {
    EXPECT_NE(std::find(lunar.begin(), lunar.end(), must), lunar.end()) << must;
  }
}

INSTANTIATE_TEST_SUITE_P(Packs, ShippedPack, testing::ValuesIn(pack_files()),
                         [](const testing::TestParamInfo<fs::path>& file) { return file.param.stem().string(); });

TEST(ShippedCalendar, IsOffForTet2026AndWorksTheSwappedSaturdays) {
  const Calendar calendar = all_in_force();
  for (unsigned day = 14; day <= 22; ++day) EXPECT_FALSE(calendar.is_working_day({2026, 2, day})) << day;
  EXPECT_TRUE(calendar.is_working_day({2026, 2, 13}));
  EXPECT_TRUE(calendar.is_working_day({2026, 2, 23}));
  EXPECT_TRUE(calendar.is_working_day({2026, 1, 10}));
  EXPECT_TRUE(calendar.is_working_day({2026, 8, 22}));
  for (const Day off : std::vector<Day>{{2026, 1, 2}, {2026, 4, 27}, {2026, 8, 31}, {2026, 9, 1}, {2026, 11, 24}}) {
    EXPECT_FALSE(calendar.is_working_day(off)) << date_text(off);
  }
  EXPECT_TRUE(calendar.is_working_day({2025, 11, 24})) << "a holiday since 2026";
}

TEST(ShippedCalendar, IsKnownUntilTheEndOfTheLastYearThatWasAnnounced) {
  EXPECT_EQ(all_in_force().known_until(), (Day{2026, 12, 31}));
}

// What the mission says of clerks and cells.
TEST(ShippedCalendar, HasTheHoursOfClerksAndTheEveningsOfCells) {
  const Calendar calendar = all_in_force();
  const int64_t monday = start_of({2026, 3, 2});
  const int64_t saturday = start_of({2026, 3, 7});
  EXPECT_EQ(calendar.worked_on({2026, 3, 2}), 7 * kHour + 30 * kMinute);
  EXPECT_EQ(calendar.worked_on({2026, 3, 7}), 0);
  EXPECT_EQ(calendar.next_working_moment(monday), monday + 7 * kHour + 30 * kMinute);
  EXPECT_EQ(calendar.next_working_moment(monday + 12 * kHour), monday + 13 * kHour + 30 * kMinute);
  EXPECT_EQ(calendar.end_of_working_day(monday), monday + 17 * kHour);
  EXPECT_FALSE(calendar.is_meeting_moment(monday + 9 * kHour));
  EXPECT_TRUE(calendar.is_meeting_moment(monday + 19 * kHour + 30 * kMinute));
  EXPECT_TRUE(calendar.is_meeting_moment(saturday + 9 * kHour));
  EXPECT_FALSE(calendar.is_meeting_moment(start_of({2026, 2, 17}) + 19 * kHour)) << "Tết";
}

}  // namespace
}  // namespace giaoban::core
