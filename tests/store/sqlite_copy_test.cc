// Copies of a database that is being written to, and reading what nobody writes to.
#include "services/store/sqlite_copy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "services/store/digest.h"
#include "services/store/file_digest.h"
#include "services/store/sqlite.h"

namespace giaoban::store {
namespace {

namespace fs = std::filesystem;

class Copies : public ::testing::Test {
 protected:
  Copies() : folder_((fs::temp_directory_path() / ("giaoban-copy-" + std::string(6, 'X'))).string()) {
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("mkdtemp");
    owner = open_sqlite(path("live.db"));
    owner->define("CREATE TABLE t (n INTEGER PRIMARY KEY, bytes BLOB)");
    add(100);
  }
  ~Copies() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void add(int rows) {
    owner->begin();
    for (int i = 0; i < rows; ++i) owner->prepare("INSERT INTO t (bytes) VALUES (randomblob(500))").run({});
    owner->commit();
  }
  static int64_t rows(Store& store) {
    int64_t n = 0;
    store.prepare("SELECT count(*) FROM t").one({}, [&](const Row& row) { n = row.integer(0); });
    return n;
  }
  std::unique_ptr<Store> owner;

 private:
  std::string folder_;
};

TEST_F(Copies, HoldWhatIsCommittedAndNothingElse) {
  owner->begin();
  owner->prepare("INSERT INTO t (bytes) VALUES (x'00')").run({});
  copy_sqlite(path("live.db"), path("copy.db"));
  owner->commit();
  EXPECT_EQ(rows(*open_sqlite_still(path("copy.db"))), 100);
  EXPECT_EQ(rows(*owner), 101) << "the owner was not held up";
}

// Opened the ordinary way, a file in WAL mode gets two more beside it, which a reader cannot take away again.
TEST_F(Copies, PutNothingBesideAFileThatNobodyHasOpen) {
  owner.reset();
  const auto names = [&] {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(fs::path(path("live.db")).parent_path())) {
      all.push_back(entry.path().filename());
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  ASSERT_EQ(names(), std::vector<std::string>{"live.db"});
  copy_sqlite(path("live.db"), path("copy.db"));
  EXPECT_EQ(names(), (std::vector<std::string>{"copy.db", "live.db"}));
  EXPECT_EQ(rows(*open_sqlite_still(path("copy.db"))), 100);
}

TEST_F(Copies, LeaveTheWalAndTheCheckpointsToTheOwner) {
  const auto before = fs::file_size(path("live.db-wal"));
  ASSERT_GT(before, 0U);
  copy_sqlite(path("live.db"), path("copy.db"));
  EXPECT_EQ(fs::file_size(path("live.db-wal")), before);
  EXPECT_FALSE(fs::exists(path("copy.db-wal")));
}

TEST_F(Copies, AreMadeOfAFileThatNobodyHasOpen) {
  owner.reset();
  copy_sqlite(path("live.db"), path("copy.db"));
  EXPECT_EQ(rows(*open_sqlite_still(path("copy.db"))), 100);
}

TEST_F(Copies, TakeNoPlaceThatIsTaken) {
  std::ofstream(path("copy.db")).flush();
  EXPECT_THROW(copy_sqlite(path("live.db"), path("copy.db")), StoreRefused);
  EXPECT_EQ(fs::file_size(path("copy.db")), 0U);
}

TEST_F(Copies, OfNothingAreAFault) {
  EXPECT_THROW(copy_sqlite(path("none.db"), path("copy.db")), StoreBroken);
  EXPECT_FALSE(fs::exists(path("none.db")));
}

TEST_F(Copies, AreSoundUntilAByteIsChanged) {
  add(2000);
  copy_sqlite(path("live.db"), path("copy.db"));
  EXPECT_TRUE(damage_of(*open_sqlite_still(path("copy.db"))).empty());
  {
    std::fstream file(path("copy.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(8 * 4096);
    file << std::string(64, '\xff');
  }
  EXPECT_FALSE(damage_of(*open_sqlite_still(path("copy.db"))).empty());
}

TEST_F(Copies, AreReadWithoutAFileBesideThemWhateverTheirNameHolds) {
  fs::create_directories(path("a folder %20 #1?"));
  copy_sqlite(path("live.db"), path("a folder %20 #1?/copy.db"));
  EXPECT_EQ(rows(*open_sqlite_still(path("a folder %20 #1?/copy.db"))), 100);
  EXPECT_EQ(std::distance(fs::directory_iterator(path("a folder %20 #1?")), {}), 1);
}

TEST_F(Copies, AreNotWrittenTo) {
  copy_sqlite(path("live.db"), path("copy.db"));
  const auto still = open_sqlite_still(path("copy.db"));
  EXPECT_THROW(still->define("DELETE FROM t"), StoreRefused);
}

TEST_F(Copies, AreNamedByTheirDigest) {
  std::ofstream(path("text")) << "giao ban";
  const auto digest = digest_of_file(path("text"));
  EXPECT_EQ(digest.bytes, 8U);
  EXPECT_EQ(digest.sha256, sha256({"giao ban"}));
  EXPECT_THROW(digest_of_file(path("none")), std::system_error);
}

}  // namespace
}  // namespace giaoban::store
