// The funnel, the ageing and the step times as sheets.
#include <algorithm>

#include "services/records/export_sheets.h"
#include "workflows/core/words.h"

namespace giaoban::records {

namespace {

constexpr int kAges = 4;  // 0-1, 2-3, 4-5 and more than 5 working days

double hours(uint64_t minutes) {
  return static_cast<double>(minutes) / 60;
}

}  // namespace

Sheet sheet_of(const v1::GetFunnelRequest& request, const v1::GetFunnelResponse& answer, const About& about) {
  const auto say = [&](const char* vi, const char* en) { return pick(about.language, vi, en); };
  Sheet sheet = begin_sheet(about, answer.as_of_us());
  sheet.name = say("Tiến độ", "Funnel");
  sheet.title = say("Hồ sơ đã đi tới bước nào", "How far papers have come");
  note_unit(sheet, about, request.unit_id());
  note_kind(sheet, about, request.kind());
  const auto& period = answer.period().empty() ? request.period() : answer.period();
  note_periods(sheet, about, period, period);
  note_as_of(sheet, about);
  sheet.columns = {{say("Bước", "Stage"), Shown::kText},
                   {say("Số hồ sơ", "Papers"), Shown::kNumber},
                   {say("So với bước đầu", "Of the first stage"), Shown::kPercent}};
  const double first = answer.stages_size() == 0 ? 0 : static_cast<double>(answer.stages(0).count());
  const auto of_first = [&](uint64_t count) { return first == 0 ? Cell{} : Cell{static_cast<double>(count) / first}; };
  for (const auto& stage : answer.stages()) {
    sheet.rows.push_back({{name_of_stage(about.language, stage.stage())},
                          {static_cast<double>(stage.count())},
                          of_first(stage.count())});
  }
  if (answer.stages_size() > 0) {
    const Tone tone = answer.returned() > 0 ? Tone::kLate : Tone::kNone;
    sheet.rows.push_back({{say("Đang trả lại người lập", "Returned to the author")},
                          {static_cast<double>(answer.returned()), tone},
                          of_first(answer.returned())});
  }
  return sheet;
}

Sheet sheet_of(const v1::GetAgeingRequest& request, const v1::GetAgeingResponse& answer, const About& about) {
  const auto say = [&](const char* vi, const char* en) { return pick(about.language, vi, en); };
  Sheet sheet = begin_sheet(about, answer.as_of_us());
  sheet.name = say("Đang chờ", "Ageing");
  sheet.title = say("Hồ sơ đang chờ ở đâu, bao lâu", "What waits with whom, and for how long");
  note_unit(sheet, about, request.unit_id());
  note_kind(sheet, about, request.kind());
  note_as_of(sheet, about);
  sheet.columns = {{say("Nơi đang giữ", "Waits with"), Shown::kText},
                   {say("Vai trò", "Role"), Shown::kText},
                   {say("0–1 ngày làm việc", "0–1 working days"), Shown::kNumber},
                   {say("2–3 ngày", "2–3 days"), Shown::kNumber},
                   {say("4–5 ngày", "4–5 days"), Shown::kNumber},
                   {say("Trên 5 ngày", "Over 5 days"), Shown::kNumber},
                   {say("Cộng", "Total"), Shown::kNumber},
                   {say("Quá hạn", "Overdue"), Shown::kNumber},
                   {say("Chờ lâu nhất từ", "Oldest since"), Shown::kMoment}};
  std::vector<double> sums(kAges + 2, 0);
  int64_t oldest_us = 0;
  for (const auto& row : answer.rows()) {
    std::vector<Cell> cells = {
        {row.unit_name().empty() ? name_of_unit(about, row.unit_id()) : printable(row.unit_name())},
        {begin_large(pick(about.language, core::label_of(row.role()), ""))}};
    double total = 0;
    for (int i = 0; i < kAges; ++i) {
      const double count = i < row.counts_size() ? row.counts(i) : 0;
      cells.push_back({count, i == kAges - 1 && count > 0 ? Tone::kLate : Tone::kNone});
      sums[static_cast<size_t>(i)] += count;
      total += count;
    }
    cells.push_back({total});
    cells.push_back({static_cast<double>(row.overdue()), row.overdue() > 0 ? Tone::kBad : Tone::kNone});
    cells.push_back({Instant{row.oldest_us()}});
    sums[kAges] += total;
    sums[kAges + 1] += row.overdue();
    if (row.oldest_us() != 0) oldest_us = oldest_us == 0 ? row.oldest_us() : std::min(oldest_us, row.oldest_us());
    sheet.rows.push_back(std::move(cells));
  }
  if (answer.rows_size() == 0) return sheet;
  sheet.totals = {{say("Cộng", "Total")}, {}};
  for (const double sum : sums) sheet.totals.push_back({sum});
  sheet.totals.push_back({Instant{oldest_us}});
  return sheet;
}

Sheet sheet_of(const v1::GetStepTimesRequest& request, const v1::GetStepTimesResponse& answer, const About& about) {
  const auto say = [&](const char* vi, const char* en) { return pick(about.language, vi, en); };
  Sheet sheet = begin_sheet(about, answer.as_of_us());
  sheet.name = say("Thời gian", "Step times");
  sheet.title = say("Thời gian hồ sơ ở từng bước", "How long papers stay at each step");
  note_unit(sheet, about, request.unit_id());
  note_kind(sheet, about, request.kind());
  note_periods(sheet, about, request.from_period(), request.to_period());
  sheet.notes.push_back(say("Đơn vị tính: giờ làm việc", "In working hours"));
  note_as_of(sheet, about);
  const auto number = [&](const char* vi, const char* en, unsigned decimals) {
    return Column{pick(about.language, vi, en), Shown::kNumber, decimals};
  };
  sheet.columns = {{say("Bước", "State"), Shown::kText}, {say("Ai giữ", "Held by"), Shown::kText},
                   number("Số lượt", "Stays", 0),        number("Tổng giờ", "Hours in all", 1),
                   number("Trung bình", "Mean", 1),      number("Lượt ở giữa, không quá", "Median, at most", 1),
                   number("Lâu nhất", "Longest", 1)};
  uint64_t stays = 0;
  uint64_t minutes = 0;
  for (const auto& step : answer.steps()) {
    const Cell mean =
        step.stays() == 0 ? Cell{} : Cell{hours(step.working_minutes()) / static_cast<double>(step.stays())};
    sheet.rows.push_back({{pick(about.language, step.label(), step.state())},
                          {step.with_author() ? say("Người lập", "Author") : say("Cấp trên", "Above")},
                          {static_cast<double>(step.stays())},
                          {hours(step.working_minutes())},
                          mean,
                          {hours(step.median_minutes())},
                          {hours(step.longest_minutes())}});
    stays += step.stays();
    minutes += step.working_minutes();
  }
  if (answer.steps_size() > 0) {
    sheet.totals = {{say("Cộng", "Total")}, {}, {static_cast<double>(stays)}, {hours(minutes)}, {}, {}, {}};
  }
  return sheet;
}

}  // namespace giaoban::records
