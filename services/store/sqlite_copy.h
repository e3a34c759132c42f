// Copies of a database that its owner goes on writing to, and reading files that nobody writes to.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/store/store.h"

namespace giaoban::store {

// Writes what is committed at this moment into a new file at `to`, packed and durable (its name is not, before the
// folder was synced). One reading connection: the owner goes on, and stays the only one that writes and checkpoints;
// until the copy is done its WAL grows by what it writes meanwhile. A file that nobody has open is left alone: nothing
// is put beside it. Throws StoreRefused when `to` is there already,
// StoreFull or StoreBroken with whatever there is of the file left behind.
void copy_sqlite(const std::string& from, const std::string& to);

// A file's address with a word to SQLite that nobody changes it while it is open; for SQLITE_OPEN_URI.
std::string still_address(const std::string& path);

// Opens a file that nobody writes to while it is open, such as one of a backup: for reading only, without a lock and
// without a file beside it. begin() is refused.
std::unique_ptr<Store> open_sqlite_still(const std::string& path);

// What SQLite finds wrong with a whole file, at most 20 sentences; none when it is sound.
std::vector<std::string> damage_of(Store& store);

}  // namespace giaoban::store
