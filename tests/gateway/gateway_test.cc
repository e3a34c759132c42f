// The door as a whole: where it listens, what it serves, how it bounds and how it stops.
#include "services/gateway/gateway.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "giaoban/v1/account.pb.h"
#include "giaoban/v1/administration.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/import.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

const std::string kDecide = "DossierService/Decide";

TEST(Gateway, ListensOnLoopbackOnly) {
  for (const char* host : {"0.0.0.0", "::", "192.168.1.2", "localhost", ""}) {
    EXPECT_THROW(RunningGateway("gateway { host: \"" + std::string(host) + "\" }"), std::invalid_argument) << host;
  }
}

TEST(Gateway, TakesAFreePortWhenAskedForNone) {
  RunningGateway first;
  RunningGateway second;
  EXPECT_NE(first.port(), 0);
  EXPECT_NE(first.port(), second.port());
  EXPECT_THROW(RunningGateway("gateway { port: " + std::to_string(first.port()) + " }"), std::system_error);
}

TEST(Gateway, CarriesSecurityHeadersOnEveryAnswer) {
  RunningGateway gateway;
  for (const std::string& request :
       {request_text("GET", "/", "", {}), request_text("GET", "/healthz", "", {}),
        request_text("GET", "/no.thing", "", {}),
        request_text("POST", "/giaoban.v1." + kDecide, "{}", {"Content-Type: application/json"}),
        request_text("POST", "/giaoban.v1.X/Y", "{}", {}), std::string("GET / HTTP/1.0\r\n\r\n")}) {
    HttpClient client(gateway.port());
    const auto headers = client.exchange(request).headers;
    EXPECT_EQ(headers.at("content-security-policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
              "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'");
    EXPECT_EQ(headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(headers.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(headers.at("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(headers.at("cross-origin-resource-policy"), "same-origin");
    EXPECT_NE(headers.at("permissions-policy").find("camera=()"), std::string::npos);
    EXPECT_EQ(headers.at("cache-control"), request.starts_with("GET / HTTP/1.1") ? "no-cache" : "no-store") << request;
    EXPECT_FALSE(headers.contains("strict-transport-security")) << "there is no TLS";
  }
}

TEST(Gateway, ServesItsPageAndItsHealth) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const HttpAnswer page = client.exchange(request_text("GET", "/", "", {}));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("<!doctype html>"), std::string::npos);
  EXPECT_EQ(client.exchange(request_text("GET", "/healthz", "", {})).body, "ok\n");
  EXPECT_EQ(client.exchange(request_text("GET", "/../index.html", "", {})).status, 404);
}

TEST(Gateway, RefusesABodyOfTwoMebibytesBeforeReadingIt) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kDecide, std::string(2 * 1024 * 1024, ' '), {RunningGateway::cookie()});
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(gateway.bus.asked(kDecide).empty());
}

TEST(Gateway, TakesABodyUpToTheLimitAndAsksForItWhenExpected) {
  RunningGateway gateway("limits { http_body_bytes: 2000 }");
  gateway.bus.on_payload(kDecide, v1::DecideResponse());
  HttpClient client(gateway.port());
  const std::string body = "{}" + std::string(1998, ' ');
  const std::string text =
      request_text("POST", "/giaoban.v1." + kDecide, body,
                   {RunningGateway::cookie(), "Content-Type: application/json", "Expect: 100-continue"});
  const HttpAnswer go_on = client.exchange(text.substr(0, text.size() - body.size()));
  EXPECT_EQ(go_on.status, 100);
  EXPECT_EQ(client.exchange(body).status, 200);
  EXPECT_EQ(client.post(kDecide, body + " ", {RunningGateway::cookie()}).status, 413);
}

TEST(Gateway, TakesLongImportsAndNothingElseThatIsLong) {
  RunningGateway gateway;
  v1::ImportUnitsResponse imported;
  gateway.bus.on_payload("DirectoryService/ImportUnits", imported);
  HttpClient client(gateway.port());
  const std::string csv(4 * 900 * 1024 / 3, 'A');
  const std::string body = R"({"csv":")" + csv + R"("})";
  const HttpAnswer answer = client.post("DirectoryService/ImportUnits", body, {RunningGateway::cookie()});
  EXPECT_EQ(answer.status, 200) << answer.body;
  v1::ImportUnitsRequest request;
  ASSERT_EQ(gateway.bus.asked("DirectoryService/ImportUnits").size(), 1u);
  request.ParseFromString(gateway.bus.asked("DirectoryService/ImportUnits").at(0).request.payload());
  EXPECT_EQ(request.csv().size(), 900u * 1024);
  EXPECT_EQ(client.post("DirectoryService/ImportUnits", std::string(1'300'001, ' ')).status, 413);
  HttpClient another(gateway.port());
  EXPECT_EQ(another.post(kDecide, body, {RunningGateway::cookie()}).status, 413);
  HttpClient third(gateway.port());
  EXPECT_EQ(third
                .post("DirectoryService/ImportUnits", "\x0a\x80\x80\x43" + std::string(67 * 16'384, 'x'),
                      {RunningGateway::cookie(), "Content-Type: application/proto"})
                .status,
            413)
      << "it would not go over the bus";
}

TEST(Gateway, CutsAClientThatDripsItsRequest) {
  RunningGateway gateway("limits { http_request_seconds: 1 }");
  HttpClient dripping(gateway.port());
  const auto begun = steady_clock::now();
  dripping.send("POST /giaoban.v1." + kDecide + " HTTP/1.1\r\nHost: x\r\nX: ");
  // A byte at a time keeps the connection lively; the deadline is for the whole request.
  while (!dripping.readable(20) && steady_clock::now() - begun < std::chrono::seconds(8)) dripping.send("x");
  EXPECT_TRUE(dripping.ended());
  EXPECT_GT(steady_clock::now() - begun, milliseconds(900));
  EXPECT_LT(steady_clock::now() - begun, milliseconds(4000));
  HttpClient stalled(gateway.port());
  stalled.send(
      request_text("POST", "/giaoban.v1." + kDecide, "", {"Content-Type: application/json"}).replace(0, 4, "POST"));
  EXPECT_EQ(stalled.read()->status, 401) << "a good client is served meanwhile";
}

TEST(Gateway, CutsAClientWhoseBodyNeverComes) {
  RunningGateway gateway("limits { http_request_seconds: 1 }");
  HttpClient client(gateway.port());
  client.send("POST /giaoban.v1." + kDecide +
              " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}");
  EXPECT_TRUE(client.ended());
}

TEST(Gateway, BoundsItsConnections) {
  RunningGateway gateway("limits { http_connections: 2 }");
  const auto busy = [&] {
    auto client = std::make_unique<HttpClient>(gateway.port());
    client->send(request_text("POST", "/giaoban.v1." + kDecide, "{}",
                              {RunningGateway::cookie(), "Content-Type: application/json"}));
    return client;
  };
  const auto first = busy();
  const auto second = busy();
  ASSERT_EQ(gateway.bus.wait_for(kDecide, 2).size(), 2u);
  HttpClient third(gateway.port());
  const auto refused = third.read();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_EQ(refused->refusal().code(), v1::REFUSAL_CODE_OVERLOADED);
  EXPECT_TRUE(third.ended());
}

TEST(Gateway, KeepsConnectionsUntilToldOtherwise) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.exchange(request_text("GET", "/healthz", "", {})).status, 200);
  EXPECT_EQ(client.exchange(request_text("GET", "/healthz", "", {"Connection: close"})).headers.at("connection"),
            "close");
  EXPECT_TRUE(client.ended());
}

TEST(Gateway, FinishesOpenRequestsWhenItStops) {
  RunningGateway gateway;
  HttpClient idle(gateway.port());
  EXPECT_EQ(idle.exchange(request_text("GET", "/healthz", "", {})).status, 200);
  HttpClient busy(gateway.port());
  busy.send(request_text("POST", "/giaoban.v1." + kDecide, "{}",
                         {RunningGateway::cookie(), "Content-Type: application/json"}));
  const auto asked = gateway.bus.wait_for(kDecide, 1);
  ASSERT_EQ(asked.size(), 1u);
  std::thread stopping([&] { gateway.stop(); });
  EXPECT_TRUE(idle.ended());
  v1::Reply reply = reply_with(v1::DecideResponse());
  reply.set_correlation(asked[0].request.correlation());
  gateway.bus.answer("router", reply);
  const auto answer = busy.read();
  stopping.join();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->headers.at("connection"), "close");
  EXPECT_THROW(HttpClient(gateway.port()), std::runtime_error);
}

TEST(Gateway, StopsWithinItsTimeAlsoWhenNobodyAnswers) {
  RunningGateway gateway;
  HttpClient busy(gateway.port());
  busy.send(request_text("POST", "/giaoban.v1." + kDecide, "{}",
                         {RunningGateway::cookie(), "Content-Type: application/json"}));
  ASSERT_EQ(gateway.bus.wait_for(kDecide, 1).size(), 1u);
  const auto begun = steady_clock::now();
  gateway.stop();
  EXPECT_LT(steady_clock::now() - begun, milliseconds(3500));
  EXPECT_TRUE(busy.ended());
}

TEST(Gateway, WritesDownWhoChangedWhichAccount) {
  RunningGateway gateway;
  v1::IssueCodeResponse issued;
  issued.set_code("K7QF-2MXN-8RTD");
  gateway.bus.on_payload("AccountService/IssueCode", issued);
  gateway.bus.on("AccountService/DisableAccount",
                 [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_NOT_AUTHORISED); });
  gateway.bus.on_payload("AdministrationService/AddUnit", v1::AddUnitResponse());
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  {
    HttpClient client(gateway.port());
    const std::vector<std::string> headers = {RunningGateway::cookie(),
                                              "traceparent: 00-" + trace + "-00f067aa0ba902b7-01"};
    client.post("AccountService/IssueCode", R"({"personId":"p7","login":"tên-thật"})", headers);
    client.post("AccountService/DisableAccount", R"({"personId":"p8"})", headers);
    client.post("AdministrationService/AddUnit", R"({"unit":{"unitId":"u9","parentId":"u1","name":"Xã"}})", headers);
  }
  gateway.stop();
  std::string all;
  for (const std::string& line : gateway.journal.lines) all += line + "\n";
  const std::string begin = "info directory changed trace_id=" + trace + " call=giaoban.v1.";
  EXPECT_NE(all.find(begin + "AccountService/IssueCode caller=p1 person_id=p7\n"), std::string::npos) << all;
  EXPECT_NE(all.find(begin + "AdministrationService/AddUnit caller=p1 unit_id=u9 parent_id=u1\n"), std::string::npos)
      << all;
  EXPECT_EQ(all.find(begin + "AccountService/DisableAccount"), std::string::npos) << "it did not happen";
  EXPECT_EQ(all.find("K7QF"), std::string::npos);
  EXPECT_EQ(all.find("tên-thật"), std::string::npos);
}

// Says that nothing can be reached, until it breaks.
class BreakingBus final : public bus::Bus {
 public:
  void wait(std::chrono::milliseconds at_most) override {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, at_most, [this] { return broken_; });
    if (broken_) throw std::runtime_error("the bus broke");
  }
  void wake() override {}
  void break_now() {
    const std::lock_guard lock(mutex_);
    broken_ = true;
    changed_.notify_all();
  }
  bool receive(bus::Incoming&) override { return false; }
  bool receive_answer(bus::Answer&) override { return false; }
  bool reply(const std::string&, std::string_view) override { return false; }
  bool send(std::string_view, std::string_view) override { return true; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool broken_ = false;
};

TEST(Gateway, EndsItsConnectionsWhenTheBusFails) {
  GatewayOptions options;
  options.settings.mutable_gateway()->set_port(0);
  options.settings.mutable_gateway()->set_argon2_kib(8);
  BreakingBus bus;
  HandClock clock;
  runtime::RandomIds ids;
  runtime::RecordingJournal journal;
  auto gateway = std::make_unique<Gateway>(std::move(options), bus, clock, ids, journal);
  const std::atomic<bool> stop{false};
  std::thread running([&] { EXPECT_THROW(gateway->run(stop), std::runtime_error); });
  HttpClient idle(gateway->port());
  EXPECT_EQ(idle.exchange(request_text("GET", "/healthz", "", {})).status, 200);
  HttpClient waiting(gateway->port());
  waiting.send(request_text("POST", "/giaoban.v1.LiveService/Await", R"({"after":"7","waitMs":25000})",
                            {RunningGateway::cookie(), "Content-Type: application/json"}));
  bus.break_now();
  running.join();
  gateway.reset();
  EXPECT_TRUE(idle.ended());
  EXPECT_TRUE(waiting.ended());
}

TEST(Gateway, WritesDownRequestsAndNeverWhatTheySay) {
  RunningGateway gateway("limits { call_ms: 500 }");
  gateway.bus.on(kDecide, [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_NOT_AUTHORISED); });
  {
    HttpClient client(gateway.port());
    client.post(kDecide, R"({"comment":{"text":"bí mật"}})", {RunningGateway::cookie()});
    client.post("SessionService/SignIn", R"({"login":"tên-thật","password":"mật-khẩu"})");
  }
  gateway.stop();
  std::string all;
  for (const std::string& line : gateway.journal.lines) all += line + "\n";
  EXPECT_NE(all.find("warn request trace_id="), std::string::npos) << all;
  EXPECT_NE(all.find("refusal=REFUSAL_CODE_NOT_AUTHORISED"), std::string::npos) << all;
  for (const std::string& secret :
       {std::string("bí mật"), std::string("tên-thật"), std::string("mật-khẩu"), RunningGateway::token()}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace giaoban::gateway
