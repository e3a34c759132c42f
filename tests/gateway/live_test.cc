// Who waits for news is told that there are some, by one question for all.
#include "services/gateway/live.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <variant>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/session.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kLive = "LiveService/Await";
const std::string kLog = "LogService/Await";

std::string body(uint64_t after, uint32_t wait_ms) {
  return R"({"after":")" + std::to_string(after) + R"(","waitMs":)" + std::to_string(wait_ms) + "}";
}

// A gateway whose router answers when the test says so.
class LiveNews : public testing::Test {
 protected:
  RunningGateway gateway;

  std::unique_ptr<HttpClient> wait_for_news(uint64_t after, uint32_t wait_ms = 25'000) {
    auto client = std::make_unique<HttpClient>(gateway.port());
    client->send(request_text("POST", "/giaoban.v1." + kLive, body(after, wait_ms),
                              {RunningGateway::cookie(), "Content-Type: application/json"}));
    return client;
  }
  // The question that came as number `count`.
  v1::Request question(size_t count) { return gateway.bus.wait_for(kLog, count).at(count - 1).request; }
  static v1::AwaitRequest read(const v1::Request& request) {
    v1::AwaitRequest await;
    await.ParseFromString(request.payload());
    return await;
  }
  void say(const v1::Request& question, uint64_t head) {
    v1::AwaitResponse response;
    response.set_head(head);
    v1::Reply reply = reply_with(response);
    reply.set_correlation(question.correlation());
    reply.set_business_us(kBusinessUs);
    gateway.bus.answer("router", reply);
  }
};

TEST_F(LiveNews, ComeAtOnceToWhoeverKnowsNothing) {
  v1::AwaitResponse response;
  response.set_head(41);
  gateway.bus.on_payload(kLog, response);
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kLive, body(0, 25'000), {RunningGateway::cookie()});
  EXPECT_EQ(answer.body, R"({"position":"41"})");
  EXPECT_EQ(answer.headers.at("giaoban-business-us"), std::to_string(kBusinessUs));
  EXPECT_EQ(read(question(1)).wait_ms(), 0u);
}

TEST_F(LiveNews, NeedASession) {
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kLive, body(0, 0)).status, 401);
  EXPECT_TRUE(gateway.bus.asked(kLog).empty());
}

TEST_F(LiveNews, ComeToAllByOneQuestion) {
  std::vector<std::unique_ptr<HttpClient>> waiting;
  for (int i = 0; i < 5; ++i) waiting.push_back(wait_for_news(7));
  say(question(1), 7);
  EXPECT_EQ(read(question(2)).after(), 7u) << "asked again while somebody waits";
  EXPECT_EQ(read(question(2)).wait_ms(), 2000u);
  EXPECT_EQ(gateway.bus.asked(kLog).size(), 2u);
  for (const auto& client : waiting) EXPECT_FALSE(client->readable(0));
  say(question(2), 8);
  for (const auto& client : waiting) EXPECT_EQ(client->read()->body, R"({"position":"8"})");
}

TEST_F(LiveNews, AreNotAskedForWhileNobodyWaits) {
  const auto client = wait_for_news(7);
  say(question(1), 9);
  EXPECT_EQ(client->read()->body, R"({"position":"9"})");
  const auto behind = wait_for_news(8);
  EXPECT_EQ(behind->read()->body, R"({"position":"9"})") << "known already";
  EXPECT_EQ(gateway.bus.asked(kLog).size(), 1u);
}

TEST_F(LiveNews, EndWithWhatTheAskerKnewWhenTheTimeIsOver) {
  const auto client = wait_for_news(7, 50);
  EXPECT_EQ(client->read()->body, R"({"position":"7"})") << "also when the router says nothing at all";
}

TEST_F(LiveNews, WaitOnWhileTheRouterIsAway) {
  gateway.bus.on(kLog, [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_UNAVAILABLE); });
  const auto client = wait_for_news(7);
  ASSERT_EQ(gateway.bus.wait_for(kLog, 1).size(), 1u);
  v1::AwaitResponse response;
  response.set_head(12);
  gateway.bus.on_payload(kLog, response);
  EXPECT_EQ(client->read()->body, R"({"position":"12"})");
}

TEST_F(LiveNews, EndTheOldestWaitOfAPersonWhoWaitsTooOften) {
  std::vector<std::unique_ptr<HttpClient>> waiting;
  waiting.push_back(wait_for_news(7));
  question(1);
  for (int i = 0; i < 8; ++i) waiting.push_back(wait_for_news(7));
  EXPECT_EQ(waiting.front()->read()->body, R"({"position":"7"})");
  say(question(1), 8);
  for (size_t i = 1; i < waiting.size(); ++i) EXPECT_EQ(waiting[i]->read()->body, R"({"position":"8"})") << i;
}

TEST(Live, LetsOnePersonWaitEightTimesAlsoWhenAllComeAtOnce) {
  boost::asio::io_context io;
  RecordingBus bus;
  HandClock clock;
  const Limits limits = limits_of({});
  ServiceCalls calls(io, bus, clock, limits);
  Live live(io, limits, calls);
  size_t ended = 0;
  for (int i = 0; i < 20; ++i) {
    Asking asking;
    asking.person_id = "p1";
    boost::asio::co_spawn(io, live.await(7, std::chrono::seconds(25), std::move(asking)),
                          [&ended](const std::exception_ptr&, const std::variant<News, v1::Refusal>&) { ++ended; });
  }
  io.poll();
  EXPECT_EQ(ended, 12u);
  live.stop();
  calls.stop();
  io.run();
  EXPECT_EQ(ended, 20u);
}

TEST(Live, LeavesAQuarterOfTheConnectionsToOthers) {
  v1::Settings settings;
  settings.mutable_limits()->set_http_connections(100);
  EXPECT_EQ(limits_of(settings).live_waiting, 75u);
  settings.mutable_limits()->set_http_connections(60'000);
  EXPECT_EQ(limits_of(settings).live_waiting, 768u);
}

TEST_F(LiveNews, EndAtOnceWhenTheGatewayStops) {
  const auto client = wait_for_news(7);
  question(1);
  const auto begun = std::chrono::steady_clock::now();
  gateway.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(1500));
  const auto answer = client->read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"position":"7"})");
}

}  // namespace
}  // namespace giaoban::gateway
