// The key that signs checkpoints: made once, kept from others, never made again while its public half is there.
#include "services/runtime/audit_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

#include "services/runtime/text_file.h"
#include "tests/store/signed_log.h"

namespace giaoban::runtime {
namespace {

class AnAuditKey : public testing::Test {
 protected:
  store::Folder temporary;
  DataFolder folder{temporary.path("data"), {}};

  void SetUp() override { std::filesystem::create_directories(folder.path + "/keys"); }
  FolderAuditKey key() const { return std::get<FolderAuditKey>(audit_key(folder)); }
  std::string refused() const {
    const auto answer = audit_key(folder);
    return answer.index() == 1 ? std::get<v1::Refusal>(answer).text_en() : "";
  }
};

TEST_F(AnAuditKey, IsMadeOnceForItsOwnerOnly) {
  const auto made = key();
  EXPECT_TRUE(made.fresh);
  EXPECT_EQ(made.key.public_key.size(), 32u);
  for (const char* name : {"audit", "audit.public"}) {
    struct stat status {};
    ASSERT_EQ(::stat(folder.key_file(name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
  const auto again = key();
  EXPECT_FALSE(again.fresh);
  EXPECT_EQ(again.key.seed, made.key.seed);
  EXPECT_EQ(std::get<std::string>(read_public_key(public_key_file(folder))), made.key.public_key);
  EXPECT_EQ(store::bytes_of(public_key_file(folder)).find("secret_key"), std::string::npos);
}

TEST_F(AnAuditKey, IsOneWhenManyStartAtOnce) {
  std::vector<FolderAuditKey> found(8);
  {
    std::vector<std::jthread> threads;
    for (auto& one : found) threads.emplace_back([&] { one = key(); });
  }
  int fresh = 0;
  for (const auto& one : found) {
    EXPECT_EQ(one.key.seed, found[0].key.seed);
    fresh += one.fresh ? 1 : 0;
  }
  EXPECT_EQ(fresh, 1);
}

TEST_F(AnAuditKey, GetsItsPublicHalfBack) {
  const auto made = key();
  std::filesystem::remove(public_key_file(folder));
  EXPECT_FALSE(key().fresh);
  EXPECT_EQ(std::get<std::string>(read_public_key(public_key_file(folder))), made.key.public_key);
}

TEST_F(AnAuditKey, IsNotMadeAgainWhenOnlyItsSecretHalfIsGone) {
  key();
  std::filesystem::remove(folder.key_file("audit"));
  EXPECT_NE(refused().find("is missing while"), std::string::npos) << refused();
}

TEST_F(AnAuditKey, ThatOthersCanReadOrThatIsDamagedIsRefused) {
  key();
  ::chmod(folder.key_file("audit").c_str(), 0640);
  EXPECT_NE(refused().find("chmod 600"), std::string::npos) << refused();
  ::chmod(folder.key_file("audit").c_str(), 0600);
  store::write_bytes(folder.key_file("audit"), "public_key: \"00\"\n");
  EXPECT_NE(refused().find("is no key of checkpoints"), std::string::npos) << refused();
  store::write_bytes(folder.key_file("audit"), "rubbish");
  EXPECT_NE(refused(), "");
}

TEST_F(AnAuditKey, HasAPublicHalfThatIsCheckedWhenRead) {
  const auto refused = [](const std::string& file) { return std::get<v1::Refusal>(read_public_key(file)).text_en(); };
  EXPECT_NE(refused(temporary.path("none")).find("There is no public key"), std::string::npos);
  store::write_bytes(temporary.path("short"), "public_key: \"00ff\"\n");
  EXPECT_NE(refused(temporary.path("short")).find("64 hexadecimal digits"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::runtime
