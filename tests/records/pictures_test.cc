// Pictures: their numbers are those of the lists that they lead to, for whoever looks.
#include <gtest/gtest.h>

#include "tests/records/pictures_scene.h"

namespace giaoban::test {
namespace {

TEST_F(Pictures, OfComplianceCountEveryObligationOnce) {
  const auto grid = compliance(As::operator_());
  EXPECT_EQ(grid.unit_id(), "d");
  EXPECT_EQ(grid.unit_name(), "Đảng bộ huyện Lục Nam");
  ASSERT_EQ(grid.periods_size(), 6);
  EXPECT_EQ(grid.periods(0), "2026-06");
  EXPECT_EQ(grid.periods(5), "2026-11");
  ASSERT_EQ(grid.rows_size(), 2);
  EXPECT_EQ(grid.rows(0).name(), "Đảng bộ xã Bảo Đài");
  EXPECT_EQ(grid.rows(0).level(), v1::LEVEL_COMMUNE);
  EXPECT_EQ(text(grid.rows(0).cells(4)), "3 1 1 1 0");
  EXPECT_EQ(text(grid.rows(0).cells(5)), "3 2 0 0 1");
  EXPECT_EQ(text(grid.rows(1).cells(4)), "2 0 0 2 0");
  EXPECT_EQ(text(grid.rows(1).cells(5)), "2 1 0 0 1");
  EXPECT_EQ(text(grid.totals(3)), "0 0 0 0 0");
  EXPECT_EQ(text(grid.totals(4)), "5 1 1 3 0");
  EXPECT_EQ(text(grid.totals(5)), "5 3 0 0 2");
  EXPECT_EQ(grid.as_of_us(), *core::parse_date(kNow) + 10 * core::kHour);
}

TEST_F(Pictures, OfComplianceLeadToTheirLists) {
  for (const auto& [as, unit] : {std::pair(As::operator_(), "d"), std::pair(As::person("c-a"), "a"),
                                 std::pair(As::person("c-d"), "b"), std::pair(As::person("s-a1"), "a1")}) {
    const auto grid = compliance(as, unit);
    uint32_t handed_in = 0;
    for (const auto& row : grid.rows()) {
      ASSERT_EQ(row.cells_size(), grid.periods_size());
      for (int i = 0; i < row.cells_size(); ++i) {
        const auto& cell = row.cells(i);
        EXPECT_EQ(cell.expected(), cell.on_time() + cell.late() + cell.missing() + cell.not_due());
        handed_in += cell.on_time() + cell.late();
        EXPECT_EQ(cell.on_time() + cell.late(), listed(as, [&](auto& r) {
                    r.set_unit_id(row.unit_id()), r.set_kind("report"), r.set_period(grid.periods(i));
                    r.set_stage(v1::STAGE_HANDED_IN);
                  }));
      }
    }
    EXPECT_GT(handed_in, 0u) << unit;
  }
}

TEST_F(Pictures, OfComplianceNameThePaperOfACell) {
  const auto grid = compliance(As::person("c-a"), "", "2026-10", "2026-11");
  EXPECT_EQ(grid.unit_id(), "a") << "the highest that the clerk may see";
  ASSERT_EQ(grid.rows_size(), 3);
  EXPECT_EQ(grid.rows(0).unit_id(), "a3");
  EXPECT_EQ(grid.rows(0).cells(0).dossier_id(), "") << "never begun";
  EXPECT_EQ(grid.rows(2).cells(0).dossier_id(), approved);
  EXPECT_EQ(grid.rows(2).cells(1).dossier_id(), returned);
  const auto commune = compliance(As::operator_(), "d", "2026-10", "2026-10");
  EXPECT_EQ(commune.rows(0).cells(0).dossier_id(), "") << "of three papers none is the one";
  const auto anew = world.open("report", "b2", "2026-11");
  EXPECT_EQ(compliance(As::person("s-b2")).rows(0).cells(5).dossier_id(), anew) << "not the one that was thrown away";
}

TEST_F(Pictures, OfComplianceCallAnOpenObligationMissingOnceItsTimeIsOver) {
  world.owe("report", "a1", "2026-09", *core::parse_date(kNow) + 10 * core::kHour);
  EXPECT_EQ(text(compliance(As::person("s-a1"), "", "2026-09").rows(0).cells(0)), "1 0 0 0 1");
  world.house.advance_to(*core::parse_date(kNow) + 10 * core::kHour + 1);
  EXPECT_EQ(text(compliance(As::person("s-a1"), "", "2026-09").rows(0).cells(0)), "1 0 0 1 0");
  world.meet("report", "a1", "2026-09", true);
  EXPECT_EQ(text(compliance(As::person("s-a1"), "", "2026-09").rows(0).cells(0)), "1 0 1 0 0");
  world.owe_again("report", "a1", "2026-09");
  EXPECT_EQ(text(compliance(As::person("s-a1"), "", "2026-09").rows(0).cells(0)), "1 0 0 1 0");
}

// Freed units are in no rate: neither expected nor missing, in their commune, their district and that month alone.
TEST_F(Pictures, OfComplianceExpectNothingOfWhoIsExempt) {
  world.exempt("report", "a3", "2026-10");
  world.exempt("report", "b2", "2026-10");
  auto grid = compliance(As::operator_());
  EXPECT_EQ(text(grid.rows(0).cells(4)), "2 1 1 0 0") << "the commune of a3";
  EXPECT_EQ(grid.rows(0).cells(4).exempt(), 1u);
  EXPECT_EQ(text(grid.rows(1).cells(4)), "1 0 0 1 0");
  EXPECT_EQ(text(grid.totals(4)), "3 1 1 1 0") << "the district";
  EXPECT_EQ(grid.totals(4).exempt(), 2u);
  EXPECT_EQ(text(grid.totals(5)), "5 3 0 0 2") << "the next month";
  EXPECT_EQ(grid.totals(5).exempt(), 0u);
  const auto cells = compliance(As::person("c-a"), "", "2026-10", "2026-10");
  EXPECT_EQ(text(cells.rows(0).cells(0)), "0 0 0 0 0") << "a3 itself";
  EXPECT_EQ(cells.rows(0).cells(0).exempt(), 1u);
  EXPECT_EQ(funnel(As::operator_(), "", "2026-10").stages(0).count(), 3u) << "not without a paper that is owed";
  const auto live = world.rows();
  world.rebuild();
  EXPECT_EQ(world.rows(), live);

  world.lift("report", "a3", "2026-10", v1::OBLIGATION_STATE_MISSING);
  world.lift("report", "b2", "2026-10", v1::OBLIGATION_STATE_OPEN);
  world.meet("report", "b2", "2026-10", true);
  grid = compliance(As::operator_());
  EXPECT_EQ(text(grid.rows(0).cells(4)), "3 1 1 1 0") << "as if it had never been";
  EXPECT_EQ(text(grid.totals(4)), "5 1 2 2 0");
  EXPECT_EQ(grid.totals(4).exempt(), 0u);
}

TEST_F(Pictures, OfTheFunnelLeadToTheirLists) {
  const auto whole = funnel(As::operator_());
  EXPECT_EQ(whole.period(), "2026-11");
  ASSERT_EQ(whole.stages_size(), 5);
  // Owed by five; a1, a2, b1 and b2 began; b2 threw it away; a1 came back, a2 is approved on hold, b1 was forwarded.
  const std::vector<uint64_t> counts = {5, 4, 3, 2, 0};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(whole.stages(i).count(), counts[static_cast<size_t>(i)]) << i;
  EXPECT_EQ(whole.returned(), 1u);
  for (const auto& [as, unit] : {std::pair(As::operator_(), ""), std::pair(As::person("c-a"), ""),
                                 std::pair(As::person("c-d"), "b"), std::pair(As::person("s-b2"), "b2")}) {
    for (const std::string period : {"2026-10", "2026-11"}) {
      const auto picture = funnel(as, unit, period);
      uint64_t before = picture.stages(0).count();
      for (const auto& stage : picture.stages()) {
        EXPECT_LE(stage.count(), before) << "each stage contains the next";
        before = stage.count();
        if (stage.stage() == v1::STAGE_EXPECTED) continue;
        EXPECT_EQ(stage.count(), listed(as, [&](auto& r) {
                    r.set_unit_id(unit), r.set_kind("report"), r.set_period(period), r.set_stage(stage.stage());
                  }));
      }
    }
  }
  const auto letters = funnel(As::operator_(), "", "", "letter");
  EXPECT_EQ(letters.stages(0).stage(), v1::STAGE_OPENED) << "nothing is owed";
  EXPECT_EQ(letters.stages(0).count(), 1u);
}

TEST_F(Pictures, LetAHeldDecisionCountOnlyOnceItSeals) {
  EXPECT_EQ(funnel(As::operator_()).stages(4).count(), 0u);
  EXPECT_EQ(listed(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_period("2026-11"); }), 1u);
  world.seal(held);
  EXPECT_EQ(funnel(As::operator_()).stages(4).count(), 1u);
  EXPECT_EQ(listed(As::operator_(), [](auto& r) { r.set_waiting_unit_id("a"), r.set_period("2026-11"); }), 0u);
}

TEST_F(Pictures, OfAgeingLeadToTheirLists) {
  const auto whole = ageing(As::operator_());
  // The late one of a2 at the commune, the return of a1, the held one of a2, the forwarded one, the letter.
  uint32_t papers = 0;
  for (const auto& [as, unit] :
       {std::pair(As::operator_(), ""), std::pair(As::person("c-a"), ""), std::pair(As::person("c-d"), "b")}) {
    int64_t before = 0;
    const auto shown = ageing(as, unit);
    for (const auto& row : shown.rows()) {
      EXPECT_GE(row.oldest_us(), before) << "the longest waiting first";
      before = row.oldest_us();
      const std::vector<std::pair<uint32_t, uint32_t>> days = {{0, 1}, {2, 3}, {4, 5}, {6, 0}};
      for (int i = 0; i < 4; ++i) {
        papers += row.counts(i);
        EXPECT_EQ(row.counts(i), listed(as,
                                        [&](auto& r) {
                                          r.set_unit_id(unit), r.set_waiting_unit_id(row.unit_id());
                                          r.set_waiting_days_from(days[static_cast<size_t>(i)].first);
                                          r.set_waiting_days_to(days[static_cast<size_t>(i)].second);
                                        }))
            << row.unit_name() << " " << i;
      }
      EXPECT_EQ(row.overdue(), listed(as, [&](auto& r) {
                  r.set_unit_id(unit), r.set_waiting_unit_id(row.unit_id()), r.set_overdue(true);
                }));
    }
  }
  EXPECT_EQ(papers, 5u + 3u + 2u);
  ASSERT_EQ(whole.rows_size(), 4);
  EXPECT_EQ(whole.rows(0).unit_id(), "a");
  EXPECT_EQ(whole.rows(0).role(), v1::ROLE_CLERK);
  EXPECT_EQ(whole.rows(0).counts(3), 1u) << "from the third of November";
  EXPECT_EQ(whole.rows(0).counts(2), 1u) << "from the Monday: four days and an hour";
  EXPECT_EQ(whole.rows(1).unit_id(), "a1");
  EXPECT_EQ(whole.rows(1).role(), v1::ROLE_SECRETARY);
  EXPECT_EQ(ageing(As::operator_(), "", "letter").rows_size(), 1);
}

TEST_F(Pictures, OfStepTimesAddWhatEndedAndWhatGoesOn) {
  const auto times = step_times(As::operator_());
  ASSERT_EQ(times.steps_size(), 3);
  EXPECT_EQ(times.steps(0).state(), "draft");
  EXPECT_TRUE(times.steps(0).with_author());
  const auto& review = times.steps(1);
  EXPECT_EQ(review.label().en(), "With the commune");
  EXPECT_FALSE(review.with_author());
  // a1 and b1 left at once; a2 is held and goes on since the Monday at nine: four days and an hour.
  EXPECT_EQ(review.stays(), 3u);
  EXPECT_EQ(review.working_minutes(), 4 * 450u + 60 - 1) << "it came a moment after nine";
  EXPECT_EQ(review.longest_minutes(), review.working_minutes());
  EXPECT_EQ(review.median_minutes(), 60u);
  world.seal(held);
  EXPECT_EQ(step_times(As::operator_()).steps(1).stays(), 3u) << "it ended where it went on";
  EXPECT_EQ(step_times(As::person("c-b")).steps(1).stays(), 1u);
  EXPECT_EQ(step_times(As::operator_(), "", "2026-10", "2026-11").steps(1).stays(), 5u);
  const auto before = world.rows();
  world.rebuild();
  EXPECT_EQ(world.rows(), before);
}

TEST_F(Pictures, ShowAStrangerNothing) {
  const auto stranger = As::person("nobody");
  const auto grid = compliance(stranger);
  EXPECT_EQ(grid.rows_size(), 0);
  EXPECT_EQ(grid.unit_name(), "");
  for (const auto& total : grid.totals()) EXPECT_EQ(total.expected(), 0u);
  const auto shown = funnel(stranger);
  for (const auto& stage : shown.stages()) EXPECT_EQ(stage.count(), 0u);
  EXPECT_EQ(ageing(stranger).rows_size(), 0);
  const auto times = step_times(stranger);
  for (const auto& step : times.steps()) EXPECT_EQ(step.stays(), 0u);
  EXPECT_EQ(listed(stranger, [](auto& r) { r.set_overdue(true); }), 0u);
}

TEST_F(Pictures, RefuseUnitsOfOthersAndWhatThereIsNot) {
  v1::GetComplianceRequest grid;
  grid.set_kind("report");
  grid.set_unit_id("b");
  EXPECT_EQ(refused("GetCompliance", grid).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  v1::GetFunnelRequest stages;
  stages.set_kind("report");
  stages.set_unit_id("b");
  EXPECT_EQ(refused("GetFunnel", stages).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  v1::GetAgeingRequest waits;
  waits.set_unit_id("b");
  EXPECT_EQ(refused("GetAgeing", waits).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  v1::GetStepTimesRequest steps;
  steps.set_kind("report");
  steps.set_unit_id("b");
  EXPECT_EQ(refused("GetStepTimes", steps).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);

  grid.clear_unit_id();
  grid.set_kind("novel");
  EXPECT_EQ(refused("GetCompliance", grid).code(), v1::REFUSAL_CODE_NOT_FOUND);
  grid.set_kind("letter");
  EXPECT_EQ(refused("GetCompliance", grid).field(), "kind");
  grid.set_kind("report");
  for (const auto& [from, to, field] : std::vector<std::array<std::string, 3>>{{"2026-Q3", "", "from_period"},
                                                                               {"", "hôm nay", "to_period"},
                                                                               {"2026-11", "2026-10", "from_period"},
                                                                               {"2020-01", "", "from_period"}}) {
    grid.set_from_period(from);
    grid.set_to_period(to);
    const auto no = refused("GetCompliance", grid);
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID_FIELD);
    EXPECT_EQ(no.field(), field);
    EXPECT_FALSE(no.text_vi().empty() || no.text_en().empty());
  }
  stages.clear_unit_id();
  stages.set_period("2026-Q1");
  EXPECT_EQ(refused("GetFunnel", stages).field(), "period");
  steps.clear_unit_id();
  steps.set_from_period("2026-11");
  steps.set_to_period("2026-10");
  EXPECT_EQ(refused("GetStepTimes", steps).field(), "from_period");
  waits.clear_unit_id();
  waits.set_kind("novel");
  EXPECT_EQ(refused("GetAgeing", waits).field(), "kind");
}

TEST_F(Pictures, FollowNewNamesAndNewParents) {
  const auto names = [&] {
    std::string all;
    const auto shown = compliance(As::operator_(), "a");
    for (const auto& row : shown.rows()) all += row.name() + ", ";
    return all;
  };
  EXPECT_EQ(names(), "Chi bộ thôn Dũng, Chi bộ thôn Đạt, Chi bộ thôn Em, ");
  world.rename("a3", "Chi bộ thôn Yên");
  EXPECT_EQ(names(), "Chi bộ thôn Đạt, Chi bộ thôn Em, Chi bộ thôn Yên, ");
  world.rename("a2", "Chi bộ thôn Zuôn");
  v1::ListDossiersRequest october;
  october.set_period("2026-10");
  october.set_unit_id("a");
  const auto page = world.list(october, As::operator_());
  ASSERT_EQ(page.lines_size(), 2);
  EXPECT_EQ(page.lines(0).unit_id(), "a1");
  EXPECT_EQ(page.lines(1).unit_name(), "Chi bộ thôn Zuôn");

  world.unit("a2", "b", v1::LEVEL_CELL, "Chi bộ thôn Zuôn");
  EXPECT_EQ(text(compliance(As::operator_()).rows(0).cells(4)), "2 1 0 1 0");
  EXPECT_EQ(text(compliance(As::operator_()).rows(1).cells(4)), "3 0 1 2 0");
  EXPECT_EQ(funnel(As::person("c-b")).stages(0).count(), 3u);
  const auto before = world.rows();
  world.rebuild();
  EXPECT_EQ(world.rows(), before);
}

TEST_F(Pictures, CountWhatIsOwedByAUnitThatIsHeardOfLater) {
  world.owe("report", "c1", "2026-11", *core::parse_date("2026-11-30"));
  world.house.settle();
  EXPECT_EQ(text(compliance(As::operator_()).totals(5)), "5 3 0 0 2") << "in no row yet";
  world.unit("c", "d", v1::LEVEL_COMMUNE, "Đảng bộ xã Vũ Xá");
  world.unit("c1", "c", v1::LEVEL_CELL, "Chi bộ thôn Một");
  EXPECT_EQ(text(compliance(As::operator_()).totals(5)), "6 3 0 0 3");
  const auto before = world.rows();
  world.rebuild();
  EXPECT_EQ(world.rows(), before);
}

TEST(PicturesWithoutDistrict, ShowTheCommunesAtTheTop) {
  World world;
  world.unit("x", "", v1::LEVEL_COMMUNE, "Đảng bộ xã Xa");
  world.unit("x1", "x", v1::LEVEL_CELL, "Chi bộ thôn Một");
  world.office("c-x", "x", v1::ROLE_CLERK);
  world.owe("report", "x1", "2026-10", *core::parse_date("2026-10-30"));
  world.house.settle();
  v1::GetComplianceRequest request;
  request.set_kind("report");
  request.set_to_period("2026-10");
  const auto all = world.ask<v1::GetComplianceResponse>("PictureService/GetCompliance", request, As::operator_());
  EXPECT_EQ(all.unit_id(), "");
  ASSERT_EQ(all.rows_size(), 2);
  EXPECT_EQ(all.rows(1).name(), "Đảng bộ xã Xa");
  EXPECT_EQ(text(all.totals(5)), "1 0 0 0 1");
  const auto own = world.ask<v1::GetComplianceResponse>("PictureService/GetCompliance", request, As::person("c-x"));
  EXPECT_EQ(own.unit_id(), "x");
  ASSERT_EQ(own.rows_size(), 1);
  EXPECT_EQ(own.rows(0).unit_id(), "x1");
}

}  // namespace
}  // namespace giaoban::test
