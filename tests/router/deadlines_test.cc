// The router's own deadlines: held decisions that seal or are undone, states that expire.
#include <gtest/gtest.h>

#include "tests/house/district.h"

namespace giaoban::test {
namespace {

DistrictOptions held_for(int64_t seconds) {
  DistrictOptions options;
  options.router.hold_us = seconds * core::kSecond;
  return options;
}

class AHeldDecision : public testing::Test {
 protected:
  District district{held_for(30)};
  Paper paper{district};
  void SetUp() override {
    ASSERT_EQ(paper.opens("secretary1"), "ok");
    ASSERT_EQ(paper.submits("secretary1"), "ok");
    ASSERT_EQ(paper.approves("clerk"), "ok");
  }
  void pass(int64_t seconds) {
    district.house.advance_to(district.house.clock().now().business_us + seconds * core::kSecond);
  }
  size_t decided() {
    size_t n = 0;
    for (const auto reason : district.told("secretary1")) n += reason == v1::NOTICE_REASON_DECIDED;
    return n;
  }
};

TEST_F(AHeldDecision, LeavesNothingBeforeItSeals) {
  EXPECT_EQ(paper.state, "with_commune");
  EXPECT_TRUE(paper.read("clerk").dossier().has_pending());
  pass(29);
  EXPECT_EQ(decided(), 0u);
  pass(2);
  const auto dossier = paper.read("clerk").dossier();
  EXPECT_FALSE(dossier.has_pending());
  EXPECT_EQ(dossier.at().state(), "approved");
  EXPECT_EQ(decided(), 1u);
  EXPECT_TRUE(district.house.log_of("router").back().dossier().has_sealed());
}

TEST_F(AHeldDecision, CanBeUndoneByWhoMadeItUntilItSeals) {
  EXPECT_NE(paper.undoes("second_clerk"), "ok");
  EXPECT_EQ(paper.undoes("clerk"), "ok");
  EXPECT_EQ(paper.state, "with_commune");
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  pass(60);
  EXPECT_EQ(decided(), 0u);
  EXPECT_EQ(paper.undoes("clerk"), "NOT_PENDING");
}

TEST_F(AHeldDecision, SealsAtOnceWhenAskedTo) {
  EXPECT_EQ(paper.act("clerk", [](auto& c) { c.mutable_seal(); }), "ok");
  EXPECT_EQ(paper.state, "approved");
  EXPECT_EQ(decided(), 1u);
}

TEST_F(AHeldDecision, SealsOnceAlthoughTheRouterDied) {
  district.house.restart("router");
  district.house.pass_machine(5'000'000);
  pass(31);
  district.house.restart("router");
  pass(31);
  size_t seals = 0;
  for (const auto& record : district.house.log_of("router")) seals += record.dossier().has_sealed();
  EXPECT_EQ(seals, 1u);
}

TEST(AState, ExpiresByItselfWhereItsKindSaysSo) {
  District district;
  std::string kind = file_text("tests/scenarios/kinds/visit_report.txtpb");
  kind.replace(kind.find("visit_report\""), 12, "short_note__");
  kind.replace(
      kind.find("  states { name: \"filed\""), 0,
      "  states { name: \"lapsed\" label { vi: \"Hết hạn\" en: \"Lapsed\" } end: true outcome: OUTCOME_EXPIRED }\n");
  kind.replace(kind.find("    due { working_days: 3 }"), 27,
               "    due { working_days: 3 } expiry { working_days_after_due: 2 to: \"lapsed\" }");
  district.publish(kind);
  Paper note(district);
  ASSERT_EQ(note.opens("secretary1", "short_note__", "p.d.c.1",
                       {Paper::text_field("official", "clerk"), Paper::text_field("impression", "Tốt")}),
            "ok");
  ASSERT_EQ(note.submits("secretary1"), "ok");
  district.house.advance_to(on("2026-11-09"));
  EXPECT_EQ(note.read("clerk").dossier().at().state(), "with_commune");
  district.house.advance_to(on("2026-11-10"));
  EXPECT_EQ(note.read("clerk").dossier().at().state(), "lapsed");
  EXPECT_EQ(district.house.log_of("router").back().principal(), "router");
}

}  // namespace
}  // namespace giaoban::test
