// Makes durable what an earlier process left in the WAL, whatever the system believes about it.
#pragma once

#include <string>

namespace giaoban::store {

// Before a database is opened for writing. When a sync fails, the system may forget that the pages must still be
// written: they read as if they were on the disk, and every later sync succeeds. The process that saw the failure has
// ended; the next one would read the WAL, build on it, acknowledge, and lose it all with the power. So every byte of
// the WAL is written once more, in place, and synced. Does nothing when there is no WAL. Throws StoreBroken.
void settle_wal(const std::string& database);

}  // namespace giaoban::store
