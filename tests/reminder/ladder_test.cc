// Ladders: the hour of a rung, which rung comes next, and what is said when the clock has jumped.
#include "services/reminder/ladder.h"

#include <gtest/gtest.h>

#include "tests/core/packs.h"
#include "tests/reminder/district.h"

namespace giaoban::reminder {
namespace {

using test::at;

const core::Calendar& plain = core::Calendar::plain();

Ladder ladder(std::initializer_list<std::pair<int, v1::Whom>> rungs) {
  Ladder out;
  for (const auto& [days, whom] : rungs) {
    auto* rung = out.Add();
    rung->set_days(days);
    rung->set_whom(whom);
  }
  return out;
}

TEST(Rung, ComesAtEightOfItsWorkingDay) {
  const int64_t due = at("2026-11-25 17:00");  // a Wednesday
  EXPECT_EQ(rung_at(due, 0, plain), at("2026-11-25 07:00"));
  EXPECT_EQ(rung_at(due, -3, plain), at("2026-11-20 07:00"));  // over the weekend
  EXPECT_EQ(rung_at(due, 3, plain), at("2026-11-30 07:00"));
}

TEST(Rung, IsNeverOnADayOfRest) {
  for (int days = -30; days <= 30; ++days) {
    EXPECT_TRUE(plain.is_working_day(core::day_of(rung_at(at("2026-11-25 17:00"), days, plain)))) << days;
  }
}

// Due on the first day of the year, a holiday: the working days before and after it carry the ladder.
TEST(Rung, IsNeverInTetAndNoneIsLostToIt) {
  const auto calendar = core::calendar_of({core::days_of_2026()});
  const int64_t due = calendar.end_of_working_day(at("2026-02-17 09:00"));
  EXPECT_EQ(due, at("2026-02-23 17:00"));
  const auto rungs = ladder(
      {{-3, v1::WHOM_HOLDER}, {-1, v1::WHOM_HOLDER}, {0, v1::WHOM_HOLDER}, {1, v1::WHOM_HOLDER}, {3, v1::WHOM_HOLDER}});
  std::vector<int64_t> moments;
  std::vector<int> told;
  for (int64_t now = at("2026-02-01 00:00"); (now = next_rung(rungs, due, now, calendar)) != 0;) {
    moments.push_back(now);
    for (const auto& rung : reached(rungs, due, now - 1, now, calendar)) told.push_back(rung.days());
  }
  EXPECT_EQ(told, (std::vector<int>{-3, -1, 0, 1, 3}));
  EXPECT_EQ(moments, (std::vector<int64_t>{at("2026-02-11 07:00"), at("2026-02-13 07:00"), at("2026-02-23 07:00"),
                                           at("2026-02-24 07:00"), at("2026-02-26 07:00")}));
  for (const int64_t moment : moments) EXPECT_TRUE(calendar.is_working_day(core::day_of(moment)));
}

TEST(NextRung, IsTheEarliestAfterTheMoment) {
  const auto rungs = ladder({{3, v1::WHOM_HOLDER}, {-3, v1::WHOM_HOLDER}});
  const int64_t due = at("2026-11-25 17:00");
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-01 00:00"), plain), at("2026-11-20 07:00"));
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-20 07:00"), plain), at("2026-11-30 07:00"));
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-30 07:00"), plain), 0);
}

TEST(ReachedRungs, AreToldOncePerAudienceWhenTheClockJumpedOverSeveral) {
  const auto rungs =
      ladder({{-3, v1::WHOM_HOLDER}, {0, v1::WHOM_HOLDER}, {1, v1::WHOM_SUPERIOR}, {3, v1::WHOM_HOLDER}});
  const auto told = reached(rungs, at("2026-11-25 17:00"), at("2026-11-01 00:00"), at("2026-11-26 09:00"), plain);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].days(), 0);
  EXPECT_EQ(told[0].whom(), v1::WHOM_HOLDER);
  EXPECT_EQ(told[1].whom(), v1::WHOM_SUPERIOR);
}

TEST(ReachedRungs, ExcludeTheMomentTheyWereReachedBefore) {
  const auto rungs = ladder({{0, v1::WHOM_HOLDER}});
  const int64_t due = at("2026-11-25 17:00");
  EXPECT_EQ(reached(rungs, due, at("2026-11-25 06:59"), at("2026-11-25 07:00"), plain).size(), 1U);
  EXPECT_TRUE(reached(rungs, due, at("2026-11-25 07:00"), at("2026-11-25 09:00"), plain).empty());
}

TEST(Reason, IsTheDayForTheHolderAndEscalationForTheSuperior) {
  const auto rungs =
      ladder({{-1, v1::WHOM_HOLDER}, {0, v1::WHOM_AUTHOR}, {1, v1::WHOM_HOLDER}, {0, v1::WHOM_SUPERIOR}});
  EXPECT_EQ(reason_of(rungs[0]), v1::NOTICE_REASON_UPCOMING);
  EXPECT_EQ(reason_of(rungs[1]), v1::NOTICE_REASON_DUE_TODAY);
  EXPECT_EQ(reason_of(rungs[2]), v1::NOTICE_REASON_OVERDUE);
  EXPECT_EQ(reason_of(rungs[3]), v1::NOTICE_REASON_ESCALATION);
  EXPECT_EQ(rung_name(-3) + rung_name(0) + rung_name(3), "-30+3");
}

}  // namespace
}  // namespace giaoban::reminder
