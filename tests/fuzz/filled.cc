// Forms filled in, for any kind: every field with a value that its type allows.
#include "tests/fuzz/filled.h"

namespace giaoban::fuzz {
namespace {

void fill(const v1::FormField& field, v1::Field& value) {
  value.set_name(field.name());
  switch (field.type()) {
    case v1::FIELD_TYPE_NUMBER:
      value.set_number(field.has_min() ? field.min() : field.has_max() ? field.max() : 1);
      break;
    case v1::FIELD_TYPE_DATE:
      value.set_moment("2026-11-20");
      break;
    case v1::FIELD_TYPE_TIME:
      value.set_moment("19:30");
      break;
    case v1::FIELD_TYPE_YES_NO:
      value.set_flag(true);
      break;
    case v1::FIELD_TYPE_CHOICE:
      if (!field.choices().empty()) value.set_text(field.choices(0).name());
      break;
    case v1::FIELD_TYPE_TABLE: {
      auto& row = *value.mutable_table()->add_rows();
      for (const v1::FormField& column : field.columns()) fill(column, *row.add_cells());
      break;
    }
    default:
      value.set_text("x");
  }
}

}  // namespace

std::vector<v1::Field> filled(const v1::Form& form) {
  std::vector<v1::Field> fields;
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& field : section.fields()) fill(field, fields.emplace_back());
  }
  return fields;
}

}  // namespace giaoban::fuzz
