// Draws values for the fields of a form.
#include "services/month/filling.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "services/month/sentences.h"
#include "workflows/core/form.h"
#include "workflows/core/time.h"

namespace giaoban::month {

namespace {

std::string date_text(int64_t us) {
  const auto day = core::day_of(us);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", day.year, day.month, day.day);
  return text;
}

// At most so many characters, cut between words where there is one.
std::string shortened(const std::string& text, size_t most) {
  size_t characters = 0, cut = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (text[i] == ' ' && characters <= most) cut = i;
    if (characters++ == most) return text.substr(0, cut == 0 ? i : cut);
  }
  return text;
}

size_t longest(const v1::FormField& field) {
  if (field.max_length() != 0) return field.max_length();
  return field.type() == v1::FIELD_TYPE_LONG_TEXT ? 4000 : 200;
}

// Within the bounds and not far from the lower one, as head counts are.
int64_t number_for(Draw& draw, const v1::FormField& field) {
  const int64_t low = field.has_min() ? field.min() : (field.has_max() ? std::min<int64_t>(0, field.max()) : 0);
  const int64_t high = field.has_max() ? std::min(field.max(), low + 30) : low + 30;
  return low + static_cast<int64_t>(draw.below(static_cast<uint64_t>(high - low) + 1));
}

std::string long_text(Draw& draw) {
  std::string text = draw.one_of(long_sentences());
  for (uint64_t more = draw.below(3); more > 0; --more) text += " " + draw.one_of(long_sentences());
  return text;
}

// Sets the value of anything but a table.
void set_scalar(v1::Field& out, Draw& draw, const v1::FormField& field, const Writer& writer, int64_t day_us) {
  switch (field.type()) {
    case v1::FIELD_TYPE_NUMBER:
      return out.set_number(number_for(draw, field));
    case v1::FIELD_TYPE_YES_NO:
      return out.set_flag(draw.per_mille(700));
    case v1::FIELD_TYPE_DATE:
      return out.set_moment(date_text(day_us));
    case v1::FIELD_TYPE_TIME:
      return out.set_moment(draw.per_mille(500) ? "19:30" : "20:00");
    case v1::FIELD_TYPE_CHOICE:
      return out.set_text(
          field.choices(static_cast<int>(draw.below(static_cast<uint64_t>(field.choices_size())))).name());
    case v1::FIELD_TYPE_PERSON:
      return out.set_text(shortened(writer.person_name, longest(field)));
    case v1::FIELD_TYPE_UNIT:
      return out.set_text(writer.unit_id);
    case v1::FIELD_TYPE_LONG_TEXT:
      return out.set_text(shortened(long_text(draw), longest(field)));
    default:
      return out.set_text(shortened(draw.one_of(short_sentences()), longest(field)));
  }
}

void set_table(v1::Table& table, Draw& draw, const v1::FormField& field, const Writer& writer) {
  const uint64_t most = field.max_rows() == 0 ? 3 : std::min<uint64_t>(3, field.max_rows());
  for (uint64_t row = 1 + draw.below(most); row > 0; --row) {
    auto* cells = table.add_rows()->mutable_cells();
    const int64_t by_us = writer.month_us + static_cast<int64_t>(15 + draw.below(40)) * core::kDay;
    for (const auto& column : field.columns()) {
      if (column.type() == v1::FIELD_TYPE_FILE) continue;
      auto* cell = cells->Add();
      cell->set_name(column.name());
      set_scalar(*cell, draw, column, writer, by_us);
    }
  }
}

v1::Field value_for(Draw& draw, const v1::FormField& field, const Writer& writer) {
  v1::Field out;
  out.set_name(field.name());
  if (field.type() == v1::FIELD_TYPE_TABLE) {
    set_table(*out.mutable_table(), draw, field, writer);
  } else {
    set_scalar(out, draw, field, writer, writer.month_us + static_cast<int64_t>(7 + draw.below(14)) * core::kDay);
  }
  return out;
}

// Choices first: whether another field is required may hang on them.
std::map<std::string, v1::Field> choices_for(Draw& draw, const v1::Form& form, const Writer& writer) {
  std::map<std::string, v1::Field> drawn;
  for (const auto& section : form.sections()) {
    for (const auto& field : section.fields()) {
      if (field.type() == v1::FIELD_TYPE_CHOICE) drawn[field.name()] = value_for(draw, field, writer);
    }
  }
  return drawn;
}

// "tasks[2].due" -> row 2, counted from 0 as the path has it; -1 when the path names no row.
int row_of(const std::string& path) {
  const auto open = path.find('[');
  return open == std::string::npos ? -1 : std::stoi(path.substr(open + 1));
}

}  // namespace

std::vector<v1::Field> fill_form(Draw draw, const v1::Form& form, const Writer& writer) {
  auto choices = choices_for(draw, form, writer);
  std::vector<v1::Field> fields;
  for (const auto& section : form.sections()) {
    for (const auto& field : section.fields()) {
      if (field.type() == v1::FIELD_TYPE_FILE) continue;
      if (field.type() == v1::FIELD_TYPE_CHOICE) {
        fields.push_back(choices[field.name()]);
        continue;
      }
      const bool wanted = field.has_required_when()
                              ? choices[field.required_when().field()].text() == field.required_when().choice()
                              : field.required() || draw.per_mille(800);
      if (wanted || field.required()) fields.push_back(value_for(draw, field, writer));
    }
  }
  return fields;
}

std::vector<v1::Field> correct(Draw draw, const v1::Form& form, const Writer& writer,
                               const std::vector<v1::Field>& before, const std::vector<v1::Remark>& remarks) {
  std::map<std::string, v1::Field> corrected;
  for (const auto& remark : remarks) {
    const std::string name = remark.field().substr(0, remark.field().find_first_of("[."));
    const auto* field = core::find_field(form, name);
    const auto* cell = core::find_field(form, remark.field());
    if (field == nullptr || cell == nullptr) continue;
    const int row = row_of(remark.field());
    if (row < 0) {
      corrected[name] = value_for(draw, *field, writer);
      continue;
    }
    const auto was = std::find_if(before.begin(), before.end(), [&](const v1::Field& f) { return f.name() == name; });
    if (!corrected.contains(name) && was != before.end()) corrected[name] = *was;
    auto* table = corrected[name].mutable_table();
    if (row >= table->rows_size()) continue;
    for (auto& part : *table->mutable_rows(row)->mutable_cells()) {
      const bool marked = cell == field || part.name() == cell->name();
      if (marked) set_scalar(part, draw, *core::find_field(form, name + "[0]." + part.name()), writer, writer.month_us);
    }
  }
  std::vector<v1::Field> fields;
  for (auto& [name, field] : corrected) fields.push_back(std::move(field));
  return fields;
}

v1::Remark object_to(Draw draw, const v1::Form& form, const std::vector<v1::Field>& fields) {
  // Choices are left alone: another choice may ask for other fields, and those would stay locked.
  std::vector<v1::Field> open;
  for (const auto& field : fields) {
    const auto* described = core::find_field(form, field.name());
    if (described != nullptr && described->type() != v1::FIELD_TYPE_CHOICE) open.push_back(field);
  }
  const auto& field = draw.one_of(open.empty() ? fields : open);
  v1::Remark remark;
  remark.set_field(field.name());
  const bool number = field.value_case() == v1::Field::kNumber;
  if (field.value_case() == v1::Field::kTable && field.table().rows_size() > 0) {
    const int row = static_cast<int>(draw.below(static_cast<uint64_t>(field.table().rows_size())));
    const auto& cells = field.table().rows(row).cells();
    const auto& cell = cells.Get(static_cast<int>(draw.below(static_cast<uint64_t>(cells.size()))));
    remark.set_field(field.name() + "[" + std::to_string(row) + "]." + cell.name());
  }
  const auto* described = core::find_field(form, remark.field());
  remark.set_reason(number ? v1::SEND_BACK_REASON_INCORRECT : v1::SEND_BACK_REASON_INCOMPLETE);
  const std::string label = described == nullptr ? field.name() : described->label().vi();
  remark.set_text(
      number ? "Số liệu ở mục “" + label + "” chưa khớp với sổ theo dõi của đảng uỷ. Đề nghị chi bộ kiểm tra lại."
             : "Mục “" + label + "” còn chung chung. Đề nghị chi bộ nêu rõ hơn việc làm, người làm và thời hạn.");
  return remark;
}

std::string remark_text(Draw draw) {
  return draw.one_of(remark_sentences());
}
std::string rejection_text() {
  return "Chủ đề sinh hoạt không thuộc thẩm quyền của chi bộ. Đề nghị chi bộ xây dựng kế hoạch khác.";
}
std::string withdrawal_text() {
  return "Chi bộ xin rút lại để bổ sung nội dung.";
}

}  // namespace giaoban::month
