// The tamper matrix: every way of changing a log in its file, the first bad position that is named, and which of them
// only copied checkpoints can show.
#include <gtest/gtest.h>

#include "services/store/log_audit.h"
#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

// 35 records with checkpoints at 10, 20 and 30; the last five are not signed for yet.
class ATamperedLog : public testing::Test {
 protected:
  Folder folder;
  SignedLog log{folder.path("router.db"), folder.path("router.checkpoints.jsonl")};

  void SetUp() override {
    log.grow(3, 10);
    log.write(5);
  }
  // Flips one bit of the file where these bytes lie.
  void flip(const std::string& where, size_t offset) {
    log.close();
    std::string bytes = bytes_of(log.file);
    const size_t at = bytes.find(where);
    ASSERT_NE(at, std::string::npos);
    ASSERT_EQ(bytes.find(where, at + 1), std::string::npos) << "it lies there twice";
    bytes[at + offset] = static_cast<char>(bytes[at + offset] ^ 1);
    write_bytes(log.file, bytes);
    reopen();
  }
  // For reading and tampering, as it lies there.
  void reopen() {
    log.store = open_sqlite(log.file);
    log.log = std::make_unique<Log>(*log.store, log.owner.node);
    log.log->reload();
  }
  // Seen by the chain, so with and without copies.
  void expect_first_bad(uint64_t position) {
    EXPECT_EQ(log.first_bad(false), position) << "without copies";
    EXPECT_EQ(log.first_bad(true), position) << "with copies";
  }
  // Invisible in the file itself.
  void expect_only_copies_show(uint64_t position) {
    EXPECT_EQ(log.first_bad(false), 0u) << "without copies nothing should show";
    EXPECT_EQ(log.first_bad(true), position);
  }
  // What somebody does who knows that there are checkpoints beside the log.
  void forget_own_checkpoints_from(uint64_t position) {
    log.sql("DELETE FROM checkpoint WHERE position >= " + std::to_string(position));
  }
  void cut_after(uint64_t position) {
    log.sql("DELETE FROM log WHERE position > " + std::to_string(position));
    log.chain_again(position);
  }
};

TEST_F(ATamperedLog, IsTheControlWhenNothingWasDone) {
  const auto audit = log.audit();
  EXPECT_EQ(audit.report.first_bad(), 0u) << audit.fault.en;
  EXPECT_EQ(audit.report.records(), 35u);
  EXPECT_EQ(audit.report.checkpoints(), 3u) << "own and copied ones counted once";
  EXPECT_EQ(audit.report.signed_(), 30u);
  EXPECT_EQ(log.audit(false).report.checkpoints(), 3u);
  EXPECT_TRUE(audit.remarks.empty());
}

TEST_F(ATamperedLog, WithABitOfARecordFlipped) {
  flip("request-1017", 3);
  expect_first_bad(17);
  EXPECT_EQ(log.audit().report.records(), 16u);
}

TEST_F(ATamperedLog, WithABitOfAHashFlipped) {
  flip(log.log->hash_at(17), 5);
  expect_first_bad(17);
}

TEST_F(ATamperedLog, WithABitOfTheFirstAndOfTheLastRecordFlipped) {
  flip("request-1035", 3);
  expect_first_bad(35);
  flip("request-1001", 3);
  expect_first_bad(1);
}

TEST_F(ATamperedLog, WithARecordDeleted) {
  log.sql("DELETE FROM log WHERE position = 17");
  expect_first_bad(17);
}

TEST_F(ATamperedLog, WithARecordDeletedAndTheOthersMovedUp) {
  log.sql("DELETE FROM log WHERE position = 17; UPDATE log SET position = position - 1 WHERE position > 17");
  expect_first_bad(17);
}

TEST_F(ATamperedLog, WithARecordInserted) {
  log.sql(
      "UPDATE log SET position = -position - 1 WHERE position >= 17; UPDATE log SET position = -position WHERE "
      "position "
      "< 0; INSERT INTO log SELECT 17, record, hash FROM log WHERE position = 5");
  expect_first_bad(17);
}

// It follows from the one before, so the first that does not follow is the one behind it.
TEST_F(ATamperedLog, WithARecordInsertedThatWasChained) {
  log.sql(
      "UPDATE log SET position = -position - 1 WHERE position >= 17; UPDATE log SET position = -position WHERE "
      "position < 0");
  auto record = approval(17, "-forged");
  record.set_position(17);
  record.set_node("luc-nam");
  const std::string bytes = record.SerializeAsString();
  const std::string hash = link(log.log->hash_at(16), bytes);
  log.store->prepare("INSERT INTO log VALUES (17, $1, $2)").run({Blob{bytes}, Blob{hash}});
  expect_first_bad(18);
}

TEST_F(ATamperedLog, WithTwoRecordsSwapped) {
  log.sql(
      "UPDATE log SET position = -1 WHERE position = 17; UPDATE log SET position = 17 WHERE position = 18; UPDATE log "
      "SET position = 18 WHERE position = -1");
  expect_first_bad(17);
}

TEST_F(ATamperedLog, WithItsTailCut) {
  log.sql("DELETE FROM log WHERE position > 25");
  expect_first_bad(26);
}

TEST_F(ATamperedLog, WithItsTailCutAndTheHeadMadeToFit) {
  cut_after(25);
  expect_first_bad(26);  // its own checkpoint at 30 is still there
  forget_own_checkpoints_from(26);
  expect_only_copies_show(26);
  EXPECT_NE(log.audit().fault.en.find("position 30"), std::string::npos);
}

TEST_F(ATamperedLog, WithATailCutThatNobodySignedForShowsNothing) {
  cut_after(32);
  EXPECT_EQ(log.first_bad(), 0u) << "why checkpoints are signed every minute";
}

TEST_F(ATamperedLog, WithASuffixMadeAgain) {
  cut_after(20);
  log.write(15, "-forged");
  EXPECT_EQ(log.first_bad(false), 21u) << "its own checkpoint at 30 is still there";
  forget_own_checkpoints_from(21);
  expect_only_copies_show(21);
}

// Which of the records since the last checkpoint that holds are others cannot be known; all of them are unproven.
TEST_F(ATamperedLog, WithASuffixMadeAgainFromBetweenTwoCheckpoints) {
  cut_after(26);
  log.write(9, "-forged");
  forget_own_checkpoints_from(21);
  expect_only_copies_show(21);
  EXPECT_EQ(log.audit().fault.en, "the records from here to position 30 are not those that were signed for");
}

TEST_F(ATamperedLog, WithOneRecordReplacedAndAllAfterItLinkedAgain) {
  auto record = approval(17, "-forged");
  record.set_position(17);
  const std::string bytes = record.SerializeAsString();
  log.store->prepare("UPDATE log SET record = $1 WHERE position = 17").run({Blob{bytes}});
  log.chain_again(17);
  EXPECT_EQ(log.first_bad(false), 11u);
  forget_own_checkpoints_from(11);
  expect_only_copies_show(11);
}

TEST_F(ATamperedLog, WithASuffixMadeAgainAndSignedWithAnotherKey) {
  cut_after(20);
  log.write(10, "-forged");
  forget_own_checkpoints_from(21);
  log.keep(30, sign_checkpoint(log.head(), test_key('b')));
  EXPECT_EQ(log.first_bad(false), 30u) << "the signature";
  EXPECT_EQ(log.first_bad(true), 21u) << "and the records, with the copies";
}

TEST_F(ATamperedLog, WhoseWholeFileWasRolledBack) {
  Folder other;
  SignedLog whole(other.path("router.db"), other.path("copies.jsonl"));
  whole.grow(2, 10);
  whole.close();
  const std::string before = bytes_of(whole.file);
  whole.open();
  whole.grow(1, 10);
  whole.close();
  write_bytes(whole.file, before);
  whole.open();
  EXPECT_EQ(whole.first_bad(false), 0u) << "without copies nothing should show";
  EXPECT_EQ(whole.first_bad(true), 21u);
  whole.write(15, "-afterwards");
  EXPECT_EQ(whole.first_bad(false), 0u);
  EXPECT_EQ(whole.first_bad(true), 21u) << "also when it went on from there";
}

TEST_F(ATamperedLog, WithACheckpointOfAnotherLogReplayed) {
  Folder other;
  SignedLog sibling(other.path("router.db"), other.path("copies.jsonl"), "log-2");
  sibling.grow(2, 10, "-sibling");
  const auto replayed = *stored_checkpoints(*sibling.store, 20, 1).begin();
  log.keep(20, replayed.signed_one);
  EXPECT_EQ(log.first_bad(false), 20u);
  EXPECT_NE(log.audit().fault.en.find("log-2"), std::string::npos) << log.audit().fault.en;
}

TEST_F(ATamperedLog, WithACheckpointOfAnotherLogAmongTheCopies) {
  Folder other;
  SignedLog sibling(other.path("router.db"), other.path("copies.jsonl"), "log-2");
  sibling.grow(2, 12, "-sibling");
  log.copy(stored_checkpoints(*sibling.store, 24, 1).front().signed_one);
  expect_only_copies_show(24);
}

TEST_F(ATamperedLog, WithACheckpointOfAnotherServiceOrDeployment) {
  auto checkpoint = *read_checkpoint(stored_checkpoints(*log.store, 20, 1).front().signed_one);
  checkpoint.set_service("directory");
  log.keep(20, sign_checkpoint(checkpoint, log.key));
  EXPECT_EQ(log.first_bad(false), 20u);
  checkpoint.set_service("router");
  log.keep(20, sign_checkpoint(checkpoint, log.key));
  EXPECT_EQ(log.first_bad(), 0u) << "the control";
  checkpoint.set_log_id("log-9");
  checkpoint.set_deployment_id("deployment-2");
  checkpoint.set_generation(7);
  log.keep(20, sign_checkpoint(checkpoint, log.key));
  EXPECT_EQ(log.first_bad(false), 20u);
}

TEST_F(ATamperedLog, WithTheSignatureOfACheckpointAltered) {
  auto signed_one = stored_checkpoints(*log.store, 20, 1).front().signed_one;
  (*signed_one.mutable_signature())[7] ^= 1;
  log.keep(20, signed_one);
  expect_first_bad(20);
  EXPECT_NE(log.audit().fault.en.find("signature"), std::string::npos);
}

TEST_F(ATamperedLog, WithACheckpointAlteredOrMovedInTheTable) {
  auto signed_one = stored_checkpoints(*log.store, 20, 1).front().signed_one;
  auto checkpoint = *read_checkpoint(signed_one);
  checkpoint.set_hash(log.log->hash_at(19));
  signed_one.set_checkpoint(checkpoint.SerializeAsString());
  log.keep(20, signed_one);
  expect_first_bad(20);
  log.keep(20, stored_checkpoints(*log.store, 10, 1).front().signed_one);
  expect_first_bad(20);
  log.sql("UPDATE checkpoint SET signed = x'00' WHERE position = 20");
  expect_first_bad(20);
}

TEST_F(ATamperedLog, WithACopiedLineAltered) {
  const std::string before = bytes_of(log.copies);
  auto altered = read_checkpoints(log.copies);
  (*altered[1].mutable_signature())[0] ^= 1;
  std::string text;
  for (const auto& one : altered) text += checkpoint_line(one) + "\n";
  write_bytes(log.copies, text);
  expect_only_copies_show(20);
  write_bytes(log.copies, before.substr(0, 20) + "!" + before.substr(21));
  expect_only_copies_show(
      1);  // nothing tells where a line that cannot be read lies, but that it is behind the one before
}

TEST_F(ATamperedLog, WithoutAKeyIsSeenByItsChainOnly) {
  cut_after(25);
  const auto blind = audit_log(*log.store, log.owner, "", read_checkpoints(log.copies));
  EXPECT_EQ(blind.report.first_bad(), 0u);
  EXPECT_EQ(blind.report.checkpoints(), 0u);
}

TEST_F(ATamperedLog, UnderAnotherKeyHasNoGoodCheckpoint) {
  EXPECT_EQ(audit_log(*log.store, log.owner, test_key('b').public_key, {}).report.first_bad(), 10u);
}

// log-1 was backed up at 20 and went on to 35; the restored log-2 goes on from 20 in its own way.
class ARestoredLog : public ATamperedLog {
 protected:
  void SetUp() override {
    log.grow(2, 10);
    log.close();
    const std::string backup = bytes_of(log.file);
    log.open();
    log.grow(1, 10);
    log.write(5);
    log.close();
    write_bytes(log.file, backup);
    log.open();
    log.sql("UPDATE log_head SET log_id = 'log-2'");
    log.log->reload();
    log.owner.generation = 2;
  }
  void start() { log.checkpoint("log-1"); }
};

TEST_F(ARestoredLog, HoldsAndSaysWhatWasGivenUp) {
  start();
  log.grow(2, 10, "-after");
  const auto audit = log.audit();
  EXPECT_EQ(audit.report.first_bad(), 0u) << audit.fault.en;
  EXPECT_EQ(audit.report.signed_(), 40u);
  ASSERT_EQ(audit.report.continues_size(), 1);
  EXPECT_EQ(audit.report.continues(0), "log-1 up to 20, 10 records after it given up");
  ASSERT_EQ(audit.remarks.size(), 1u);
  EXPECT_EQ(audit.remarks[0].en, "10 records after the backup were given up in the restore (log log-1)");
}

TEST_F(ARestoredLog, HoldsBeforeItWasEverStarted) {
  const auto audit = log.audit();
  EXPECT_EQ(audit.report.first_bad(), 0u) << audit.fault.en;
  EXPECT_EQ(audit.report.continues(0), "log-1 up to 20, 10 records after it given up");
}

TEST_F(ARestoredLog, IsBoundByTheOlderCheckpointsUpToTheBackup) {
  start();
  log.grow(1, 10, "-after");
  log.sql("UPDATE log SET record = record || x'7a0178' WHERE position = 5");
  log.chain_again(5);
  forget_own_checkpoints_from(1);
  expect_only_copies_show(1);
  EXPECT_NE(log.audit().fault.en.find("to position 10"), std::string::npos) << log.audit().fault.en;
}

TEST_F(ARestoredLog, MayBeRestoredAgainAndNamesAllItContinues) {
  start();
  log.grow(2, 10, "-after");
  log.sql("UPDATE log_head SET log_id = 'log-3'");
  cut_after(30);
  forget_own_checkpoints_from(31);
  log.owner.generation = 3;
  log.checkpoint("log-2");
  log.grow(1, 10, "-again");
  const auto audit = log.audit();
  EXPECT_EQ(audit.report.first_bad(), 0u) << audit.fault.en;
  ASSERT_EQ(audit.report.continues_size(), 2);
  EXPECT_EQ(audit.report.continues(0), "log-1 up to 20, 10 records after it given up");
  EXPECT_EQ(audit.report.continues(1), "log-2 up to 30, 10 records after it given up");
}

TEST_F(ARestoredLog, DoesNotExcuseALogThatWasOnlyRenamed) {
  log.owner.generation = 1;
  EXPECT_EQ(log.first_bad(), 10u) << "no restore made this log: the generation is the same";
}

TEST_F(ARestoredLog, IsSaidToHaveTakenOverWhenTheOriginalIsVerified) {
  start();
  Folder other;
  SignedLog original(other.path("router.db"), other.path("none.jsonl"));
  original.copies = log.copies;
  original.write(30);
  const auto audit = original.audit();
  EXPECT_EQ(audit.report.first_bad(), 0u) << audit.fault.en;
  ASSERT_EQ(audit.remarks.size(), 1u);
  EXPECT_NE(audit.remarks[0].en.find("generation 2) has taken over"), std::string::npos) << audit.remarks[0].en;
}

}  // namespace
}  // namespace giaoban::store
