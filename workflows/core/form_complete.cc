// The form's rules about what must be filled before a paper is handed in.
#include <algorithm>

#include "workflows/core/form.h"
#include "workflows/core/form_place.h"
#include "workflows/core/refusal.h"

namespace giaoban::core {
namespace {

using Found = std::optional<v1::Refusal>;

bool is_column(const v1::FormField& table, std::string_view name) {
  return std::any_of(table.columns().begin(), table.columns().end(),
                     [&](const v1::FormField& column) { return column.name() == name; });
}

bool is_filled(const v1::Field& field) {
  return has_value(field) && (field.value_case() != v1::Field::kText || !is_blank(field.text()));
}

template <class Fields>
const v1::Field* filled(const Fields& fields, std::string_view name) {
  const auto at =
      std::find_if(fields.begin(), fields.end(), [&](const v1::Field& f) { return f.name() == name && is_filled(f); });
  return at == fields.end() ? nullptr : &*at;
}

// `choice_of` gives the field that a condition names, or nullptr.
template <class ChoiceOf>
bool is_required(const v1::FormField& field, ChoiceOf choice_of) {
  if (!field.has_required_when()) return field.required();
  const v1::Field* choice = choice_of(field.required_when().field());
  return choice != nullptr && choice->text() == field.required_when().choice();
}

v1::Refusal missing(const v1::FormField& field, const FormPlace& place) {
  return refuse(
      v1::REFUSAL_CODE_FIELD_REQUIRED, to_text(place),
      "Mục " + name_for_people(field, place, &v1::Label::vi) + " chưa được điền. Đề nghị điền mục này rồi trình lại.",
      "The field " + name_for_people(field, place, &v1::Label::en) +
          " is required and still empty. Fill it in and submit again.");
}

// Required columns of the rows that are there.
template <class ChoiceOf>
Found check_rows(const v1::FormField& table, const v1::Table& value, ChoiceOf choice_in_form) {
  for (int row = 0; row < value.rows_size(); ++row) {
    const auto& cells = value.rows(row).cells();
    const auto choice_in_row = [&](std::string_view name) {
      return is_column(table, name) ? filled(cells, name) : choice_in_form(name);
    };
    for (const v1::FormField& column : table.columns()) {
      if (is_required(column, choice_in_row) && filled(cells, column.name()) == nullptr) {
        return missing(column, {.field = table.name(), .row = row, .column = column.name()});
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Found check_complete(const v1::Form& form, const std::vector<v1::Field>& fields) {
  const auto choice_in_form = [&](std::string_view name) { return filled(fields, name); };
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& known : section.fields()) {
      const v1::Field* value = filled(fields, known.name());
      if (value == nullptr) {
        if (is_required(known, choice_in_form)) return missing(known, {.field = known.name()});
      } else if (auto no = check_rows(known, value->table(), choice_in_form)) {
        return no;
      }
    }
  }
  return std::nullopt;
}

}  // namespace giaoban::core
