// Checkpoints: signed bytes that say exactly one thing, in a table beside the log.
#include "services/store/checkpoint.h"

#include <gtest/gtest.h>

#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

v1::Checkpoint complete() {
  v1::Checkpoint checkpoint;
  checkpoint.set_service("router");
  checkpoint.set_node("luc-nam");
  checkpoint.set_log_id("log-1");
  checkpoint.set_position(7);
  checkpoint.set_hash(std::string(32, 'h'));
  checkpoint.set_signed_us(1);
  checkpoint.set_generation(1);
  return checkpoint;
}

v1::SignedCheckpoint of_bytes(const std::string& bytes) {
  v1::SignedCheckpoint signed_one;
  signed_one.set_checkpoint(bytes);
  signed_one.set_signature(sign(test_key(), "giaoban checkpoint v1\n" + bytes));
  return signed_one;
}

CheckpointFault fault_of(const v1::SignedCheckpoint& signed_one) {
  const auto opened = open_checkpoint(signed_one, test_key().public_key);
  EXPECT_EQ(opened.index(), 1u) << "it was opened";
  return opened.index() == 1 ? std::get<CheckpointFault>(opened) : CheckpointFault();
}

TEST(ACheckpoint, SaysWhatWasSigned) {
  const auto opened = open_checkpoint(sign_checkpoint(complete(), test_key()), test_key().public_key);
  EXPECT_EQ(std::get<v1::Checkpoint>(opened).SerializeAsString(), complete().SerializeAsString());
}

TEST(ACheckpoint, IsSignedForThisPurposeOnly) {
  auto signed_one = sign_checkpoint(complete(), test_key());
  signed_one.set_signature(sign(test_key(), signed_one.checkpoint()));
  EXPECT_EQ(fault_of(signed_one), CheckpointFault::kSignature);
}

TEST(ACheckpoint, OfAnotherKeyOrWithAnotherByteIsRefused) {
  EXPECT_EQ(fault_of(sign_checkpoint(complete(), test_key('b'))), CheckpointFault::kSignature);
  const auto good = sign_checkpoint(complete(), test_key());
  for (size_t i = 0; i < good.checkpoint().size(); ++i) {
    auto altered = good;
    (*altered.mutable_checkpoint())[i] ^= 1;
    EXPECT_EQ(open_checkpoint(altered, test_key().public_key).index(), 1u) << i;
  }
}

TEST(ACheckpoint, ThatLacksSomethingIsUnreadableWhoeverSignedIt) {
  const auto lacks = [](void (*change)(v1::Checkpoint&)) {
    auto checkpoint = complete();
    change(checkpoint);
    EXPECT_EQ(fault_of(sign_checkpoint(checkpoint, test_key())), CheckpointFault::kUnreadable)
        << checkpoint.ShortDebugString();
  };
  lacks([](v1::Checkpoint& c) { c.clear_service(); });
  lacks([](v1::Checkpoint& c) { c.clear_node(); });
  lacks([](v1::Checkpoint& c) { c.clear_log_id(); });
  lacks([](v1::Checkpoint& c) { c.clear_position(); });
  lacks([](v1::Checkpoint& c) { c.set_position(1ULL << 63); });
  lacks([](v1::Checkpoint& c) { c.clear_hash(); });
  lacks([](v1::Checkpoint& c) { c.set_hash(std::string(31, 'h')); });
  lacks([](v1::Checkpoint& c) { c.set_hash(std::string(33, 'h')); });
  lacks([](v1::Checkpoint& c) { c.clear_signed_us(); });
  lacks([](v1::Checkpoint& c) { c.set_signed_us(-1); });
  lacks([](v1::Checkpoint& c) { c.clear_generation(); });
  lacks([](v1::Checkpoint& c) { c.set_continues_log_id(c.log_id()); });
}

TEST(ACheckpoint, SpelledInAnotherWayIsUnreadable) {
  const std::string good = complete().SerializeAsString();
  EXPECT_EQ(open_checkpoint(of_bytes(good), test_key().public_key).index(), 0u) << "the control";
  const std::vector<std::string> others = {"",
                                           good + std::string("\x7a\x01x", 3),  // an unknown field
                                           good + good,                         // everything twice
                                           good + std::string("\x20\x07", 2),   // the position twice
                                           good + std::string("\x4a\x00", 2),   // an empty field that need not be there
                                           good.substr(0, good.size() - 1),     // cut
                                           std::string("\x20\x07", 2) + good,   // out of order
                                           good + std::string("\x40\x81\x00", 3)};  // a number longer than it must be
  for (const auto& bytes : others) EXPECT_EQ(fault_of(of_bytes(bytes)), CheckpointFault::kUnreadable);
}

TEST(ACheckpoint, IsOfTheSameDeploymentByIdOrElseByNode) {
  auto checkpoint = complete();
  EXPECT_TRUE(same_deployment({"router", "luc-nam", "d", 1}, checkpoint)) << "one is older than ids";
  EXPECT_FALSE(same_deployment({"router", "other", "d", 1}, checkpoint));
  checkpoint.set_deployment_id("d");
  EXPECT_TRUE(same_deployment({"router", "renamed", "d", 1}, checkpoint));
  EXPECT_FALSE(same_deployment({"router", "luc-nam", "e", 1}, checkpoint));
}

TEST(TheTable, KeepsCheckpointsInOrderAndTheLastOfAPosition) {
  const auto store = open_sqlite(":memory:");
  store->define(checkpoint_schema());
  EXPECT_FALSE(last_stored_checkpoint(*store));
  store->begin();
  for (const uint64_t position : {5U, 9U, 7U}) {
    auto checkpoint = complete();
    checkpoint.set_position(position);
    write_checkpoint(*store, position, sign_checkpoint(checkpoint, test_key()));
  }
  write_checkpoint(*store, 9, sign_checkpoint(complete(), test_key('b')));
  store->commit();
  const auto all = stored_checkpoints(*store, 6, 10);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].position, 7u);
  EXPECT_EQ(all[1].position, 9u);
  EXPECT_EQ(read_checkpoint(all[1].signed_one)->position(), 7u) << "the later one of position 9";
  EXPECT_EQ(stored_checkpoints(*store, 0, 1).front().position, 5u);
  EXPECT_EQ(last_stored_checkpoint(*store)->position, 9u);
}

TEST(TheTable, MayBeMissingOrDamaged) {
  const auto store = open_sqlite(":memory:");
  EXPECT_TRUE(stored_checkpoints(*store, 0, 10).empty());
  EXPECT_FALSE(last_stored_checkpoint(*store));
  store->define(checkpoint_schema());
  store->define("INSERT INTO checkpoint VALUES (3, x'ff')");
  EXPECT_EQ(last_stored_checkpoint(*store)->position, 3u);
  EXPECT_FALSE(read_checkpoint(last_stored_checkpoint(*store)->signed_one));
}

}  // namespace
}  // namespace giaoban::store
