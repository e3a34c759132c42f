// Which planted bug was chosen; only the program that is to be caught asks, the product's own sources do not know this
// file.
#pragma once

#include <string_view>

namespace giaoban::simulation {

// Chosen for the whole process, before anything runs.
void plant(std::string_view bug);
bool planted(std::string_view bug);

}  // namespace giaoban::simulation
