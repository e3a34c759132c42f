// The form's rules: merging, locked fields and field paths. Values stand in form_values.cc and form_complete.cc.
#include "workflows/core/form.h"

#include <algorithm>

#include "workflows/core/form_place.h"
#include "workflows/core/refusal.h"

namespace giaoban::core {
namespace {

template <class Fields>
const v1::Field* last_of(const Fields& fields, std::string_view name) {
  const v1::Field* found = nullptr;
  for (const v1::Field& field : fields) {
    if (field.name() == name) found = &field;
  }
  return found;
}

bool same_cell(const v1::Field* a, const v1::Field* b) {
  const bool a_filled = a != nullptr && has_value(*a);
  const bool b_filled = b != nullptr && has_value(*b);
  if (!a_filled || !b_filled) return a_filled == b_filled;
  if (a->value_case() != b->value_case()) return false;
  switch (a->value_case()) {
    case v1::Field::kText:
      return a->text() == b->text();
    case v1::Field::kNumber:
      return a->number() == b->number();
    case v1::Field::kFlag:
      return a->flag() == b->flag();
    case v1::Field::kMoment:
      return a->moment() == b->moment();
    default:
      return false;  // tables are compared row by row
  }
}

const v1::Table& table_in(const v1::Field* field) {
  return field == nullptr ? v1::Table::default_instance() : field->table();
}

// What the remarks of a return free.
class Freed {
 public:
  explicit Freed(const google::protobuf::RepeatedPtrField<v1::Remark>& remarks) {
    for (const v1::Remark& remark : remarks) {
      if (const auto place = parse_place(remark.field())) places_.push_back(*place);
    }
  }
  // Names of more than `row` or `column` say more than a remark must: a table frees its rows, a row its cells.
  bool covers(const FormPlace& asked) const {
    return std::any_of(places_.begin(), places_.end(), [&](const FormPlace& free) {
      return free.field == asked.field && (free.row < 0 || free.row == asked.row) &&
             (free.column.empty() || free.column == asked.column);
    });
  }

 private:
  std::vector<FormPlace> places_;
};

v1::Refusal locked(const v1::FormField& field, const FormPlace& place) {
  const std::string where_vi = "Mục " + name_for_people(field, place, &v1::Label::vi);
  const std::string where_en = "The field " + name_for_people(field, place, &v1::Label::en);
  return refuse(v1::REFUSAL_CODE_FIELD_LOCKED, to_text(place),
                where_vi +
                    " không nằm trong phần được trả lại để sửa nên đang khoá. Đề nghị giữ nguyên mục này, chỉ sửa "
                    "những mục mà cấp trên đã ghi ý kiến.",
                where_en +
                    " was not marked when the paper was sent back, so it is locked. Leave it as it was and "
                    "correct only what was marked.");
}

std::optional<v1::Refusal> check_table(const v1::FormField& field, const v1::Table& before, const v1::Table& after,
                                       const Freed& freed) {
  if (before.rows_size() != after.rows_size()) return locked(field, {.field = field.name()});
  for (int row = 0; row < after.rows_size(); ++row) {
    for (const v1::FormField& column : field.columns()) {
      const FormPlace place{.field = field.name(), .row = row, .column = column.name()};
      if (freed.covers(place)) continue;
      if (!same_cell(last_of(before.rows(row).cells(), column.name()),
                     last_of(after.rows(row).cells(), column.name()))) {
        return locked(column, place);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<v1::Field> merge(const v1::Form& form, const std::vector<v1::Field>& base,
                             const google::protobuf::RepeatedPtrField<v1::Field>& patch) {
  std::vector<v1::Field> merged;
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& known : section.fields()) {
      const v1::Field* field = last_of(patch, known.name());
      if (field == nullptr) field = last_of(base, known.name());
      if (field != nullptr && has_value(*field)) merged.push_back(*field);
    }
  }
  return merged;
}

std::optional<v1::Refusal> check_unlocked(const v1::Form& form, const std::vector<v1::Field>& before,
                                          const std::vector<v1::Field>& after,
                                          const google::protobuf::RepeatedPtrField<v1::Remark>& remarks) {
  if (remarks.empty()) return std::nullopt;
  const Freed freed(remarks);
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& known : section.fields()) {
      const FormPlace place{.field = known.name()};
      if (freed.covers(place)) continue;
      const v1::Field* was = last_of(before, known.name());
      const v1::Field* is = last_of(after, known.name());
      if (known.type() == v1::FIELD_TYPE_TABLE) {
        if (auto no = check_table(known, table_in(was), table_in(is), freed)) return no;
      } else if (!same_cell(was, is)) {
        return locked(known, place);
      }
    }
  }
  return std::nullopt;
}

const v1::FormField* find_field(const v1::Form& form, std::string_view path) {
  const auto place = parse_place(path);
  if (!place) return nullptr;
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& field : section.fields()) {
      if (field.name() != place->field) continue;
      if (place->row < 0) return &field;
      if (field.type() != v1::FIELD_TYPE_TABLE) return nullptr;
      if (place->column.empty()) return &field;
      const auto column = std::find_if(field.columns().begin(), field.columns().end(),
                                       [&](const v1::FormField& c) { return c.name() == place->column; });
      return column == field.columns().end() ? nullptr : &*column;
    }
  }
  return nullptr;
}

}  // namespace giaoban::core
