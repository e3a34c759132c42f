// Answers turned into sheets: what stands where, in both languages.
#include "services/records/export_sheets.h"

#include <gtest/gtest.h>

namespace giaoban::records {
namespace {

constexpr int64_t kNow = 1'793'000'000'000'000;  // 26 October 2026, 14:33 at UTC+7

core::Directory small() {
  core::Directory directory;
  v1::DirectoryEvent event;
  event.mutable_unit_added()->mutable_unit()->set_unit_id("d");
  event.mutable_unit_added()->mutable_unit()->set_name("Huyện uỷ Lục Nam");
  directory.evolve(event, 1);
  return directory;
}

class Sheets : public testing::Test {
 protected:
  About vi() const { return {directory_, Language::kVietnamese, kNow}; }
  About en() const { return {directory_, Language::kEnglish, kNow}; }
  static std::string text(const Cell& cell) {
    const auto* text = cell.text();
    return text == nullptr ? "(none)" : *text;
  }
  static double number(const Cell& cell) {
    const auto* number = cell.number();
    return number == nullptr ? -1 : *number;
  }
  // Every row is as wide as the headings.
  static void expect_whole(const Sheet& sheet) {
    for (const auto& row : sheet.rows) EXPECT_EQ(row.size(), sheet.columns.size());
    EXPECT_TRUE(sheet.totals.empty() || sheet.totals.size() == sheet.columns.size());
    EXPECT_LE(sheet.name.size(), 31u);
    EXPECT_FALSE(sheet.title.empty());
    EXPECT_FALSE(sheet.empty.empty());
  }
  core::Directory directory_ = small();
};

v1::DossierLine line() {
  v1::DossierLine line;
  line.set_kind("report");
  line.mutable_kind_title()->set_vi("Báo cáo tháng");
  line.mutable_kind_title()->set_en("Monthly report");
  line.set_state("review");
  line.mutable_state_label()->set_vi("Chờ xã duyệt");
  line.mutable_state_label()->set_en("With the commune");
  line.set_unit_name("Chi bộ thôn 5");
  line.set_period("2026-11");
  line.set_title("Mở rộng\nđường\u202E");
  line.set_due_us(kNow - 1);
  line.set_waiting_unit_id("d");
  line.set_entered_us(kNow - 5);
  line.set_rounds(2);
  return line;
}

TEST_F(Sheets, ShowADossierInBothLanguages) {
  v1::ListDossiersRequest request;
  request.set_unit_id("d");
  request.set_period("2026-11");
  const auto sheet = sheet_of(request, {line()}, vi());
  expect_whole(sheet);
  EXPECT_EQ(sheet.columns[1].heading, "Đơn vị");
  EXPECT_EQ(sheet.notes, (std::vector<std::string>{"Đơn vị: Huyện uỷ Lục Nam", "Kỳ: 11/2026", "Số hồ sơ: 1",
                                                   "Số liệu tính đến: 26/10/2026 14:33"}));
  const auto& row = sheet.rows[0];
  EXPECT_EQ(number(row[0]), 1);
  EXPECT_EQ(text(row[1]), "Chi bộ thôn 5");
  EXPECT_EQ(text(row[2]), "Báo cáo tháng");
  EXPECT_EQ(text(row[3]), "11/2026");
  EXPECT_EQ(text(row[4]), "Mở rộng đường\uFFFD");
  EXPECT_EQ(text(row[5]), "Chờ xã duyệt");
  EXPECT_EQ(text(row[6]), "Huyện uỷ Lục Nam");
  EXPECT_EQ(row[7].moment()->us, kNow - 5);
  EXPECT_EQ(row[8].tone, Tone::kBad) << "overdue";
  EXPECT_EQ(number(row[9]), 2);
  const auto english = sheet_of(request, {line()}, en());
  EXPECT_EQ(english.columns[1].heading, "Unit");
  EXPECT_EQ(text(english.rows[0][2]), "Monthly report");
  EXPECT_EQ(text(english.rows[0][5]), "With the commune");
}

TEST_F(Sheets, SayUnderWhichConditionsAListWasMade) {
  v1::ListDossiersRequest request;
  request.set_words("=đường\n");
  request.set_overdue(true);
  request.set_stage(v1::STAGE_HANDED_IN);
  request.set_waiting_days_from(3);
  const auto sheet = sheet_of(request, {}, vi());
  EXPECT_EQ(sheet.notes[0], "Đơn vị: mọi đơn vị thuộc quyền xem");
  EXPECT_EQ(sheet.notes[1], "Điều kiện: đã tới bước “Đã trình”; có chữ “=đường ”; chờ từ 3 ngày làm việc; quá hạn");
}

TEST_F(Sheets, LeaveADoneDossierUnmarkedByItsDueTime) {
  auto done = line();
  done.set_outcome(v1::OUTCOME_APPROVED);
  done.clear_waiting_unit_id();
  const auto sheet = sheet_of(v1::ListDossiersRequest(), {done}, vi());
  EXPECT_EQ(sheet.rows[0][8].tone, Tone::kNone);
  EXPECT_EQ(sheet.rows[0][5].tone, Tone::kGood);
  EXPECT_EQ(sheet.rows[0][7].moment()->us, 0);
}

void add(v1::ComplianceRow& row, uint32_t on_time, uint32_t late, uint32_t missing, uint32_t not_due) {
  auto& cell = *row.add_cells();
  cell.set_expected(on_time + late + missing + not_due);
  cell.set_on_time(on_time);
  cell.set_late(late);
  cell.set_missing(missing);
  cell.set_not_due(not_due);
}

v1::GetComplianceResponse grid() {
  v1::GetComplianceResponse grid;
  grid.set_unit_name("Đảng uỷ xã Bảo Đài");
  for (const char* period : {"2026-07", "2026-08", "2026-09", "2026-10", "2026-11"}) grid.add_periods(period);
  auto& cell = *grid.add_rows();
  cell.set_name("Chi bộ thôn 1");
  cell.set_level(v1::LEVEL_CELL);
  add(cell, 1, 0, 0, 0);
  add(cell, 0, 1, 0, 0);
  add(cell, 0, 0, 1, 0);
  add(cell, 0, 0, 0, 1);
  add(cell, 0, 0, 0, 0);
  auto& many = *grid.add_rows();
  many.set_name("Đảng bộ bộ phận");
  add(many, 9, 1, 2, 0);
  for (int i = 0; i < 5; ++i) *grid.add_totals() = many.cells(0);
  grid.set_as_of_us(kNow);
  return grid;
}

TEST_F(Sheets, ShowTheGridInSignsAndColours) {
  const auto sheet = sheet_of(v1::GetComplianceRequest(), grid(), vi());
  expect_whole(sheet);
  const auto& row = sheet.rows[0];
  EXPECT_EQ(text(row[0]), "Chi bộ thôn 1");
  EXPECT_EQ(text(row[1]), "Chi bộ");
  const std::vector<std::pair<std::string, Tone>> signs = {
      {"Đ", Tone::kGood}, {"M", Tone::kLate}, {"T", Tone::kBad}, {"·", Tone::kWaiting}, {"", Tone::kNone}};
  for (size_t i = 0; i < signs.size(); ++i) {
    EXPECT_EQ(text(row[i + 2]), signs[i].first) << i;
    EXPECT_EQ(row[i + 2].tone, signs[i].second) << i;
  }
  EXPECT_EQ(number(row[7]), 0.666) << "rounded down; what is not due counts neither way";
  EXPECT_EQ(text(sheet.rows[1][2]), "10/12");
  EXPECT_EQ(sheet.rows[1][2].tone, Tone::kBad);
  EXPECT_EQ(text(sheet.rows[1][6]), "") << "a row shorter than the columns";
  EXPECT_EQ(text(sheet.totals[0]), "Cộng");
  EXPECT_EQ(text(sheet.totals[2]), "10/12");
  EXPECT_EQ(text(sheet_of(v1::GetComplianceRequest(), grid(), en()).rows[0][3]), "L");
}

TEST_F(Sheets, ShowInTheGridWhoIsExempt) {
  auto exempt = grid();
  exempt.mutable_rows(0)->mutable_cells(4)->set_exempt(1);
  exempt.mutable_rows(1)->mutable_cells(0)->set_exempt(3);
  const auto sheet = sheet_of(v1::GetComplianceRequest(), exempt, vi());
  EXPECT_EQ(text(sheet.rows[0][6]), "Mi");
  EXPECT_EQ(number(sheet.rows[0][7]), 0.666) << "counts neither way";
  EXPECT_EQ(text(sheet.rows[1][2]), "10/12") << "of those owed";
  EXPECT_EQ(text(sheet_of(v1::GetComplianceRequest(), exempt, en()).rows[0][6]), "E");
  const auto numbers = numbers_of(v1::GetComplianceRequest(), exempt, vi());
  expect_whole(numbers);
  EXPECT_EQ(number(numbers.rows[4][8]), 1);
  EXPECT_EQ(number(numbers.rows[5][8]), 3);
}

TEST_F(Sheets, GiveTheGridAsNumbersToo) {
  const auto sheet = numbers_of(v1::GetComplianceRequest(), grid(), vi());
  expect_whole(sheet);
  ASSERT_EQ(sheet.rows.size(), 10u);
  EXPECT_EQ(text(sheet.rows[5][2]), "07/2026");
  EXPECT_EQ(number(sheet.rows[5][3]), 12);
  EXPECT_EQ(number(sheet.rows[5][4]), 9);
}

TEST_F(Sheets, ShowTheFunnelWithItsShares) {
  v1::GetFunnelResponse funnel;
  for (const auto& [stage, count] : {std::pair{v1::STAGE_EXPECTED, 40}, {v1::STAGE_OPENED, 30}}) {
    auto& added = *funnel.add_stages();
    added.set_stage(stage);
    added.set_count(static_cast<uint64_t>(count));
  }
  funnel.set_returned(2);
  const auto sheet = sheet_of(v1::GetFunnelRequest(), funnel, vi());
  expect_whole(sheet);
  ASSERT_EQ(sheet.rows.size(), 3u);
  EXPECT_EQ(text(sheet.rows[0][0]), "Phải nộp");
  EXPECT_EQ(number(sheet.rows[1][2]), 0.75);
  EXPECT_EQ(number(sheet.rows[2][1]), 2);
  expect_whole(sheet_of(v1::GetFunnelRequest(), v1::GetFunnelResponse(), en()));
}

TEST_F(Sheets, SumUpWhatWaits) {
  v1::GetAgeingResponse ageing;
  for (uint32_t n = 1; n <= 2; ++n) {
    auto& row = *ageing.add_rows();
    row.set_unit_name("Xã " + std::to_string(n));
    row.set_role(v1::ROLE_CLERK);
    for (uint32_t age = 0; age < 4; ++age) row.add_counts(n);
    row.set_overdue(n);
    row.set_oldest_us(kNow - n);
  }
  ageing.add_rows()->add_counts(7);  // fewer numbers than there should be
  const auto sheet = sheet_of(v1::GetAgeingRequest(), ageing, vi());
  expect_whole(sheet);
  EXPECT_EQ(text(sheet.rows[0][1]), "Văn thư");
  EXPECT_EQ(number(sheet.rows[1][6]), 8);
  EXPECT_EQ(number(sheet.totals[2]), 10);
  EXPECT_EQ(number(sheet.totals[6]), 19);
  EXPECT_EQ(number(sheet.totals[7]), 3);
  EXPECT_EQ(sheet.totals[8].moment()->us, kNow - 2);
}

TEST_F(Sheets, GiveStepTimesInHours) {
  v1::GetStepTimesResponse times;
  auto& step = *times.add_steps();
  step.set_state("draft");
  step.set_with_author(true);
  step.set_stays(4);
  step.set_working_minutes(600);
  step.set_longest_minutes(330);
  times.add_steps()->set_state("review");
  const auto sheet = sheet_of(v1::GetStepTimesRequest(), times, vi());
  expect_whole(sheet);
  EXPECT_EQ(text(sheet.rows[0][0]), "draft");
  EXPECT_EQ(text(sheet.rows[0][1]), "Người lập");
  EXPECT_EQ(number(sheet.rows[0][3]), 10);
  EXPECT_EQ(number(sheet.rows[0][4]), 2.5);
  EXPECT_EQ(number(sheet.rows[0][6]), 5.5);
  EXPECT_EQ(number(sheet.rows[1][4]), -1) << "no mean of nothing";
  EXPECT_EQ(number(sheet.totals[2]), 4);
}

}  // namespace
}  // namespace giaoban::records
