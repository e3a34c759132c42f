// Calls from the outside reach the service that owns them, and its answers come back in the caller's own form.
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/notice.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kDecide = "DossierService/Decide";
const std::string kMyTurn = "DossierService/ListMyTurn";

v1::DecideResponse decided() {
  v1::DecideResponse response;
  response.set_dossier_id("d1");
  response.set_version(7);
  response.set_state("submitted");
  return response;
}

TEST(Calls, ReachTheOwnerWithPersonTraceAndDeadline) {
  RunningGateway gateway;
  gateway.bus.on_payload(kDecide, decided());
  HttpClient client(gateway.port());
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const HttpAnswer answer =
      client.post(kDecide, R"({"requestId":"r-1","dossier_id":"d1","expectedVersion":"6","submit":{}})",
                  {RunningGateway::cookie(), "traceparent: 00-" + trace + "-00f067aa0ba902b7-01",
                   "Connect-Protocol-Version: 1", "Giaoban-Min-Position: 41"});
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_EQ(answer.body, R"({"dossierId":"d1","version":"7","state":"submitted"})");
  EXPECT_EQ(answer.headers.at("giaoban-trace-id"), trace);
  EXPECT_EQ(answer.headers.at("giaoban-business-us"), std::to_string(kBusinessUs));

  const auto asked = gateway.bus.asked(kDecide);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].service, "router");
  EXPECT_EQ(asked[0].request.person_id(), "p1");
  EXPECT_EQ(asked[0].request.trace_id(), trace);
  EXPECT_EQ(asked[0].request.min_position(), 41u);
  EXPECT_GT(asked[0].request.deadline_us(), gateway.clock.now_us);
  EXPECT_LE(asked[0].request.deadline_us(), gateway.clock.now_us + 5'000'000);
  v1::DecideRequest request;
  ASSERT_TRUE(request.ParseFromString(asked[0].request.payload()));
  EXPECT_EQ(request.request_id(), "r-1");
  EXPECT_EQ(request.expected_version(), 6u);
  EXPECT_TRUE(request.has_submit());
}

TEST(Calls, AnswerProtobufWithProtobuf) {
  RunningGateway gateway;
  gateway.bus.on_payload(kDecide, decided());
  v1::DecideRequest request;
  request.set_request_id("r-1");
  HttpClient client(gateway.port());
  const HttpAnswer answer =
      client.post(kDecide, request.SerializeAsString(), {RunningGateway::cookie(), "Content-Type: application/proto"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "application/proto");
  v1::DecideResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.body));
  EXPECT_EQ(response.version(), 7u);
  const HttpAnswer bad =
      client.post(kDecide, "\xff\xff", {RunningGateway::cookie(), "Content-Type: application/proto"});
  EXPECT_EQ(bad.headers.at("content-type"), "application/json") << "Connect's errors are JSON whatever was asked";
  EXPECT_EQ(bad.refusal().code(), v1::REFUSAL_CODE_MALFORMED);
}

TEST(Calls, CountTheFieldsOfProtobufLikeThoseOfJson) {
  RunningGateway gateway;
  v1::DecideRequest request;
  for (int i = 0; i < 20'000; ++i) request.mutable_save()->add_fields();
  HttpClient client(gateway.port());
  const HttpAnswer answer =
      client.post(kDecide, request.SerializeAsString(), {RunningGateway::cookie(), "Content-Type: application/proto"});
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_TRUE(gateway.bus.asked(kDecide).empty());
}

TEST(Calls, GiveARandomTraceWhenNoneCame) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const std::string first = client.post(kDecide, "{}").headers.at("giaoban-trace-id");
  const std::string second = client.post(kDecide, "{}", {"traceparent: nonsense"}).headers.at("giaoban-trace-id");
  EXPECT_EQ(first.size(), 32u);
  EXPECT_EQ(second.size(), 32u);
  EXPECT_NE(first, second);
}

TEST(Calls, PassTheServicesRefusalOn) {
  RunningGateway gateway;
  gateway.bus.on(kDecide,
                 [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_STALE_VERSION, "expected_version"); });
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kDecide, "{}", {RunningGateway::cookie()});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.code(), "aborted");
  EXPECT_NE(answer.body.find("Chưa được. / Not yet."), std::string::npos);
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_STALE_VERSION);
  EXPECT_EQ(answer.refusal().field(), "expected_version");
}

TEST(Calls, TellWhatIsWrongWithTheBody) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const auto refused = [&](const std::string& body) {
    return client.post(kDecide, body, {RunningGateway::cookie()}).refusal();
  };
  EXPECT_EQ(refused(R"({"requestId":"r","hurry":true})").field(), "hurry");
  EXPECT_EQ(refused(R"({"sendBack":{"remarks":[{"reson":1}]}})").field(), "send_back.remarks[0].reson");
  EXPECT_EQ(refused(R"({"sendBack":{"remarks":[{"reason":"NO"}]}})").field(), "send_back.remarks[0].reason");
  EXPECT_EQ(refused(R"({"expectedVersion":"six"})").field(), "expected_version");
  EXPECT_EQ(refused(R"({"requestId":7})").field(), "request_id");
  EXPECT_EQ(refused("[]").code(), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("").code(), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("{'a':1}").code(), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused(R"({"submit":{},"approve":{}})").code(), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("{\"requestId\":\"\xff\"}").code(), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused(std::string(20'000, '[')).code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_TRUE(gateway.bus.asked(kDecide).empty());
}

TEST(Calls, ThatAreNotPublicAreUnknown) {
  RunningGateway gateway;
  for (const char* call : {"LogService/Read", "StatusService/GetStatus", "ClockService/SetClock",
                           "DossierService/CheckWaiting", "DirectoryService/FindAccount", "AccountService/UseCode",
                           "AccountService/SetPassword", "LogService/Await", "DossierService/Burn", "X/Y", ""}) {
    HttpClient client(gateway.port());
    const HttpAnswer answer = client.post(call, "{}", {RunningGateway::cookie()});
    EXPECT_EQ(answer.status, 501) << call;
    EXPECT_EQ(answer.code(), "unimplemented") << call;
    EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_UNKNOWN_METHOD) << call;
  }
  EXPECT_TRUE(gateway.bus.asked("DirectoryService/FindSession").empty());
}

TEST(Calls, AreMadeWithPostOnly) {
  RunningGateway gateway;
  for (const char* method : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    HttpClient client(gateway.port());
    const HttpAnswer answer =
        client.exchange(request_text(method, "/giaoban.v1." + kDecide, "", {RunningGateway::cookie()}));
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(answer.headers.at("allow"), "POST") << method;
  }
}

TEST(Calls, TakeJsonAndProtobufAndNoForms) {
  RunningGateway gateway;
  for (const char* type : {"Content-Type: application/x-www-form-urlencoded", "Content-Type: text/plain",
                           "Content-Type: multipart/form-data; boundary=x", "Content-Type: application/json2",
                           "Content-Type: application/connect+json"}) {
    HttpClient client(gateway.port());
    const HttpAnswer answer = client.post(kDecide, "{}", {RunningGateway::cookie(), type});
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_TRUE(client.ended()) << type;
  }
  gateway.bus.on_payload(kDecide, decided());
  HttpClient client(gateway.port());
  EXPECT_EQ(
      client.post(kDecide, "{}", {RunningGateway::cookie(), "Content-Type: Application/JSON; charset=utf-8"}).status,
      200);
}

TEST(Calls, FromOtherSitesAreRefused) {
  RunningGateway gateway;
  gateway.bus.on_payload(kDecide, decided());
  for (const char* header :
       {"Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1:99", "Sec-Fetch-Site: cross-site"}) {
    HttpClient client(gateway.port());
    const HttpAnswer answer = client.post(kDecide, "{}", {RunningGateway::cookie(), header});
    EXPECT_EQ(answer.status, 403) << header;
    EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_CALLER_NOT_ALLOWED) << header;
  }
  EXPECT_TRUE(gateway.bus.asked(kDecide).empty());
  HttpClient client(gateway.port());
  EXPECT_EQ(
      client.post(kDecide, "{}", {RunningGateway::cookie(), "Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin"})
          .status,
      200);
}

TEST(Calls, SayNoToVersionsAndTimeoutsThatTheyDoNotKnow) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  for (const char* header : {"Connect-Protocol-Version: 2", "Connect-Timeout-Ms: soon", "Connect-Timeout-Ms: 0",
                             "Giaoban-Min-Position: -1"}) {
    EXPECT_EQ(client.post(kDecide, "{}", {RunningGateway::cookie(), header}).status, 400) << header;
  }
  HttpClient packed(gateway.port());
  EXPECT_EQ(packed.post(kDecide, "{}", {RunningGateway::cookie(), "Content-Encoding: gzip"}).status, 501);
}

TEST(Calls, WithoutAnAnswerInTimeHaveAnUnknownOutcome) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kDecide, "{}", {RunningGateway::cookie(), "Connect-Timeout-Ms: 60"});
  EXPECT_EQ(answer.status, 504);
  EXPECT_EQ(answer.code(), "deadline_exceeded");
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_UNKNOWN_OUTCOME);
  EXPECT_EQ(gateway.bus.asked(kDecide).size(), 1u);
}

TEST(Calls, WaitNoLongerThanTheLimit) {
  RunningGateway gateway("limits { call_ms: 80 }");
  HttpClient client(gateway.port());
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(client.post(kDecide, "{}", {RunningGateway::cookie(), "Connect-Timeout-Ms: 9999999999"}).status, 504);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
}

TEST(Calls, ToAServiceThatCannotBeReachedChangedNothing) {
  RunningGateway gateway;
  gateway.bus.cut("router");
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.post(kDecide, "{}", {RunningGateway::cookie()});
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_UNAVAILABLE);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
}

TEST(Calls, BeyondTheBoundAreRefusedEarly) {
  RunningGateway gateway("limits { in_flight: 1 }");
  HttpClient first(gateway.port());
  first.send(request_text("POST", "/giaoban.v1." + kDecide, "{}",
                          {RunningGateway::cookie(), "Content-Type: application/json"}));
  const auto asked = gateway.bus.wait_for(kDecide, 1);
  ASSERT_EQ(asked.size(), 1u);
  HttpClient second(gateway.port());
  const HttpAnswer refused = second.post(kMyTurn, "{}", {RunningGateway::cookie()});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.refusal().code(), v1::REFUSAL_CODE_OVERLOADED);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
  v1::Reply reply = reply_with(decided());
  reply.set_correlation(asked[0].request.correlation());
  gateway.bus.answer("router", reply);
  EXPECT_EQ(first.read()->status, 200);
}

// A service's bus cuts off whoever has more than a few mebibytes waiting there, so the gateway stays far below.
TEST(Calls, OfTooManyBytesTogetherAreRefusedEarly) {
  RunningGateway gateway;
  v1::DecideRequest long_one;
  long_one.mutable_comment()->set_text(std::string(380'000, 'x'));
  const std::string request = request_text("POST", "/giaoban.v1." + kDecide, long_one.SerializeAsString(),
                                           {RunningGateway::cookie(), "Content-Type: application/proto"});
  std::vector<std::unique_ptr<HttpClient>> open;
  for (int i = 0; i < 11; ++i) {
    open.push_back(std::make_unique<HttpClient>(gateway.port()));
    open.back()->send(request);
  }
  ASSERT_EQ(gateway.bus.wait_for(kDecide, 11).size(), 11u);
  HttpClient twelfth(gateway.port());
  EXPECT_EQ(twelfth.exchange(request).refusal().code(), v1::REFUSAL_CODE_OVERLOADED) << "4 MiB are on their way";
  gateway.bus.on_payload(kMyTurn, v1::ListMyTurnResponse());
  HttpClient small(gateway.port());
  EXPECT_EQ(small.post(kMyTurn, "{}", {RunningGateway::cookie()}).status, 200);
}

TEST(Calls, AreAnsweredOnlyByTheServiceThatWasAsked) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  client.send(request_text("POST", "/giaoban.v1." + kDecide, "{}",
                           {RunningGateway::cookie(), "Content-Type: application/json"}));
  const auto asked = gateway.bus.wait_for(kDecide, 1);
  ASSERT_EQ(asked.size(), 1u);
  v1::DecideResponse forged;
  forged.set_state("forged");
  v1::Reply reply = reply_with(forged);
  reply.set_correlation(asked[0].request.correlation());
  gateway.bus.answer("notifier", reply);
  reply = reply_with(decided());
  reply.set_correlation(asked[0].request.correlation());
  gateway.bus.answer("router", reply);
  EXPECT_NE(client.read()->body.find("submitted"), std::string::npos);
}

TEST(Calls, AnsweredWithWhatIsNoAnswerAreAFaultOfOurs) {
  RunningGateway gateway;
  gateway.bus.on(kDecide, [](const v1::Request&) {
    v1::Reply reply;
    reply.set_payload("\xff\xff");
    return reply;
  });
  HttpClient client(gateway.port());
  EXPECT_EQ(client.post(kDecide, "{}", {RunningGateway::cookie()}).refusal().code(), v1::REFUSAL_CODE_INTERNAL);
}

TEST(Calls, OfOneConnectionComeInOrderAlsoWhenSentAtOnce) {
  RunningGateway gateway;
  gateway.bus.on(kMyTurn, [](const v1::Request& request) {
    v1::ListMyTurnRequest asked;
    asked.ParseFromString(request.payload());
    v1::ListMyTurnResponse response;
    response.set_total(asked.limit());
    return reply_with(response);
  });
  HttpClient client(gateway.port());
  std::string all;
  for (int i = 1; i <= 20; ++i) {
    all += request_text("POST", "/giaoban.v1." + kMyTurn, "{\"limit\":" + std::to_string(i) + "}",
                        {RunningGateway::cookie(), "Content-Type: application/json"});
  }
  client.send(all);
  for (int i = 1; i <= 20; ++i) EXPECT_EQ(client.read()->body, "{\"total\":" + std::to_string(i) + "}");
}

}  // namespace
}  // namespace giaoban::gateway
