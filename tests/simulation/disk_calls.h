// SQLite's calls on one open file of the simulated disk.
#pragma once

#include <sqlite3.h>

#include <memory>

#include "tests/simulation/disk_state.h"

namespace giaoban::simulation {

// Bytes SQLite must set aside for an open file.
int size_in_sqlite();
// Fills what SQLite set aside; xClose gives it back.
void hand_to_sqlite(sqlite3_file* out, std::shared_ptr<DiskState> disk, std::unique_ptr<OpenFile> file);

}  // namespace giaoban::simulation
