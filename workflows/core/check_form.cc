// Checks the form of a kind: names, labels, types, choices, columns, bounds and conditions.
#include <map>
#include <set>

#include "workflows/core/check_parts.h"

namespace giaoban::core {
namespace {

// A Save carries at most so many fields, a table so many rows.
constexpr int kMaxFields = 200;
constexpr unsigned kMaxRows = 200;
constexpr unsigned kMaxLength = 20'000;

// Fields that a condition may name, by name.
using Scope = std::map<std::string, const v1::FormField*, std::less<>>;

std::string at(const std::string& path, const char* list, int index) {
  return path + "." + list + "[" + std::to_string(index) + "]";
}

bool is_written(const v1::FormField& field) {
  return field.type() == v1::FIELD_TYPE_TEXT || field.type() == v1::FIELD_TYPE_LONG_TEXT ||
         field.type() == v1::FIELD_TYPE_PERSON;
}

const v1::FormField* find(const Scope& scope, const std::string& name) {
  const auto at = scope.find(name);
  return at == scope.end() ? nullptr : at->second;
}

class FormCheck {
 public:
  explicit FormCheck(Findings& findings) : findings_(findings) {}

  void check(const v1::Form& form) {
    if (form.sections_size() == 0) {
      findings_.add("form", {"Biểu mẫu chưa có phần (sections) nào.", "The form has no sections."});
    }
    int count = 0;
    for (const v1::Section& section : form.sections()) {
      count += section.fields_size();
      for (const v1::FormField& field : section.fields()) form_.emplace(field.name(), &field);
    }
    if (count > kMaxFields) {
      findings_.add("form",
                    {"Biểu mẫu có quá 200 trường, không lưu được một lần. Hãy dùng bảng hoặc bớt trường.",
                     "The form has more than 200 fields and could not be saved at once. Use tables or drop some."});
    }
    std::set<std::string> sections;
    std::set<std::string> fields;
    for (int s = 0; s < form.sections_size(); ++s) {
      const v1::Section& section = form.sections(s);
      const std::string path = "form.sections[" + std::to_string(s) + "]";
      findings_.expect_name(path + ".name", section.name());
      findings_.expect_unique(path + ".name", section.name(), sections);
      findings_.expect_label(path + ".title", section.title());
      if (section.fields_size() == 0) {
        findings_.add(path, {"Phần này chưa có trường nào.", "This section has no fields."});
      }
      for (int f = 0; f < section.fields_size(); ++f) {
        check_field(section.fields(f), at(path, "fields", f), form_, fields, false);
      }
    }
  }

 private:
  void check_field(const v1::FormField& field, const std::string& path, const Scope& scope,
                   std::set<std::string>& names, bool in_table) {
    findings_.expect_name(path + ".name", field.name());
    findings_.expect_unique(path + ".name", field.name(), names);
    findings_.expect_label(path + ".label", field.label());
    if (field.has_help()) findings_.expect_label(path + ".help", field.help());
    if (field.type() == v1::FIELD_TYPE_UNSPECIFIED || !v1::FieldType_IsValid(field.type())) {
      findings_.add(path + ".type", {"Thiếu kiểu (type) của trường, như FIELD_TYPE_TEXT.",
                                     "The field's type is missing, such as FIELD_TYPE_TEXT."});
      return;
    }
    check_choices(field, path);
    check_columns(field, path, in_table);
    check_bounds(field, path);
    if (field.has_required_when()) check_condition(field, path, scope);
  }

  void check_choices(const v1::FormField& field, const std::string& path) {
    const bool is_choice = field.type() == v1::FIELD_TYPE_CHOICE;
    if (is_choice && field.choices_size() == 0) {
      findings_.add(path, {"Trường lựa chọn chưa có lựa chọn (choices) nào.", "The choice field has no choices."});
    }
    if (!is_choice && field.choices_size() > 0) only_for(path + ".choices[0]", "choices", "FIELD_TYPE_CHOICE");
    std::set<std::string> names;
    for (int c = 0; c < field.choices_size(); ++c) {
      const std::string choice = at(path, "choices", c);
      findings_.expect_name(choice + ".name", field.choices(c).name());
      findings_.expect_unique(choice + ".name", field.choices(c).name(), names);
      findings_.expect_label(choice + ".label", field.choices(c).label());
    }
  }

  void check_columns(const v1::FormField& field, const std::string& path, bool in_table) {
    const bool is_table = field.type() == v1::FIELD_TYPE_TABLE;
    if (is_table && in_table) {
      findings_.add(path + ".type", {"Bảng không chứa bảng. Hãy dùng cột kiểu khác.",
                                     "Tables do not nest. Use a column of another type."});
      return;
    }
    if (is_table && field.columns_size() == 0) {
      findings_.add(path, {"Bảng chưa có cột (columns) nào.", "The table has no columns."});
    }
    if (!is_table && field.columns_size() > 0) only_for(path + ".columns[0]", "columns", "FIELD_TYPE_TABLE");
    if (!is_table && field.max_rows() > 0) only_for(path + ".max_rows", "max_rows", "FIELD_TYPE_TABLE");
    if (field.max_rows() > kMaxRows) {
      findings_.add(path + ".max_rows", {"Bảng có tối đa 200 hàng.", "A table has at most 200 rows."});
    }
    Scope scope;
    for (const v1::FormField& column : field.columns()) scope.emplace(column.name(), &column);
    std::set<std::string> names;
    for (int c = 0; c < field.columns_size(); ++c) {
      check_field(field.columns(c), at(path, "columns", c), scope, names, true);
    }
  }

  void check_bounds(const v1::FormField& field, const std::string& path) {
    const bool is_number = field.type() == v1::FIELD_TYPE_NUMBER;
    if (!is_written(field) && field.max_length() > 0) only_for(path + ".max_length", "max_length", "FIELD_TYPE_TEXT");
    if (field.max_length() > kMaxLength) {
      findings_.add(path + ".max_length", {"Chữ dài tối đa 20.000 ký tự.", "A text has at most 20,000 characters."});
    }
    if (!is_number && field.has_min()) only_for(path + ".min", "min", "FIELD_TYPE_NUMBER");
    if (!is_number && field.has_max()) only_for(path + ".max", "max", "FIELD_TYPE_NUMBER");
    if (field.has_min() && field.has_max() && field.min() > field.max()) {
      findings_.add(path + ".min",
                    {"min lớn hơn max: không số nào hợp lệ.", "min is greater than max: no number would do."});
    }
    if (field.has_unit()) {
      if (!is_number) only_for(path + ".unit", "unit", "FIELD_TYPE_NUMBER");
      findings_.expect_label(path + ".unit", field.unit());
    }
    if (field.roll_up() != v1::ROLL_UP_UNSPECIFIED && !is_number) {
      only_for(path + ".roll_up", "roll_up", "FIELD_TYPE_NUMBER");
    } else if (!v1::RollUp_IsValid(field.roll_up())) {
      findings_.add(path + ".roll_up", {"Không có cách tổng hợp này.", "There is no such roll-up."});
    }
    if (field.prefill() != v1::PREFILL_UNSPECIFIED) {
      findings_.add(path + ".prefill", {"Phiên bản này chưa làm được \"prefill\". Hãy bỏ từ này.",
                                        "This version cannot do \"prefill\" yet. Leave the word out."});
    }
  }

  void check_condition(const v1::FormField& field, const std::string& path, const Scope& scope) {
    const std::string& name = field.required_when().field();
    const std::string& choice = field.required_when().choice();
    if (field.required()) {
      findings_.add(path + ".required", {"\"required\" và \"required_when\" không dùng cùng lúc. Hãy bỏ một trong hai.",
                                         "\"required\" and \"required_when\" exclude each other. Drop one."});
    }
    // A row is asked first, then the form.
    const v1::FormField* named = find(scope, name) != nullptr ? find(scope, name) : find(form_, name);
    if (named == nullptr || named == &field || named->type() != v1::FIELD_TYPE_CHOICE) {
      findings_.add(path + ".required_when.field",
                    {"\"" + name + "\" không phải là một trường lựa chọn khác của biểu mẫu này.",
                     "\"" + name + "\" is not another choice field of this form."});
      return;
    }
    for (const v1::Choice& c : named->choices()) {
      if (c.name() == choice) return;
    }
    findings_.add(path + ".required_when.choice", {"Trường \"" + name + "\" không có lựa chọn \"" + choice + "\".",
                                                   "The field \"" + name + "\" has no choice \"" + choice + "\"."});
  }

  void only_for(const std::string& path, const std::string& word, const std::string& type) {
    findings_.add(path, {"\"" + word + "\" chỉ dùng cho " + type + ". Hãy bỏ từ này hoặc đổi kiểu của trường.",
                         "\"" + word + "\" is for " + type + " only. Leave it out or change the field's type."});
  }

  Findings& findings_;
  Scope form_;  // the form's own fields
};

}  // namespace

void check_form(const v1::Kind& kind, Findings& findings) {
  FormCheck(findings).check(kind.form());
}

}  // namespace giaoban::core
