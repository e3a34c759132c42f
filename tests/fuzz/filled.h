// Forms filled in, for any kind: every field with a value that its type allows.
#pragma once

#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/form.pb.h"

namespace giaoban::fuzz {

// Every field of the form; a table gets one row with every column.
std::vector<v1::Field> filled(const v1::Form& form);

}  // namespace giaoban::fuzz
