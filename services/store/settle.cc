// Writes a WAL over itself, through SQLite's own file system calls.
#include "services/store/settle.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "services/store/store.h"

namespace giaoban::store {

namespace {

// SQLite's unix files write no more than 128 KiB at once.
constexpr sqlite3_int64 kPiece = 1 << 16;

struct FreeName {
  void operator()(sqlite3_filename name) const { sqlite3_free_filename(name); }
};

// An open file of SQLite's file system.
class OpenWal {
 public:
  OpenWal(sqlite3_vfs& vfs, const std::string& path)
      : path_(path),
        // The form of a name that xOpen may look for parameters in; must live as long as the file is open.
        name_(sqlite3_create_filename(path.c_str(), "", "", 0, nullptr)),
        memory_(static_cast<size_t>(vfs.szOsFile)) {
    const int code = vfs.xOpen(&vfs, name_.get(), file(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr);
    if (code != SQLITE_OK) {
      close();
      fail(code, "open");
    }
  }
  ~OpenWal() { close(); }
  OpenWal(const OpenWal&) = delete;
  OpenWal& operator=(const OpenWal&) = delete;

  void write_again() {
    sqlite3_int64 size = 0;
    check(file()->pMethods->xFileSize(file(), &size), "measure");
    std::vector<char> piece(static_cast<size_t>(std::min(size, kPiece)));
    for (sqlite3_int64 at = 0; at < size; at += kPiece) {
      const int count = static_cast<int>(std::min(size - at, kPiece));
      check(file()->pMethods->xRead(file(), piece.data(), count, at), "read");
      check(file()->pMethods->xWrite(file(), piece.data(), count, at), "write");
    }
    if (size > 0) check(file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL), "sync");
  }

 private:
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
  void close() {
    if (file()->pMethods) file()->pMethods->xClose(file());
  }
  void check(int code, const char* doing) const {
    if (code != SQLITE_OK) fail(code, doing);
  }
  [[noreturn]] void fail(int code, const char* doing) const {
    throw StoreBroken(std::string(doing) + " " + path_ + ": " + sqlite3_errstr(code));
  }

  std::string path_;
  std::unique_ptr<const char, FreeName> name_;
  std::vector<char> memory_;
};

}  // namespace

void settle_wal(const std::string& database) {
  sqlite3_initialize();
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  std::vector<char> full(static_cast<size_t>(vfs->mxPathname) + 1);
  int there = 0;
  const int code = vfs->xFullPathname(vfs, database.c_str(), static_cast<int>(full.size()), full.data());
  if ((code & 0xff) != SQLITE_OK) return;  // opening the database says why
  const std::string wal = std::string(full.data()) + "-wal";
  if (vfs->xAccess(vfs, wal.c_str(), SQLITE_ACCESS_EXISTS, &there) != SQLITE_OK || there == 0) return;
  OpenWal(*vfs, wal).write_again();
}

}  // namespace giaoban::store
