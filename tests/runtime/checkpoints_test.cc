// Checkpoints of a running service: when they are signed, how they are stored, copied and caught up.
#include "services/runtime/checkpoints.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "services/store/proof.h"
#include "tests/runtime/running_log.h"

namespace giaoban::runtime {
namespace {

TEST_F(ARunningLog, IsSignedAfterSoManyRecords) {
  start();
  write(9);
  settle();
  EXPECT_EQ(stored(), Positions());
  write(1);
  settle();
  EXPECT_EQ(stored(), Positions({10}));
  write(25);
  settle();
  EXPECT_EQ(stored(), Positions({10, 35})) << "for what is there, not for each ten";
  EXPECT_EQ(copied(), stored());
}

TEST_F(ARunningLog, IsSignedAfterAMinuteWhenThereIsSomethingNew) {
  start();
  write(1);
  clock.pass_machine(59 * kSecond);
  EXPECT_FALSE(turn());
  clock.pass_machine(1 * kSecond);
  EXPECT_TRUE(turn());
  settle();
  EXPECT_EQ(stored(), Positions({1}));
  pass(300 * kSecond);
  EXPECT_EQ(stored(), Positions({1})) << "nothing new";
  write(1);
  pass(0);
  EXPECT_EQ(stored(), Positions({1, 2})) << "the last one was long ago";
}

TEST_F(ARunningLog, IsSignedForExactlyWhatIsCommitted) {
  start();
  write(10);
  settle();
  const auto opened =
      store::open_checkpoint(store::last_stored_checkpoint(*database)->signed_one, test_key().public_key);
  const auto& checkpoint = std::get<v1::Checkpoint>(opened);
  EXPECT_EQ(checkpoint.service(), "router");
  EXPECT_EQ(checkpoint.node(), "luc-nam");
  EXPECT_EQ(checkpoint.log_id(), "log-1");
  EXPECT_EQ(checkpoint.hash(), log.hash_at(10));
  EXPECT_EQ(checkpoint.deployment_id(), "deployment-1");
  EXPECT_EQ(checkpoint.generation(), 1u);
  EXPECT_EQ(checkpoint.continues_log_id(), "");
  EXPECT_EQ(store::make_proof(*database, 4, test_key().public_key).index(), 0u);
}

TEST_F(ARunningLog, StoresACheckpointWithTheNextTransaction) {
  start();
  write(10);
  turn();
  EXPECT_EQ(stored(), Positions()) << "not in the path of a reply";
  write(1);
  EXPECT_EQ(stored(), Positions({10}));
}

TEST_F(ARunningLog, StoresACheckpointAloneWhenNoTransactionComes) {
  start();
  write(10);
  turn();
  clock.pass_machine(10 * kMs);
  turn();
  EXPECT_EQ(stored(), Positions());
  clock.pass_machine(10 * kMs);
  turn();
  EXPECT_EQ(stored(), Positions({10}));
}

TEST_F(ARunningLog, KeepsACheckpointWhoseTransactionWasRolledBack) {
  start();
  write(10);
  turn();
  database->begin();
  checkpoints->before_commit(*database);
  database->rollback();
  turn();
  EXPECT_EQ(stored(), Positions());
  EXPECT_EQ(copied(), Positions()) << "nothing is copied before it is stored";
  write(1);
  settle();
  EXPECT_EQ(stored(), Positions({10}));
  EXPECT_EQ(copied(), Positions({10}));
}

TEST_F(ARunningLog, IsSignedStoredAndCopiedAtACleanStop) {
  start();
  write(3);
  checkpoints->stop(*database, log, clock.now());
  EXPECT_EQ(stored(), Positions({3}));
  EXPECT_EQ(copied(), Positions({3}));
  start();
  checkpoints->stop(*database, log, clock.now());
  EXPECT_EQ(stored(), Positions({3})) << "nothing new";
}

TEST_F(ARunningLog, GoesOnCountingAfterARestart) {
  start();
  write(10);
  settle();
  write(4);
  clock.pass_machine(50 * kSecond);
  start();
  settle();
  EXPECT_EQ(stored(), Positions({10}));
  pass(10 * kSecond);
  EXPECT_EQ(stored(), Positions({10, 14}));
}

TEST_F(ARunningLog, GoesOnWhileItsCopiesFailAndCatchesUpInOrder) {
  start();
  write(10);
  settle();
  std::filesystem::rename(options.copy_to, folder.path("away"));
  write_bytes(options.copy_to, "a file where the folder was");
  for (int i = 0; i < 3; ++i) {
    write(10);
    settle();
  }
  EXPECT_EQ(stored(), Positions({10, 20, 30, 40}));
  EXPECT_GT(said("error CHECKPOINTS ARE NOT COPIED"), 0u);
  EXPECT_LT(said("error CHECKPOINTS ARE NOT COPIED"), 20u) << "loud, but not in every round";
  std::filesystem::remove(options.copy_to);
  std::filesystem::rename(folder.path("away"), options.copy_to);
  pass(61 * kSecond);
  EXPECT_EQ(copied(), Positions({10, 20, 30, 40}));
  EXPECT_EQ(said("warn checkpoints are copied again"), 1u);
}

TEST_F(ARunningLog, MakesItsOwnFolderButNoOther) {
  options.make_folder = false;
  start();
  EXPECT_EQ(said("CHECKPOINTS ARE NOT COPIED"), 1u) << "a disk that is not there must not be written beside";
  write(10);
  settle();
  EXPECT_FALSE(std::filesystem::exists(options.copy_to));
  std::filesystem::create_directory(options.copy_to);
  pass(61 * kSecond);
  EXPECT_EQ(copied(), Positions({10}));
}

// A file that may not grow: what a full disk does, in the middle of a line.
TEST_F(ARunningLog, CompletesTheLineThatAFullDiskCutOff) {
  start();
  write(10);
  settle();
  const std::string before = bytes_of(file);
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{before.size() + 100, limit.rlim_max};
  ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  write(10);
  settle();
  EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  EXPECT_GT(said("CHECKPOINTS ARE NOT COPIED"), 0u);
  EXPECT_EQ(bytes_of(file).size(), before.size() + 100) << "torn";
  EXPECT_EQ(stored(), Positions({10, 20}));
  write(10);
  pass(61 * kSecond);
  EXPECT_EQ(copied(), Positions({10, 20, 30}));
  EXPECT_TRUE(bytes_of(file).starts_with(before)) << "nothing is rewritten";
}

TEST_F(ARunningLog, CompletesTheLineThatACrashTore) {
  start();
  write(10);
  settle();
  write(10);
  settle();
  const std::string whole = bytes_of(file);
  for (const size_t cut : {size_t{1}, size_t{40}, whole.size() / 2 - 1}) {
    write_bytes(file, whole.substr(0, whole.size() - cut));
    start();
    settle();
    EXPECT_EQ(bytes_of(file), whole) << cut;
  }
}

TEST_F(ARunningLog, FillsANewFolderFromTheBeginning) {
  start();
  for (int i = 0; i < 4; ++i) {
    write(10);
    settle();
  }
  options.copy_to = folder.path("elsewhere");
  file = folder.path("elsewhere/router.checkpoints.jsonl");
  start();
  settle();
  EXPECT_EQ(copied(), Positions({10, 20, 30, 40}));
}

TEST_F(ARunningLog, IsNotHeldUpByADiskThatHangs) {
  start();
  copier->hangs = true;
  const size_t before = copier->jobs.size();
  for (int i = 0; i < 3; ++i) {
    write(10);
    settle();
  }
  EXPECT_EQ(stored(), Positions({10, 20, 30}));
  EXPECT_EQ(copier->jobs.size(), before + 1) << "one at a time";
  checkpoints->stop(*database, log, clock.now());
  EXPECT_EQ(said("warn stopped before the last checkpoints were copied"), 1u);
  start();
  settle();
  EXPECT_EQ(copied(), Positions({10, 20, 30}));
}

TEST_F(ARunningLog, StartsBesideADiskThatHangsAndStopsOnceThatSpeaksAgainstIt) {
  others_copy([](v1::Checkpoint& c) { c.set_generation(2); });
  auto made = std::make_unique<DirectCopier>();
  copier = made.get();
  copier->hangs = true;
  checkpoints = std::make_unique<Checkpoints>(options, std::move(made), journal);
  checkpoints->start(*database, log, clock.now());
  EXPECT_EQ(said("error the copied checkpoints do not answer"), 1u);
  write(10);
  settle();
  EXPECT_EQ(stored(), Positions({10}));
  copier->answer();
  EXPECT_NE(stopped_by([&] { turn(); }).find("has taken over"), std::string::npos);
}

TEST_F(ARunningLog, TellsThatItsCopiesBeginAnewSoThatAnUnmountedDiskIsSeen) {
  start();
  write(10);
  settle();
  EXPECT_EQ(said("warn the copied checkpoints begin anew"), 0u) << "nothing was ever copied";
  std::filesystem::remove(file);
  start();
  write(10);
  settle();
  EXPECT_EQ(said("warn the copied checkpoints begin anew"), 1u);
  EXPECT_EQ(copied(), Positions({10, 20}));
}

TEST_F(ARunningLog, SharesASyncBetweenCheckpointsOfABusyMoment) {
  start();
  write(10);
  settle();
  const size_t before = copier->jobs.size();
  for (int i = 0; i < 20; ++i) {
    write(10);
    turn();
  }
  write(1);
  settle();
  EXPECT_EQ(copied().size(), 21u);
  EXPECT_LE(copier->jobs.size() - before, 3u);
}

TEST(AThreadedCopier, CopiesElsewhereAndHandsBackWhatItFound) {
  const store::Folder folder;
  const auto copier = threaded_copier();
  EXPECT_FALSE(copier->take());
  CopyJob job{folder.path("copies"), true, "router.checkpoints.jsonl", {}, std::string(), {v1::SignedCheckpoint()}};
  copier->give(job);
  copier->wait(std::chrono::milliseconds(10'000));
  auto result = copier->take();
  ASSERT_TRUE(result);
  EXPECT_EQ(result->fault, "");
  EXPECT_TRUE(result->appended);
  copier->give(job);
  copier->wait(std::chrono::milliseconds(10'000));
  result = copier->take();
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->appended) << "the file ends in another way now";
  EXPECT_NE(result->end.last_line, "");
  job.folder = folder.path("no/such");
  copier->give(job);
  copier->wait(std::chrono::milliseconds(10'000));
  EXPECT_NE(copier->take()->fault, "");
}

}  // namespace
}  // namespace giaoban::runtime
