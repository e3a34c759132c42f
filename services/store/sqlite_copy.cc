// VACUUM INTO: it reads one snapshot, and writes a file without free pages and without a journal of its own.
#include "services/store/sqlite_copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>
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
std::unique_ptr<sqlite3, Close> open_reading(const std::string& address) {
  sqlite3* raw = nullptr;
  constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(address.c_str(), &raw, flags, nullptr);
  std::unique_ptr<sqlite3, Close> db(raw);
  if (code != SQLITE_OK) throw StoreBroken("open " + address + ": " + sqlite3_errmsg(raw));
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

void vacuum_into(const std::string& address, const std::string& to) {
  const auto db = open_reading(address);
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(db.get(), "VACUUM INTO $1", -1, &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> vacuum(raw);
  if (code != SQLITE_OK) throw_sqlite(db.get(), code, "prepare the copy of " + address);
  code = sqlite3_bind_text64(raw, 1, to.c_str(), to.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code == SQLITE_OK) code = sqlite3_step(raw);
  if (code != SQLITE_DONE) throw_sqlite(db.get(), code, "copy " + address + " to " + to);
}

// A file as its last owner left it: size and time of the last change. Empty while there is a WAL, because then somebody
// has it open or died over it.
struct Left {
  off_t size = 0;
  time_t seconds = 0;
  long nanoseconds = 0;
  bool operator==(const Left&) const = default;
};

std::optional<Left> left(const std::string& path) {
  struct stat found {};
  if (::access((path + "-wal").c_str(), F_OK) == 0 || ::stat(path.c_str(), &found) != 0) return std::nullopt;
  return Left{found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

// Without a lock, so it may turn out that the file was written to meanwhile: false then, and there is no copy.
bool copy_left(const std::string& from, const std::string& to) {
  const auto before = left(from);
  if (!before) return false;
  try {
    vacuum_into(still_address(from), to);
  } catch (const std::runtime_error&) {
    if (left(from) == before) throw;
  }
  if (left(from) == before) return true;
  ::unlink(to.c_str());
  return false;
}

}  // namespace

std::string still_address(const std::string& path) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string address = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = c != '%' && c != '?' && c != '#' && byte < 128;
    address += plain ? std::string(1, c) : std::string{'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return address + "?immutable=1";
}

void copy_sqlite(const std::string& from, const std::string& to) {
  // SQLite would take an empty file for a new database.
  if (::access(to.c_str(), F_OK) == 0) throw StoreRefused(to + " is there already");
  if (!copy_left(from, to)) vacuum_into(from, to);
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
