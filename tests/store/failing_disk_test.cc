// What the store does when the disk fails while the WAL is carried into the database: SQLite itself would say nothing.
#include <errno.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "services/store/sqlite.h"

namespace giaoban::store {
namespace {

// Makes writes to files whose name ends with ".db" fail, through SQLite's own door for such tests.
class FailingDisk {
 public:
  FailingDisk() : vfs_(sqlite3_vfs_find(nullptr)), real_(vfs_->xGetSystemCall(vfs_, "pwrite64")) {
    vfs_->xSetSystemCall(vfs_, "pwrite64", reinterpret_cast<sqlite3_syscall_ptr>(write_or_fail));
  }
  ~FailingDisk() { vfs_->xSetSystemCall(vfs_, "pwrite64", real_); }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;
  static void fail_with(int error) { how() = error; }

 private:
  static int& how() {
    static int error = 0;
    return error;
  }
  static ssize_t write_or_fail(int file, const void* bytes, size_t count, off_t at) {
    std::array<char, 4096> name{};
    const auto size = readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), name.data(), name.size());
    if (how() == 0 || !std::string_view(name.data(), static_cast<size_t>(std::max<ssize_t>(size, 0))).ends_with(".db"))
      return pwrite64(file, bytes, count, at);
    errno = how();
    return -1;
  }

  sqlite3_vfs* vfs_;
  sqlite3_syscall_ptr real_;
};

class ADiskThatFailsUnderACheckpoint : public testing::Test {
 protected:
  ADiskThatFailsUnderACheckpoint() {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-failing-XXXXXX").string();
    folder = mkdtemp(made.data());
    store = open_sqlite(folder + "/thing.db");
    store->define("CREATE TABLE thing (body BLOB)");
  }
  ~ADiskThatFailsUnderACheckpoint() override {
    FailingDisk::fail_with(0);
    store.reset();
    std::filesystem::remove_all(folder);
  }
  // A commit that makes the WAL long enough.
  void commit_much() {
    store->begin();
    store->define("INSERT INTO thing VALUES (randomblob(5000000))");
    store->commit();
  }
  int64_t rows(Store& from) {
    int64_t count = 0;
    from.prepare("SELECT count(*) FROM thing").one({}, [&](const Row& row) { count = row.integer(0); });
    return count;
  }

  FailingDisk disk;
  std::string folder;
  std::unique_ptr<Store> store;
};

TEST_F(ADiskThatFailsUnderACheckpoint, BreaksTheStoreSoThatTheProcessEnds) {
  FailingDisk::fail_with(EIO);
  EXPECT_THROW(commit_much(), StoreBroken);
  FailingDisk::fail_with(0);
  store = open_sqlite(folder + "/thing.db");
  EXPECT_EQ(rows(*store), 1) << "what was committed is in the WAL";
}

TEST_F(ADiskThatFailsUnderACheckpoint, IsNoFaultWhenItIsOnlyFull) {
  FailingDisk::fail_with(ENOSPC);
  commit_much();
  EXPECT_EQ(rows(*store), 1) << "a full disk must not say no to what is committed";
  FailingDisk::fail_with(0);
  commit_much();
  EXPECT_GT(std::filesystem::file_size(folder + "/thing.db"), 10'000'000U) << "the next commit carries both over";
}

}  // namespace
}  // namespace giaoban::store
