// Lists of what waits: with whom, for how long, past its time, and for whoever asks.
#include <gtest/gtest.h>

#include <functional>

#include "tests/records/world.h"
#include "workflows/core/time.h"

namespace giaoban::test {
namespace {

using Ids = std::vector<std::string>;

// Four papers as of Friday, 20 November 2026, ten o'clock.
class Waits : public testing::Test {
 protected:
  Waits() {
    const auto nine = [](const char* day) { return *core::parse_date(day) + 9 * core::kHour; };
    world.at(nine("2026-11-11"));
    old = world.filed("report", "a1", "2026-10", {text("theme", "Làm đường")});
    world.at(nine("2026-11-17"));
    recent = world.filed("report", "b1", "2026-11", {text("theme", "Làm cầu")});
    world.at(nine("2026-11-18"));
    returned = world.filed("letter", "a2", "", {text("theme", "Vệ sinh đường làng")});
    world.send_back(returned);
    draft = world.open("report", "a3", "2026-11", {text("theme", "Làm đường")});
    done = world.filed("report", "a3", "2026-10", {text("theme", "Làm đường")});
    world.approve(done);
    world.house.advance_to(nine("2026-11-20") + core::kHour);
  }
  Ids found(const As& as, const std::function<void(v1::ListDossiersRequest&)>& set) {
    v1::ListDossiersRequest request;
    request.set_limit(1);
    set(request);
    const auto ids = world.walk(request, as);
    EXPECT_EQ(world.list(request, as).total(), ids.size());
    return ids;
  }

  World world;
  std::string old, recent, returned, draft, done;
};

TEST_F(Waits, SayWhoIsAskedSinceWhenInWords) {
  v1::ListDossiersRequest request;
  request.set_unit_id("a1");
  const auto page = world.list(request, As::person("c-a"));
  ASSERT_EQ(page.lines_size(), 1);
  const auto& line = page.lines(0);
  EXPECT_EQ(line.kind_title().vi(), "Văn bản");
  EXPECT_EQ(line.state_label().en(), "With the commune");
  EXPECT_EQ(line.waiting_unit_id(), "a");
  EXPECT_EQ(line.waiting_unit_name(), "Đảng bộ xã Bảo Đài");
  EXPECT_EQ(line.entered_us(), *core::parse_date("2026-11-11") + 9 * core::kHour + 2);
  request.set_unit_id("a3");
  request.set_period("2026-10");
  const auto ended = world.list(request, As::person("c-a"));
  ASSERT_EQ(ended.lines_size(), 1);
  EXPECT_EQ(ended.lines(0).waiting_unit_id(), "");
  EXPECT_EQ(ended.lines(0).entered_us(), 0);
}

TEST_F(Waits, AreFoundByTheUnitThatIsAsked) {
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"); }), Ids{old});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a2"); }), Ids{returned});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a3"); }), Ids{}) << "a draft waits for nobody";
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("d"); }), Ids{}) << "that unit only";
  EXPECT_EQ(found(As::person("c-a"), [](auto& r) { r.set_waiting_unit_id("b"); }), Ids{}) << "not theirs to see";
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_unit_id("b"); }), Ids{});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_kind("letter"); }), Ids{});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_state("review"); }), Ids{old});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_period("2026-11"); }), Ids{});
}

TEST_F(Waits, AreFoundByWholeWorkingDays) {
  // Seven days for the old one, three for the recent one, two for the letter, each and an hour.
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(7); }), Ids{old});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(8); }), Ids{});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(2), r.set_waiting_days_to(3); }),
            (Ids{recent, returned}));
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_to(2); }), Ids{returned});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(4'000'000'000); }), Ids{});
  // The evening before nothing is whole that was begun at nine.
  world.house.advance_to(*core::parse_date("2026-11-23") + 8 * core::kHour);
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(8); }), Ids{});
  world.house.advance_to(*core::parse_date("2026-11-23") + 9 * core::kHour + 2);
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(8); }), Ids{old});
}

TEST_F(Waits, AreFoundByWhoeverIsAsked) {
  const auto mine = [&](const std::string& person) {
    return found(As::person(person), [](auto& r) { r.set_waiting_for_me(true); });
  };
  EXPECT_EQ(mine("c-a"), Ids{old});
  EXPECT_EQ(mine("c-b"), Ids{recent});
  EXPECT_EQ(mine("c-d"), Ids{});
  EXPECT_EQ(mine("s-a2"), Ids{returned});
  EXPECT_EQ(mine("s-a3"), Ids{draft}) << "their own drafts do wait for them";
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_for_me(true); }), Ids{});
  world.office("deputy", "a2", v1::ROLE_DEPUTY_SECRETARY);
  EXPECT_EQ(mine("deputy"), Ids{returned}) << "asked of the first role that may open it, seen by the others";
  world.office("head", "a2", v1::ROLE_VILLAGE_HEAD);
  EXPECT_EQ(mine("head"), Ids{});
}

TEST_F(Waits, AreFoundWhenTheirTimeIsOver) {
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_overdue(true); }), (Ids{draft, recent, old, returned}));
  const auto late = world.filed("letter", "b2", "");
  world.at(*core::parse_date("2026-11-20") + 10 * core::kHour - 1000);
  const auto now = world.filed("letter", "b2", "");
  EXPECT_EQ(found(As::person("c-b"), [](auto& r) { r.set_overdue(true), r.set_kind("letter"); }), Ids{late})
      << "due this very moment is not past it";
  world.approve(late);
  EXPECT_EQ(found(As::person("c-b"), [](auto& r) { r.set_overdue(true), r.set_kind("letter"); }), Ids{});
  world.house.advance_to(*core::parse_date("2026-11-20") + 10 * core::kHour + 5);
  EXPECT_EQ(found(As::person("c-b"), [](auto& r) { r.set_overdue(true), r.set_kind("letter"); }), Ids{now});
}

TEST_F(Waits, AreFoundByWordsToo) {
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_overdue(true), r.set_words("đường"); }),
            (Ids{draft, old, returned}));
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_days_from(3), r.set_words("lam"); }),
            (Ids{recent, old}));
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_stage(v1::STAGE_APPROVED), r.set_words("lam"); }), Ids{done});
}

TEST_F(Waits, AreFoundByHowFarTheyHaveCome) {
  const auto stage = [&](v1::Stage wanted) { return found(As::operator_(), [&](auto& r) { r.set_stage(wanted); }); };
  EXPECT_EQ(stage(v1::STAGE_EXPECTED), (Ids{draft, recent, done, old, returned}));
  EXPECT_EQ(stage(v1::STAGE_OPENED), (Ids{draft, recent, done, old, returned}));
  EXPECT_EQ(stage(v1::STAGE_HANDED_IN), (Ids{recent, done, old, returned}));
  EXPECT_EQ(stage(v1::STAGE_DECIDED), (Ids{done, returned}));
  EXPECT_EQ(stage(v1::STAGE_APPROVED), Ids{done});
  world.reopen(done);
  EXPECT_EQ(stage(v1::STAGE_DECIDED), Ids{returned});
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"); }), (Ids{done, old}));
}

TEST_F(Waits, StayWhereTheyAreWhileADecisionIsHeld) {
  world.approve(old, *core::parse_date("2026-11-21"));
  EXPECT_EQ(found(As::person("c-a"), [](auto& r) { r.set_waiting_for_me(true); }), Ids{old});
  EXPECT_EQ(found(As::person("c-a"), [](auto& r) { r.set_waiting_days_from(7); }), Ids{old});
  world.undo(old);
  EXPECT_EQ(found(As::person("c-a"), [](auto& r) { r.set_waiting_days_from(7); }), Ids{old});
}

TEST_F(Waits, AreAsBeforeWhenAStepIsRolledBackOrTheServiceStartsAgain) {
  const auto all = [&] { return found(As::operator_(), [](auto& r) { r.set_waiting_days_to(20); }); };
  const auto before = all();
  world.comment("00000000-0000-7000-8000-00000000dead");  // of a paper that was never opened: its batch is rolled back
  const auto fresh = world.filed("report", "a2", "2026-11", {text("theme", "Làm đường")});
  for (int i = 0; i < 20; ++i) world.house.pass_machine(1'000'000);
  EXPECT_EQ(world.house.status("records").parked(), 1u);
  auto after = before;
  after.insert(after.begin(), fresh);
  EXPECT_EQ(all(), after);
  EXPECT_EQ(found(As::operator_(), [](auto& r) { r.set_words("làm đường"), r.set_period("2026-11"); }),
            (Ids{draft, fresh}));
  const auto rows = world.rows();
  world.house.restart("records");
  EXPECT_EQ(all(), after);
  EXPECT_EQ(world.rows(), rows);
}

TEST_F(Waits, RefuseWhatThereIsNot) {
  const auto refused = [&](auto set) {
    v1::ListDossiersRequest request;
    set(request);
    world.house.settle();
    return world.house.refused("records", "RecordsService/ListDossiers", request, As::person("c-a"));
  };
  EXPECT_EQ(refused([](auto& r) { r.set_waiting_unit_id("x"); }).field(), "waiting_unit_id");
  EXPECT_EQ(refused([](auto& r) { r.set_stage(static_cast<v1::Stage>(9)); }).field(), "stage");
  const auto no = refused([](auto& r) { r.set_waiting_days_from(3), r.set_waiting_days_to(2); });
  EXPECT_EQ(no.field(), "waiting_days_to");
  EXPECT_FALSE(no.text_vi().empty() || no.text_en().empty());
}

}  // namespace
}  // namespace giaoban::test
