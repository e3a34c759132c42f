// The copied checkpoints: appended to, completed after a crash, never rewritten.
#include "services/store/checkpoint_file.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <system_error>

#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

v1::SignedCheckpoint numbered(int number) {
  v1::SignedCheckpoint checkpoint;
  checkpoint.set_checkpoint("checkpoint " + std::to_string(number));
  checkpoint.set_signature(std::string(64, static_cast<char>(number)));
  return checkpoint;
}

v1::Checkpoint checkpoint_at(uint64_t position) {
  v1::Checkpoint checkpoint;
  checkpoint.set_service("router");
  checkpoint.set_node("luc-nam");
  checkpoint.set_log_id("log-1");
  checkpoint.set_position(position);
  checkpoint.set_hash(std::string(32, 'x'));
  checkpoint.set_signed_us(1);
  checkpoint.set_generation(1);
  return checkpoint;
}

class ACheckpointFile : public testing::Test {
 protected:
  Folder folder;
  std::string file = folder.path("router.checkpoints.jsonl");
  std::string one = checkpoint_line(numbered(1));
  std::string two = checkpoint_line(numbered(2));
};

TEST_F(ACheckpointFile, HasALineOfProto3JsonEach) {
  EXPECT_EQ(checkpoint_file_name("router"), "router.checkpoints.jsonl");
  ASSERT_TRUE(append_checkpoints(file, "", {numbered(1), numbered(2)}));
  EXPECT_EQ(bytes_of(file), one + "\n" + two + "\n");
  v1::SignedCheckpoint read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(two, &read).ok());
  EXPECT_EQ(read.SerializeAsString(), numbered(2).SerializeAsString());
}

TEST_F(ACheckpointFile, IsEmptyWhenItIsNotThere) {
  EXPECT_TRUE(read_checkpoints(file).empty());
  EXPECT_TRUE(read_checkpoints(folder.path("no/such")).empty());
  EXPECT_EQ(end_of_checkpoints(file, {}).last_line, "");
}

TEST_F(ACheckpointFile, IsOnlyAppendedToWhereItWasExpectedToEnd) {
  ASSERT_TRUE(append_checkpoints(file, "", {numbered(1)}));
  EXPECT_FALSE(append_checkpoints(file, "", {numbered(2)}));
  EXPECT_FALSE(append_checkpoints(file, two, {numbered(2)}));
  EXPECT_EQ(bytes_of(file), one + "\n");
  EXPECT_TRUE(append_checkpoints(file, one, {numbered(2)}));
  EXPECT_EQ(end_of_checkpoints(file, {}).last_line, two);
}

TEST_F(ACheckpointFile, WaitsForNobodyWhoIsAppending) {
  const int other = ::open(file.c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_FALSE(append_checkpoints(file, "", {numbered(1)}));
  ::close(other);
  EXPECT_TRUE(append_checkpoints(file, "", {numbered(1)}));
}

// A crash may leave any beginning of the line.
TEST_F(ACheckpointFile, CompletesALineThatWasTornAnywhere) {
  for (size_t cut = 1; cut <= two.size(); ++cut) {
    write_bytes(file, one + "\n" + two.substr(0, cut));
    EXPECT_EQ(read_checkpoints(file).size(), 1u) << cut;
    EXPECT_EQ(end_of_checkpoints(file, {}).torn, two.substr(0, cut));
    ASSERT_TRUE(append_checkpoints(file, one, {numbered(2), numbered(3)})) << cut;
    EXPECT_EQ(bytes_of(file), one + "\n" + two + "\n" + checkpoint_line(numbered(3)) + "\n") << cut;
  }
}

TEST_F(ACheckpointFile, ClosesATornLineThatItCannotComplete) {
  const std::string torn(700, '\0');
  write_bytes(file, one + "\n" + torn);
  ASSERT_TRUE(append_checkpoints(file, one, {numbered(2)}));
  EXPECT_EQ(bytes_of(file), one + "\n" + torn + " #torn\n" + two + "\n") << "nothing is rewritten";
  const auto all = read_checkpoints(file);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].checkpoint(), "checkpoint 2");
}

TEST_F(ACheckpointFile, ShowsALineThatWasDamagedAsAnEmptyOne) {
  for (const std::string& bad : {std::string("{}"), std::string(), one.substr(1), one + " ", std::string("\0\0", 2)}) {
    write_bytes(file, one + "\n" + bad + "\n" + two + "\n");
    const auto all = read_checkpoints(file);
    ASSERT_EQ(all.size(), 3u) << bad;
    EXPECT_EQ(all[1].ByteSizeLong(), 0u) << bad;
    EXPECT_EQ(all[2].checkpoint(), "checkpoint 2");
  }
}

TEST_F(ACheckpointFile, NamesTheLastLineThatTheKeySigned) {
  const SigningKey ours = test_key();
  const std::string good = checkpoint_line(sign_checkpoint(checkpoint_at(7), ours));
  const std::string anothers = checkpoint_line(sign_checkpoint(checkpoint_at(9), test_key('b')));
  write_bytes(file, good + "\n");
  EXPECT_FALSE(end_of_checkpoints(file, ours.public_key).others_behind);
  for (const std::string& behind : {std::string("rubbish"), one, anothers}) {
    write_bytes(file, good + "\n" + behind + "\n");
    const auto end = end_of_checkpoints(file, ours.public_key);
    EXPECT_EQ(end.last_line, behind);
    EXPECT_TRUE(end.others_behind) << behind;
    ASSERT_TRUE(end.last) << behind;
    EXPECT_EQ(read_checkpoint(*end.last)->position(), 7U);
  }
  write_bytes(file, anothers + "\n");
  EXPECT_FALSE(end_of_checkpoints(file, ours.public_key).last);
  EXPECT_TRUE(end_of_checkpoints(file, ours.public_key).others_behind);
}

TEST_F(ACheckpointFile, IsFoundByItsEndHoweverLongItIs) {
  std::string many;
  for (int i = 0; i < 2000; ++i) many += checkpoint_line(numbered(i % 100)) + "\n";
  write_bytes(file, many + one + "\n");
  EXPECT_EQ(end_of_checkpoints(file, {}).last_line, one);
  EXPECT_EQ(read_checkpoints(file).size(), 2001u);
}

TEST_F(ACheckpointFile, MakesNoFolder) {
  EXPECT_THROW(append_checkpoints(folder.path("gone/router.checkpoints.jsonl"), "", {numbered(1)}), std::system_error);
  EXPECT_FALSE(std::filesystem::exists(folder.path("gone")));
}

TEST(ACheckpointLine, HasOneSpelling) {
  const std::string line = checkpoint_line(numbered(1));
  EXPECT_EQ(read_checkpoint_line(line)->SerializeAsString(), numbered(1).SerializeAsString());
  EXPECT_TRUE(read_checkpoint_line("{\"checkpoint\":\"\",\"signature\":\"\"}"));
  for (const std::string& other :
       {line + " ", " " + line, line.substr(0, line.size() - 1), std::string("{\"checkpoint\":\"\"}"),
        std::string("{\"checkpoint\":\",\"signature\":\"\"}"), "{\"signature\":\"\",\"checkpoint\":\"\"}" + line}) {
    EXPECT_FALSE(read_checkpoint_line(other)) << other;
  }
}

}  // namespace
}  // namespace giaoban::store
