// The simulated wire keeps ZeroMQ's promises and no others.
#include "tests/simulation/wire.h"

#include <gtest/gtest.h>

namespace giaoban::simulation {
namespace {

class AWire : public testing::Test {
 protected:
  std::unique_ptr<bus::Bus> attach(const std::string& name) {
    return wire.attach(name, {name, v1::CALLER_KIND_SERVICE, ""});
  }
  // Everything that has come to this end within a second.
  std::vector<std::string> asked(bus::Bus& end) {
    now_us += kSecond;
    std::vector<std::string> frames;
    bus::Incoming incoming;
    while (end.receive(incoming)) {
      frames.push_back(incoming.frame);
      peer = incoming.peer;
    }
    return frames;
  }
  std::vector<std::string> answered(bus::Bus& end) {
    now_us += kSecond;
    std::vector<std::string> frames;
    bus::Answer answer;
    while (end.receive_answer(answer)) frames.push_back(answer.frame);
    return frames;
  }
  static constexpr int64_t kSecond = 1'000'000;
  int64_t now_us = 1;
  Wire wire{Random(7), now_us};
  std::string peer;
};

TEST_F(AWire, KeepsTheOrderWithinAConnection) {
  const auto router = attach("router");
  const auto records = attach("records");
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(records->send("router", std::to_string(i)));
  const auto frames = asked(*router);
  ASSERT_EQ(frames.size(), 20U);
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(frames[i], std::to_string(i));
}

TEST_F(AWire, RefusesWhoIsNotThere) {
  const auto records = attach("records");
  EXPECT_FALSE(records->send("router", "anybody?"));
}

TEST_F(AWire, LosesWithoutAWord) {
  wire.set_faults({500, 500});
  const auto router = attach("router");
  const auto records = attach("records");
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(records->send("router", "frame"));
  const size_t came = asked(*router).size();
  EXPECT_GT(came, 50U);
  EXPECT_LT(came, 150U);
}

TEST_F(AWire, CarriesAnswersOnlyToTheProcessThatAsked) {
  const auto router = attach("router");
  auto records = attach("records");
  records->send("router", "read");
  ASSERT_EQ(asked(*router).size(), 1U);
  const std::string first = peer;
  records = attach("records");  // died and came back
  EXPECT_FALSE(router->reply(first, "for the dead"));
  EXPECT_TRUE(answered(*records).empty());
  records->send("router", "read again");
  ASSERT_EQ(asked(*router).size(), 1U);
  EXPECT_TRUE(router->reply(peer, "for the living"));
  EXPECT_EQ(answered(*records), std::vector<std::string>{"for the living"});
}

TEST_F(AWire, LosesTheAnswersOfABrokenConnection) {
  const auto router = attach("router");
  const auto records = attach("records");
  records->send("router", "read");
  ASSERT_EQ(asked(*router).size(), 1U);
  router->reply(peer, "on its way");
  wire.reconnect("records");
  EXPECT_TRUE(answered(*records).empty());
}

TEST_F(AWire, IsDeafInOneDirectionWhenPartedSo) {
  const auto router = attach("router");
  const auto records = attach("records");
  wire.part("router", "records");
  records->send("router", "read");
  ASSERT_EQ(asked(*router).size(), 1U);
  router->reply(peer, "not heard");
  EXPECT_TRUE(answered(*records).empty());
  wire.heal();
  router->reply(peer, "heard");
  EXPECT_EQ(answered(*records), std::vector<std::string>{"heard"});
}

TEST_F(AWire, LeadsWhoeverHoldsOnToTheOtherProcess) {
  const auto router = attach("router");
  const auto other = attach("router-2");
  const auto records = attach("records");
  wire.hold_on("records", "router", "router-2");
  records->send("router", "read");
  EXPECT_TRUE(asked(*router).empty());
  EXPECT_EQ(asked(*other).size(), 1U);
}

}  // namespace
}  // namespace giaoban::simulation
