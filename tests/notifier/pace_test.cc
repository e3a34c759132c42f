// Never more than so many in any second.
#include "services/notifier/pace.h"

#include <gtest/gtest.h>

#include <vector>

namespace giaoban::notifier {
namespace {

TEST(Pace, LetsSoManyGoAtOnceAndThenOneSecondPasses) {
  Pace pace(3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_LE(pace.free_at(1000), 1000);
    pace.leave(1000);
  }
  EXPECT_EQ(pace.free_at(1000), 1'001'000);
}

TEST(Pace, IsKeptInEverySecondWhereverItBegins) {
  Pace pace(5);
  std::vector<int64_t> left;
  for (int64_t now = 0; now < 10'000'000; now += 7'001) {
    if (pace.free_at(now) > now) continue;
    pace.leave(now);
    left.push_back(now);
  }
  EXPECT_GE(left.size(), 49U);
  for (size_t i = 5; i < left.size(); ++i) EXPECT_GE(left[i] - left[i - 5], 1'000'000);
}

}  // namespace
}  // namespace giaoban::notifier
