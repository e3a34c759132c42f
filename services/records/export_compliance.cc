// The compliance grid as two sheets: signs and shares to look at, numbers to count on with.
#include "services/records/export_sheets.h"
#include "workflows/core/words.h"

namespace giaoban::records {

namespace {

std::string share(const v1::ComplianceCell& cell) {
  return std::to_string(cell.on_time() + cell.late()) + "/" + std::to_string(cell.expected());
}

// Red as soon as one is missing, then amber for late, then grey for what has time, else green.
Tone tone_of(const v1::ComplianceCell& cell) {
  if (cell.expected() == 0) return Tone::kNone;
  if (cell.missing() > 0) return Tone::kBad;
  if (cell.late() > 0) return Tone::kLate;
  return cell.not_due() > 0 ? Tone::kWaiting : Tone::kGood;
}

Cell mark_of(const v1::ComplianceCell& cell, Language language) {
  if (cell.expected() == 0 && cell.exempt() > 0) return {pick(language, "Mi", "E"), Tone::kNone};
  if (cell.expected() == 0) return {std::string()};
  if (cell.expected() > 1) return {share(cell), tone_of(cell)};
  if (cell.missing() > 0) return {pick(language, "T", "M"), Tone::kBad};
  if (cell.late() > 0) return {pick(language, "M", "L"), Tone::kLate};
  if (cell.not_due() > 0) return {std::string("·"), Tone::kWaiting};
  return {pick(language, "Đ", "O"), Tone::kGood};
}

// Handed in of what had to be by now; nothing when nothing had to be.
template <class Cells>
Cell rate_of(const Cells& cells) {
  uint64_t handed_in = 0;
  uint64_t missing = 0;
  for (const auto& cell : cells) {
    handed_in += cell.on_time() + cell.late();
    missing += cell.missing();
  }
  if (handed_in + missing == 0) return {};
  // Rounded down: while one is missing, it is never 100 %.
  return {static_cast<double>(handed_in * 1000 / (handed_in + missing)) / 1000};
}

// One cell per period, whatever the answer holds.
template <class Cells>
const v1::ComplianceCell& cell_at(const Cells& cells, int at) {
  return at < cells.size() ? cells.Get(at) : v1::ComplianceCell::default_instance();
}

void describe(Sheet& sheet, const v1::GetComplianceRequest& request, const v1::GetComplianceResponse& answer,
              const About& about) {
  note(sheet, pick(about.language, "Đơn vị", "Unit"),
       answer.unit_name().empty() ? name_of_unit(about, answer.unit_id()) : answer.unit_name());
  note_kind(sheet, about, request.kind());
  if (answer.periods_size() > 0) {
    note_periods(sheet, about, answer.periods(0), answer.periods(answer.periods_size() - 1));
  }
}

std::string level_of(const v1::ComplianceRow& row, Language language) {
  return row.level() == v1::LEVEL_UNSPECIFIED ? "" : begin_large(pick(language, core::label_of(row.level()), ""));
}

}  // namespace

Sheet sheet_of(const v1::GetComplianceRequest& request, const v1::GetComplianceResponse& answer, const About& about) {
  const auto say = [&](const char* vi, const char* en) { return pick(about.language, vi, en); };
  Sheet sheet = begin_sheet(about, answer.as_of_us());
  sheet.name = say("Theo dõi", "Grid");
  sheet.title = say("Bảng theo dõi nộp văn bản", "Who has handed in");
  describe(sheet, request, answer, about);
  sheet.notes.push_back(
      say("Đ: đúng hạn · M: muộn · T: thiếu · Mi: được miễn · dấu chấm: chưa đến hạn · a/b: đã nộp trên số phải nộp",
          "O: on time · L: late · M: missing · E: exempt · a dot: not due yet · a/b: handed in of those owed"));
  note_as_of(sheet, about);
  sheet.columns = {{say("Đơn vị", "Unit"), Shown::kText}, {say("Cấp", "Level"), Shown::kText}};
  for (const auto& period : answer.periods()) {
    sheet.columns.push_back({period_for_people(period, about.language), Shown::kMark});
  }
  sheet.columns.push_back({say("Tỷ lệ nộp", "Handed in"), Shown::kPercent, 1});
  for (const auto& row : answer.rows()) {
    std::vector<Cell> cells = {{row.name().empty() ? name_of_unit(about, row.unit_id()) : printable(row.name())},
                               {level_of(row, about.language)}};
    for (int i = 0; i < answer.periods_size(); ++i) cells.push_back(mark_of(cell_at(row.cells(), i), about.language));
    cells.push_back(rate_of(row.cells()));
    sheet.rows.push_back(std::move(cells));
  }
  if (answer.rows_size() == 0) return sheet;
  sheet.totals = {{say("Cộng", "Total")}, {}};
  for (int i = 0; i < answer.periods_size(); ++i) {
    const auto& cell = cell_at(answer.totals(), i);
    sheet.totals.push_back(cell.expected() == 0 ? Cell{std::string()} : Cell{share(cell), tone_of(cell)});
  }
  sheet.totals.push_back(rate_of(answer.totals()));
  return sheet;
}

Sheet numbers_of(const v1::GetComplianceRequest& request, const v1::GetComplianceResponse& answer, const About& about) {
  const auto say = [&](const char* vi, const char* en) { return pick(about.language, vi, en); };
  Sheet sheet = begin_sheet(about, answer.as_of_us());
  sheet.name = say("Số liệu", "Numbers");
  sheet.title = say("Số liệu theo dõi nộp văn bản", "Who has handed in, in numbers");
  describe(sheet, request, answer, about);
  note_as_of(sheet, about);
  sheet.columns = {{say("Đơn vị", "Unit"), Shown::kText},        {say("Cấp", "Level"), Shown::kText},
                   {say("Kỳ", "Period"), Shown::kText},          {say("Phải nộp", "Owed"), Shown::kNumber},
                   {say("Đúng hạn", "On time"), Shown::kNumber}, {say("Muộn", "Late"), Shown::kNumber},
                   {say("Thiếu", "Missing"), Shown::kNumber},    {say("Chưa đến hạn", "Not due"), Shown::kNumber},
                   {say("Được miễn", "Exempt"), Shown::kNumber}};
  for (const auto& row : answer.rows()) {
    for (int i = 0; i < answer.periods_size(); ++i) {
      const auto& cell = cell_at(row.cells(), i);
      sheet.rows.push_back({{row.name().empty() ? name_of_unit(about, row.unit_id()) : printable(row.name())},
                            {level_of(row, about.language)},
                            {period_for_people(answer.periods(i), about.language)},
                            {static_cast<double>(cell.expected())},
                            {static_cast<double>(cell.on_time())},
                            {static_cast<double>(cell.late())},
                            {static_cast<double>(cell.missing())},
                            {static_cast<double>(cell.not_due())},
                            {static_cast<double>(cell.exempt())}});
    }
  }
  return sheet;
}

}  // namespace giaoban::records
