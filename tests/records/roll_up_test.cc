// Bringing numbers together.
#include <gtest/gtest.h>

#include <limits>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

class RollUp : public testing::Test {
 protected:
  v1::RollUpReportsRequest request(const std::string& unit, const std::string& kind = "report",
                                   const std::string& period = "2026-10") {
    v1::RollUpReportsRequest request;
    request.set_kind(kind);
    request.set_period(period);
    request.set_unit_id(unit);
    return request;
  }
  v1::RollUpReportsResponse bring(const v1::RollUpReportsRequest& request, const As& as = As::operator_()) {
    world.house.settle();
    return world.house.ask<v1::RollUpReportsResponse>("records", "RecordsService/RollUpReports", request, as);
  }
  World world;
};

TEST_F(RollUp, AddsCountsAndAveragesAsTheFormSays) {
  world.filed("report", "a1", "2026-10",
              {number("attended", 10), number("age", 40), number("fines", 7), number("house", 3)});
  world.filed("report", "a2", "2026-10", {number("attended", 5), number("age", 41)});
  world.filed("report", "a3", "2026-10", {number("age", 41)});
  const auto sums = bring(request("a"));
  EXPECT_EQ(sums.papers(), 3u);
  ASSERT_EQ(sums.lines_size(), 3);
  EXPECT_EQ(sums.lines(0).field(), "attended");
  EXPECT_EQ(sums.lines(0).label().vi(), "Có mặt");
  EXPECT_EQ(sums.lines(0).roll_up(), v1::ROLL_UP_SUM);
  EXPECT_EQ(sums.lines(0).total(), 15);
  EXPECT_EQ(sums.lines(0).given(), 2u);
  EXPECT_EQ(sums.lines(1).field(), "age");
  EXPECT_EQ(sums.lines(1).average_milli(), 40'667);
  EXPECT_EQ(sums.lines(1).given(), 3u);
  EXPECT_EQ(sums.lines(2).field(), "fines");
  EXPECT_EQ(sums.lines(2).total(), 1);
}

TEST_F(RollUp, KeepsToTheUnitsBelowKindAndPeriod) {
  for (const std::string unit : {"a", "a1", "a2", "b1"})
    world.filed("report", unit, "2026-10", {number("attended", 1)});
  world.filed("report", "a1", "2026-11", {number("attended", 100)});
  world.filed("letter", "a1", "", {number("attended", 1000)});
  EXPECT_EQ(bring(request("a")).lines(0).total(), 2);
  EXPECT_EQ(bring(request("d")).lines(0).total(), 4);
  EXPECT_EQ(bring(request("")).lines(0).total(), 4);
  EXPECT_EQ(bring(request(""), As::person("c-b")).lines(0).total(), 1);
  EXPECT_EQ(bring(request("a1")).papers(), 0u);
  EXPECT_EQ(bring(request("", "letter", "")).lines(0).total(), 1000);
}

TEST_F(RollUp, TakesTheLatestVersionThatWasHandedIn) {
  const auto id = world.open("report", "a1", "2026-10", {number("attended", 1)});
  EXPECT_EQ(bring(request("a")).papers(), 0u) << "a draft is nobody's business yet";
  world.submit(id);
  EXPECT_EQ(bring(request("a")).lines(0).total(), 1);
  world.send_back(id);
  world.save(id, {number("attended", 2), number("age", 50)});
  EXPECT_EQ(bring(request("a")).lines(0).total(), 1) << "saved, but not handed in";
  EXPECT_EQ(bring(request("a")).lines(1).given(), 0u);
  world.submit(id);
  EXPECT_EQ(bring(request("a")).lines(0).total(), 2);
  EXPECT_EQ(bring(request("a")).lines(1).given(), 1u);
  world.send_back(id);
  world.save(id, {number("age", 50)});
  world.submit(id);
  EXPECT_EQ(bring(request("a")).lines(0).given(), 0u) << "cleared by its author";
}

TEST_F(RollUp, LeavesOutWhatWasTakenBackOrRejected) {
  world.withdraw(world.filed("report", "a1", "2026-10", {number("attended", 1)}));
  world.reject(world.filed("report", "a2", "2026-10", {number("attended", 10)}));
  world.approve(world.filed("report", "a3", "2026-10", {number("attended", 100)}));
  const auto sums = bring(request("a"));
  EXPECT_EQ(sums.papers(), 1u);
  EXPECT_EQ(sums.lines(0).total(), 100);
}

TEST_F(RollUp, StopsAtTheLargestNumberInsteadOfTurningOver) {
  constexpr auto most = std::numeric_limits<int64_t>::max();
  world.filed("report", "a1", "2026-10", {number("attended", most), number("age", -1)});
  world.filed("report", "a2", "2026-10", {number("attended", most), number("age", -2)});
  EXPECT_EQ(bring(request("a")).lines(0).total(), most);
  EXPECT_EQ(bring(request("a")).lines(1).average_milli(), -1'500);
}

TEST_F(RollUp, RefusesAnUnknownKindAndAMissingPeriod) {
  world.house.settle();
  const auto refused = [&](const v1::RollUpReportsRequest& asked) {
    return world.house.refused("records", "RecordsService/RollUpReports", asked, As::operator_());
  };
  EXPECT_EQ(refused(request("", "novel")).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refused(request("", "")).field(), "kind");
  EXPECT_EQ(refused(request("", "report", "")).code(), v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(refused(request("", "report", "2026")).field(), "period");
}

}  // namespace
}  // namespace giaoban::test
