// A proof holds for what was signed, fits one small file, and everything else is refused for its own reason.
#include "services/store/proof.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "services/store/base64.h"
#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

class AProof : public testing::Test {
 protected:
  Folder folder;
  SignedLog log{folder.path("router.db"), folder.path("copies.jsonl")};
  const std::string& key = log.key.public_key;

  void SetUp() override { log.grow(3, 10); }

  v1::LogProof of(uint64_t position) { return std::get<v1::LogProof>(make_proof(*log.store, position, key)); }
  NoProof none(uint64_t position) {
    const auto made = make_proof(*log.store, position, key);
    EXPECT_EQ(made.index(), 1u) << "there is a proof of " << position;
    return made.index() == 1 ? std::get<NoProof>(made) : NoProof();
  }
  ProofFault fault(const v1::LogProof& proof) {
    const auto proven = verify_proof(proof, key);
    EXPECT_EQ(proven.index(), 1u) << "it was accepted";
    return proven.index() == 1 ? std::get<ProofFault>(proven) : ProofFault();
  }
  // The same proof with another checkpoint, signed by whom it should be.
  static v1::LogProof with(v1::LogProof proof, const v1::Checkpoint& checkpoint) {
    *proof.mutable_checkpoint() = sign_checkpoint(checkpoint, test_key());
    return proof;
  }
};

TEST_F(AProof, HoldsForEveryRecordUpToTheLastCheckpoint) {
  log.write(3);
  for (uint64_t position = 1; position <= 30; ++position) {
    const auto proof = of(position);
    const auto proven = std::get<Proven>(verify_proof(proof_file(proof), key));
    EXPECT_EQ(proven.record.position(), position);
    EXPECT_EQ(proven.record.request_id(), "request-" + std::to_string(1000 + position));
    EXPECT_EQ(proven.checkpoint.position(), (position + 9) / 10 * 10);
    EXPECT_EQ(proof.leaves_size(), static_cast<int>(proven.checkpoint.position() - position));
  }
  for (const uint64_t position : {31U, 33U}) EXPECT_EQ(none(position), NoProof::kNotSignedYet);
  for (const uint64_t position : {0ULL, 34ULL, ~0ULL}) EXPECT_EQ(none(position), NoProof::kNoRecord);
}

TEST_F(AProof, IsNotMadeFromALogThatDoesNotHold) {
  log.sql("UPDATE log SET record = record || x'00' WHERE position = 15");
  EXPECT_EQ(none(12), NoProof::kBroken);
  EXPECT_EQ(none(15), NoProof::kBroken);
  EXPECT_EQ(make_proof(*log.store, 21, key).index(), 0u) << "what comes after the next checkpoint does not matter";
  log.sql("DELETE FROM checkpoint WHERE position = 30");
  log.keep(30, sign_checkpoint(log.head(), test_key('b')));
  EXPECT_EQ(none(21), NoProof::kBroken);
}

TEST_F(AProof, SaysNothingOfOtherRecords) {
  const std::string file = proof_file(of(3));
  const auto read = read_proof_file(file);
  std::string all = read->record() + read->previous() + read->checkpoint().checkpoint();
  for (const auto& leaf : read->leaves()) all += leaf;
  EXPECT_NE(all.find("request-1003"), std::string::npos);
  for (const int other : {1002, 1004, 1010}) EXPECT_EQ(all.find("request-" + std::to_string(other)), std::string::npos);
}

TEST_F(AProof, IsAFileOfProto3Json) {
  for (const uint64_t position : {4U, 10U}) {
    v1::LogProof read;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(proof_file(of(position)), &read).ok());
    EXPECT_EQ(read.SerializeAsString(), of(position).SerializeAsString());
  }
}

TEST_F(AProof, IsReadInItsOneSpellingOnly) {
  const std::string good = proof_file(of(4));
  EXPECT_EQ(read_proof_file(good)->SerializeAsString(), of(4).SerializeAsString());
  std::string windows;
  for (const char c : good) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::vector<std::string> others = {"",
                                           "{}",
                                           good + "\n",
                                           good + "x",
                                           " " + good,
                                           windows,
                                           good.substr(0, good.size() - 1),
                                           good + good,
                                           "{\"more\":1," + good.substr(1),
                                           good.substr(0, good.size() - 3) + ",\n\"more\":1}\n"};
  for (const auto& other : others) {
    const auto proven = verify_proof(other, key);
    ASSERT_EQ(proven.index(), 1u) << other;
    EXPECT_EQ(std::get<ProofFault>(proven), ProofFault::kFile);
  }
  v1::LogProof empty;
  EXPECT_TRUE(read_proof_file(proof_file(empty))) << "empty, but spelled as it must be";
}

TEST_F(AProof, WithoutAnythingIsNone) {
  v1::LogProof empty;
  EXPECT_EQ(verify_proof(proof_file(empty), key).index(), 1u);
  EXPECT_EQ(verify_proof(empty, key).index(), 1u);
  EXPECT_EQ(verify_proof(of(4), "").index(), 1u) << "no key";
  EXPECT_EQ(verify_proof(std::string_view(), "").index(), 1u);
}

TEST_F(AProof, IsRefusedForTheRecord) {
  auto proof = of(4);
  proof.clear_record();
  EXPECT_EQ(fault(proof), ProofFault::kRecord);
  proof.set_record("\xff\xff");
  EXPECT_EQ(fault(proof), ProofFault::kRecord);
  proof.set_record(of(4).record() + std::string("\x7a\x01x", 3));
  EXPECT_EQ(fault(proof), ProofFault::kRecord) << "a field that nobody knows";
  v1::LogRecord record;
  record.ParseFromString(of(4).record());
  for (const uint64_t position : {0ULL, 1ULL << 63, ~0ULL}) {
    record.set_position(position);
    proof.set_record(record.SerializeAsString());
    EXPECT_EQ(fault(proof), ProofFault::kRecord) << position;
  }
  proof.set_record(of(5).record());
  EXPECT_EQ(fault(proof), ProofFault::kLeaves) << "another record of the same log";
  record.set_position(4);
  record.mutable_dossier()->mutable_actor()->set_person_id("p3");
  proof.set_record(record.SerializeAsString());
  EXPECT_EQ(fault(proof), ProofFault::kChain) << "another person";
}

TEST_F(AProof, IsRefusedForWhatLiesAround) {
  auto proof = of(4);
  proof.mutable_previous()->pop_back();
  EXPECT_EQ(fault(proof), ProofFault::kPrevious);
  proof.set_previous(std::string(32, 'x'));
  EXPECT_EQ(fault(proof), ProofFault::kChain);
  auto first = of(1);
  EXPECT_EQ(first.previous(), genesis_hash());
  first.set_previous(std::string(32, 'x'));
  EXPECT_EQ(fault(first), ProofFault::kPrevious) << "nothing lies before the first";
  proof = of(4);
  proof.mutable_leaves()->RemoveLast();
  EXPECT_EQ(fault(proof), ProofFault::kLeaves);
  proof = of(4);
  proof.add_leaves(proof.leaves(0));
  EXPECT_EQ(fault(proof), ProofFault::kLeaves);
  proof = of(4);
  proof.mutable_leaves(2)->push_back('x');
  EXPECT_EQ(fault(proof), ProofFault::kLeaves);
  proof = of(4);
  proof.mutable_leaves()->SwapElements(0, 1);
  EXPECT_EQ(fault(proof), ProofFault::kChain);
}

TEST_F(AProof, IsRefusedForTheCheckpoint) {
  auto proof = of(4);
  *proof.mutable_checkpoint() = of(24).checkpoint();
  EXPECT_EQ(fault(proof), ProofFault::kLeaves) << "a later one";
  proof = of(24);
  *proof.mutable_checkpoint() = of(4).checkpoint();
  EXPECT_EQ(fault(proof), ProofFault::kPosition) << "an earlier one";
  proof = of(4);
  proof.mutable_checkpoint()->mutable_signature()->back() ^= 1;
  EXPECT_EQ(fault(proof), ProofFault::kSignature);
  proof = of(4);
  proof.mutable_checkpoint()->clear_checkpoint();
  EXPECT_EQ(fault(proof), ProofFault::kCheckpoint);
  auto checkpoint = *read_checkpoint(of(4).checkpoint());
  checkpoint.set_position(~0ULL);  // minus 4 would be a number of leaves
  EXPECT_EQ(fault(with(of(4), checkpoint)), ProofFault::kCheckpoint);
  checkpoint = *read_checkpoint(of(4).checkpoint());
  checkpoint.set_hash(std::string(32, 'x'));
  EXPECT_EQ(fault(with(of(4), checkpoint)), ProofFault::kChain);
  checkpoint = *read_checkpoint(of(4).checkpoint());
  checkpoint.clear_log_id();
  EXPECT_EQ(fault(with(of(4), checkpoint)), ProofFault::kCheckpoint) << "of no log";
}

// audit.proto, in figures: the leaf of a record must not pass for a record, nor a link for a leaf.
TEST_F(AProof, IsChainedAsTheContractSays) {
  EXPECT_EQ(to_hex(leaf("abc")), "609f6e36d2405585188d5cfd761f407c7cc46a7d3f314c88270469dde315fcd1");
  EXPECT_EQ(to_hex(link(genesis_hash(), "abc")), "c27a212679c4087c8204da450cd48a458afb85bd7ad1fac07404ab17f313189b");
  EXPECT_EQ(link_leaf(genesis_hash(), leaf("abc")), link(genesis_hash(), "abc"));
}

}  // namespace
}  // namespace giaoban::store
