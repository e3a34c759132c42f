// Casts the play: who of the roster acts in the month, and as what.
#pragma once

#include <vector>

#include "services/month/player.h"
#include "services/month/roster.h"

namespace giaoban::month {

// Secretaries and acting deputies of cells, and everybody at whom a state of one of the kinds asks; a level that the
// tree does not have means the next one up. Throws std::invalid_argument when a cell has no secretary who signs in.
Cast cast_month(const std::vector<TreeUnit>& tree, const std::vector<Officer>& roster,
                const std::vector<v1::Kind>& kinds);

}  // namespace giaoban::month
