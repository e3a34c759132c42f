// Being somebody and signing out: over a real socket, with a directory that records.
#include "services/gateway/sessions.h"

#include <gtest/gtest.h>

#include "giaoban/v1/account.pb.h"
#include "tests/gateway/fake_directory.h"

namespace giaoban::gateway {
namespace {

const std::string kSignIn = "SessionService/SignIn";
const std::string kWhoAmI = "SessionService/WhoAmI";

TEST(Sessions, AreNeededForEveryCallButSignIn) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  for (const char* call :
       {"DossierService/ListMyTurn", "DirectoryService/ListKinds", "SessionService/WhoAmI", "SessionService/SignOut"}) {
    EXPECT_EQ(client.post(call, "{}").status, 401) << call;
    EXPECT_EQ(client.post(call, "{}", {RunningGateway::cookie()}).status, 401)
        << call << " with a token nobody gave out";
  }
}

TEST(Sessions, AreAskedForAgainAfterFiveSeconds) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const std::string cookie = cookie_of(client.post(kSignIn, credentials("an", "đúng")));
  const auto lookups = [&] { return gateway.bus.asked("DirectoryService/FindSession").size(); };
  const size_t before = lookups();
  for (int i = 0; i < 3; ++i) client.post("DossierService/ListMyTurn", "{}", {cookie});
  EXPECT_EQ(lookups(), before);
  gateway.clock.now_us += 5'000'000;
  client.post("DossierService/ListMyTurn", "{}", {cookie});
  EXPECT_EQ(lookups(), before + 1);
}

TEST(Sessions, EndWithTheirTime) {
  RunningGateway gateway("gateway { session_minutes: 1 }");
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const std::string cookie = cookie_of(client.post(kSignIn, credentials("an", "đúng")));
  gateway.clock.now_us += 60'000'000;
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {cookie}).status, 401);
}

TEST(SignOut, EndsTheSessionAtOnceAndClearsTheCookie) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const std::string cookie = cookie_of(client.post(kSignIn, credentials("an", "đúng")));
  const HttpAnswer out = client.post("SessionService/SignOut", "{}", {cookie});
  EXPECT_EQ(out.status, 200);
  EXPECT_NE(out.headers.at("set-cookie").find("__Host-giaoban=; "), std::string::npos);
  EXPECT_NE(out.headers.at("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {cookie}).status, 401);
}

TEST(Sessions, AreNotRememberedAfterOneWasRevoked) {
  RunningGateway gateway;
  gateway.bus.on_payload("DossierService/ListMyTurn", v1::ListMyTurnResponse());
  gateway.bus.on_payload("AccountService/RevokeSession", v1::RevokeSessionResponse());
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post("AccountService/RevokeSession", "{}", {RunningGateway::cookie()}).status, 200);
  gateway.bus.on_payload("DirectoryService/FindSession", v1::FindSessionResponse());
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {RunningGateway::cookie()}).status, 401);
}

TEST(WhoAmI, NamesTheOfficesHeldNow) {
  RunningGateway gateway;
  v1::ListOfficesResponse offices;
  const int64_t now = kBusinessUs;
  const auto add = [&](const std::string& id, const std::string& unit, int64_t from, int64_t until) {
    auto* office = offices.add_offices();
    office->set_office_id(id);
    office->set_unit_id(unit);
    office->set_from_us(from);
    office->set_until_us(until);
    offices.add_units()->set_unit_id(unit);
  };
  add("now", "u1", now - 10, 0);
  add("ended", "u2", now - 10, now);
  add("later", "u3", now + 10, 0);
  gateway.bus.on_payload("DirectoryService/ListOffices", offices);
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kWhoAmI, "{}", {RunningGateway::cookie(), "Content-Type: application/json"});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(answer.body.find("\"name\":\"Nguyễn Văn An\""), std::string::npos);
  EXPECT_NE(answer.body.find("\"officeId\":\"now\""), std::string::npos);
  EXPECT_NE(answer.body.find("\"sessionId\":\"00112233445566aa\""), std::string::npos);
  EXPECT_NE(answer.body.find("\"businessUs\":\"" + std::to_string(kBusinessUs) + "\""), std::string::npos);
  EXPECT_EQ(answer.headers.at("giaoban-business-us"), std::to_string(kBusinessUs));
  EXPECT_EQ(answer.body.find("ended"), std::string::npos);
  EXPECT_EQ(answer.body.find("later"), std::string::npos);
  EXPECT_EQ(answer.body.find("u2"), std::string::npos);
  EXPECT_EQ(gateway.bus.asked("DirectoryService/ListOffices").at(0).request.person_id(), "p1");
}

}  // namespace
}  // namespace giaoban::gateway
