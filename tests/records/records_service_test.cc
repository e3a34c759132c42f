// Hearing: rebuilt rows are the same rows, whatever was heard first and however often it had to be tried.
#include "services/records/records_service.h"

#include <gtest/gtest.h>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

// A bit of everything; in pieces, each of which is heard before the next is said, or in one.
void live_a_while(World& world, bool in_pieces = false) {
  const auto heard = [&] {
    if (in_pieces) world.house.settle();
  };
  world.owe("report", "a1", "2026-10", World::kBegins + 4);
  world.owe("report", "b1", "2026-10", World::kBegins + 4);
  const auto road = world.filed("report", "a1", "2026-10", {text("theme", "Mở rộng đường"), number("attended", 9)});
  const auto clean = world.open("report", "a2", "2026-10", {text("theme", "Vệ sinh")});
  heard();
  world.save(clean, {text("content", "Vệ sinh đường làng"), number("attended", 3), number("age", 50)});
  world.send_back(road);
  heard();
  world.unit("b3", "b", v1::LEVEL_CELL, "Chi bộ thôn 5");
  world.rename("b2", "Chi bộ thôn 90");
  world.meet("report", "a1", "2026-10");
  world.miss("report", "b1", "2026-10");
  world.owe("report", "a2", "2026-10", World::kBegins + 400);
  world.save(road, {text("theme", "Mở rộng đường thôn"), number("age", 41)});
  heard();
  world.submit(road);
  world.submit(clean);
  heard();
  world.approve(road);
  world.approve(clean, World::kBegins + 1'000'000);
  world.withdraw(world.filed("letter", "b3", ""));
  heard();
  world.comment(road);
  world.unit("a3", "b", v1::LEVEL_CELL, "Chi bộ thôn Dũng");
  heard();
  world.reject(world.filed("report", "a3", "2026-11"));
  world.house.settle();
}

TEST(Records, AreTheSameRowsWhenHeardAgain) {
  World world;
  live_a_while(world);
  const auto before = world.rows();
  EXPECT_GT(before.size(), 40u);
  world.rebuild();
  EXPECT_EQ(world.rows(), before);
}

TEST(Records, AreTheSameRowsWhetherHeardInOnePieceOrInMany) {
  World at_once;
  live_a_while(at_once);
  World in_pieces;
  live_a_while(in_pieces, true);
  EXPECT_EQ(in_pieces.rows(), at_once.rows());
}

TEST(Records, AreTheSameRowsAfterARestart) {
  World world;
  live_a_while(world);
  const auto before = world.rows();
  world.house.restart("records");
  EXPECT_EQ(world.rows(), before);
  world.approve(world.filed("report", "b1", "2026-10"));
  EXPECT_EQ(world.count("report", "2026-10", "b", As::person("c-b")).approved(), 1u);
}

TEST(Records, WaitForTheDirectoryBeforeTheyShowWhatRestsOnIt) {
  World world;
  world.house.settle();
  world.house.wire().cut("directory");
  world.house.pass_machine(5'000'000);
  world.unit("b3", "b", v1::LEVEL_CELL, "Chi bộ thôn 5");
  const auto id = world.open("report", "b3", "2026-10", {text("theme", "Làm đường"), number("attended", 4)});
  world.rest_on(0);
  world.submit(id);
  world.house.pass_machine(5'000'000);
  v1::ListDossiersRequest all;
  EXPECT_EQ(world.list(all, As::operator_()).lines_size(), 0);
  EXPECT_EQ(world.house.status("records").parked(), 0u);

  // Whoever must see what they wrote is told to come again rather than shown less.
  const auto outcome = world.house.call("records", "RecordsService/ListDossiers", all, As::operator_(), 2);
  ASSERT_TRUE(std::holds_alternative<v1::Refusal>(outcome));
  EXPECT_EQ(std::get<v1::Refusal>(outcome).code(), v1::REFUSAL_CODE_UNAVAILABLE);
  EXPECT_GT(std::get<v1::Refusal>(outcome).retry_after_ms(), 0u);

  world.house.restart("records");
  world.house.wire().heal("directory");
  world.house.pass_machine(5'000'000);
  const auto page = world.list(all, As::operator_());
  ASSERT_EQ(page.lines_size(), 1);
  EXPECT_EQ(page.lines(0).unit_name(), "Chi bộ thôn 5");
  EXPECT_EQ(page.lines(0).title(), "Làm đường");
  EXPECT_EQ(page.lines(0).state(), "review");
  const auto late = world.rows();
  world.rebuild();
  EXPECT_EQ(world.rows(), late);
}

TEST(Records, KeepNothingOfTextsThatWereErased) {
  World world;
  const auto id = world.filed("report", "a1", "2026-10", {text("theme", "Làm đường"), number("attended", 4)});
  world.house.settle();
  world.router.erase_contents(100);
  world.rebuild();
  v1::ListDossiersRequest request;
  ASSERT_EQ(world.list(request, As::operator_()).lines_size(), 1);
  EXPECT_EQ(world.list(request, As::operator_()).lines(0).dossier_id(), id);
  EXPECT_EQ(world.list(request, As::operator_()).lines(0).title(), "");
  request.set_words("duong");
  EXPECT_EQ(world.list(request, As::operator_()).lines_size(), 0);
}

TEST(Records, AreTheSameRowsWhenOnlyHandedInPapersAreStillKept) {
  World world;
  const auto id = world.open("report", "a1", "2026-10", {text("theme", "Nháp"), number("age", 9)});
  world.save(id, {text("theme", "Làm đường"), number("attended", 4)});
  world.submit(id);
  world.house.settle();
  const auto before = world.rows();
  world.router.erase_contents(3);
  world.rebuild();
  EXPECT_EQ(world.rows(), before);
}

TEST(Records, KeepNoTextAsItWasWritten) {
  World world;
  world.filed("report", "a1", "2026-10", {text("theme", "Làm đường"), text("content", "Nhà ông Bảy khó khăn")});
  world.house.settle();
  for (const auto& row : world.rows()) EXPECT_EQ(row.find("ông Bảy"), std::string::npos) << row;
}

TEST(Records, AreNotDisturbedByNoticesAndByObligationsThatWereNeverOpened) {
  World world;
  live_a_while(world);
  const auto before = world.rows();
  world.miss("novel", "a1", "2026-10");
  v1::LogRecord record;
  record.mutable_reminder()->mutable_notice_due()->set_notice_id("x");
  world.reminder.say(record);
  world.house.settle();
  EXPECT_EQ(world.rows(), before);
  const auto status = world.house.status("records");
  for (const auto& cursor : status.cursors()) {
    EXPECT_EQ(cursor.position(), cursor.head()) << cursor.source();
    EXPECT_EQ(cursor.stopped(), "");
  }
}

TEST(Records, ParkADossierWhoseBeginningIsMissingAndGoOn) {
  World world;
  world.comment("00000000-0000-7000-8000-00000000dead");
  world.filed("report", "a1", "2026-10");
  for (int i = 0; i < 20; ++i) world.house.pass_machine(1'000'000);
  EXPECT_EQ(world.house.status("records").parked(), 1u);
  EXPECT_EQ(world.list({}, As::operator_()).lines_size(), 1);
}

}  // namespace
}  // namespace giaoban::test
