// Fields and remarks as the command line says them: name=value by the form's type, name:=JSON for tables.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/form.pb.h"

namespace giaoban::command {

// "theme=Mở rộng đường" and "tasks:={\"rows\":[...]}"; an empty value clears the field. Refused with the field's name.
std::variant<v1::Field, v1::Refusal> read_field(const std::string& text, const v1::Form& form);

// "tasks[2].due:incorrect:Sai ngày" as field, reason, text; the path may hold no colon, the text may.
std::variant<v1::Remark, v1::Refusal> read_remark(const std::string& text);

// A field's value on one line, for people.
std::string to_line(const v1::Field& field);

}  // namespace giaoban::command
