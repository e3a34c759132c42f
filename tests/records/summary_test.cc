// Counts per kind: what was opened, how it ended, what is still open.
#include <gtest/gtest.h>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

std::string line(const v1::KindCount& count) {
  const auto numbers = {count.opened(),   count.approved(),  count.sent_back(),
                        count.rejected(), count.withdrawn(), count.still_open()};
  std::string line;
  for (const auto number : numbers) line += (line.empty() ? "" : " ") + std::to_string(number);
  return line;
}

TEST(Summary, CountsWhatWasBegunAndHowItEnded) {
  World world;
  world.open("report", "a1", "2026-10");
  world.approve(world.filed("report", "a2", "2026-10"));
  world.reject(world.filed("report", "a3", "2026-10"));
  world.withdraw(world.filed("report", "b1", "2026-10"));
  const auto returned = world.filed("report", "b2", "2026-10");
  world.send_back(returned);
  world.submit(returned);
  world.send_back(returned);
  world.submit(returned);
  world.approve(returned);
  world.approve(world.filed("report", "a1", "2026-11"));
  world.filed("letter", "a1", "");

  EXPECT_EQ(line(world.count("report", "", "", As::operator_())), "6 3 2 1 1 1");
  EXPECT_EQ(line(world.count("report", "2026-10", "", As::operator_())), "5 2 2 1 1 1");
  EXPECT_EQ(line(world.count("report", "2026-10", "a", As::operator_())), "3 1 0 1 0 1");
  EXPECT_EQ(line(world.count("report", "2026-10", "", As::person("c-b"))), "2 1 2 0 1 0");
  EXPECT_EQ(line(world.count("letter", "", "", As::operator_())), "1 0 0 0 0 1");
}

TEST(Summary, NamesEveryKindInForce) {
  World world;
  const auto summary = world.summarise("", "", As::operator_());
  ASSERT_EQ(summary.kinds_size(), 2);
  EXPECT_EQ(summary.kinds(0).kind(), "letter");
  EXPECT_EQ(line(summary.kinds(1)), "0 0 0 0 0 0");
}

TEST(Summary, CountsAHeldDecisionOnlyOnceItSeals) {
  World world;
  const auto sealed = world.filed("report", "a1", "2026-10");
  const auto undone = world.filed("report", "a2", "2026-10");
  world.approve(sealed, World::kBegins + 1'000'000);
  world.send_back(undone, World::kBegins + 1'000'000);
  EXPECT_EQ(line(world.count("report", "", "", As::operator_())), "2 0 0 0 0 2");
  world.seal(sealed);
  world.undo(undone);
  EXPECT_EQ(line(world.count("report", "", "", As::operator_())), "2 1 0 0 0 1");
}

TEST(Summary, FollowsAUnitToItsNewParent) {
  World world;
  world.approve(world.filed("report", "a1", "2026-10"));
  EXPECT_EQ(line(world.count("report", "", "a", As::operator_())), "1 1 0 0 0 0");
  world.unit("a1", "b", v1::LEVEL_CELL, "Chi bộ thôn Em");
  EXPECT_EQ(line(world.count("report", "", "a", As::operator_())), "0 0 0 0 0 0");
  EXPECT_EQ(line(world.count("report", "", "b", As::operator_())), "1 1 0 0 0 0");
  v1::ListDossiersRequest below;
  below.set_unit_id("b");
  EXPECT_EQ(world.list(below, As::person("c-b")).lines_size(), 1);
}

TEST(Summary, RefusesAPeriodThatIsNone) {
  World world;
  v1::SummariseDossiersRequest request;
  request.set_period("tháng 10");
  const auto no = world.house.refused("records", "RecordsService/SummariseDossiers", request, As::operator_());
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(no.field(), "period");
}

}  // namespace
}  // namespace giaoban::test
