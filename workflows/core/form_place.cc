// A place in a form: a field, a row of a table or a cell; its path, and its name for people.
#include "workflows/core/form_place.h"

#include <charconv>

namespace giaoban::core {
namespace {

constexpr int kMaxRows = 200;

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_of("[].") == std::string_view::npos;
}

}  // namespace

std::optional<FormPlace> parse_place(std::string_view path) {
  const size_t bracket = path.find('[');
  FormPlace place{.field = path.substr(0, bracket)};
  if (!is_name(place.field)) return std::nullopt;
  if (bracket == std::string_view::npos) return place;
  const std::string_view rest = path.substr(bracket + 1);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), place.row);
  const auto digits = static_cast<size_t>(end - rest.data());
  if (error != std::errc{} || place.row < 0 || place.row >= kMaxRows || digits >= rest.size() || rest[digits] != ']') {
    return std::nullopt;
  }
  const std::string_view tail = rest.substr(digits + 1);
  if (tail.empty()) return place;
  place.column = tail.substr(1);
  if (tail[0] != '.' || !is_name(place.column)) return std::nullopt;
  return place;
}

std::string to_text(const FormPlace& place) {
  std::string text(place.field);
  if (place.row >= 0) text.append("[").append(std::to_string(place.row)).append("]");
  if (!place.column.empty()) text.append(".").append(place.column);
  return text;
}

std::string name_for_people(const v1::FormField& field, const FormPlace& place,
                            const std::string& (v1::Label::*language)() const) {
  const std::string& label = (field.label().*language)();
  std::string text = "“" + (label.empty() ? field.name() : label) + "”";
  if (place.row >= 0) {
    text += language == &v1::Label::vi ? " (dòng " : " (row ";
    text += std::to_string(place.row + 1) + ")";
  }
  return text;
}

bool has_value(const v1::Field& field) {
  switch (field.value_case()) {
    case v1::Field::kText:
      return !field.text().empty();
    case v1::Field::kMoment:
      return !field.moment().empty();
    case v1::Field::kTable:
      return field.table().rows_size() > 0;
    case v1::Field::kNumber:
    case v1::Field::kFlag:
      return true;
    case v1::Field::VALUE_NOT_SET:
      return false;
  }
  return false;
}

}  // namespace giaoban::core
