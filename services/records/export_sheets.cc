// What the sheets share: their notes and names.
#include "services/records/export_sheets.h"

#include "workflows/core/time.h"

namespace giaoban::records {

Sheet begin_sheet(const About& about, int64_t as_of_us) {
  Sheet sheet;
  sheet.vietnamese = about.language == Language::kVietnamese;
  sheet.as_of_us = as_of_us == 0 ? about.now_us : as_of_us;
  sheet.empty = pick(about.language, "Không có gì khớp với điều kiện đã chọn.", "Nothing fits what was chosen.");
  return sheet;
}

void note(Sheet& sheet, const std::string& label, const std::string& value) {
  sheet.notes.push_back(label + ": " + printable(value));
}

std::string name_of_unit(const About& about, const std::string& unit_id) {
  const auto* unit = about.directory.unit(unit_id);
  return printable(unit == nullptr || unit->name().empty() ? unit_id : unit->name());
}

void note_unit(Sheet& sheet, const About& about, const std::string& unit_id) {
  note(sheet, pick(about.language, "Đơn vị", "Unit"),
       unit_id.empty() ? pick(about.language, "mọi đơn vị thuộc quyền xem", "all units within your rights")
                       : name_of_unit(about, unit_id));
}

void note_kind(Sheet& sheet, const About& about, const std::string& kind) {
  if (kind.empty()) return;
  const auto published = about.directory.kind(kind);
  note(sheet, pick(about.language, "Loại văn bản", "Kind"),
       published ? pick(about.language, published->kind.title(), kind) : kind);
}

void note_periods(Sheet& sheet, const About& about, const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return;
  std::string said = period_for_people(from.empty() ? to : from, about.language);
  if (!from.empty() && !to.empty() && from != to) said += " – " + period_for_people(to, about.language);
  note(sheet, pick(about.language, "Kỳ", "Period"), said);
}

void note_as_of(Sheet& sheet, const About& about) {
  note(sheet, pick(about.language, "Số liệu tính đến", "As of"), core::for_people(sheet.as_of_us));
}

std::string name_of_stage(Language language, v1::Stage stage) {
  switch (stage) {
    case v1::STAGE_EXPECTED:
      return pick(language, "Phải nộp", "Expected");
    case v1::STAGE_OPENED:
      return pick(language, "Đã lập", "Begun");
    case v1::STAGE_HANDED_IN:
      return pick(language, "Đã trình", "Handed in");
    case v1::STAGE_DECIDED:
      return pick(language, "Đã có quyết định", "Decided");
    case v1::STAGE_APPROVED:
      return pick(language, "Đã duyệt", "Approved");
    default:
      return std::to_string(stage);
  }
}

std::string begin_large(std::string text) {
  // The words of the contract that begin with another letter than these are written large already.
  if (text.starts_with("đ")) return "Đ" + text.substr(2);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace giaoban::records
