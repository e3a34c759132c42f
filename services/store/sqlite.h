// The store port over SQLite: WAL, synchronous=FULL, one writing connection per file.
#pragma once

#include <memory>
#include <string>

#include "services/store/store.h"

namespace giaoban::store {

// Opens or makes the file and reads its settings back; ":memory:" keeps nothing. Throws StoreBroken when a setting did
// not take. The caller makes sure (by a lock on the folder) that no other process has it open for writing.
std::unique_ptr<Store> open_sqlite(const std::string& path);

// Opens an existing file for reading only; begin() is refused. Sees committed state only.
std::unique_ptr<Store> open_sqlite_reader(const std::string& path);

}  // namespace giaoban::store
