// Every defect of times that check knows: cadence, due times, ladders of reminders, expiries.
#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

const char* const kToCommune = "draft -submit-> with_commune";
const char* const kToReturned = "draft -submit-> with_commune -send_back-> returned";
const char* const kHours = "due { working_hours: 16 }";
const char* const kRung = "reminders { days: 1 whom: WHOM_HOLDER }";
const char* const kDays = "due { working_days: 3 }";

class CheckTimeRefuses : public testing::TestWithParam<Defect> {};
TEST_P(CheckTimeRefuses, AtItsWord) {
  expect_found(GetParam());
}

const std::vector<Defect> kCadence = {
    {"ACadenceOfNobody", {{"cadence {", "¶cadence {"}, {"  level: LEVEL_CELL\n", ""}}, "not said which level", ""},
    {"ACadenceOfUnitsThatMayNotOpen",
     {{"  level: LEVEL_CELL\n", "  ¶level: LEVEL_COMMUNE\n"}},
     "nobody there may open",
     ""},
    {"ACadenceWithoutAPeriod", {{"cadence {", "¶cadence {"}, {"every: EVERY_MONTH", ""}}, "not said how often", ""},
    {"AnOpeningOnTheZeroth", {{"opens_day: 1", "¶opens_day: 0"}}, "opening day is 1 to 28", ""},
    {"AnOpeningOnThe29th", {{"opens_day: 1", "¶opens_day: 29"}}, "opening day is 1 to 28", ""},
    {"ADueDayOfThe32nd", {{"due_day: 10", "¶due_day: 32"}}, "due day is 1 to 31", ""},
    {"AMonthDueBeforeItOpens",
     {{"opens_day: 1\n  due_day: 10", "opens_day: 20\n  ¶due_day: 10"}},
     "after the opening day",
     ""},
    {"AReminderAMonthTooEarly", {{"days: -3 whom", "¶days: -31 whom"}}, "-30 to 30", ""},
    {"AReminderToNobody",
     {{"reminders { days: -3 whom: WHOM_HOLDER }", "¶reminders { days: -3 }"}},
     "Nobody is told",
     ""},
    {"AReminderTwice",
     {{"reminders { days: 3 whom: WHOM_SUPERIOR }", "¶reminders { days: -3 whom: WHOM_HOLDER }"}},
     "there already",
     ""},
    {"AReminderToAnAuthorWhoIsNotYet",
     {{"days: 3 whom: WHOM_SUPERIOR", "days: 3 ¶whom: WHOM_AUTHOR"}},
     "no author yet",
     ""},
    {"AReminderAfterTheSuperiorWasTold",
     {{"reminders { days: -3 whom: WHOM_HOLDER }", "reminders { ¶days: 4 whom: WHOM_HOLDER }"}},
     "after the superior was told",
     ""},
};

const std::vector<Defect> kDue = {
    {"ADueTimeThatSaysNothing", {{kHours, "¶due { }"}}, "not said when", kToCommune},
    {"NoHours", {{kHours, "due { ¶working_hours: 0 }"}}, "1 to 1,000", kToCommune},
    {"TooManyHours", {{kHours, "due { ¶working_hours: 1001 }"}}, "1 to 1,000", kToCommune},
    {"NoDays", {{kDays, "due { ¶working_days: 0 }"}}, "1 to 200", kToReturned},
    {"TooManyDays", {{kDays, "due { ¶working_days: 201 }"}}, "1 to 200", kToReturned},
    {"ACadenceThatIsNot", {{kHours, "due { ¶cadence: false }"}}, "no cadence", kToCommune},
    {"ADueTimeAfterNoField",
     {{kHours, "due { after_field { ¶field: \"dai\" } }"}},
     "\"dai\" is no date field",
     kToCommune},
    {"ADueTimeAfterAText",
     {{kHours, "due { after_field { ¶field: \"text\" } }"}},
     "\"text\" is no date field",
     kToCommune},
    {"ADueTimeAfterAFieldThatMayBeEmpty",
     {{"FIELD_TYPE_DATE required: true", "FIELD_TYPE_DATE"}, {kHours, "due { after_field { ¶field: \"day\" } }"}},
     "must be required",
     kToCommune},
    {"ADueTimeFarFromItsField",
     {{kHours, "due { after_field { field: \"day\" ¶working_days: 61 } }"}},
     "-60 to 60",
     kToCommune},
    {"RemindersWithoutADueTime", {{kHours, ""}, {kRung, std::string("¶") + kRung}}, "this state has none", kToCommune},
    {"AnExpiryWithoutADueTime",
     {{kHours, ""}, {kRung, ""}, {"expiry {", "¶expiry {"}},
     "this state has none",
     kToCommune},
    {"AnExpiryInAYear", {{"working_days_after_due: 5", "¶working_days_after_due: 201"}}, "0 to 200", kToCommune},
    {"AReminderAtTheExpiry",
     {{"reminders { days: 1 whom: WHOM_HOLDER }", "reminders { ¶days: 5 whom: WHOM_HOLDER }"}},
     "has expired already",
     std::string(kToCommune) + " -expire-> expired"},
    {"AReminderAfterTheExpiry",
     {{"reminders { days: 1 whom: WHOM_HOLDER }", "reminders { ¶days: 7 whom: WHOM_SUPERIOR }"}},
     "has expired already",
     std::string(kToCommune) + " -expire-> expired"},
    {"AStateReminderAfterTheSuperiorWasTold",
     {{kRung, "reminders { days: 1 whom: WHOM_SUPERIOR } reminders { ¶days: 2 whom: WHOM_AUTHOR }"}},
     "after the superior was told",
     kToCommune},
    {"AStateReminderOutOfRange", {{"reminders { days: 1 whom", "reminders { ¶days: 31 whom"}}, "-30 to 30", kToCommune},
    {"ADueTimeOfAnEnd",
     {{"outcome: OUTCOME_REJECTED", "outcome: OUTCOME_REJECTED ¶due { working_days: 1 }"}},
     "An end has no due time",
     "draft -submit-> with_commune -forward-> with_district -reject-> rejected"},
};

INSTANTIATE_TEST_SUITE_P(Cadence, CheckTimeRefuses, testing::ValuesIn(kCadence), name_of_test);
INSTANTIATE_TEST_SUITE_P(Due, CheckTimeRefuses, testing::ValuesIn(kDue), name_of_test);

TEST(CheckTime, LetsTheHolderBeToldOnTheDayOnWhichTheSuperiorIs) {
  const std::string both = "reminders { days: 1 whom: WHOM_SUPERIOR } reminders { days: 1 whom: WHOM_HOLDER }";
  EXPECT_EQ(told(check_text(broken({{kRung, both}}).text)), "");
}

TEST(CheckTime, KnowsEveryWayToSayWhen) {
  EXPECT_EQ(told(check_text(broken({{kHours, "due { cadence: true }"}}).text)), "");
  EXPECT_EQ(told(check_text(broken({{kHours, "due { after_field { field: \"day\" working_days: -1 } }"}}).text)), "");
}

TEST(CheckTime, RefusesACadenceDueTimeWithoutACadence) {
  std::string text = broken({{kHours, "due { cadence: true }"}}).text;
  const size_t from = text.find("cadence {");
  text.erase(from, text.find("form {") - from);
  const auto faults = check_text(text);
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_NE(faults[0].text_en().find("no cadence"), std::string::npos);
  EXPECT_EQ(faults[0].path(), kToCommune);
}

TEST(CheckTime, LetsAQuarterBeDueEarlierInItsLastMonthThanItOpensInItsFirst) {
  const auto kind = broken({{"EVERY_MONTH", "EVERY_QUARTER"}, {"opens_day: 1", "opens_day: 20"}});
  EXPECT_EQ(told(check_text(kind.text)), "");
}

}  // namespace
}  // namespace giaoban::core
