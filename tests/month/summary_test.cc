// The figures of the month add up, and the table stands straight.
#include "services/month/summary.h"
#include "giaoban/v1/obligation.pb.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "services/month/month.h"
#include "services/month/table.h"

namespace giaoban::month {
namespace {

v1::SummariseObligationsResponse obligations() {
  v1::SummariseObligationsResponse response;
  const auto add = [&](const char* kind, v1::ObligationState state, uint64_t count) {
    auto& one = *response.add_counts();
    one.set_kind(kind);
    one.set_state(state);
    one.set_count(count);
  };
  add("meeting_plan", v1::OBLIGATION_STATE_ON_TIME, 420);
  add("meeting_plan", v1::OBLIGATION_STATE_LATE, 40);
  add("meeting_plan", v1::OBLIGATION_STATE_MISSING, 11);
  add("resolution", v1::OBLIGATION_STATE_ON_TIME, 470);
  add("resolution", v1::OBLIGATION_STATE_OPEN, 1);
  add("resolution", v1::OBLIGATION_STATE_EXEMPT, 2);
  auto& rung = *response.add_rungs();
  rung.set_kind("meeting_plan");
  rung.set_days(-3);
  rung.set_whom(v1::WHOM_HOLDER);
  rung.set_reason(v1::NOTICE_REASON_UPCOMING);
  rung.set_count(97);
  return response;
}

v1::SummariseDossiersResponse dossiers() {
  v1::SummariseDossiersResponse response;
  auto& plans = *response.add_kinds();
  plans.set_kind("meeting_plan");
  plans.set_opened(463);
  plans.set_approved(455);
  plans.set_sent_back(37);
  plans.set_rejected(1);
  plans.set_still_open(7);
  return response;
}

v1::SummariseDeliveriesResponse deliveries() {
  v1::SummariseDeliveriesResponse response;
  const auto add = [&](int days, v1::Channel channel, v1::DeliveryState state, uint64_t count) {
    auto& one = *response.add_rungs();
    one.set_kind("meeting_plan");
    one.set_days(days);
    one.set_whom(v1::WHOM_HOLDER);
    one.set_reason(v1::NOTICE_REASON_UPCOMING);
    one.set_channel(channel);
    one.set_state(state);
    one.set_count(count);
  };
  add(-3, v1::CHANNEL_IN_APP, v1::DELIVERY_STATE_SENT, 97);
  add(-3, v1::CHANNEL_EMAIL, v1::DELIVERY_STATE_SENT, 80);
  add(-3, v1::CHANNEL_EMAIL, v1::DELIVERY_STATE_DROPPED, 17);
  add(0, v1::CHANNEL_EMAIL, v1::DELIVERY_STATE_SENT, 5);
  return response;
}

v1::DemoReport report() {
  v1::DemoReport report;
  summarise(report, {"meeting_plan", "resolution"}, obligations(), dossiers(), deliveries());
  return report;
}

TEST(Summarise, CountsWhatWasNeverKeptAsSilentWhetherItsTimeIsOverOrNot) {
  const auto owed = report().obligations();
  EXPECT_EQ(owed.total(), 942U);
  EXPECT_EQ(owed.on_time(), 890U);
  EXPECT_EQ(owed.late(), 40U);
  EXPECT_EQ(owed.silent(), 12U);
  EXPECT_EQ(owed.on_time() + owed.late() + owed.silent(), owed.total());
}

TEST(Summarise, CountsWhoIsExemptApart) {
  EXPECT_EQ(report().obligations().exempt(), 2U);
  EXPECT_EQ(report().obligations().total(), 942U);
}

TEST(Summarise, CountsWhatWasSentOfEachRungByChannel) {
  const auto rung = report().reminders(0);
  EXPECT_EQ(rung.told(), 97U);
  EXPECT_EQ(rung.sent().at("in_app"), 97U);
  EXPECT_EQ(rung.sent().at("email"), 80U);
  EXPECT_FALSE(rung.sent().contains("sms"));
  const auto text = table_of(report());
  EXPECT_NE(text.find("thư / mail"), std::string::npos);
  EXPECT_EQ(text.find("SMS"), std::string::npos) << "nobody was told that way";
}

TEST(Compliance, OfACommuneAddsItsKinds) {
  v1::GetComplianceResponse grid;
  auto& row = *grid.add_rows();
  row.set_name("Đảng bộ xã Bảo Đài");
  auto& cell = *row.add_cells();
  cell.set_expected(18);
  cell.set_on_time(15);
  cell.set_late(1);
  cell.set_missing(1);
  cell.set_not_due(1);
  cell.set_exempt(1);
  auto all = report();
  add_compliance(all, grid);
  add_compliance(all, grid);
  ASSERT_EQ(all.communes_owed_size(), 1);
  EXPECT_EQ(all.communes_owed(0).expected(), 36U);
  EXPECT_EQ(all.communes_owed(0).missing(), 4U) << "what was not handed in by the end";
  EXPECT_EQ(all.communes_owed(0).exempt(), 2U);
  const auto text = table_of(all);
  EXPECT_NE(text.find("Đảng bộ xã Bảo Đài"), std::string::npos);
  EXPECT_NE(text.find("88 %"), std::string::npos) << "rounded down";
}

TEST(Summarise, GivesKindsInTheOrderOfTheMonth) {
  const auto all = report();
  ASSERT_EQ(all.kinds_size(), 2);
  EXPECT_EQ(all.kinds(0).kind(), "meeting_plan");
  EXPECT_EQ(all.kinds(0).late(), 40U);
  EXPECT_EQ(all.kinds(0).silent(), 11U);
  EXPECT_EQ(all.kinds(0).sent_back(), 37U);
  EXPECT_EQ(all.opened().at("meeting_plan"), 463U);
  EXPECT_EQ(all.opened().at("resolution"), 0U);
  EXPECT_EQ(all.reminders(0).rung(), "-3 holder");
}

TEST(RungName, SaysWhenAndToWhom) {
  EXPECT_EQ(rung_name(3, v1::WHOM_SUPERIOR, v1::NOTICE_REASON_ESCALATION), "+3 superior");
  EXPECT_EQ(rung_name(0, v1::WHOM_AUTHOR, v1::NOTICE_REASON_DUE_TODAY), "0 author");
  EXPECT_EQ(rung_name(0, v1::WHOM_AUTHOR, v1::NOTICE_REASON_RETURNED), "returned author");
}

TEST(Percentile, IsTheSmallestTimeThatTheShareDoesNotExceed) {
  EXPECT_EQ(percentile({}, 0.5), 0);
  EXPECT_EQ(percentile({7}, 0.99), 7);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 0.5), 2);
  std::vector<double> hundred;
  for (int i = 100; i > 0; --i) hundred.push_back(i);
  EXPECT_EQ(percentile(hundred, 0.99), 99);
}

TEST(AddCheck, TakesTheFourFiguresFromTheCheckerAlone) {
  auto all = report();
  EXPECT_FALSE(all.state_equals_fold());
  EXPECT_FALSE(all.log_verified());
  v1::CheckerReport check;
  check.set_lost(2);
  check.set_duplicate_effects(1);
  check.set_log_verified(true);
  add_check(all, check);
  EXPECT_EQ(all.lost(), 2U);
  EXPECT_EQ(all.duplicate_effects(), 1U);
  EXPECT_FALSE(all.state_equals_fold());
  EXPECT_TRUE(all.log_verified());
}

// Columns counted in characters, not in bytes.
size_t width(const std::string& line) {
  return static_cast<size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TEST(Table, PutsColumnsUnderEachOtherInBothLanguages) {
  std::istringstream text(table_of(report()));
  std::vector<size_t> widths;
  for (std::string line; std::getline(text, line);) {
    const bool of_kinds = line.find("Loại văn bản") != std::string::npos || line.find("Kind ") != std::string::npos ||
                          line.find("meeting_plan ") != std::string::npos ||
                          line.find("resolution ") != std::string::npos;
    if (of_kinds && widths.size() < 4) widths.push_back(width(line));
  }
  ASSERT_EQ(widths.size(), 4U);
  EXPECT_EQ(widths[0], widths[1]);
  EXPECT_EQ(widths[1], widths[2]);
  EXPECT_EQ(widths[2], widths[3]);
}

TEST(Table, SaysNoLoudlyWhenACheckFailed) {
  auto all = report();
  all.set_log_verified(true);
  const auto text = table_of(all);
  EXPECT_NE(text.find("KHÔNG / NO"), std::string::npos);
  EXPECT_NE(text.find("có / yes"), std::string::npos);
  EXPECT_NE(text.find("463"), std::string::npos);
  EXPECT_NE(text.find("-3 holder"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::month
