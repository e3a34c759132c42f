// The units of the tree in its order: a unit, then what lies below it, neighbours as they were added.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/core/directory.h"

namespace giaoban::directory {

// The unit and everything below it; the whole tree for the empty id; nothing for an unknown one. Pointers hold until
// the directory's next evolve.
std::vector<const v1::Unit*> walk(const core::Directory& directory, std::string_view unit_id);

// All terms in a unit, also ended ones, by role and then as they were added.
std::vector<const v1::Office*> terms_in(const core::Directory& directory, std::string_view unit_id);

}  // namespace giaoban::directory
