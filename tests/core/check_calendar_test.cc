// Faults of a calendar, each with its place and in both languages; and bytes that are no calendar at all.
#include "workflows/core/check_calendar.h"

#include <gtest/gtest.h>

#include "tests/core/random.h"

namespace giaoban::core {
namespace {

const std::string kGood = R"(name: "days_2026"
title { vi: "Ngày nghỉ" en: "Holidays" }
sources: "Bộ luật Lao động 2019, Điều 112"
zone: "Asia/Ho_Chi_Minh"
from: "2026-01-01"
until: "2026-12-31"
complete: true
week {
  working { weekday: WEEKDAY_MONDAY from: "07:30" until: "11:30" }
  working { weekday: WEEKDAY_TUESDAY from: "07:30" until: "11:30" }
  meeting { weekday: WEEKDAY_SATURDAY from: "07:30" until: "24:00" }
}
days { date: "2026-02-17" kind: DAY_KIND_HOLIDAY name { vi: "Tết" en: "Tết" } lunar: "01-01" }
days { date: "2026-04-26" kind: DAY_KIND_HOLIDAY name { vi: "Giỗ Tổ" en: "Kings" } lunar: "03-10" }
days { date: "2026-04-27" kind: DAY_KIND_IN_LIEU name { vi: "Nghỉ bù" en: "In lieu" } stands_for: "2026-04-26" }
days { date: "2026-08-22" kind: DAY_KIND_SWAPPED_WORK name { vi: "Làm bù" en: "Worked" } stands_for: "2026-08-31" }
days { date: "2026-08-31" kind: DAY_KIND_SWAPPED_REST name { vi: "Nghỉ" en: "Off" } stands_for: "2026-08-22" }
)";

std::string told(const std::vector<v1::KindFault>& faults) {
  std::string text;
  for (const auto& fault : faults) {
    EXPECT_FALSE(fault.text_vi().empty());
    text += std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + " " + fault.text_en() + "\n";
  }
  return text;
}

// The good file with one thing changed.
std::string faults_with(const std::string& what, const std::string& instead) {
  std::string text = kGood;
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), instead);
  return told(check_calendar(read_calendar_file(text)));
}

TEST(CheckCalendar, FindsNothingInAGoodFile) {
  EXPECT_EQ(told(check_calendar(read_calendar_file(kGood))), "");
}

struct Broken {
  std::string name;
  std::string what;
  std::string instead;
  std::string expected;  // how the first fault begins
};

class BrokenCalendar : public testing::TestWithParam<Broken> {};

TEST_P(BrokenCalendar, IsToldAtItsPlace) {
  const auto& broken = GetParam();
  const std::string faults = faults_with(broken.what, broken.instead);
  EXPECT_TRUE(faults.starts_with(broken.expected)) << faults;
}

INSTANTIATE_TEST_SUITE_P(
    Of, BrokenCalendar,
    testing::Values(
        Broken{"Sources", "sources: \"Bộ luật Lao động 2019, Điều 112\"", "", "1:1 Nothing says what"},
        Broken{"BlankSources", "Bộ luật Lao động 2019, Điều 112", " ", "3:1 Nothing says what"},
        Broken{"Zone", "Asia/Ho_Chi_Minh", "Asia/Shanghai", "4:1 The zone \"Asia/Shanghai\""},
        Broken{"Name", "\"days_2026\"", "\"Days 2026\"", "1:1 The name"},
        Broken{"Reversed", "until: \"2026-12-31\"", "until: \"2025-12-31\"", "6:1 The last day"},
        Broken{"NoDate", "from: \"2026-01-01\"", "from: \"2026-02-30\"", "5:1 \"2026-02-30\" is no date"},
        Broken{"HalfAYear", "from: \"2026-01-01\"", "from: \"2026-02-01\"", "7:1 Write complete only"},
        Broken{"Outside", "from: \"2026-01-01\"\nuntil: \"2026-12-31\"\ncomplete: true",
               "from: \"2026-03-01\"\nuntil: \"2026-12-31\"", "12:8 The day 2026-02-17 is not within"},
        Broken{"Twice", "date: \"2026-04-26\"", "date: \"2026-02-17\"", "14:8 The day 2026-02-17 is written twice"},
        Broken{"Unsorted",
               "date: \"2026-02-17\" kind: DAY_KIND_HOLIDAY name { vi: \"Tết\" en: \"Tết\" } lunar: \"01-01\"",
               "date: \"2026-05-05\" kind: DAY_KIND_HOLIDAY name { vi: \"Tết\" en: \"Tết\" }",
               "14:8 The day 2026-04-26 comes after 2026-05-05"},
        Broken{"WrongLunarDay", "lunar: \"01-01\"", "lunar: \"01-02\"",
               "13:79 The day 2026-02-17 is 01-01 of the lunar calendar"},
        Broken{"NoKind", "kind: DAY_KIND_HOLIDAY name { vi: \"Tết\"", "name { vi: \"Tết\"", "13:1 How the day differs"},
        Broken{"NoName", "name { vi: \"Tết\" en: \"Tết\" }", "", "13:1 The"},
        Broken{"LieuForNothing", " stands_for: \"2026-04-26\"", "", "15:1 A day in lieu or a swapped one must say"},
        Broken{"LieuForAWorkingDay", "stands_for: \"2026-04-26\"", "stands_for: \"2026-04-28\"",
               "15:87 The day 2026-04-28 is no day of weekly rest"},
        Broken{"LieuForNoHoliday", "stands_for: \"2026-04-26\"", "stands_for: \"2026-04-25\"",
               "15:87 This file does not say that 2026-04-25 is DAY_KIND_HOLIDAY"},
        Broken{"LieuOnAWeekend", "date: \"2026-04-27\"", "date: \"2026-05-02\"",
               "15:8 The day 2026-05-02 is off anyway"},
        Broken{"WorkOnAWorkingDay", "date: \"2026-08-22\"", "date: \"2026-08-24\"",
               "16:8 The day 2026-08-24 is worked anyway"},
        Broken{"WorkForARestDay", "stands_for: \"2026-08-31\"", "stands_for: \"2026-08-30\"",
               "16:90 The day 2026-08-30 is not worked"},
        Broken{"SwapWithoutItsOtherEnd",
               "DAY_KIND_SWAPPED_REST name { vi: \"Nghỉ\" en: \"Off\" } stands_for: \"2026-08-22\"",
               "DAY_KIND_LOCAL_REST name { vi: \"Nghỉ\" en: \"Off\" }",
               "16:90 This file does not say that 2026-08-31 is DAY_KIND_SWAPPED_REST"},
        Broken{"HolidayForAnother", "lunar: \"03-10\"", "lunar: \"03-10\" stands_for: \"2026-04-25\"",
               "14:99 A day of this kind stands for no other"},
        Broken{"Overlap", "WEEKDAY_TUESDAY from: \"07:30\"", "WEEKDAY_MONDAY from: \"11:29\"",
               "10:3 This span overlaps"},
        Broken{"BadTime", "from: \"07:30\" until: \"11:30\"", "from: \"7:30\" until: \"11:30\"",
               "9:37 A span is written as"},
        Broken{"BackwardSpan", "from: \"07:30\" until: \"11:30\"", "from: \"11:30\" until: \"07:30\"",
               "9:51 A span is written as"},
        Broken{"NoWeekday", "weekday: WEEKDAY_SATURDAY ", "", "11:3 The weekday is not said"},
        Broken{"NoMeetings", "  meeting { weekday: WEEKDAY_SATURDAY from: \"07:30\" until: \"24:00\" }\n", "",
               "8:1 The week has no hours (meeting)"},
        Broken{"UnknownWord", "days { date: \"2026-02-17\"", "dais { date: \"2026-02-17\"",
               "13:1 There is no field \"dais\""},
        Broken{"UnknownKind", "DAY_KIND_IN_LIEU", "DAY_KIND_IN_LEU",
               "15:33 \"DAY_KIND_IN_LEU\" is no value of \"kind\". Did you mean \"DAY_KIND_IN_LIEU\"?"}),
    [](const testing::TestParamInfo<Broken>& broken) { return broken.param.name; });

TEST(CheckCalendar, WantsAWeekOrDays) {
  const std::string head = kGood.substr(0, kGood.find("complete"));
  EXPECT_TRUE(told(check_calendar(read_calendar_file(head))).starts_with("1:1 The file has neither"));
}

TEST(CheckCalendar, KnowsTheUnitsThatItIsGiven) {
  const auto file = read_calendar_file(kGood + "unit_ids: \"a\"\nunit_ids: \"b\"\nunit_ids: \"a\"\n");
  const auto knows = [](std::string_view unit_id) { return unit_id == "a"; };
  EXPECT_EQ(told(check_calendar(file, knows)),
            "19:1 There is no unit \"b\". Check the id.\n"
            "20:1 The unit \"a\" is named above already. Remove one of the two.\n");
  EXPECT_EQ(check_calendar(file).size(), 1U) << "without a tree any id may be one";
}

TEST(CheckCalendar, EndsOnNestingOf20000AndBytesThatAreNoText) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "week {";
  EXPECT_EQ(check_calendar(read_calendar_file(deep)).size(), 1U);
  EXPECT_EQ(check_calendar(read_calendar_file("\xFF\xFE")).size(), 1U);
  EXPECT_GE(check_calendar(read_calendar_file("")).size(), 1U);
  EXPECT_EQ(check_calendar(read_calendar_file(std::string(kMostCalendarBytes + 1, '\n'))).size(), 1U);
}

// Whatever bytes a file loses or gains, the check ends with faults in words or finds it good.
TEST(CheckCalendar, EndsOnAnyDamage) {
  Random random(11);
  for (int i = 0; i < 3'000; ++i) {
    std::string text = kGood;
    for (int64_t left = random.below(4) + 1; left > 0; --left) {
      const auto at = static_cast<size_t>(random.below(static_cast<int64_t>(text.size())));
      if (random.below(2) == 0) {
        text.erase(at, static_cast<size_t>(random.below(30)));
      } else {
        text[at] = static_cast<char>(random.below(256));
      }
    }
    told(check_calendar(read_calendar_file(text)));
  }
}

}  // namespace
}  // namespace giaoban::core
