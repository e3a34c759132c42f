// A place in a form: a field, a row of a table or a cell; its path, and its name for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/form.pb.h"

namespace giaoban::core {

// Views what it was made from, and must not outlive it.
struct FormPlace {
  std::string_view field = {};
  int row = -1;                  // from 0; -1 when the whole field is meant
  std::string_view column = {};  // empty when the whole row is meant
};

// "content", "tasks[2]", "tasks[2].due"; empty when the text is no path, also when the row is beyond any table's 200.
std::optional<FormPlace> parse_place(std::string_view path);
std::string to_text(const FormPlace& place);

// "“Thời hạn” (dòng 3)": the label of the field or column in that language, with the row as people count it.
std::string name_for_people(const v1::FormField& field, const FormPlace& place,
                            const std::string& (v1::Label::*language)() const);

// Whether the field says anything: an empty text or moment and a table without rows do not.
bool has_value(const v1::Field& field);

}  // namespace giaoban::core
