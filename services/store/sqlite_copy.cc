// VACUUM INTO: it reads one snapshot, and writes a file without free pages and without a journal of its own.
#include "services/store/sqlite_copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <string_view>

#include "services/store/sqlite_fault.h"

namespace giaoban::store {
namespace {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// Not open_sqlite_reader: its query_only forbids writing the copy too.
std::unique_ptr<sqlite3, Close> open_reading(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<sqlite3, Close> db(raw);
  if (code != SQLITE_OK) throw StoreBroken("open " + path + ": " + sqlite3_errmsg(raw));
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 5000);
  return db;
}

void sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool good = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!good) throw StoreBroken("sync " + path);
}

}  // namespace

void copy_sqlite(const std::string& from, const std::string& to) {
  // SQLite would take an empty file for a new database.
  if (::access(to.c_str(), F_OK) == 0) throw StoreRefused(to + " is there already");
  const auto db = open_reading(from);
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(db.get(), "VACUUM INTO $1", -1, &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> vacuum(raw);
  if (code != SQLITE_OK) throw_sqlite(db.get(), code, "prepare the copy of " + from);
  code = sqlite3_bind_text64(raw, 1, to.c_str(), to.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code == SQLITE_OK) code = sqlite3_step(raw);
  if (code != SQLITE_DONE) throw_sqlite(db.get(), code, "copy " + from + " to " + to);
  sync(to);
}

std::vector<std::string> damage_of(Store& store) {
  std::vector<std::string> damage;
  try {
    store.prepare("PRAGMA integrity_check(20)").each({}, [&](const Row& row) { damage.emplace_back(row.text(0)); });
  } catch (const std::runtime_error& fault) {
    damage.emplace_back(fault.what());
  }
  if (damage.size() == 1 && damage.front() == "ok") damage.clear();
  return damage;
}

}  // namespace giaoban::store
