// SQLite through its C interface, read-only.
#include "tests/checker/database.h"

#include <stdexcept>

namespace giaoban::checker {

int64_t Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Row::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

Database::Database(const std::string& path) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) throw std::runtime_error("cannot open " + path + ": " + sqlite3_errmsg(db));
  sqlite3_busy_timeout(db, 5000);
}

void Database::each(const std::string& sql, const std::function<void(const Row&)>& row) {
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (code != SQLITE_OK) throw std::runtime_error(std::string("cannot read: ") + sqlite3_errmsg(db_.get()));
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) row(Row(statement.get()));
  if (code != SQLITE_DONE) throw std::runtime_error(std::string("cannot read: ") + sqlite3_errmsg(db_.get()));
}

}  // namespace giaoban::checker
