// What the copied checkpoints say to a service: that it must not run, or what it goes on from.
#include <gtest/gtest.h>

#include "tests/runtime/running_log.h"

namespace giaoban::runtime {
namespace {

TEST_F(ARunningLog, StopsWhenARestoredCopyHasTakenOver) {
  others_copy([](v1::Checkpoint& c) { c.set_generation(2); });
  const std::string why = stopped_by([&] { start(); });
  EXPECT_NE(why.find("Một bản khôi phục của hệ thống này đã tiếp quản (đời 2"), std::string::npos) << why;
  EXPECT_NE(why.find("A restored copy of this deployment has taken over (generation 2"), std::string::npos) << why;
}

TEST_F(ARunningLog, StopsWhenARestoredCopyTakesOverWhileItRuns) {
  start();
  write(10);
  settle();
  others_copy([](v1::Checkpoint& c) {
    c.set_generation(2);
    c.set_log_id("log-2");
    c.set_continues_log_id("log-1");
  });
  const std::string theirs = bytes_of(file);
  EXPECT_EQ(stopped_by([&] { settle(); }), "") << "nothing to sign, nothing decided";
  write(10);
  EXPECT_NE(stopped_by([&] { settle(); }).find("has taken over"), std::string::npos);
  EXPECT_EQ(bytes_of(file), theirs) << "nothing is written behind what it says";
}

TEST_F(ARunningLog, StopsWhenARestoredCopyTakesOverAlsoWhileItIsIdle) {
  start();
  write(10);
  settle();
  others_copy([](v1::Checkpoint& c) {
    c.set_generation(2);
    c.set_log_id("log-2");
    c.set_continues_log_id("log-1");
  });
  clock.pass_machine(50 * kSecond);
  EXPECT_EQ(stopped_by([&] { turn(); }), "");
  EXPECT_NE(stopped_by([&] { pass(10 * kSecond); }).find("has taken over"), std::string::npos)
      << "it looks as often as it would sign";
}

// A restored copy signs with the same key; who may only write in the folder of the copies must not stop the house.
TEST_F(ARunningLog, IsNotStoppedByAHigherGenerationThatItsKeyDidNotSign) {
  others_copy([](v1::Checkpoint& c) { c.set_generation(2); }, 'b');
  EXPECT_EQ(stopped_by([&] { start(); }), "");
  EXPECT_EQ(said("error the copied checkpoints end with lines that our key did not sign"), 1u);
  write(10);
  settle();
  EXPECT_EQ(copied(), Positions({0, 10}));
}

TEST_F(ARunningLog, RunsBehindAnOlderGenerationAndNamesWhatItContinues) {
  write(10);
  others_copy([](v1::Checkpoint& c) {
    c.set_log_id("log-0");
    c.set_position(40);
  });
  options.owner.generation = 2;
  start();
  const auto first = store::read_checkpoint(store::last_stored_checkpoint(*database)->signed_one);
  ASSERT_TRUE(first) << "signed at once, not after a minute";
  EXPECT_EQ(first->position(), 10u);
  EXPECT_EQ(first->continues_log_id(), "log-0");
  write(10);
  settle();
  EXPECT_EQ(copied(), Positions({40, 10, 20}));
  const auto second = store::read_checkpoint(store::last_stored_checkpoint(*database)->signed_one);
  EXPECT_EQ(second->continues_log_id(), "") << "only the first says so";
}

TEST_F(ARunningLog, ContinuesTheLogOfItsOwnTableAfterARestore) {
  start();
  write(10);
  settle();
  write(2);
  database->define("UPDATE log_head SET log_id = 'log-2'");
  log.reload();
  options.owner.generation = 2;
  start();
  settle();
  EXPECT_EQ(stored(), Positions({10, 12}));
  EXPECT_EQ(store::read_checkpoint(store::last_stored_checkpoint(*database)->signed_one)->continues_log_id(), "log-1");
  EXPECT_EQ(copied(), Positions({10, 12}));
}

TEST_F(ARunningLog, RestoredToAFreshFolderCopiesWhatItContinuesToo) {
  start();
  write(10);
  settle();
  database->define("UPDATE log_head SET log_id = 'log-2'");
  log.reload();
  options.owner.generation = 2;
  options.copy_to = folder.path("fresh");
  file = folder.path("fresh/router.checkpoints.jsonl");
  start();
  write(10);
  settle();
  EXPECT_EQ(stored(), Positions({10, 20})) << "of position 10 the one that continues";
  EXPECT_EQ(copied(), Positions({10, 20}));
}

TEST_F(ARunningLog, RefusesToRunWhenItsFileWasRolledBack) {
  start();
  write(10);
  settle();
  database->define("DELETE FROM log WHERE position > 6");
  database->prepare("UPDATE log_head SET last = 6, hash = $1").run({store::Blob{log.hash_at(6)}});
  log.reload();
  const std::string why = stopped_by([&] { start(); });
  EXPECT_NE(why.find("Các chốt đã sao chép cho thấy những bản ghi mà cơ sở dữ liệu này không có"), std::string::npos)
      << why;
  EXPECT_NE(why.find("The copied checkpoints show records that this database does not have"), std::string::npos) << why;
  EXPECT_NE(why.find("at position 10, the log here ends at 6"), std::string::npos) << why;
  write(4, "-afterwards");
  EXPECT_NE(stopped_by([&] { start(); }).find("position 10 is not the one that was signed for"), std::string::npos);
}

TEST_F(ARunningLog, RefusesToRunOnAnotherDatabaseOfTheSameGeneration) {
  start();
  write(10);
  settle();
  database = store::open_sqlite(":memory:");
  store::Log fresh(*database, "luc-nam");
  database->define(store::Log::schema());
  fresh.open("log-new");
  checkpoints = std::make_unique<Checkpoints>(options, std::make_unique<DirectCopier>(), journal);
  const std::string why = stopped_by([&] { checkpoints->start(*database, fresh, clock.now()); });
  EXPECT_NE(why.find("they are of log log-1, the log here is log-new"), std::string::npos) << why;
}

TEST_F(ARunningLog, StopsWhenACloneRunsBesideIt) {
  start();
  write(10);
  settle();
  others_copy([](v1::Checkpoint& c) { c.set_position(15); });
  write(1);
  EXPECT_EQ(stopped_by([&] { pass(10 * kSecond); }), "");
  write(3);
  EXPECT_NE(stopped_by([&] { pass(60 * kSecond); }).find("at position 15, the log here ends at 14"), std::string::npos);
}

TEST_F(ARunningLog, WritesNothingIntoTheFileOfAnotherDeployment) {
  others_copy([](v1::Checkpoint& c) { c.set_deployment_id("deployment-2"); });
  const std::string theirs = bytes_of(file);
  start();
  write(10);
  settle();
  EXPECT_EQ(bytes_of(file), theirs);
  EXPECT_EQ(stored(), Positions({10}));
  EXPECT_GT(said("holds checkpoints of another deployment"), 0u);
}

TEST_F(ARunningLog, IsNotStoppedByALineThatNobodySigned) {
  write(5);
  others_copy([](v1::Checkpoint& c) { c.set_position(50); }, 'b');
  start();
  EXPECT_EQ(said("error the copied checkpoints end with lines that our key did not sign"), 1u);
  write(5);
  settle();
  EXPECT_EQ(copied(), Positions({0, 10})) << "it stays, and we go on behind it";
}

TEST_F(ARunningLog, GoesOnBehindALineThatCannotBeRead) {
  start();
  write(10);
  settle();
  write_bytes(file, bytes_of(file) + "rubbish\n");
  write(10);
  settle();
  EXPECT_EQ(copied(), Positions({10, 0, 20}));
}

}  // namespace
}  // namespace giaoban::runtime
