// Ladders: the hour of a rung, which rung comes next, and what is said when the clock has jumped.
#include "services/reminder/ladder.h"

#include <gtest/gtest.h>

#include "tests/reminder/district.h"

namespace giaoban::reminder {
namespace {

using test::at;

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
  EXPECT_EQ(rung_at(due, 0), at("2026-11-25 08:00"));
  EXPECT_EQ(rung_at(due, -3), at("2026-11-20 08:00"));  // over the weekend
  EXPECT_EQ(rung_at(due, 3), at("2026-11-30 08:00"));
}

TEST(Rung, IsNeverOnADayOfRest) {
  for (int days = -30; days <= 30; ++days) {
    EXPECT_TRUE(core::is_working_day(core::day_of(rung_at(at("2026-11-25 17:00"), days)))) << days;
  }
}

TEST(NextRung, IsTheEarliestAfterTheMoment) {
  const auto rungs = ladder({{3, v1::WHOM_HOLDER}, {-3, v1::WHOM_HOLDER}});
  const int64_t due = at("2026-11-25 17:00");
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-01 00:00")), at("2026-11-20 08:00"));
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-20 08:00")), at("2026-11-30 08:00"));
  EXPECT_EQ(next_rung(rungs, due, at("2026-11-30 08:00")), 0);
}

TEST(ReachedRungs, AreToldOncePerAudienceWhenTheClockJumpedOverSeveral) {
  const auto rungs =
      ladder({{-3, v1::WHOM_HOLDER}, {0, v1::WHOM_HOLDER}, {1, v1::WHOM_SUPERIOR}, {3, v1::WHOM_HOLDER}});
  const auto told = reached(rungs, at("2026-11-25 17:00"), at("2026-11-01 00:00"), at("2026-11-26 09:00"));
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].days(), 0);
  EXPECT_EQ(told[0].whom(), v1::WHOM_HOLDER);
  EXPECT_EQ(told[1].whom(), v1::WHOM_SUPERIOR);
}

TEST(ReachedRungs, ExcludeTheMomentTheyWereReachedBefore) {
  const auto rungs = ladder({{0, v1::WHOM_HOLDER}});
  const int64_t due = at("2026-11-25 17:00");
  EXPECT_EQ(reached(rungs, due, at("2026-11-25 07:59"), at("2026-11-25 08:00")).size(), 1U);
  EXPECT_TRUE(reached(rungs, due, at("2026-11-25 08:00"), at("2026-11-25 09:00")).empty());
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
