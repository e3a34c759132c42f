// What must hold of the stores when everything has come to rest: they are what the logs add up to (I2-I7, I18, I19,
// I22).
#pragma once

#include "tests/simulation/findings.h"
#include "tests/simulation/world.h"

namespace giaoban::simulation {

// The world is healed and at rest. `rebuild`: also hear everything again into an empty records database and compare.
void check_at_rest(World& world, Findings& findings, bool rebuild);

// The notices and mails of the whole run (I18, I19, I20).
void check_telling(World& world, Findings& findings);

}  // namespace giaoban::simulation
