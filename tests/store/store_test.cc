// The store port, as every adapter must keep it.
#include "services/store/store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "services/store/sqlite.h"

namespace giaoban::store {
namespace {

// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-store-XXXXXX").string();
    path_ = mkdtemp(made.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class EveryStore : public testing::Test {
 protected:
  std::unique_ptr<Store> store = open_sqlite(":memory:");
  void SetUp() override { store->define("CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, body BLOB)"); }
  int64_t count() {
    int64_t n = 0;
    store->prepare("SELECT COUNT(*) FROM thing").one({}, [&](const Row& row) { n = row.integer(0); });
    return n;
  }
};

TEST_F(EveryStore, GivesBackWhatItWasGiven) {
  const std::string bytes("\0\x01\xff", 3);
  store->prepare("INSERT INTO thing (id, name, body) VALUES ($1, $2, $3)")
      .run({int64_t{7}, std::string_view("Đảng uỷ"), Blob{bytes}});
  bool seen = false;
  store->prepare("SELECT name, body, NULL FROM thing WHERE id = $1").one({int64_t{7}}, [&](const Row& row) {
    seen = true;
    EXPECT_EQ(row.text(0), "Đảng uỷ");
    EXPECT_EQ(row.blob(1), bytes);
    EXPECT_TRUE(row.is_null(2));
  });
  EXPECT_TRUE(seen);
}

TEST_F(EveryStore, BindsParametersByTheirNumberAndNotByTheirOrderInTheText) {
  std::string text;
  store->prepare("SELECT $2 || '-' || $1 || '-' || $2")
      .one({std::string_view("a"), std::string_view("b")}, [&](const Row& row) { text = row.text(0); });
  EXPECT_EQ(text, "b-a-b");
}

TEST_F(EveryStore, ForgetsWhatWasRolledBack) {
  store->begin();
  store->prepare("INSERT INTO thing (id) VALUES ($1)").run({int64_t{1}});
  EXPECT_TRUE(store->in_transaction());
  store->rollback();
  EXPECT_FALSE(store->in_transaction());
  EXPECT_EQ(count(), 0);
  store->rollback();  // safe in any state
}

TEST_F(EveryStore, RefusesABrokenConstraintAndStaysWhole) {
  store->begin();
  store->prepare("INSERT INTO thing (id) VALUES ($1)").run({int64_t{1}});
  EXPECT_THROW(store->prepare("INSERT INTO thing (id) VALUES ($1)").run({int64_t{1}}), StoreRefused);
  store->rollback();
  store->begin();
  store->prepare("INSERT INTO thing (id) VALUES ($1)").run({int64_t{1}});
  store->commit();
  EXPECT_EQ(count(), 1);
}

TEST_F(EveryStore, RefusesTextWithANul) {
  const std::string text("a\0b", 3);
  EXPECT_THROW(store->prepare("INSERT INTO thing (id, name) VALUES (1, $1)").run({std::string_view(text)}),
               StoreRefused);
}

TEST_F(EveryStore, RefusesAStatementThatItCannotPrepareEveryTime) {
  for (int i = 0; i < 2; ++i) EXPECT_THROW(store->prepare("SELEKT 1"), StoreRefused);
}

TEST_F(EveryStore, SaysHowManyRowsChanged) {
  for (int64_t i = 0; i < 3; ++i) store->prepare("INSERT INTO thing (id) VALUES ($1)").run({i});
  EXPECT_EQ(store->prepare("UPDATE thing SET name = 'x' WHERE id > $1").run({int64_t{0}}), 2);
}

TEST(SqliteStore, LetsAReaderSeeCommittedStateOnly) {
  const Folder folder;
  const auto writer = open_sqlite(folder.file("a.db"));
  writer->define("CREATE TABLE thing (id BIGINT PRIMARY KEY)");
  const auto reader = open_sqlite_reader(folder.file("a.db"));
  const auto count = [&] {
    int64_t n = -1;
    reader->prepare("SELECT COUNT(*) FROM thing").one({}, [&](const Row& row) { n = row.integer(0); });
    return n;
  };
  writer->begin();
  writer->prepare("INSERT INTO thing (id) VALUES (1)").run({});
  EXPECT_EQ(count(), 0);
  writer->commit();
  EXPECT_EQ(count(), 1);
  EXPECT_THROW(reader->prepare("INSERT INTO thing (id) VALUES (2)").run({}), StoreRefused);
}

TEST(SqliteStore, WaitsForTheDiskBeforeACommitReturns) {
  const Folder folder;
  const auto store = open_sqlite(folder.file("a.db"));
  std::vector<std::string> settings;
  for (const char* pragma : {"PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete"}) {
    store->prepare(pragma).one({}, [&](const Row& row) { settings.emplace_back(row.text(0)); });
  }
  EXPECT_EQ(settings, (std::vector<std::string>{"wal", "2", "1"}));
}

TEST(SqliteStore, CannotBeOpenedWhereThereIsNoFolder) {
  EXPECT_THROW(open_sqlite("/nowhere/at/all/a.db"), StoreBroken);
}

}  // namespace
}  // namespace giaoban::store
