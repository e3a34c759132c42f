// Checkpoints within the loop: after the replies, in the next transaction, and what they say ends the service.
#include <gtest/gtest.h>

#include "services/bus/simulated.h"
#include "services/runtime/host.h"
#include "services/store/proof.h"
#include "tests/runtime/counter.h"
#include "tests/runtime/running_log.h"

namespace giaoban::runtime {
namespace {

// The counter of words on a loop of its own, signed for every three records.
class ASignedHost : public testing::Test {
 protected:
  store::Folder folder;
  ManualClock clock{1'793'000'000 * kSecond};
  SeededIds ids{1};
  RecordingJournal journal;
  std::unique_ptr<store::Store> database = store::open_sqlite(":memory:");
  bus::Wire wire;
  std::unique_ptr<bus::Bus> own_end = wire.attach("counter");
  std::unique_ptr<bus::Bus> end = wire.attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "many");
  test::Counter counter;
  std::unique_ptr<Checkpoints> checkpoints;
  std::unique_ptr<Host> host;
  std::string file = folder.path("copies/counter.checkpoints.jsonl");

  void open(uint32_t generation = 1) {
    CheckpointOptions options{
        {"counter", "test", "deployment-1", generation}, store::test_key(), folder.path("copies"), true, 3, 60};
    checkpoints = std::make_unique<Checkpoints>(options, std::make_unique<DirectCopier>(), journal);
    host = std::make_unique<Host>(counter, *database, *own_end, clock, ids, journal, "test", HostLimits(),
                                  checkpoints.get());
  }
  void say(const std::string& word) {
    v1::DecideRequest request;
    request.set_dossier_id(word);
    v1::Envelope envelope;
    envelope.mutable_request()->set_method("giaoban.v1.DossierService/Decide");
    envelope.mutable_request()->set_person_id("p");
    envelope.mutable_request()->set_payload(request.SerializeAsString());
    end->send("counter", envelope.SerializeAsString());
  }
  int answers() {
    int count = 0;
    bus::Answer answer;
    while (end->receive_answer(answer)) ++count;
    return count;
  }
  size_t stored() { return store::stored_checkpoints(*database, 0, 100).size(); }
};

TEST_F(ASignedHost, AnswersBeforeItStoresACheckpoint) {
  open();
  host->start();
  for (const char* word : {"a", "b", "c"}) say(word);
  host->turn();
  EXPECT_EQ(answers(), 3);
  EXPECT_EQ(stored(), 0u);
  say("d");
  host->turn();
  EXPECT_EQ(answers(), 1);
  EXPECT_EQ(stored(), 1u) << "with the next transaction";
  for (int i = 0; i < 5; ++i) {
    host->turn();
    clock.pass_machine(kSecond);
  }
  EXPECT_EQ(store::read_checkpoints(file).size(), 1u);
  EXPECT_EQ(store::make_proof(*database, 2, store::test_key().public_key).index(), 0u);
}

TEST_F(ASignedHost, KeepsTheCheckpointWhenACommandSpoilsTheTransactionThatCarriesIt) {
  open();
  host->start();
  for (const char* word : {"a", "b", "c"}) say(word);
  host->turn();
  say("throw");
  host->turn();
  EXPECT_EQ(stored(), 0u);
  say("d");
  host->turn();
  EXPECT_EQ(stored(), 1u);
}

TEST_F(ASignedHost, SignsAtACleanStop) {
  open();
  host->start();
  say("a");
  host->turn();
  EXPECT_EQ(stored(), 0u);
  open();
  const std::atomic<bool> stop = true;
  host->run(stop);
  EXPECT_EQ(stored(), 1u);
  EXPECT_EQ(store::read_checkpoints(file).size(), 1u);
}

TEST_F(ASignedHost, EndsWhenARestoredCopyHasTakenOver) {
  open(1);
  host->start();
  for (const char* word : {"a", "b", "c"}) say(word);
  for (int i = 0; i < 5; ++i) {
    host->turn();
    clock.pass_machine(kSecond);
  }
  auto theirs = *store::read_checkpoint(store::read_checkpoints(file).front());
  theirs.set_generation(2);
  ASSERT_TRUE(store::append_checkpoints(file, store::end_of_checkpoints(file, {}).last_line,
                                        {store::sign_checkpoint(theirs, store::test_key())}));
  for (const char* word : {"d", "e", "f"}) say(word);
  const auto turns = [&] {
    for (int i = 0; i < 5; ++i) {
      host->turn();
      clock.pass_machine(kSecond);
    }
  };
  EXPECT_THROW(turns(), MustNotRun);
  open(1);
  EXPECT_THROW(host->start(), MustNotRun);
  open(3);
  EXPECT_NO_THROW(host->start());
}

}  // namespace
}  // namespace giaoban::runtime
