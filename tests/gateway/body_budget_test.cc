// Bodies that are held at once have one bound together.
#include "services/gateway/body_budget.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

TEST(BodyBudget, IsSharedAndComesBack) {
  BodyBudget budget(100);
  BodyShare first(budget);
  EXPECT_TRUE(first.hold(60));
  {
    BodyShare second(budget);
    EXPECT_TRUE(second.hold(40));
    EXPECT_FALSE(second.hold(41));
    EXPECT_FALSE(first.hold(61));
    EXPECT_EQ(budget.held(), 100u);
  }
  EXPECT_TRUE(first.hold(100));
  EXPECT_TRUE(first.hold(0));
  EXPECT_EQ(budget.held(), 0u);
}

TEST(BodyBudget, RefusesLongBodiesBeyondItAndNoShortOnes) {
  RunningGateway gateway("limits { http_body_bytes: 30000000 }");
  const std::string call = "DossierService/Decide";
  gateway.bus.on_payload(call, v1::DecideResponse());
  const std::vector<std::string> headers = {RunningGateway::cookie(), "Content-Type: application/json"};
  const std::string whole = request_text("POST", "/giaoban.v1." + call, "{}" + std::string(29'999'998, ' '), headers);
  std::vector<std::unique_ptr<HttpClient>> holding;
  for (int i = 0; i < 2; ++i) {
    holding.push_back(std::make_unique<HttpClient>(gateway.port()));
    holding.back()->send(whole.substr(0, whole.size() - 1));
  }
  HttpClient third(gateway.port());
  third.send(whole.substr(0, whole.size() - 20'000'000));
  const auto refused = third.read();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->refusal().code(), v1::REFUSAL_CODE_OVERLOADED);
  EXPECT_EQ(refused->headers.at("connection"), "close");
  HttpClient small(gateway.port());
  EXPECT_EQ(small.post(call, "{}", {RunningGateway::cookie()}).status, 200) << "decisions go on";
  for (const auto& client : holding) EXPECT_EQ(client->exchange(" ").status, 200);
  HttpClient later(gateway.port());
  EXPECT_EQ(later.exchange(whole).status, 200) << "there is room again";
}

TEST(BodyBudget, TakesNoLongBodyFromStrangers) {
  RunningGateway gateway;
  const std::string head = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ";
  for (const char* cookie : {"", "Cookie: __Host-giaoban=short\r\n"}) {
    HttpClient client(gateway.port());
    const HttpAnswer answer =
        client.exchange("POST /giaoban.v1.DossierService/PutChunk" + head + "300000\r\n" + cookie + "\r\n");
    EXPECT_EQ(answer.status, 401) << "before any of the body came";
    EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  }
  for (const char* call : {"SignIn", "FirstSignIn"}) {
    HttpClient client(gateway.port());
    EXPECT_EQ(client.exchange("POST /giaoban.v1.SessionService/" + std::string(call) + head + "4097\r\n\r\n").status,
              413);
  }
}

}  // namespace
}  // namespace giaoban::gateway
