// A run is its seed and nothing else; what it draws can be switched off piece by piece.
#include "tests/simulation/run.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace giaoban::simulation {
namespace {

const DiskImage& furnished() {
  static const DiskImage image = furnish();
  return image;
}

TEST(Run, IsTheSameForTheSameSeed) {
  for (const uint64_t seed : {3U, 8U, 21U}) {
    const auto once = run({seed, 300, {}, false}, furnished());
    const auto again = run({seed, 300, {}, false}, furnished());
    EXPECT_EQ(once.hash(), again.hash()) << seed;
    EXPECT_EQ(once.counts, again.counts) << seed;
  }
}

TEST(Run, IsAnotherForAnotherSeed) {
  EXPECT_NE(run({3, 300, {}, false}, furnished()).hash(), run({4, 300, {}, false}, furnished()).hash());
}

TEST(Run, FindsNothingWrongInThePresentHouse) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const auto findings = run({seed, 400, {}, false}, furnished());
    EXPECT_TRUE(findings.violations.empty()) << seed << ": " << findings.violations.front();
  }
}

TEST(Profile, IsTheSameButForWhatIsSwitchedOff) {
  for (uint64_t seed = 1; seed < 200; ++seed) {
    const auto all = Profile::draw(Random(seed), {});
    const auto some = Profile::draw(Random(seed), {Fault::kLoss});
    auto expected = all.on;
    std::erase(expected, Fault::kLoss);
    EXPECT_EQ(some.on, expected);
    EXPECT_EQ(some.loss, 0U);
    EXPECT_EQ(some.kill, all.kill);
    EXPECT_EQ(some.hold_us, all.hold_us);
  }
}

TEST(Profile, IsSometimesCalmSometimesOneThingSometimesEverything) {
  size_t calm = 0;
  size_t one = 0;
  size_t everything = 0;
  for (uint64_t seed = 1; seed < 400; ++seed) {
    const auto on = Profile::draw(Random(seed), {}).on.size();
    calm += on == 0;
    one += on == 1;
    everything += on == static_cast<size_t>(Fault::kCount);
  }
  EXPECT_GT(calm, 10U);
  EXPECT_GT(one, 30U);
  EXPECT_GT(everything, 30U);
}

TEST(Fuse, BlowsAtTheNamedCallAndNeverLetsTheProcessGoOn) {
  std::vector<std::string> blown;
  Fuse fuse([&](const std::string& name) { blown.push_back(name); });
  fuse.arm(Point::kCommit, true, 2);
  fuse.pass(Point::kCommit, false);
  fuse.pass(Point::kCommit, true);
  fuse.pass(Point::kReply, true);
  EXPECT_TRUE(blown.empty());
  EXPECT_THROW(fuse.pass(Point::kCommit, true), Crashed);
  EXPECT_EQ(blown, std::vector<std::string>{"commit.after"});
  EXPECT_THROW(fuse.pass(Point::kReply, false), Crashed);
}

}  // namespace
}  // namespace giaoban::simulation
