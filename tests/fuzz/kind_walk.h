// Papers of any kind on their way through a district in which every office is held: none may be stranded.
#pragma once

#include "giaoban/v1/kind.pb.h"

namespace giaoban::fuzz {

// Takes papers of a kind that check() accepts along some of its ways, by what decide() allows, and demands that at
// every state short of an end somebody, or the state's own deadline, can move them on. `turn` picks the ways.
void walk_papers(const v1::Kind& kind, uint64_t turn);

}  // namespace giaoban::fuzz
