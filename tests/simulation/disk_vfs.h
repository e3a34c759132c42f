// The simulated disk as SQLite's default file system of this process.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/simulation/disk_state.h"

namespace giaoban::simulation {

// Makes the disk reachable and returns the beginning of its paths; the first call registers the file system. Chance,
// time and sleep of SQLite are answered from `seed` from now on.
std::string attach(const std::shared_ptr<DiskState>& disk, uint64_t seed);
// The end of it: opening one of its paths fails from now on.
void detach(const DiskState& disk);

}  // namespace giaoban::simulation
