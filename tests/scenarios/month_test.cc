// Whole-house stories: every service on one thread, a clock turned by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "giaoban/v1/obligation.pb.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

size_t count(const std::vector<v1::NoticeReason>& told, v1::NoticeReason reason) {
  return static_cast<size_t>(std::count(told.begin(), told.end(), reason));
}

v1::ObligationState state_of(District& district, const std::string& unit, const std::string& kind) {
  v1::ListObligationsRequest request;
  request.set_unit_id(unit);
  request.set_kind(kind);
  const auto all = district.house.ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations",
                                                                   request, As::operator_());
  return all.obligations_size() == 1 ? all.obligations(0).state() : v1::OBLIGATION_STATE_UNSPECIFIED;
}

TEST(AMonth, CarriesAPlanFromTheCellToTheCommuneAndBack) {
  District district;
  Paper plan(district);
  ASSERT_EQ(plan.opens("secretary1"), "ok");
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  EXPECT_EQ(state_of(district, "p.d.c.1", "meeting_plan"), v1::OBLIGATION_STATE_ON_TIME);
  ASSERT_EQ(district.turn_of("clerk").turns_size(), 1);
  EXPECT_EQ(district.turn_of("clerk").turns(0).unit_name(), "Chi bộ thôn Mai Thưởng");

  ASSERT_EQ(plan.sends_back("clerk", "content", "Nêu rõ ai làm"), "ok");
  EXPECT_EQ(plan.state, "returned");
  EXPECT_EQ(count(district.told("secretary1"), v1::NOTICE_REASON_RETURNED), 1u);
  EXPECT_EQ(plan.read("secretary1").remarks(0).text(), "Nêu rõ ai làm");
  EXPECT_EQ(plan.saves("secretary1", "place", "Nhà ông Tư"), "FIELD_LOCKED");
  EXPECT_EQ(plan.saves("secretary1", "content", "Mở rộng đường thôn: tổ đảng số 1"), "ok");
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  ASSERT_EQ(plan.approves("clerk"), "ok");
  EXPECT_EQ(plan.state, "approved");
  EXPECT_EQ(count(district.told("secretary1"), v1::NOTICE_REASON_DECIDED), 1u);
  EXPECT_EQ(district.turn_of("clerk").total(), 0u);

  v1::ListDossiersRequest search;
  search.set_words("mo rong duong");
  const auto found = district.house.ask<v1::ListDossiersResponse>("records", "RecordsService/ListDossiers", search,
                                                                  As::person("clerk"));
  ASSERT_EQ(found.lines_size(), 1);
  EXPECT_EQ(found.lines(0).dossier_id(), plan.id);
  EXPECT_EQ(found.lines(0).outcome(), v1::OUTCOME_APPROVED);
}

TEST(AMonth, RemindsTheSilentCellThenItsCommuneAndStopsWhenThePaperComes) {
  District district;
  Paper quick(district);
  ASSERT_EQ(quick.opens("secretary1"), "ok");
  ASSERT_EQ(quick.submits("secretary1"), "ok");
  district.house.advance_to(on("2026-11-14"));
  EXPECT_EQ(count(district.told("secretary2"), v1::NOTICE_REASON_UPCOMING), 1u);
  EXPECT_EQ(count(district.told("secretary2"), v1::NOTICE_REASON_DUE_TODAY), 1u);
  EXPECT_EQ(count(district.told("secretary2"), v1::NOTICE_REASON_OVERDUE), 1u);
  EXPECT_EQ(count(district.told("clerk"), v1::NOTICE_REASON_ESCALATION), 1u) << "told about the second cell only";
  EXPECT_EQ(state_of(district, "p.d.c.2", "meeting_plan"), v1::OBLIGATION_STATE_MISSING);
  EXPECT_EQ(count(district.told("secretary1"), v1::NOTICE_REASON_UPCOMING), 0u) << "never after the thing is done";

  Paper late(district);
  ASSERT_EQ(late.opens("secretary2", "meeting_plan", "p.d.c.2"), "ok");
  ASSERT_EQ(late.submits("secretary2"), "ok");
  EXPECT_EQ(state_of(district, "p.d.c.2", "meeting_plan"), v1::OBLIGATION_STATE_LATE);
}

TEST(AMonth, OpensTheNextPeriodByItself) {
  District district;
  district.house.advance_to(on("2026-12-02"));
  v1::ListObligationsRequest request;
  request.set_unit_id("p.d.c.1");
  request.set_period("2026-12");
  EXPECT_EQ(
      district.house
          .ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations", request, As::operator_())
          .obligations_size(),
      3);
}

TEST(ANewKind, IsOneFileAndNothingElse) {
  DistrictOptions options;
  options.kinds.emplace_back("tests/scenarios/kinds/visit_report.txtpb");
  District district(options);
  v1::Field score;
  score.set_name("score");
  score.set_number(90);
  Paper note(district);
  ASSERT_EQ(
      note.opens("secretary1", "visit_report", "p.d.c.1",
                 {Paper::text_field("official", "clerk"), Paper::text_field("impression", "Thảo luận sôi nổi"), score}),
      "ok");
  ASSERT_EQ(note.submits("secretary1"), "ok");
  ASSERT_EQ(note.approves("clerk"), "ok");
  EXPECT_EQ(note.state, "filed");
  EXPECT_EQ(state_of(district, "p.d.c.1", "visit_report"), v1::OBLIGATION_STATE_ON_TIME);
  const auto before = district.told("secretary2");
  district.house.advance_to(on("2026-11-17"));
  EXPECT_GT(district.told("secretary2").size(), before.size()) << "reminded, because the file says so";
  v1::RollUpReportsRequest sum;
  sum.set_kind("visit_report");
  sum.set_period("2026-11");
  sum.set_unit_id("p.d.c");
  const auto rolled = district.house.ask<v1::RollUpReportsResponse>("records", "RecordsService/RollUpReports", sum,
                                                                    As::person("clerk"));
  ASSERT_EQ(rolled.lines_size(), 1);
  EXPECT_EQ(rolled.lines(0).average_milli(), 90'000);
}

TEST(TheTreeWithoutADistrict, RoutesTheSameKindsFromCellToCommuneToProvince) {
  DistrictOptions options;
  options.with_district = false;
  District district(options);
  Paper plan(district);
  ASSERT_EQ(plan.opens("secretary1"), "ok");
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  ASSERT_EQ(plan.forwards("clerk"), "ok");
  const auto at = plan.read("province").dossier().at();
  EXPECT_EQ(at.holder().unit_id(), "p");
  EXPECT_EQ(district.turn_of("province").total(), 1u);
  ASSERT_EQ(plan.approves("province"), "ok");
  EXPECT_EQ(plan.state, "approved");
}

TEST(AMonth, SurvivesTheDeathOfEveryServiceInTurn) {
  District district;
  Paper plan(district);
  ASSERT_EQ(plan.opens("secretary1"), "ok");
  for (const char* name : {"directory", "router", "reminder", "notifier", "records"}) {
    district.house.restart(name);
    district.house.pass_machine(5'000'000);
    district.house.pass_machine(1'000'000);
  }
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  district.house.restart("router");
  district.house.pass_machine(5'000'000);
  ASSERT_EQ(plan.approves("clerk"), "ok");
  district.house.pass_machine(5'000'000);
  EXPECT_EQ(count(district.told("secretary1"), v1::NOTICE_REASON_DECIDED), 1u);
  for (const char* name : {"directory", "router", "reminder"}) {
    EXPECT_EQ(store::verify_log(district.house.store(name)).first_bad(), 0u) << name;
  }
}

}  // namespace
}  // namespace giaoban::test
