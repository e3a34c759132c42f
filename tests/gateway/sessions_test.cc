// Signing in, being somebody, signing out: over a real socket, with a directory that records.
#include "services/gateway/sessions.h"

#include <gtest/gtest.h>

#include <set>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/session.pb.h"
#include "services/store/digest.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kSignIn = "SessionService/SignIn";
const std::string kWhoAmI = "SessionService/WhoAmI";

std::string credentials(const std::string& login, const std::string& password) {
  return R"({"login":")" + login + R"(","password":")" + password + R"("})";
}

// A directory with one account, "an" / "đúng", and live sessions.
class FakeDirectory {
 public:
  explicit FakeDirectory(RunningGateway& gateway) {
    gateway.bus.on("DirectoryService/FindAccount", [hash = hash_of("đúng")](const v1::Request& request) {
      v1::FindAccountRequest asked;
      asked.ParseFromString(request.payload());
      v1::FindAccountResponse response;
      if (asked.login() == "an" || asked.login() == "AN") {
        response.set_person_id("p1");
        response.set_password_hash(hash);
      }
      return reply_with(response);
    });
    gateway.bus.on("DirectoryService/BeginSession", [this](const v1::Request& request) {
      v1::BeginSessionRequest asked;
      asked.ParseFromString(request.payload());
      sessions_[asked.token_hash()] = asked;
      return reply_with(v1::BeginSessionResponse());
    });
    gateway.bus.on("DirectoryService/FindSession", [this](const v1::Request& request) {
      v1::FindSessionRequest asked;
      asked.ParseFromString(request.payload());
      v1::FindSessionResponse response;
      if (const auto found = sessions_.find(asked.token_hash()); found != sessions_.end()) {
        response.set_person_id(found->second.person_id());
        response.set_person_name("Nguyễn Văn An");
        response.set_until_us(found->second.until_us());
      }
      return reply_with(response);
    });
    gateway.bus.on("DirectoryService/EndSession", [this](const v1::Request& request) {
      v1::EndSessionRequest asked;
      asked.ParseFromString(request.payload());
      sessions_.erase(asked.token_hash());
      return reply_with(v1::EndSessionResponse());
    });
    gateway.bus.on_payload("DossierService/ListMyTurn", v1::ListMyTurnResponse());
  }

 private:
  std::map<std::string, v1::BeginSessionRequest> sessions_;  // only on the bus thread
};

std::string cookie_of(const HttpAnswer& answer) {
  const std::string& set = answer.headers.at("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';'));
}

TEST(SignIn, GivesACookieThatOnlyTheBrowserKnows) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kSignIn, credentials("an", "đúng"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, R"({"personId":"p1","name":"Nguyễn Văn An"})");
  const std::string& set = answer.headers.at("set-cookie");
  EXPECT_EQ(set.substr(0, 8), "giaoban=");
  const std::string token = set.substr(8, set.find(';') - 8);
  EXPECT_EQ(token.size(), 43u);
  EXPECT_EQ(set.substr(set.find(';')), "; HttpOnly; SameSite=Strict; Path=/; Max-Age=28800");

  const auto begun = gateway.bus.asked("DirectoryService/BeginSession");
  ASSERT_EQ(begun.size(), 1u);
  v1::BeginSessionRequest request;
  request.ParseFromString(begun[0].request.payload());
  EXPECT_EQ(request.token_hash(), store::sha256({token}));
  EXPECT_EQ(request.until_us(), gateway.clock.now_us + 28'800'000'000);
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {cookie_of(answer)}).status, 200);
}

TEST(SignIn, IsANewTokenEveryTime) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  std::set<std::string> tokens;
  for (int i = 0; i < 5; ++i) tokens.insert(cookie_of(client.post(kSignIn, credentials("an", "đúng"))));
  EXPECT_EQ(tokens.size(), 5u);
}

TEST(SignIn, SaysTheSameWhateverWasWrong) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const HttpAnswer password = client.post(kSignIn, credentials("an", "sai"));
  const HttpAnswer login = client.post(kSignIn, credentials("nobody", "sai"));
  EXPECT_EQ(password.status, 401);
  EXPECT_EQ(password.refusal().code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(password.body, login.body);
  EXPECT_EQ(password.headers.size(), login.headers.size());
  EXPECT_FALSE(password.headers.contains("set-cookie"));
}

TEST(SignIn, ChecksItsFields) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kSignIn, credentials("", "x")).refusal().field(), "login");
  EXPECT_EQ(client.post(kSignIn, credentials(std::string(65, 'a'), "x")).refusal().field(), "login");
  EXPECT_EQ(client.post(kSignIn, credentials("an", "")).refusal().field(), "password");
  EXPECT_EQ(client.post(kSignIn, credentials("an", std::string(129, 'a'))).refusal().field(), "password");
  EXPECT_TRUE(gateway.bus.asked("DirectoryService/FindAccount").empty());
}

TEST(SignIn, EvaluatesAFewGuessesPerAccountAndQuarterOfAnHour) {
  RunningGateway gateway("gateway { failures_per_account: 3 }");
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.post(kSignIn, credentials(i % 2 ? "AN" : "an", "sai")).status, 401);
  const HttpAnswer refused = client.post(kSignIn, credentials("an", "đúng"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.refusal().code(), v1::REFUSAL_CODE_OVERLOADED);
  EXPECT_EQ(refused.headers.at("retry-after"), "900");
  EXPECT_EQ(gateway.bus.asked("DirectoryService/FindAccount").size(), 3u);
  EXPECT_EQ(client.post(kSignIn, credentials("other", "sai")).status, 401)
      << "one account's failures are not another's";
  gateway.clock.now_us += 15LL * 60 * 1'000'000;
  EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 200) << "nobody is locked for good";
}

TEST(SignIn, CountsFailuresFromNewAfterASuccess) {
  RunningGateway gateway("gateway { failures_per_account: 2 }");
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  for (int round = 0; round < 4; ++round) {
    EXPECT_EQ(client.post(kSignIn, credentials("an", "sai")).status, 401);
    EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 200);
  }
}

TEST(SignIn, EvaluatesABoundedNumberOfGuessesPerAddress) {
  RunningGateway gateway("gateway { failures_per_address: 5 }");
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  for (int i = 0; i < 20; ++i) client.post(kSignIn, credentials("guess" + std::to_string(i), "sai"));
  EXPECT_EQ(gateway.bus.asked("DirectoryService/FindAccount").size(), 5u);
}

TEST(SignIn, CountsNoFailureWhenTheDirectoryCannotBeAsked) {
  RunningGateway gateway("gateway { failures_per_account: 1 failures_per_address: 1 }");
  HttpClient client(gateway.port());
  gateway.bus.on("DirectoryService/FindAccount",
                 [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_UNAVAILABLE); });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 503);
  FakeDirectory directory(gateway);
  EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 200);
}

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
  EXPECT_NE(out.headers.at("set-cookie").find("giaoban=; "), std::string::npos);
  EXPECT_NE(out.headers.at("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {cookie}).status, 401);
}

TEST(WhoAmI, NamesTheOfficesHeldNow) {
  RunningGateway gateway;
  v1::ListOfficesResponse offices;
  const int64_t now = gateway.clock.now_us;
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
  EXPECT_EQ(answer.body.find("ended"), std::string::npos);
  EXPECT_EQ(answer.body.find("later"), std::string::npos);
  EXPECT_EQ(answer.body.find("u2"), std::string::npos);
  EXPECT_EQ(gateway.bus.asked("DirectoryService/ListOffices").at(0).request.person_id(), "p1");
}

}  // namespace
}  // namespace giaoban::gateway
