// Passwords are checked off the loop, a few at once, with the same work for accounts that do not exist.
#include "services/gateway/password_checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

Limits cheap() {
  Limits limits = limits_of({});
  limits.argon2_bytes = 8192;
  limits.argon2_passes = 1;
  return limits;
}

bool check(PasswordChecks& checks, const std::string& hash, const std::string& password) {
  std::promise<bool> right;
  EXPECT_TRUE(checks.begin(hash, password, [&](bool is) { right.set_value(is); }));
  return right.get_future().get();
}

TEST(PasswordChecks, TellRightFromWrong) {
  PasswordChecks checks(cheap());
  const std::string hash = hash_of("mật khẩu");
  EXPECT_TRUE(check(checks, hash, "mật khẩu"));
  EXPECT_FALSE(check(checks, hash, "mat khau"));
  EXPECT_FALSE(check(checks, "not a hash", "mật khẩu"));
  EXPECT_FALSE(check(checks, "", "mật khẩu"));
}

TEST(PasswordChecks, WorkAsLongForAnAccountThatDoesNotExist) {
  Limits limits = cheap();
  limits.argon2_bytes = 8 * 1024 * 1024;
  limits.argon2_passes = 2;
  PasswordChecks checks(limits);
  std::chrono::steady_clock::duration least = std::chrono::hours(1);
  std::chrono::steady_clock::duration least_bare = std::chrono::hours(1);
  for (int i = 0; i < 5; ++i) {
    auto begun = std::chrono::steady_clock::now();
    check(checks, "", "guess");
    least = std::min(least, std::chrono::steady_clock::now() - begun);
    begun = std::chrono::steady_clock::now();
    check(checks, "not a hash", "guess");
    least_bare = std::min(least_bare, std::chrono::steady_clock::now() - begun);
  }
  EXPECT_GT(least, 5 * least_bare);
  EXPECT_GT(least, std::chrono::milliseconds(2));
}

TEST(PasswordChecks, TakeABoundedNumberAndRefuseTheRest) {
  Limits limits = cheap();
  limits.hashing_at_once = 1;
  limits.hashing_queue = 2;
  PasswordChecks checks(limits);
  std::promise<void> working;
  std::promise<void> go_on;
  std::shared_future<void> may_go_on = go_on.get_future().share();
  ASSERT_TRUE(checks.begin("", "1", [&, may_go_on](bool) {
    working.set_value();
    may_go_on.wait();
  }));
  working.get_future().wait();
  EXPECT_TRUE(checks.begin("", "2", [](bool) {}));
  EXPECT_TRUE(checks.begin("", "3", [](bool) {}));
  EXPECT_FALSE(checks.begin("", "4", [](bool) {}));
  go_on.set_value();
}

TEST(PasswordChecks, AnswerWhateverTheyTookAlsoWhenTheyStop) {
  std::atomic<int> answered{0};
  Limits limits = cheap();
  limits.hashing_at_once = 1;
  PasswordChecks checks(limits);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(checks.begin("", "x", [&](bool) { ++answered; }));
  ASSERT_TRUE(checks.begin_hash("x", [&](const std::string&) { ++answered; }));
  checks.stop();
  checks.stop();
  EXPECT_EQ(answered, 21);
  EXPECT_FALSE(checks.begin("", "x", [](bool) {}));
}

TEST(PasswordChecks, MakeHashesThatTheyTakeForRight) {
  PasswordChecks checks(cheap());
  const auto made = [&](const std::string& password) {
    std::promise<std::string> hash;
    EXPECT_TRUE(checks.begin_hash(password, [&](std::string is) { hash.set_value(std::move(is)); }));
    return hash.get_future().get();
  };
  const std::string hash = made("mật khẩu mới");
  EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
  EXPECT_NE(hash, made("mật khẩu mới")) << "salted";
  EXPECT_TRUE(check(checks, hash, "mật khẩu mới"));
  EXPECT_FALSE(check(checks, hash, "mật khẩu cũ"));
}

}  // namespace
}  // namespace giaoban::gateway
