// The bound on guessing.
#include "services/gateway/throttle.h"

#include <gtest/gtest.h>

namespace giaoban::gateway {
namespace {

constexpr std::chrono::minutes kWindow{15};
constexpr int64_t kMinute = 60'000'000;

bool lets(Throttle& throttle, const std::string& key, int64_t now_us) {
  return throttle.begin(key, now_us).count() == 0;
}

TEST(Throttle, LetsSoManyAttemptsPassAndSaysHowLongToWait) {
  Throttle throttle(3, kWindow, 100);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(lets(throttle, "an", 0));
  EXPECT_EQ(throttle.begin("an", 5 * kMinute), std::chrono::minutes(10));
  EXPECT_TRUE(lets(throttle, "binh", 5 * kMinute));
}

TEST(Throttle, LocksNobodyForGood) {
  Throttle throttle(1, kWindow, 100);
  EXPECT_TRUE(lets(throttle, "an", 0));
  EXPECT_FALSE(lets(throttle, "an", 15 * kMinute - 1));
  EXPECT_TRUE(lets(throttle, "an", 15 * kMinute));
}

TEST(Throttle, CountsWhatIsUnderWaySoThatAHundredAtOnceAreNotAHundredGuesses) {
  Throttle throttle(10, kWindow, 100);
  int judged = 0;
  for (int i = 0; i < 100; ++i) judged += lets(throttle, "an", i) ? 1 : 0;
  EXPECT_EQ(judged, 10);
}

TEST(Throttle, GivesBackWhatWasNotJudged) {
  Throttle throttle(1, kWindow, 100);
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(lets(throttle, "an", i));
    throttle.give_back("an");
  }
  throttle.give_back("nobody");
  EXPECT_TRUE(lets(throttle, "an", 9));
  EXPECT_FALSE(lets(throttle, "an", 9));
}

TEST(Throttle, KeepsNothingOfWhatWasGivenBackWhole) {
  Throttle throttle(2, kWindow, 100);
  lets(throttle, "an", 0);
  throttle.give_back("an");
  EXPECT_EQ(throttle.known(), 0u);
}

TEST(Throttle, ForgetsNoFailureForTheSakeOfCountsThatAreGone) {
  Throttle throttle(1, kWindow, 100);
  lets(throttle, "an", 0);
  for (int i = 0; i < 10'000; ++i) {
    lets(throttle, std::to_string(i), i / 1000);
    throttle.give_back(std::to_string(i));
  }
  EXPECT_FALSE(lets(throttle, "an", 10));
}

TEST(Throttle, ForgetsNobodyForAKeyThatItKnows) {
  Throttle throttle(1, kWindow, 2);
  lets(throttle, "an", 0);
  lets(throttle, "binh", 0);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(lets(throttle, "binh", 1));
  EXPECT_FALSE(lets(throttle, "an", 1));
}

TEST(Throttle, BeginsAnewAfterASuccess) {
  Throttle throttle(2, kWindow, 100);
  lets(throttle, "an", 0);
  lets(throttle, "an", 0);
  throttle.reset("an");
  EXPECT_TRUE(lets(throttle, "an", 0));
  EXPECT_TRUE(lets(throttle, "an", 0));
  EXPECT_FALSE(lets(throttle, "an", 0));
}

TEST(Throttle, RemembersABoundedNumberOfKeys) {
  Throttle throttle(1, kWindow, 100);
  for (int i = 0; i < 10'000; ++i) lets(throttle, std::to_string(i), i);
  EXPECT_LE(throttle.known(), 100u);
  EXPECT_FALSE(lets(throttle, "9999", 10'000));
}

}  // namespace
}  // namespace giaoban::gateway
