// Looks into a service's SQLite file without ever writing to it; written apart from the services on purpose.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace giaoban::checker {

// One row; its views die with the callback. Columns count from 0.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  int64_t integer(int column) const;
  std::string_view bytes(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// A connection for reading. Throws std::runtime_error when the file is not there or a statement cannot be run.
class Database {
 public:
  explicit Database(const std::string& path);
  void each(const std::string& sql, const std::function<void(const Row&)>& row);

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace giaoban::checker
