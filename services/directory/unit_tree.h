// The lines of a file as a tree, together with the units that are known: parents, cycles, levels, the one root.
#pragma once

#include <vector>

#include "services/directory/unit_list.h"
#include "workflows/core/directory.h"

namespace giaoban::directory {

// Adds every fault of the tree: unknown parents; cycles, each once, at its first line; a level that is not below its
// parent's; a second root; a unit that is known otherwise than the file has it.
void check_tree(const std::vector<UnitLine>& lines, const core::Directory& known, LineErrors& errors);

// The units that are not known yet, in the file's order but each after the one above it. Only for a tree without
// faults.
std::vector<v1::Unit> new_units(const std::vector<UnitLine>& lines, const core::Directory& known);

}  // namespace giaoban::directory
