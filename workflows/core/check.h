// Check: refuses a kind that could strand a paper, before any paper is begun under it.
#pragma once

#include <string>
#include <vector>

#include "workflows/core/kind_file.h"

namespace giaoban::core {

// The levels that a deployment has, bottom to top.
struct Profile {
  std::string name;  // "cell-commune-district-province"
  std::vector<v1::Level> levels;
};

// The profiles shipped: the three-level one of the sources under a province, and the two-level one of today.
const std::vector<Profile>& profiles();

// All faults: unreachable state; no end reachable from a state; a state that asks nobody; four eyes that cannot be
// satisfied; a rung at or after the expiry; a return loop without a bound or clock; a verb that leads nowhere; names
// used twice or not at all; words that this version cannot do (children, print, prefill, opinions, roll-ups on
// anything but numbers). Each with the place in the file and a way from the first state as counter-example. Empty:
// good.
std::vector<v1::KindFault> check(const KindFile& file);

// The way as a Graphviz digraph: states as boxes with who is asked, moves as arrows with verb labels, Vietnamese first.
std::string draw(const v1::Kind& kind);

}  // namespace giaoban::core
