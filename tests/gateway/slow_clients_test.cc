// Clients that drip, hoard connections or send too much take nothing from the others.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

const std::string kMyTurn = "DossierService/ListMyTurn";

std::vector<std::unique_ptr<HttpClient>> many(uint16_t port, size_t count) {
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (size_t i = 0; i < count; ++i) clients.push_back(std::make_unique<HttpClient>(port));
  return clients;
}

// Asks as a signed-in person on a connection of its own; how long that took.
microseconds ask_once(RunningGateway& gateway) {
  const auto begun = steady_clock::now();
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kMyTurn, "{}", {RunningGateway::cookie()}).status, 200);
  return duration_cast<microseconds>(steady_clock::now() - begun);
}

TEST(SlowClients, FiveHundredThatDripKeepNobodyOut) {
  RunningGateway gateway("limits { http_request_seconds: 2 }");
  gateway.bus.on_payload(kMyTurn, v1::ListMyTurnResponse());
  const auto dripping = many(gateway.port(), 500);
  for (const auto& client : dripping) client->send("POST /giaoban.v1." + kMyTurn + " HTTP/1.1\r\nHost: x\r\nX: ");
  microseconds longest{0};
  for (int round = 0; round < 20; ++round) {
    for (const auto& client : dripping) client->send("x");
    longest = std::max(longest, ask_once(gateway));
  }
  std::printf("[ figure   ] with 500 dripping sockets a client is answered in at most %.1f ms\n",
              static_cast<double>(longest.count()) / 1000);
  for (const auto& client : dripping) EXPECT_TRUE(client->ended()) << "cut by the deadline for a whole request";
  ask_once(gateway);
}

TEST(SlowClients, FiveHundredHandshakesThatNeverComeKeepNobodyOut) {
  RunningGateway gateway("limits { http_connections: 600 }");
  gateway.bus.on_payload(kMyTurn, v1::ListMyTurnResponse());
  const auto silent = many(gateway.port(), 500);
  ask_once(gateway);
}

TEST(SlowClients, MakeRoomWhenAllConnectionsAreTaken) {
  RunningGateway gateway("limits { http_connections: 20 http_request_seconds: 60 }");
  gateway.bus.on_payload(kMyTurn, v1::ListMyTurnResponse());
  const auto dripping = many(gateway.port(), 20);
  for (const auto& client : dripping) client->send("POST /giaoban.v1." + kMyTurn + " HTTP/1.1\r\nHost: x\r\nX: ");
  // At first they have kept nobody waiting for long, so it is the newcomer who is told to come again.
  const auto begun = steady_clock::now();
  bool served = false;
  while (!served && steady_clock::now() - begun < std::chrono::seconds(10)) {
    HttpClient client(gateway.port());
    client.send(request_text("GET", "/healthz", "", {}));
    const auto answer = client.read();
    served = answer && answer->status == 200;
  }
  EXPECT_TRUE(served) << "the one that has dripped longest had to go";
}

TEST(SlowClients, IdleConnectionsMakeRoomToo) {
  RunningGateway gateway("limits { http_connections: 3 }");
  const auto idle = many(gateway.port(), 3);
  for (const auto& client : idle) EXPECT_EQ(client->exchange(request_text("GET", "/healthz", "", {})).status, 200);
  const auto begun = steady_clock::now();
  bool served = false;
  while (!served && steady_clock::now() - begun < std::chrono::seconds(10)) {
    HttpClient client(gateway.port());
    client.send(request_text("GET", "/healthz", "", {}));
    const auto answer = client.read();
    served = answer && answer->status == 200;
  }
  EXPECT_TRUE(served);
  EXPECT_TRUE(idle.front()->ended()) << "the one that was idle longest";
}

TEST(SlowClients, ThatReadNoAnswerMakeRoomToo) {
  RunningGateway gateway("limits { http_connections: 1 http_request_seconds: 60 }");
  const std::string get_chunk = "DossierService/GetChunk";
  v1::GetChunkResponse part;
  part.set_data(std::string(262'144, 'x'));
  part.set_size(100 * part.data().size());
  gateway.bus.on_payload(get_chunk, part);
  HttpClient client(gateway.port());
  client.send(request_text("GET", "/files/dossier-1/file_0001", "", {RunningGateway::cookie()}));
  ASSERT_GE(gateway.bus.wait_for(get_chunk, 2).size(), 2u);
  const auto begun = steady_clock::now();
  bool served = false;
  while (!served && steady_clock::now() - begun < std::chrono::seconds(10)) {
    HttpClient other(gateway.port());
    other.send(request_text("GET", "/healthz", "", {}));
    const auto answer = other.read();
    served = answer && answer->status == 200;
  }
  EXPECT_TRUE(served);
}

TEST(SlowClients, SendHeadsUpToALimit) {
  RunningGateway gateway;
  HttpClient fits(gateway.port());
  EXPECT_EQ(fits.exchange(request_text("GET", "/healthz", "", {"X: " + std::string(8000, 'x')})).status, 200);
  HttpClient too_long(gateway.port());
  EXPECT_EQ(too_long.exchange(request_text("GET", "/healthz", "", {"X: " + std::string(9000, 'x')})).status, 431);
  EXPECT_TRUE(too_long.ended());
  HttpClient endless(gateway.port());
  for (int i = 0; i < 100; ++i) endless.send(std::string(1000, 'x'));
  EXPECT_EQ(endless.read()->status, 431) << "no need to wait for its end";
}

TEST(SlowClients, AreAnsweredInOrderWhenTheySendManyRequestsAtOnce) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  std::string all;
  for (int i = 0; i < 200; ++i)
    all += request_text("GET", i % 2 == 0 ? "/healthz" : "/no.such", "", {"X: " + std::string(300, 'x')});
  client.send(all);
  for (int i = 0; i < 200; ++i) {
    const auto answer = client.read();
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->status, i % 2 == 0 ? 200 : 404) << i;
  }
}

}  // namespace
}  // namespace giaoban::gateway
