// Proving who one is, by password or printed code, and setting another: over a real socket, with a directory that
// records.
#include <gtest/gtest.h>

#include <set>

#include "giaoban/v1/account.pb.h"
#include "services/gateway/sessions.h"
#include "services/store/digest.h"
#include "tests/gateway/fake_directory.h"

namespace giaoban::gateway {
namespace {

const std::string kSignIn = "SessionService/SignIn";

TEST(SignIn, GivesACookieThatOnlyTheBrowserKnows) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kSignIn, credentials("an", "đúng"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, R"({"personId":"p1","name":"Nguyễn Văn An"})");
  const std::string& set = answer.headers.at("set-cookie");
  const std::string name = "__Host-giaoban=";
  EXPECT_EQ(set.substr(0, name.size()), name);
  const std::string token = set.substr(name.size(), set.find(';') - name.size());
  EXPECT_EQ(token.size(), 43u);
  EXPECT_EQ(set.substr(set.find(';')), "; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=28800");

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

TEST(SignIn, WaitsForTheAnswerWhateverTheClientSays) {
  RunningGateway gateway("gateway { failures_per_account: 2 }");
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(client.post(kSignIn, credentials("an", "sai"), {"Connect-Timeout-Ms: 1"}).status, 401);
  }
  EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 429);
  EXPECT_GT(gateway.bus.asked("DirectoryService/FindAccount").at(0).request.deadline_us(),
            gateway.clock.now_us + 1'000'000);
}

TEST(SignIn, GivesNoSessionForAPasswordThatWasChangedMeanwhile) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  gateway.bus.on("DirectoryService/FindAccount",
                 [old = hash_of("đúng"), next = hash_of("khác"), asked = std::make_shared<int>(0)](const v1::Request&) {
                   v1::FindAccountResponse response;
                   response.set_person_id("p1");
                   response.set_password_hash((*asked)++ == 0 ? old : next);
                   return reply_with(response);
                 });
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kSignIn, credentials("an", "đúng"));
  EXPECT_EQ(answer.status, 401);
  EXPECT_FALSE(answer.headers.contains("set-cookie"));
  v1::BeginSessionRequest begun;
  v1::EndSessionRequest ended;
  begun.ParseFromString(gateway.bus.asked("DirectoryService/BeginSession").at(0).request.payload());
  ended.ParseFromString(gateway.bus.asked("DirectoryService/EndSession").at(0).request.payload());
  EXPECT_EQ(ended.token_hash(), begun.token_hash());
}

TEST(SignIn, TellsTheDirectoryWhereFromInAtMostTwoHundredCharacters) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  HttpClient client(gateway.port());
  std::string name = "Trình \xff\xc2\x85";  // no UTF-8, then a control character that is
  std::string kept = "Trình ";
  for (int i = 0; i < 300; ++i) name += "ệ";
  for (int i = 0; i < 194; ++i) kept += "ệ";
  client.post(kSignIn, credentials("an", "đúng"), {"User-Agent: " + name});
  v1::BeginSessionRequest request;
  request.ParseFromString(gateway.bus.asked("DirectoryService/BeginSession").at(0).request.payload());
  EXPECT_EQ(request.address(), "127.0.0.1");
  EXPECT_EQ(request.agent(), kept);
}

TEST(SignIn, NamesNobodyByTheirId) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  v1::FindAccountResponse account;
  account.set_person_id("p1");
  account.set_password_hash(hash_of("đúng"));
  gateway.bus.on_payload("DirectoryService/FindAccount", account);
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kSignIn, credentials("@p1", "đúng")).status, 401);
  EXPECT_TRUE(gateway.bus.asked("DirectoryService/FindAccount").empty());
}

// A directory in which the code "K7QF2MXN" is good once.
void know_code(RunningGateway& gateway) {
  gateway.bus.on("AccountService/UseCode", [used = std::make_shared<bool>(false)](const v1::Request& request) {
    v1::UseCodeRequest asked;
    asked.ParseFromString(request.payload());
    v1::UseCodeResponse response;
    if (asked.login() == "an" && asked.code() == "K7QF2MXN" && !*used) {
      *used = true;
      response.set_person_id("p1");
    }
    return reply_with(response);
  });
}

std::string first(const std::string& code, const std::string& password = "một mật khẩu dài") {
  return R"({"login":"an","code":")" + code + R"(","password":")" + password + R"("})";
}

const std::string kFirst = "SessionService/FirstSignIn";

TEST(FirstSignIn, TakesAPrintedCodeOnceHoweverItIsTyped) {
  RunningGateway gateway;
  FakeDirectory directory(gateway);
  know_code(gateway);
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kFirst, first(" k7qf - 2mXn"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, R"({"personId":"p1","name":"Nguyễn Văn An"})");
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {cookie_of(answer)}).status, 200);
  const auto asked = gateway.bus.asked("AccountService/UseCode");
  v1::UseCodeRequest request;
  request.ParseFromString(asked.at(0).request.payload());
  EXPECT_TRUE(request.password_hash().starts_with("$argon2id$"));
  EXPECT_EQ(asked.at(0).request.payload().find("mật khẩu"), std::string::npos);
  const HttpAnswer again = client.post(kFirst, first("K7QF-2MXN"));
  EXPECT_EQ(again.status, 401);
  EXPECT_FALSE(again.headers.contains("set-cookie"));
}

TEST(FirstSignIn, IsThrottledTogetherWithSignIn) {
  RunningGateway gateway("gateway { failures_per_account: 2 }");
  FakeDirectory directory(gateway);
  know_code(gateway);
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kFirst, first("XXXX")).status, 401);
  EXPECT_EQ(client.post(kSignIn, credentials("an", "sai")).status, 401);
  EXPECT_EQ(client.post(kFirst, first("K7QF-2MXN")).status, 429);
  EXPECT_EQ(client.post(kSignIn, credentials("an", "đúng")).status, 429);
}

TEST(FirstSignIn, CountsAGuessWhoseAnswerWasLost) {
  RunningGateway gateway("gateway { failures_per_account: 2 } limits { call_ms: 60 }");
  HttpClient client(gateway.port());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(client.post(kFirst, first("XXXX"), {"Connect-Timeout-Ms: 1"}).refusal().code(),
              v1::REFUSAL_CODE_UNKNOWN_OUTCOME);
  }
  EXPECT_EQ(client.post(kFirst, first("K7QF-2MXN")).status, 429);
  EXPECT_EQ(gateway.bus.asked("AccountService/UseCode").size(), 2u);
}

TEST(FirstSignIn, WantsAPasswordThatIsLongEnough) {
  RunningGateway gateway;
  know_code(gateway);
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kFirst, first("K7QF-2MXN", "mật khẩu ng")).refusal().field(), "password") << "11 characters";
  EXPECT_EQ(client.post(kFirst, first("K7QF-2MXN", std::string(129, 'a'))).refusal().field(), "password");
  EXPECT_EQ(client.post(kFirst, first("")).refusal().field(), "code");
  EXPECT_TRUE(gateway.bus.asked("AccountService/UseCode").empty());
}

// A directory in which the person "p1" has the password "đúng".
class ChangePassword : public testing::Test {
 protected:
  RunningGateway gateway{"gateway { failures_per_account: 3 }"};
  void SetUp() override {
    gateway.bus.on("DirectoryService/FindAccount", [hash = hash_of("đúng")](const v1::Request& request) {
      v1::FindAccountRequest asked;
      asked.ParseFromString(request.payload());
      v1::FindAccountResponse response;
      if (asked.login() == "@p1") {
        response.set_person_id("p1");
        response.set_password_hash(hash);
      }
      return reply_with(response);
    });
    gateway.bus.on_payload("AccountService/SetPassword", v1::SetPasswordResponse());
    gateway.bus.on_payload("DossierService/ListMyTurn", v1::ListMyTurnResponse());
  }
  HttpAnswer change(const std::string& present, const std::string& next) {
    HttpClient client(gateway.port());
    return client.post("SessionService/ChangePassword",
                       R"({"password":")" + present + R"(","newPassword":")" + next + R"("})",
                       {RunningGateway::cookie()});
  }
};

TEST_F(ChangePassword, SetsItAndKeepsOnlyThisSession) {
  HttpClient client(gateway.port());
  const std::string other = "Cookie: __Host-giaoban=" + std::string(43, 'B');
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {other}).status, 200);
  ASSERT_EQ(change("đúng", "một mật khẩu khác").status, 200);
  const auto asked = gateway.bus.asked("AccountService/SetPassword");
  v1::SetPasswordRequest request;
  request.ParseFromString(asked.at(0).request.payload());
  EXPECT_EQ(request.person_id(), "p1");
  EXPECT_EQ(request.keep_token_hash(), store::sha256({RunningGateway::token()}));
  EXPECT_TRUE(request.password_hash().starts_with("$argon2id$"));
  gateway.bus.on_payload("DirectoryService/FindSession", v1::FindSessionResponse());
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {other}).status, 401) << "not remembered any longer";
  EXPECT_EQ(client.post("DossierService/ListMyTurn", "{}", {RunningGateway::cookie()}).status, 200);
}

TEST_F(ChangePassword, NeedsThePresentOneAndFewGuesses) {
  for (int i = 0; i < 3; ++i) {
    const HttpAnswer wrong = change("sai", "một mật khẩu khác");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.refusal().field(), "password");
  }
  EXPECT_EQ(change("đúng", "một mật khẩu khác").status, 429);
  EXPECT_TRUE(gateway.bus.asked("AccountService/SetPassword").empty());
}

TEST_F(ChangePassword, WaitsForTheAnswerWhateverTheClientSays) {
  HttpClient client(gateway.port());
  client.post("DossierService/ListMyTurn", "{}", {RunningGateway::cookie()});  // so that the session is known
  EXPECT_EQ(client
                .post("SessionService/ChangePassword", R"({"password":"sai","newPassword":"một mật khẩu khác"})",
                      {RunningGateway::cookie(), "Connect-Timeout-Ms: 1"})
                .refusal()
                .field(),
            "password");
  EXPECT_GT(gateway.bus.asked("DirectoryService/FindAccount").at(0).request.deadline_us(),
            gateway.clock.now_us + 1'000'000);
}

TEST_F(ChangePassword, RefusesAShortOneAndStrangers) {
  EXPECT_EQ(change("đúng", "ngắn").refusal().field(), "new_password");
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post("SessionService/ChangePassword", "{}").status, 401);
}

}  // namespace
}  // namespace giaoban::gateway
