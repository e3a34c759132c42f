// What an error code of SQLite means to whoever uses the store port.
#pragma once

#include <string_view>

struct sqlite3;

namespace giaoban::store {

// Throws StoreFull, StoreRefused or StoreBroken, with SQLite's own words.
[[noreturn]] void throw_sqlite(sqlite3* db, int code, std::string_view doing);

}  // namespace giaoban::store
