// Fields and remarks as the command line says them: name=value by the form's type, name:=JSON for tables.
#include "services/command/dossier_fields.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "services/runtime/settings.h"
#include "workflows/core/form.h"
#include "workflows/core/refusal.h"

namespace giaoban::command {
namespace {

constexpr size_t kMaxJsonBytes = 256 * 1024;
constexpr int kMaxJsonDepth = 32;

v1::Refusal bad(const std::string& field, const std::string& vi, const std::string& en) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, vi, en);
}

// Nesting is counted before protobuf sees the text: deep JSON costs it far more than its length.
bool is_bounded(const std::string& json) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++depth > kMaxJsonDepth)
      return false;
    else if (!quoted && (c == '}' || c == ']'))
      --depth;
  }
  return json.size() <= kMaxJsonBytes;
}

std::variant<v1::Field, v1::Refusal> table_of(v1::Field field, const std::string& json) {
  if (is_bounded(json) && google::protobuf::util::JsonStringToMessage(json, field.mutable_table()).ok()) return field;
  return bad(
      field.name(),
      "Bảng phải là JSON như {\"rows\":[{\"cells\":[{\"name\":\"cột\",\"text\":\"...\"}]}]}, tối đa 256 KiB.",
      "A table is JSON such as {\"rows\":[{\"cells\":[{\"name\":\"column\",\"text\":\"...\"}]}]}, at most 256 KiB.");
}

std::variant<v1::Field, v1::Refusal> number_of(v1::Field field, const std::string& value) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) {
    return bad(field.name(), "\"" + value + "\" không phải là số nguyên. Hãy viết như 42.",
               "\"" + value + "\" is no whole number. Write it like 42.");
  }
  field.set_number(number);
  return field;
}

std::variant<v1::Field, v1::Refusal> flag_of(v1::Field field, const std::string& value) {
  const bool yes = value == "true" || value == "yes" || value == "có";
  if (!yes && value != "false" && value != "no" && value != "không") {
    return bad(field.name(), "\"" + value + "\" không phải là có/không. Hãy viết true hoặc false.",
               "\"" + value + "\" is neither yes nor no. Write true or false.");
  }
  field.set_flag(yes);
  return field;
}

v1::Refusal unknown(const std::string& name, const v1::Form& form) {
  std::vector<std::string> names;
  for (const auto& section : form.sections()) {
    for (const auto& field : section.fields()) names.push_back(field.name());
  }
  const auto meant = runtime::nearest_name(name, names);
  return bad(name, "Mẫu không có trường \"" + name + "\"." + meant.vi,
             "The form has no field \"" + name + "\"." + meant.en);
}

}  // namespace

std::variant<v1::Field, v1::Refusal> read_field(const std::string& text, const v1::Form& form) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return bad("", "--field \"" + text + "\" thiếu dấu bằng. Hãy viết --field tên=giá_trị.",
               "--field \"" + text + "\" has no equals sign. Write --field name=value.");
  }
  const bool json = text[equals - 1] == ':';
  v1::Field field;
  field.set_name(text.substr(0, json ? equals - 1 : equals));
  const std::string value = text.substr(equals + 1);
  const v1::FormField* known = core::find_field(form, field.name());
  if (known == nullptr || known->name() != field.name()) return unknown(field.name(), form);
  if (value.empty()) return field;
  switch (known->type()) {
    case v1::FIELD_TYPE_TABLE:
      return table_of(std::move(field), value);
    case v1::FIELD_TYPE_NUMBER:
      return number_of(std::move(field), value);
    case v1::FIELD_TYPE_YES_NO:
      return flag_of(std::move(field), value);
    case v1::FIELD_TYPE_DATE:
    case v1::FIELD_TYPE_TIME:
      field.set_moment(value);
      return field;
    default:
      field.set_text(value);
      return field;
  }
}

std::variant<v1::Remark, v1::Refusal> read_remark(const std::string& text) {
  const size_t first = text.find(':');
  const size_t second = first == std::string::npos ? first : text.find(':', first + 1);
  if (second == std::string::npos) {
    return bad(
        "",
        "--remark \"" + text + "\" phải gồm ba phần trường:lý_do:nội_dung, ví dụ content:incomplete:Thiếu chỉ tiêu.",
        "--remark \"" + text + "\" needs three parts field:reason:text, such as content:incomplete:No targets.");
  }
  v1::Remark remark;
  remark.set_field(text.substr(0, first));
  remark.set_text(text.substr(second + 1));
  const std::string reason = text.substr(first + 1, second - first - 1);
  std::string list;
  const auto* reasons = v1::SendBackReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    std::string name = reasons->value(i)->name().substr(std::string_view("SEND_BACK_REASON_").size());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name == reason) remark.set_reason(static_cast<v1::SendBackReason>(reasons->value(i)->number()));
    list += (list.empty() ? "" : ", ") + name;
  }
  if (remark.reason() != v1::SEND_BACK_REASON_UNSPECIFIED) return remark;
  return bad(remark.field(), "Không có lý do \"" + reason + "\". Các lý do: " + list + ".",
             "There is no reason \"" + reason + "\". Reasons: " + list + ".");
}

std::string to_line(const v1::Field& field) {
  switch (field.value_case()) {
    case v1::Field::kText:
      return field.text();
    case v1::Field::kNumber:
      return std::to_string(field.number());
    case v1::Field::kFlag:
      return field.flag() ? "có / yes" : "không / no";
    case v1::Field::kMoment:
      return field.moment();
    case v1::Field::kTable: {
      std::string text = "[" + std::to_string(field.table().rows_size()) + "]";
      for (const auto& row : field.table().rows()) {
        text += "\n      -";
        for (const auto& cell : row.cells()) text += " " + cell.name() + ": " + to_line(cell) + ";";
      }
      return text;
    }
    case v1::Field::VALUE_NOT_SET:
      return "";
  }
  return "";
}

}  // namespace giaoban::command
