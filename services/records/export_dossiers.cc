// A list of dossiers as a sheet.
#include "services/records/export_sheets.h"

namespace giaoban::records {

namespace {

std::vector<Column> columns(Language language) {
  const auto text = [&](const char* vi, const char* en) { return Column{pick(language, vi, en), Shown::kText}; };
  const auto number = [&](const char* vi, const char* en) { return Column{pick(language, vi, en), Shown::kNumber}; };
  const auto moment = [&](const char* vi, const char* en) { return Column{pick(language, vi, en), Shown::kMoment}; };
  return {number("STT", "No."),          text("Đơn vị", "Unit"),          text("Loại văn bản", "Kind"),
          text("Kỳ", "Period"),          text("Tiêu đề", "Title"),        text("Trạng thái", "State"),
          text("Đang chờ", "Waits for"), moment("Chờ từ", "Waits since"), moment("Hạn", "Due"),
          number("Lần trình", "Rounds"), moment("Thay đổi", "Changed at")};
}

std::string state_of(const v1::DossierLine& line, const About& about) {
  if (!line.state_label().vi().empty() || !line.state_label().en().empty()) {
    return pick(about.language, line.state_label(), line.state());
  }
  const auto kind = about.directory.kind(line.kind());
  if (kind) {
    for (const auto& state : kind->kind.way().states()) {
      if (state.name() == line.state()) return pick(about.language, state.label(), line.state());
    }
  }
  return printable(line.state());
}

std::string kind_of(const v1::DossierLine& line, const About& about) {
  if (!line.kind_title().vi().empty() || !line.kind_title().en().empty()) {
    return pick(about.language, line.kind_title(), line.kind());
  }
  const auto kind = about.directory.kind(line.kind());
  return kind ? pick(about.language, kind->kind.title(), line.kind()) : printable(line.kind());
}

Tone tone_of(v1::Outcome outcome) {
  if (outcome == v1::OUTCOME_APPROVED) return Tone::kGood;
  return outcome == v1::OUTCOME_REJECTED || outcome == v1::OUTCOME_EXPIRED ? Tone::kBad : Tone::kNone;
}

std::vector<Cell> row_of(const v1::DossierLine& line, size_t number, const About& about, int64_t as_of_us) {
  const bool overdue = line.due_us() != 0 && line.due_us() < as_of_us && line.outcome() == v1::OUTCOME_UNSPECIFIED;
  const std::string unit = line.unit_name().empty() ? name_of_unit(about, line.unit_id()) : printable(line.unit_name());
  const std::string waits = line.waiting_unit_name().empty() ? name_of_unit(about, line.waiting_unit_id())
                                                             : printable(line.waiting_unit_name());
  return {{static_cast<double>(number)},
          {unit},
          {kind_of(line, about)},
          {period_for_people(line.period(), about.language)},
          {printable(line.title())},
          {state_of(line, about), tone_of(line.outcome())},
          {waits},
          {Instant{line.waiting_unit_id().empty() ? 0 : line.entered_us()}},
          {Instant{line.due_us()}, overdue ? Tone::kBad : Tone::kNone},
          {static_cast<double>(line.rounds())},
          {Instant{line.changed_us()}}};
}

// Everything else that was asked for, in one line.
std::string conditions(const v1::ListDossiersRequest& request, const About& about) {
  std::vector<std::string> said;
  const auto say = [&](const std::string& vi, const std::string& en) { said.push_back(pick(about.language, vi, en)); };
  if (!request.state().empty()) {
    v1::DossierLine line;
    line.set_kind(request.kind());
    line.set_state(request.state());
    const std::string state = state_of(line, about);
    say("trạng thái " + state, "state " + state);
  }
  if (request.stage() != v1::STAGE_UNSPECIFIED) {
    const std::string stage = name_of_stage(about.language, request.stage());
    say("đã tới bước “" + stage + "”", "come as far as “" + stage + "”");
  }
  if (!request.words().empty()) say("có chữ “" + request.words() + "”", "with the words “" + request.words() + "”");
  if (!request.waiting_unit_id().empty()) {
    const std::string unit = name_of_unit(about, request.waiting_unit_id());
    say("đang chờ " + unit, "waiting for " + unit);
  }
  const std::string from = std::to_string(request.waiting_days_from());
  const std::string to = std::to_string(request.waiting_days_to());
  if (request.waiting_days_from() != 0)
    say("chờ từ " + from + " ngày làm việc", "waiting " + from + " working days or more");
  if (request.waiting_days_to() != 0)
    say("chờ đến " + to + " ngày làm việc", "waiting " + to + " working days at most");
  if (request.overdue()) say("quá hạn", "overdue");
  if (request.waiting_for_me()) say("đến lượt người xem", "waiting for the reader");
  std::string line;
  for (const auto& one : said) line += (line.empty() ? "" : "; ") + one;
  return line;
}

}  // namespace

Sheet sheet_of(const v1::ListDossiersRequest& request, const std::vector<v1::DossierLine>& lines, const About& about) {
  Sheet sheet = begin_sheet(about, about.now_us);
  sheet.name = pick(about.language, "Hồ sơ", "Dossiers");
  sheet.title = pick(about.language, "Danh sách hồ sơ", "List of dossiers");
  note_unit(sheet, about, request.unit_id());
  note_kind(sheet, about, request.kind());
  note_periods(sheet, about, request.period(), request.period());
  const std::string said = conditions(request, about);
  if (!said.empty()) note(sheet, pick(about.language, "Điều kiện", "Conditions"), said);
  note(sheet, pick(about.language, "Số hồ sơ", "Dossiers"),
       number_for_people(static_cast<double>(lines.size()), 0, sheet.vietnamese));
  note_as_of(sheet, about);
  sheet.columns = columns(about.language);
  sheet.rows.reserve(lines.size());
  for (const auto& line : lines) sheet.rows.push_back(row_of(line, sheet.rows.size() + 1, about, sheet.as_of_us));
  return sheet;
}

}  // namespace giaoban::records
