// The simulated disk keeps what is synced, may lose what is not, and fails as it is told.
#include "tests/simulation/disk.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/store/sqlite.h"

namespace giaoban::simulation {
namespace {

using store::open_sqlite;
using store::Store;

constexpr const char* kTable = "CREATE TABLE IF NOT EXISTS word (n INTEGER PRIMARY KEY, word TEXT NOT NULL)";

void add(Store& store, const std::string& word) {
  store.begin();
  store.prepare("INSERT INTO word (word) VALUES ($1)").run({std::string_view(word)});
  store.commit();
}
std::vector<std::string> words(Store& store) {
  std::vector<std::string> found;
  store.prepare("SELECT word FROM word ORDER BY n").each({}, [&](const store::Row& row) {
    found.emplace_back(row.text(0));
  });
  return found;
}
using Words = std::vector<std::string>;

// A disk with one open database of words.
class ADisk : public testing::Test {
 protected:
  Disk disk{1};
  std::unique_ptr<Store> store = open();

  std::unique_ptr<Store> open(const std::string& process = "") {
    auto opened = open_sqlite(disk.path("words.db", process));
    opened->define(kTable);
    return opened;
  }
  void lose_power() {
    disk.cut_power("words");
    store.reset();
    disk.thaw("words");
  }
  // Answers every call of this kind so, on files that end so.
  void fail(DiskCallKind kind, DiskFault fault, const std::string& end = "") {
    disk.set_plan(
        [=](const DiskCall& call) { return call.kind == kind && call.file.ends_with(end) ? fault : DiskFault::kNone; });
  }
};

TEST_F(ADisk, KeepsWhatWasCommittedWhenThePowerGoes) {
  for (int i = 0; i < 50; ++i) {
    add(*store, "a" + std::to_string(i));
    lose_power();
    store = open();
    ASSERT_EQ(words(*store).size(), static_cast<size_t>(i + 1));
  }
  EXPECT_EQ(disk.counts().cuts, 50u);
}

TEST(AnUnsyncedWrite, MayBeLostKeptOrTorn) {
  std::set<size_t> left;
  Disk::Counts sum;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Disk disk(seed);
    auto store = open_sqlite(disk.path("words.db"));
    store->define(kTable);
    store->define("PRAGMA synchronous=OFF");
    add(*store, std::string(1000, 'x'));
    add(*store, std::string(1000, 'x'));
    disk.cut_power("words");
    store.reset();
    disk.thaw("words");
    left.insert(words(*open_sqlite(disk.path("words.db"))).size());
    sum.sectors_lost += disk.counts().sectors_lost;
    sum.sectors_kept += disk.counts().sectors_kept;
    sum.sectors_torn += disk.counts().sectors_torn;
  }
  EXPECT_EQ(left, (std::set<size_t>{0, 1, 2}));
  EXPECT_GT(sum.sectors_lost, 0u);
  EXPECT_GT(sum.sectors_kept, 0u);
  EXPECT_GT(sum.sectors_torn, 0u);
}

TEST_F(ADisk, RefusesToGrowWhenFullAndGoesOnWhenThereIsRoom) {
  add(*store, "a");
  disk.set_full("words", true);
  EXPECT_THROW(add(*store, "b"), store::StoreFull);
  store->rollback();
  EXPECT_EQ(words(*store), Words{"a"});
  disk.set_full("words", false);
  add(*store, "c");
  EXPECT_EQ(words(*store), (Words{"a", "c"}));
}

TEST_F(ADisk, ShowsTwoConnectionsEachOthersCommits) {
  auto other = open("second");
  add(*store, "a");
  add(*other, "b");
  add(*store, "c");
  EXPECT_EQ(words(*store), (Words{"a", "b", "c"}));
  EXPECT_EQ(words(*other), (Words{"a", "b", "c"}));
  store->begin();
  EXPECT_THROW(other->begin(), store::StoreBroken);  // busy, after five seconds that take no time
  store->rollback();
  add(*other, "d");
  other.reset();
  EXPECT_EQ(words(*store).size(), 4u);
}

TEST_F(ADisk, KeepsAnOldViewForAReaderWhileOthersWriteAndCheckpoint) {
  add(*store, "a");
  auto reader = store::open_sqlite_reader(disk.path("words.db", "reader"));
  reader->begin_reading();
  EXPECT_EQ(words(*reader), Words{"a"});
  for (int i = 0; i < 5; ++i) {
    add(*store, std::string(3000, 'b'));
    store->define("PRAGMA wal_checkpoint(PASSIVE)");
  }
  EXPECT_EQ(words(*reader), Words{"a"});
  reader->commit();
  EXPECT_EQ(words(*reader).size(), 6u);
}

TEST_F(ADisk, CheckpointsAndDeletesTheWalAtAnOrderlyClose) {
  add(*store, "a");
  EXPECT_TRUE(disk.image().files.contains("words.db-wal"));
  store.reset();
  EXPECT_FALSE(disk.image().files.contains("words.db-wal"));
  store = open();
  EXPECT_EQ(words(*store), Words{"a"});
}

TEST_F(ADisk, TakesNothingMoreFromADeadProcess) {
  add(*store, "a");
  store->begin();
  store->prepare("INSERT INTO word (word) VALUES ('half')").run({});
  const auto before = disk.image().files;
  disk.freeze("words");
  EXPECT_THROW(store->commit(), store::StoreBroken);
  EXPECT_THROW(open(), store::StoreBroken);
  store.reset();
  EXPECT_EQ(disk.image().files, before);
  disk.thaw("words");
  store = open();
  EXPECT_EQ(words(*store), Words{"a"});
}

TEST_F(ADisk, KeepsUnsyncedWritesOfADeadProcess) {
  store->define("PRAGMA synchronous=OFF");
  for (int i = 0; i < 20; ++i) add(*store, "a");
  disk.freeze("words");
  store.reset();
  disk.thaw("words");
  store = open();
  EXPECT_EQ(words(*store).size(), 20u);
}

TEST_F(ADisk, LetsTheOtherProcessGoOnWhenOneDiesInATransaction) {
  auto other = open("second");
  Words expected;
  for (int i = 0; i < 20; ++i) {
    other->begin();
    for (int n = 0; n < 20; ++n) other->define("INSERT INTO word (word) VALUES (hex(zeroblob(1000)))");
    disk.freeze("second");
    other.reset();
    disk.thaw("second");
    add(*store, "first");
    other = open("second");
    add(*other, "second");
    expected.insert(expected.end(), {"first", "second"});
    ASSERT_EQ(words(*other), expected);
    ASSERT_EQ(words(*store), expected);
  }
}

TEST_F(ADisk, BreaksTheStoreWhenASyncFailsAndMayLoseTheDataAlthoughALaterOneSucceeds) {
  add(*store, "a");
  fail(DiskCallKind::kSync, DiskFault::kIoError);
  EXPECT_THROW(add(*store, "b"), store::StoreBroken);
  disk.set_plan(nullptr);
  lose_power();
  store = open();
  const auto left = words(*store);
  ASSERT_GE(left.size(), 1u);
  EXPECT_EQ(left[0], "a");
}

TEST_F(ADisk, CutsThePowerAtTheCallThePlanNames) {
  add(*store, "a");
  fail(DiskCallKind::kSync, DiskFault::kPowerCut, "-wal");
  EXPECT_THROW(add(*store, "b"), store::StoreBroken);
  EXPECT_TRUE(disk.dark("words"));
  EXPECT_FALSE(disk.dark("other"));
  disk.set_plan(nullptr);
  EXPECT_THROW(words(*store), store::StoreBroken);
  EXPECT_THROW(open(), store::StoreBroken);
  store.reset();
  disk.thaw("words");
  store = open();
  EXPECT_EQ(words(*store)[0], "a");
}

TEST_F(ADisk, KillsTheProcessAtTheCallThePlanNames) {
  add(*store, "a");
  fail(DiskCallKind::kSync, DiskFault::kDeath, "-wal");
  EXPECT_THROW(add(*store, "b"), store::StoreBroken);
  disk.set_plan(nullptr);
  store.reset();
  disk.thaw("words");
  store = open();
  EXPECT_EQ(words(*store), (Words{"a", "b"}));  // written whole, though never acknowledged
}

TEST_F(ADisk, CutsOneServiceAndLeavesTheOthers) {
  auto other = open_sqlite(disk.path("other.db"));
  other->define(kTable);
  add(*other, "a");
  lose_power();
  add(*other, "b");
  EXPECT_EQ(words(*other), (Words{"a", "b"}));
}

TEST_F(ADisk, MayForgetANewFileThatWasNeverSynced) {
  int there = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string name = "new" + std::to_string(i);
    auto fresh = open_sqlite(disk.path(name + ".db"));
    fresh->define(std::string("PRAGMA synchronous=OFF; ") + kTable);
    disk.cut_power(name);
    fresh.reset();
    disk.thaw(name);
    there += static_cast<int>(disk.image().files.count(name + ".db-wal"));
  }
  EXPECT_GT(there, 0);
  EXPECT_LT(there, 40);
}

TEST_F(ADisk, StartsFromAnImage) {
  add(*store, "a");
  store.reset();
  const DiskImage image = disk.image();
  add(*(store = open()), "b");
  Disk copy(2, image);
  auto again = open_sqlite(copy.path("words.db"));
  EXPECT_EQ(words(*again), Words{"a"});
  EXPECT_NE(copy.path("words.db"), disk.path("words.db"));
}

TEST_F(ADisk, LeavesOtherPathsAndMemoryAlone) {
  const auto before = disk.counts();
  auto memory = open_sqlite(":memory:");
  memory->define(kTable);
  add(*memory, "a");
  EXPECT_EQ(words(*memory), Words{"a"});
  EXPECT_EQ(disk.counts().writes, before.writes);
  EXPECT_THROW(open_sqlite("/nowhere/at/all.db"), store::StoreBroken);
}

TEST_F(ADisk, VacuumsAndSortsThroughTemporaryFilesInMemory) {
  store->define("PRAGMA cache_size=10");
  for (int i = 0; i < 200; ++i) add(*store, std::string(2000, static_cast<char>('a' + i % 26)));
  store->define("DELETE FROM word WHERE n % 3 <> 0");
  store->define("VACUUM");
  EXPECT_EQ(words(*store).size(), 66u);
  size_t rows = 0;
  store->prepare("SELECT a.word || b.word AS both FROM word a, word b ORDER BY both").each({}, [&](const store::Row&) {
    ++rows;
  });
  EXPECT_EQ(rows, 66u * 66u);
}

// Everything that happens to a disk, with faults.
std::map<std::string, std::string> story(uint64_t seed) {
  Disk disk(seed);
  for (int life = 0; life < 10; ++life) {
    uint64_t calls = 20;
    disk.set_plan([&](const DiskCall&) { return --calls == 0 ? DiskFault::kPowerCut : DiskFault::kNone; });
    try {
      auto store = open_sqlite(disk.path("words.db"));
      store->define("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=3");
      store->define(kTable);
      for (int i = 0; i < 20; ++i) add(*store, std::string(700, 'x'));
    } catch (const store::StoreBroken&) {
      if (!disk.dark("words")) throw;
    }
    disk.thaw("words");
  }
  return disk.image().files;
}

TEST(TheSameSeed, GivesTheSameBytes) {
  const auto first = story(7);
  EXPECT_EQ(story(7), first);
  EXPECT_NE(story(8), first);
  EXPECT_EQ(story(7), first);
}

}  // namespace
}  // namespace giaoban::simulation
