// What an error code of SQLite means to whoever uses the store port.
#include "services/store/sqlite_fault.h"

#include <sqlite3.h>

#include <string>

#include "services/store/store.h"

namespace giaoban::store {

void throw_sqlite(sqlite3* db, int code, std::string_view doing) {
  std::string what = std::string(doing) + ": " + sqlite3_errmsg(db);
  switch (code & 0xff) {
    case SQLITE_FULL:
      throw StoreFull(what);
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_ERROR:
    case SQLITE_READONLY:
      throw StoreRefused(what);
    default:
      throw StoreBroken(what);
  }
}

}  // namespace giaoban::store
