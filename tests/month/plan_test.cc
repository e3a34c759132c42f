// The story of the month: every obligation has its fate, and everything happens at hours at which people do such
// things.
#include "services/month/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "services/month/cast.h"
#include "tests/month/district.h"
#include "workflows/core/time.h"

namespace giaoban::month {
namespace {

std::vector<std::string> cells_of(const std::string& district) {
  std::vector<std::string> cells;
  const auto tree = tree_of(district);
  for (const auto* cell : units_at(tree, v1::LEVEL_CELL)) cells.push_back(cell->unit_id);
  return cells;
}

Plan plan_of(uint64_t seed) {
  return plan_month(seed, "2026-11", cells_of("luc-nam"), owed_kinds(shipped_kinds()), shipped_calendar());
}

size_t count(const Plan& plan, Fate fate) {
  return static_cast<size_t>(
      std::count_if(plan.filings.begin(), plan.filings.end(), [&](const Filing& f) { return f.fate == fate; }));
}

TEST(Plan, HasThreeObligationsForEveryCell) {
  const auto plan = plan_of(1);
  EXPECT_EQ(plan.filings.size(), 1413U);
  std::map<size_t, std::set<size_t>> kinds;
  for (const auto& filing : plan.filings) kinds[filing.cell].insert(filing.kind);
  EXPECT_EQ(kinds.size(), 471U);
  for (const auto& [cell, owed] : kinds) EXPECT_EQ(owed.size(), 3U) << cell;
}

TEST(Plan, KeepsAboutNineInTenInTimeAndLeavesAFewUnkept) {
  for (const uint64_t seed : {1, 2, 3}) {
    const auto plan = plan_of(seed);
    EXPECT_NEAR(static_cast<double>(count(plan, Fate::kOnTime)) / 1413, 0.88, 0.04);
    EXPECT_NEAR(static_cast<double>(count(plan, Fate::kLate)) / 1413, 0.09, 0.03);
    EXPECT_NEAR(static_cast<double>(count(plan, Fate::kSilent)) / 1413, 0.03, 0.02);
    EXPECT_EQ(count(plan, Fate::kExempt), 3U);
    EXPECT_EQ(count(plan, Fate::kOnTime) + count(plan, Fate::kLate) + count(plan, Fate::kSilent), 1410U);
  }
}

TEST(Plan, FilesInTimeBeforeTheDueTimeAndLateAfterIt) {
  const auto owed = owed_kinds(shipped_kinds());
  const auto plan = plan_of(1);
  for (const auto& filing : plan.filings) {
    const auto& cadence = owed[filing.kind].cadence();
    const int64_t due = core::cadence_due(cadence, "2026-11", shipped_calendar()).value();
    if (filing.fate == Fate::kOnTime) {
      EXPECT_LE(filing.hand_in_us, due);
    }
    if (filing.fate == Fate::kLate) {
      EXPECT_GT(filing.hand_in_us, due);
    }
    if (filing.fate == Fate::kSilent) {
      EXPECT_EQ(filing.hand_in_us, 0);
    }
    if (filing.hand_in_us != 0) {
      EXPECT_GE(filing.hand_in_us, core::cadence_opens(cadence, "2026-11").value());
    }
    EXPECT_LT(filing.hand_in_us, plan.ends_us);
    if (filing.draft_us != 0 && filing.hand_in_us != 0) {
      EXPECT_LT(filing.draft_us, filing.hand_in_us);
    }
  }
}

TEST(Plan, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const auto times = [](const Plan& plan) {
    std::vector<int64_t> all;
    for (const auto& filing : plan.filings) all.push_back(filing.hand_in_us);
    return all;
  };
  EXPECT_EQ(times(plan_of(5)), times(plan_of(5)));
  EXPECT_NE(times(plan_of(5)), times(plan_of(6)));
}

TEST(Plan, LetsTheDistrictFreeThreeCellsThatWouldFileNothing) {
  const auto owed = owed_kinds(shipped_kinds());
  const auto plan = plan_of(4);
  ASSERT_EQ(plan.exemptions.size(), 3U);
  std::set<size_t> filings;
  for (const auto& exemption : plan.exemptions) {
    const auto& filing = plan.filings[exemption.filing];
    filings.insert(exemption.filing);
    EXPECT_EQ(filing.fate, Fate::kExempt);
    EXPECT_EQ(filing.hand_in_us, 0);
    EXPECT_EQ(filing.draft_us, 0);
    EXPECT_GT(exemption.at_us, core::cadence_opens(owed[filing.kind].cadence(), "2026-11").value());
    EXPECT_LT(exemption.at_us, core::cadence_due(owed[filing.kind].cadence(), "2026-11", shipped_calendar()).value());
  }
  EXPECT_EQ(filings.size(), 3U);
  const auto again = plan_of(4);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(plan.exemptions[i].filing, again.exemptions[i].filing);
  EXPECT_TRUE(plan_morning(plan, 3, 3).exemptions.empty()) << "their month is over";
}

TEST(Plan, ChoosesExactlyOnePaperForTheOneNo) {
  const auto plan = plan_of(1);
  EXPECT_EQ(std::count_if(plan.filings.begin(), plan.filings.end(), [](const Filing& f) { return f.is_rejected; }), 1);
}

TEST(Plan, NeedsFewEnoughMomentsForAMonthWithinAMinute) {
  const auto plan = plan_of(1);
  std::set<int64_t> moments;
  for (const auto& filing : plan.filings) {
    moments.insert(filing.hand_in_us);
    moments.insert(filing.draft_us);
  }
  for (const size_t desk : {0, 1, 2}) {
    for (const auto level : {v1::LEVEL_COMMUNE, v1::LEVEL_DISTRICT}) {
      for (const int64_t at : clerk_slots(plan.begins_us, plan.ends_us, level, desk, plan.calendar)) moments.insert(at);
    }
  }
  EXPECT_LE(moments.size(), 700U);
}

TEST(Plan, OfTheMorningAfterEndsForAnyNumberOfCellsAndKinds) {
  const auto month = plan_of(1);
  for (size_t cells = 0; cells < 20; ++cells) {
    for (size_t kinds = 0; kinds < 8; ++kinds) {
      const auto morning = plan_morning(month, cells, kinds);
      EXPECT_EQ(morning.filings.size(), std::min<size_t>(13, cells * kinds)) << cells << " " << kinds;
      std::set<std::pair<size_t, size_t>> papers;
      for (const auto& filing : morning.filings) {
        EXPECT_TRUE(filing.cell < cells && filing.kind < kinds);
        EXPECT_TRUE(papers.insert({filing.cell, filing.kind}).second) << "nobody files one twice";
      }
    }
  }
  const auto morning = plan_morning(month, 12, 3);
  EXPECT_EQ(morning.period, "2026-12");
  EXPECT_EQ(morning.filings[0].hand_in_us, 0) << "the draft";
  EXPECT_EQ(std::count_if(morning.filings.begin(), morning.filings.end(),
                          [&](const Filing& f) { return f.hand_in_us == morning.begins_us; }),
            3);
}

TEST(Plan, RefusesAPeriodThatIsNoMonth) {
  EXPECT_THROW(month_begins_us("2026-Q4"), std::invalid_argument);
  EXPECT_THROW(month_begins_us("November"), std::invalid_argument);
}

TEST(OwedKinds, AreTheMonthlyOnesInTheOrderOfTheirDueDays) {
  std::vector<std::string> names;
  for (const auto& kind : owed_kinds(shipped_kinds())) names.push_back(kind.name());
  EXPECT_EQ(names, (std::vector<std::string>{"meeting_plan", "resolution", "monthly_report"}));
}

TEST(EveningSlots, AreQuartersOfAnHourAfterWorkOrOnAWeekendMorning) {
  const int64_t monday = core::parse_date("2026-11-02").value();
  const auto slots = evening_slots(monday, monday + 7 * core::kDay, core::Calendar::plain());
  EXPECT_EQ(slots.size(), 7U * 8 + 2U * 8);
  for (const int64_t slot : slots) {
    const int64_t since_midnight = slot - core::start_of(core::day_of(slot));
    EXPECT_EQ(since_midnight % (15 * core::kMinute), 0);
    EXPECT_TRUE(since_midnight >= 19 * core::kHour || !core::Calendar::plain().is_working_day(core::day_of(slot)));
  }
}

TEST(ClerkSlots, AreOnceOnEveryWorkingDay) {
  const int64_t monday = core::parse_date("2026-11-02").value();
  const auto slots = clerk_slots(monday, monday + 14 * core::kDay, v1::LEVEL_COMMUNE, 1, core::Calendar::plain());
  EXPECT_EQ(slots.size(), 10U);
  for (const int64_t slot : slots) EXPECT_TRUE(core::Calendar::plain().is_working_day(core::day_of(slot)));
}

// A month that is cut in two by Tết: nobody works or files in the holidays, and everything else is as in any month.
TEST(Plan, LeavesTetInPeace) {
  const auto calendar = shipped_calendar();
  const auto owed = owed_kinds(shipped_kinds());
  const auto plan = plan_month(1, "2026-02", cells_of("luc-nam"), owed, calendar);
  const int64_t tet = core::parse_date("2026-02-16").value(), over = core::parse_date("2026-02-21").value();
  for (const auto& filing : plan.filings) {
    for (const int64_t at : {filing.draft_us, filing.hand_in_us})
      EXPECT_FALSE(at >= tet && at < over) << core::for_people(at);
  }
  EXPECT_TRUE(evening_slots(tet, over, calendar).empty());
  EXPECT_TRUE(clerk_slots(tet - 2 * core::kDay, over + 2 * core::kDay, v1::LEVEL_COMMUNE, 0, calendar).empty());
  EXPECT_NEAR(static_cast<double>(count(plan, Fate::kOnTime)) / 1413, 0.88, 0.04);
}

TEST(Cast, HasEveryCellsSecretaryAndEveryClerkWhoIsAsked) {
  const auto tree = tree_of("luc-nam");
  const auto cast = cast_month(tree, roster_of("luc-nam"), shipped_kinds());
  EXPECT_EQ(cast.cells.size(), 471U);
  EXPECT_EQ(cast.reviewers.size(), 27U);  // 25 communes, two at the district
  for (const auto& cell : cast.cells) EXPECT_EQ(cast.persons[cell.secretary].unit_id, cell.unit_id);
}

TEST(Cast, LetsTheTwoClerksOfTheDistrictTakeTheDaysInTurn) {
  const auto cast = cast_month(tree_of("luc-nam"), roster_of("luc-nam"), shipped_kinds());
  std::set<size_t> turns;
  for (const auto& reviewer : cast.reviewers) {
    if (reviewer.level != v1::LEVEL_DISTRICT) continue;
    EXPECT_EQ(reviewer.of, 2U);
    turns.insert(reviewer.turn);
  }
  EXPECT_EQ(turns, (std::set<size_t>{0, 1}));
}

TEST(Cast, AsksTheProvinceWhereThereIsNoDistrict) {
  auto tree = tree_of("luc-nam");
  auto roster = roster_of("luc-nam");
  std::erase_if(tree, [](const TreeUnit& unit) { return unit.level == v1::LEVEL_DISTRICT; });
  std::erase_if(roster, [](const Officer& officer) { return officer.unit_id == "24.218"; });
  const auto cast = cast_month(tree, roster, shipped_kinds());
  EXPECT_EQ(std::count_if(cast.reviewers.begin(), cast.reviewers.end(),
                          [](const Reviewer& r) { return r.level == v1::LEVEL_PROVINCE; }),
            1);
}

}  // namespace
}  // namespace giaoban::month
