// Reminders over holidays: Tết 2026, a town's festival, calendars that come into force late, and the warning of the
// end.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/core/packs.h"
#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

using Told = std::vector<std::string>;

// A cadence that is due in the middle of Tết, and everybody's ladder around it.
std::string tet_kind() {
  return R"(name: 'report'
    title { vi: 'Báo cáo tháng' en: 'Monthly report' }  symbol: 'BC'
    may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
    cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 17
      reminders { days: -3 whom: WHOM_HOLDER } reminders { days: -1 whom: WHOM_HOLDER }
      reminders { days: 0 whom: WHOM_HOLDER } reminders { days: 1 whom: WHOM_HOLDER }
      reminders { days: 3 whom: WHOM_HOLDER } reminders { days: 3 whom: WHOM_SUPERIOR } }
    way { first: 'draft'
      states { name: 'draft' author: true }
      states { name: 'clerk' asked { role: ROLE_CLERK level: LEVEL_COMMUNE } due { working_days: 2 }
        reminders { days: 0 whom: WHOM_HOLDER } reminders { days: 1 whom: WHOM_SUPERIOR } }
      states { name: 'approved' end: true outcome: OUTCOME_APPROVED } })";
}

class Holidays : public ::testing::Test {
 protected:
  Holidays() : d("2026-01-30 09:00") {}

  void settle_in(const std::vector<v1::Calendar>& packs) {
    d.unit("m", "", v1::LEVEL_COMMUNE);
    for (const auto* cell : {"c1", "c2"}) d.unit(cell, "m", v1::LEVEL_CELL);
    d.office("p1", "c1", v1::ROLE_SECRETARY);
    d.office("p2", "c2", v1::ROLE_SECRETARY);
    d.office("clerk", "m", v1::ROLE_CLERK);
    for (const auto& pack : packs) d.directory.say(core::published(pack));
    d.publish(tet_kind());
    d.house.start();
  }
  // "2026-02-13 07:00 p1 -1" of everything told to the person.
  Told moments_of(const std::string& person) {
    Told moments;
    for (const auto& record : d.house.log_of("reminder")) {
      const auto& notice = record.reminder().notice_due();
      if (!record.reminder().has_notice_due() || notice.person_id() != person) continue;
      EXPECT_EQ(notice.since_us(), record.at_us()) << "told on time";
      moments.push_back(core::for_people(record.at_us()) + " " + std::to_string(notice.rung_days()));
    }
    return moments;
  }
  size_t warnings() {
    const auto& lines = d.house.journal().lines;
    return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("days of rest") != std::string::npos || line.find("No calendar") != std::string::npos;
    }));
  }
  District d;
};

TEST_F(Holidays, OfTetMoveEveryRungAndBurnNone) {
  settle_in({core::days_of_2026()});
  d.house.advance_to(at("2026-03-10 09:00"));
  EXPECT_EQ(d.obligation("c1", "2026-02").due_us(), at("2026-02-23 17:00"));
  EXPECT_EQ(moments_of("p1"), (Told{"11/02/2026 07:00 -3", "13/02/2026 07:00 -1", "23/02/2026 07:00 0",
                                    "24/02/2026 07:00 1", "26/02/2026 07:00 3"}));
  EXPECT_EQ(moments_of("clerk"), (Told{"26/02/2026 07:00 3", "26/02/2026 07:00 3"})) << "of both cells";
}

TEST_F(Holidays, OfATownMoveWhatItsOwnCellsOwe) {
  auto festival = core::pack("festival", "2026-02-01", "2026-02-28");
  festival.add_unit_ids("c1");
  core::add_day(festival, "2026-02-23", v1::DAY_KIND_LOCAL_REST);
  settle_in({core::days_of_2026(), festival});
  d.house.advance_to(at("2026-02-27 09:00"));
  EXPECT_EQ(d.obligation("c1", "2026-02").due_us(), at("2026-02-24 17:00"));
  EXPECT_EQ(d.obligation("c2", "2026-02").due_us(), at("2026-02-23 17:00"));
  EXPECT_EQ(moments_of("p1"), (Told{"11/02/2026 07:00 -3", "13/02/2026 07:00 -1", "24/02/2026 07:00 0",
                                    "25/02/2026 07:00 1", "27/02/2026 07:00 3"}));
}

TEST_F(Holidays, AreKnownFromTheDayOnWhichTheyArePublished) {
  settle_in({});
  d.house.advance_to(at("2026-02-12 09:00"));
  EXPECT_EQ(d.obligation("c1", "2026-02").due_us(), at("2026-02-17 17:00")) << "nobody knew of Tết";
  EXPECT_EQ(moments_of("p1"), (Told{"12/02/2026 07:00 -3"}));
  d.directory.say(core::published(core::days_of_2026()));
  d.house.settle();
  d.house.advance_to(at("2026-03-02 09:00"));
  // What is owed stays due when it was promised; whoever is told, is told on a day on which they work, and once.
  EXPECT_EQ(moments_of("p1"), (Told{"12/02/2026 07:00 -3", "13/02/2026 07:00 -1", "23/02/2026 07:00 0",
                                    "24/02/2026 07:00 1", "26/02/2026 07:00 3"}));
}

// A folder of packs is published one file after the other; the first of them says nothing about these days.
TEST_F(Holidays, ThatMoveARungToATimeThatIsOverDoNotBurnItWhenAnotherPackCameFirst) {
  settle_in({});
  d.house.advance_to(at("2026-02-14 09:00"));
  EXPECT_EQ(d.told(), (Told{"p1 UPCOMING -3", "p2 UPCOMING -3"}));
  d.directory.say(core::published(core::pack("other", "2025-01-01", "2025-12-31")));
  d.house.settle();
  d.directory.say(core::published(core::days_of_2026()));
  d.house.settle();
  EXPECT_EQ(d.told(), (Told{"p1 UPCOMING -3", "p2 UPCOMING -3", "p1 UPCOMING -1", "p2 UPCOMING -1"}))
      << "of the 13th, not of the 16th any more";
}

TEST_F(Holidays, ThatAreNotKnownAreWarnedOfOnceADay) {
  settle_in({});
  d.house.advance_to(at("2026-02-12 23:00"));
  const size_t before = warnings();
  EXPECT_GE(before, 1U);
  EXPECT_LE(before, 14U);
  d.directory.say(core::published(core::days_of_2026()));
  d.house.settle();
  d.house.advance_to(at("2026-02-27 09:00"));
  EXPECT_EQ(warnings(), before);
}

TEST_F(Holidays, AreWarnedOfWhenTheirLastYearEndsInLessThanSixtyDays) {
  settle_in({core::days_of_2026()});
  d.house.advance_to(at("2026-10-30 09:00"));
  EXPECT_EQ(warnings(), 0U);
  d.house.advance_to(at("2026-11-20 09:00"));
  EXPECT_GE(warnings(), 1U);
}

}  // namespace
}  // namespace giaoban::test
