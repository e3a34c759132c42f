// Password hashes: the form that libsodium reads, no more costly than a gateway can bear.
#include "services/directory/passwords.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace giaoban::directory {
namespace {

const std::string kSalt = "0123456789abcdef";

TEST(Passwords, AreHashedIntoTheFormThatLibsodiumVerifies) {
  const std::string hash = hash_password("mật khẩu", kSalt, {64, 2});
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=64,t=2,p=1$")) << hash;
  const std::string_view password = "mật khẩu";
  EXPECT_EQ(crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()), 0);
  EXPECT_TRUE(is_password_hash(hash));
  EXPECT_TRUE(is_password_of(hash, "mật khẩu"));
  EXPECT_FALSE(is_password_of(hash, "mật khẩu "));
}

TEST(Passwords, TakeTheHashThatLibsodiumMakes) {
  char hash[crypto_pwhash_STRBYTES] = {};
  ASSERT_EQ(crypto_pwhash_str_alg(hash, "password", 8, 1, 8192, crypto_pwhash_ALG_ARGON2ID13), 0);
  EXPECT_TRUE(is_password_hash(hash));
  EXPECT_TRUE(is_password_of(hash, "password"));
}

TEST(Passwords, OfTheSameWordDifferBySalt) {
  EXPECT_NE(hash_password("password", kSalt, {8, 1}), hash_password("password", "fedcba9876543210", {8, 1}));
  EXPECT_EQ(hash_password("password", kSalt, {8, 1}), hash_password("password", kSalt, {8, 1}));
}

TEST(Passwords, RefuseWhatIsNoHashOrTooCostly) {
  const std::string good = hash_password("password", kSalt, {8, 1});
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_FALSE(is_password_hash(""));
  EXPECT_FALSE(is_password_hash("password"));
  EXPECT_FALSE(is_password_hash("$argon2id$"));
  EXPECT_FALSE(is_password_hash(good.substr(0, good.size() - 20) + "!!"));
  EXPECT_FALSE(is_password_hash(good + std::string(200, 'A')));
  EXPECT_FALSE(is_password_hash(with("argon2id", "argon2i")));
  EXPECT_FALSE(is_password_hash(with("m=8", "m=4194304")));
  EXPECT_FALSE(is_password_hash(with("t=1", "t=100")));
  EXPECT_FALSE(is_password_hash(with("p=1", "p=4")));
  EXPECT_FALSE(is_password_of("password", "password"));
}

TEST(Passwords, FromElsewhereCostNoMoreThanFourTimesTheOwnOrTheUsual) {
  const auto hash = [](uint32_t kib, uint32_t passes) {
    std::string text = hash_password("password", kSalt, {8, 1});
    return text.replace(text.find("m=8,t=1"), 7, "m=" + std::to_string(kib) + ",t=" + std::to_string(passes));
  };
  const HashCost usual = most_bearable(HashCost());
  EXPECT_TRUE(is_bearable(hash(77824, 8), usual));
  EXPECT_FALSE(is_bearable(hash(77825, 8), usual));
  EXPECT_FALSE(is_bearable(hash(77824, 9), usual));
  EXPECT_FALSE(is_bearable("password", usual));
  const HashCost small = most_bearable({8, 1});
  EXPECT_TRUE(is_bearable(hash(19456, 4), small));
  EXPECT_FALSE(is_bearable(hash(19457, 1), small));
  EXPECT_FALSE(is_bearable(hash(8, 5), small));
  EXPECT_EQ(most_bearable({4'000'000'000, 4'000'000'000}).kib, 1024U * 1024U) << "no number runs over";
}

}  // namespace
}  // namespace giaoban::directory
