// The form's rules about values: types, choices, lengths, bounds and rows.
#include <algorithm>

#include "workflows/core/form.h"
#include "workflows/core/form_place.h"
#include "workflows/core/form_text.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::core {
namespace {

constexpr size_t kTextLength = 200;
constexpr size_t kLongTextLength = 4'000;
constexpr int kMaxRows = 200;

using Found = std::optional<v1::Refusal>;

// "Mục “Nội dung” (dòng 3) <what>" in both languages.
v1::Refusal about(v1::RefusalCode code, const v1::FormField& field, const FormPlace& place, const std::string& vi,
                  const std::string& en) {
  return refuse(code, to_text(place), "Mục " + name_for_people(field, place, &v1::Label::vi) + " " + vi,
                "The field " + name_for_people(field, place, &v1::Label::en) + " " + en);
}

v1::Refusal invalid(const v1::FormField& field, const FormPlace& place, const std::string& vi, const std::string& en) {
  return about(v1::REFUSAL_CODE_INVALID_FIELD, field, place, vi, en);
}

v1::Field::ValueCase case_of(v1::FieldType type) {
  switch (type) {
    case v1::FIELD_TYPE_NUMBER:
      return v1::Field::kNumber;
    case v1::FIELD_TYPE_YES_NO:
      return v1::Field::kFlag;
    case v1::FIELD_TYPE_DATE:
    case v1::FIELD_TYPE_TIME:
      return v1::Field::kMoment;
    case v1::FIELD_TYPE_TABLE:
      return v1::Field::kTable;
    default:
      return v1::Field::kText;
  }
}

bool is_time(std::string_view text) {
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return false;
  return text.substr(0, 2) < "24" && text[3] < '6';
}

size_t length_of(const v1::FormField& field) {
  if (field.max_length() > 0) return field.max_length();
  return field.type() == v1::FIELD_TYPE_LONG_TEXT ? kLongTextLength : kTextLength;
}

Found check_words(const v1::FormField& field, const std::string& text, const FormPlace& place) {
  const size_t most = length_of(field);
  const size_t length = count_characters(text);
  if (length > most) {
    const std::string is = std::to_string(length);
    const std::string may = std::to_string(most);
    return about(v1::REFUSAL_CODE_TOO_LARGE, field, place,
                 "dài " + is + " ký tự, quá giới hạn " + may + " ký tự. Đề nghị viết gọn lại.",
                 "is " + is + " characters long, over its limit of " + may + ". Shorten it.");
  }
  const bool one_line = field.type() != v1::FIELD_TYPE_LONG_TEXT;
  if (has_control(text, one_line)) {
    return invalid(field, place,
                   one_line ? "có dấu xuống dòng hoặc ký tự điều khiển. Đề nghị nhập lại trên một dòng."
                            : "có ký tự điều khiển không in được. Đề nghị xoá các ký tự đó và nhập lại.",
                   one_line ? "holds a line break or a control character. Write it on one line."
                            : "holds control characters that cannot be printed. Remove them.");
  }
  return std::nullopt;
}

Found check_choice(const v1::FormField& field, const std::string& text, const FormPlace& place) {
  const auto& choices = field.choices();
  const bool known = std::any_of(choices.begin(), choices.end(), [&](const v1::Choice& c) { return c.name() == text; });
  if (known) return std::nullopt;
  std::string offered;
  for (const v1::Choice& choice : choices) offered += (offered.empty() ? "" : ", ") + choice.name();
  return invalid(field, place, "không có lựa chọn này. Đề nghị chọn một trong: " + offered + ".",
                 "has no such choice. Choose one of: " + offered + ".");
}

Found check_bounds(const v1::FormField& field, int64_t number, const FormPlace& place) {
  const std::string is = std::to_string(number);
  if (field.has_min() && number < field.min()) {
    const std::string bound = std::to_string(field.min());
    return invalid(field, place, "là " + is + ", nhỏ hơn mức thấp nhất " + bound + ". Đề nghị kiểm tra lại số liệu.",
                   "is " + is + ", below its least value " + bound + ". Check the figure.");
  }
  if (field.has_max() && number > field.max()) {
    const std::string bound = std::to_string(field.max());
    return invalid(field, place, "là " + is + ", lớn hơn mức cao nhất " + bound + ". Đề nghị kiểm tra lại số liệu.",
                   "is " + is + ", above its greatest value " + bound + ". Check the figure.");
  }
  return std::nullopt;
}

// Everything but tables.
Found check_scalar(const v1::FormField& field, const v1::Field& value, const FormPlace& place) {
  if (value.value_case() == v1::Field::VALUE_NOT_SET) return std::nullopt;
  if (value.value_case() != case_of(field.type())) {
    return invalid(field, place, "có giá trị không đúng kiểu. Đề nghị nhập lại theo đúng biểu mẫu.",
                   "has a value of the wrong type. Enter it as the form says.");
  }
  if (!has_value(value)) return std::nullopt;
  switch (field.type()) {
    case v1::FIELD_TYPE_NUMBER:
      return check_bounds(field, value.number(), place);
    case v1::FIELD_TYPE_CHOICE:
      return check_choice(field, value.text(), place);
    case v1::FIELD_TYPE_DATE:
      if (parse_date(value.moment())) return std::nullopt;
      return invalid(field, place, "không phải là ngày có thật. Đề nghị nhập theo dạng 2026-11-22.",
                     "is no day of the calendar. Write it as 2026-11-22.");
    case v1::FIELD_TYPE_TIME:
      if (is_time(value.moment())) return std::nullopt;
      return invalid(field, place, "không phải là giờ trong ngày. Đề nghị nhập theo dạng 19:30.",
                     "is no time of day. Write it as 19:30.");
    case v1::FIELD_TYPE_YES_NO:
      return std::nullopt;
    default:
      return check_words(field, value.text(), place);
  }
}

template <class Fields>
const v1::FormField* named(const Fields& fields, std::string_view name) {
  const auto at = std::find_if(fields.begin(), fields.end(), [&](const v1::FormField& f) { return f.name() == name; });
  return at == fields.end() ? nullptr : &*at;
}

v1::Refusal unknown(const FormPlace& place) {
  const std::string path = to_text(place);
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, path,
                "Biểu mẫu không có mục “" + path + "”. Đề nghị tải lại hồ sơ để nhập theo đúng biểu mẫu.",
                "The form has no field \"" + path + "\". Load the dossier again and follow its form.");
}

v1::Refusal twice(const FormPlace& place) {
  const std::string path = to_text(place);
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, path,
                "Mục “" + path + "” được gửi hai lần nên không rõ lấy giá trị nào. Đề nghị chỉ gửi một lần.",
                "The field \"" + path + "\" was sent twice, so its value is not clear. Send it once.");
}

template <class Fields>
bool named_before(const Fields& fields, int index) {
  return std::any_of(fields.begin(), fields.begin() + index,
                     [&](const v1::Field& f) { return f.name() == fields[index].name(); });
}

Found check_row(const v1::FormField& table, const v1::Row& row, int index) {
  for (int i = 0; i < row.cells_size(); ++i) {
    const v1::Field& cell = row.cells(i);
    const FormPlace place{.field = table.name(), .row = index, .column = cell.name()};
    const v1::FormField* column = named(table.columns(), cell.name());
    if (column == nullptr || column->type() == v1::FIELD_TYPE_TABLE) return unknown(place);
    if (named_before(row.cells(), i)) return twice(place);
    if (auto no = check_scalar(*column, cell, place)) return no;
  }
  return std::nullopt;
}

Found check_field(const v1::FormField& field, const v1::Field& value) {
  const FormPlace place{.field = field.name()};
  if (field.type() != v1::FIELD_TYPE_TABLE || value.value_case() != v1::Field::kTable) {
    return check_scalar(field, value, place);
  }
  const int most = field.max_rows() == 0 ? kMaxRows : std::min(kMaxRows, static_cast<int>(field.max_rows()));
  if (value.table().rows_size() > most) {
    const std::string is = std::to_string(value.table().rows_size());
    const std::string may = std::to_string(most);
    return about(v1::REFUSAL_CODE_TOO_LARGE, field, place,
                 "có " + is + " dòng, quá giới hạn " + may + " dòng. Đề nghị bớt dòng.",
                 "has " + is + " rows, over its limit of " + may + ". Remove some.");
  }
  for (int row = 0; row < value.table().rows_size(); ++row) {
    if (auto no = check_row(field, value.table().rows(row), row)) return no;
  }
  return std::nullopt;
}

}  // namespace

Found check_values(const v1::Form& form, const google::protobuf::RepeatedPtrField<v1::Field>& fields) {
  for (int i = 0; i < fields.size(); ++i) {
    const v1::FormField* known = nullptr;
    for (const v1::Section& section : form.sections()) {
      if (known == nullptr) known = named(section.fields(), fields[i].name());
    }
    if (known == nullptr) return unknown({.field = fields[i].name()});
    if (named_before(fields, i)) return twice({.field = fields[i].name()});
    if (auto no = check_field(*known, fields[i])) return no;
  }
  return std::nullopt;
}

}  // namespace giaoban::core
