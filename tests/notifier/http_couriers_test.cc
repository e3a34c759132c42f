// Webhooks and SMS over real sockets: what is posted, what comes of each answer, and what a stranger's address cannot
// do.
#include <gtest/gtest.h>

#include "services/notifier/preferences.h"
#include "services/notifier/render.h"
#include "services/notifier/sms_courier.h"
#include "services/notifier/webhook_courier.h"
#include "services/store/digest.h"
#include "tests/notifier/bell.h"
#include "tests/notifier/http_server.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

// This test's server lies on loopback and has no certificate.
notifier::PostOptions near_by(long seconds = 5) {
  notifier::PostOptions options;
  options.allowed = notifier::Networks("127.0.0.0/8");
  options.plain_http = true;
  options.seconds = seconds;
  return options;
}

notifier::Carried carry(notifier::Courier& courier, Bell& bell, const notifier::Parcel& parcel) {
  courier.start(parcel);
  if (!bell.has_rung(1)) ADD_FAILURE() << "no outcome came";
  auto results = courier.take();
  EXPECT_EQ(results.size(), 1U);
  return results.empty() ? notifier::Carried() : results.front();
}

notifier::Carried hook(const std::string& url, const notifier::PostOptions& options = near_by()) {
  Bell bell;
  notifier::WebhookCourier courier(options, bell.rope());
  return carry(courier, bell, {"d1", "", url, "{\"id\":\"d1\"}", {"Content-Type: application/json", "Giaoban-Id: d1"}});
}

notifier::Carried sms(const std::string& url, long seconds = 5) {
  Bell bell;
  auto options = near_by(seconds);
  options.private_too = true;
  notifier::SmsCourier courier({url, "secret", options}, bell.rope());
  return carry(courier, bell, {"d1", "", "+84912345678", "Giao ban: 1 việc \"gấp\""});
}

TEST(Webhook, PostsTheBytesAndTheSignedHeaders) {
  HttpServer server;
  const auto carried = hook(server.url("/ok"));
  EXPECT_EQ(carried.how, How::kAccepted);
  EXPECT_EQ(carried.dispatch_id, "d1");
  EXPECT_EQ(carried.answer, "HTTP 200");
  ASSERT_EQ(server.asked().size(), 1U);
  EXPECT_EQ(server.asked()[0].body, "{\"id\":\"d1\"}");
  EXPECT_EQ(server.asked()[0].header("Giaoban-Id"), "d1");
}

TEST(Webhook, TellsForNowFromForGood) {
  HttpServer server;
  EXPECT_EQ(hook(server.url("/broken")).how, How::kRefusedForNow);
  EXPECT_EQ(hook(server.url("/busy")).how, How::kRefusedForNow);
  EXPECT_EQ(hook(server.url("/gone")).how, How::kRefusedForGood);
  EXPECT_EQ(hook(server.url("/drop")).how, How::kUnknown);
  EXPECT_EQ(hook(server.url("/hang"), near_by(1)).how, How::kUnknown);
  EXPECT_EQ(hook("http://127.0.0.1:1/").how, How::kRefusedForNow);
}

TEST(Webhook, FollowsNoRedirect) {
  HttpServer server;
  EXPECT_EQ(hook(server.url("/moved")).how, How::kRefusedForGood);
  EXPECT_EQ(server.asked().size(), 1U);
}

TEST(Webhook, CutsOffAnAnswerOfTwoGigabytes) {
  HttpServer server;
  const auto carried = hook(server.url("/endless"));
  EXPECT_EQ(carried.how, How::kAccepted) << "it had said 200";
  EXPECT_LT(server.written(), 32U * 1024 * 1024) << "the rest of what it was ready to say";
}

TEST(Webhook, NeverReachesAPrivateAddress) {
  HttpServer server;
  auto options = near_by();
  options.allowed = notifier::Networks("10.1.0.0/16");
  const std::string port = std::to_string(server.port());
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"}) {
    const auto carried = hook("http://" + host + ":" + port + "/ok", options);
    EXPECT_NE(carried.how, How::kAccepted) << host;
  }
  EXPECT_EQ(hook("http://127.0.0.1:" + port + "/ok", options).answer, "the address is private; nothing was sent");
  EXPECT_TRUE(server.asked().empty());
}

// "localhost" is ::1 too, which is not allowed here.
TEST(Webhook, IsAcceptedUnderAnAddressOfANameWhoseOtherAddressIsRefused) {
  HttpServer server;
  EXPECT_EQ(hook("http://localhost:" + std::to_string(server.port()) + "/ok").how, How::kAccepted);
}

TEST(Webhook, SpeaksNothingButHttps) {
  HttpServer server;
  auto options = near_by();
  options.plain_http = false;
  EXPECT_NE(hook(server.url("/ok"), options).how, How::kAccepted);
  EXPECT_NE(hook("file:///etc/passwd", options).how, How::kAccepted);
  EXPECT_TRUE(server.asked().empty());
}

TEST(Webhook, IsSignedSoThatItsReceiverCanCheckIt) {
  v1::Dispatch dispatch;
  dispatch.set_dispatch_id("d1");
  dispatch.set_channel(v1::CHANNEL_WEBHOOK);
  v1::Preferences preferences;
  preferences.set_webhook_key(std::string(64, 'a'));
  const auto parcel = notifier::parcel_of(dispatch, "https://a.example/", "{}", v1::NotifierSettings(), preferences,
                                          1'700'000'000'000'000);
  const std::string mac = notifier::hex(store::hmac_sha256(std::string(64, 'a'), {"1700000000.{}"}));
  EXPECT_EQ(parcel.headers,
            (std::vector<std::string>{"Content-Type: application/json", "Giaoban-Id: d1",
                                      "Giaoban-Timestamp: 1700000000", "Giaoban-Signature: v1=" + mac}));
}

TEST(Sms, PostsIdNumberAndTextUnderTheToken) {
  HttpServer server;
  EXPECT_EQ(sms(server.url("/ok")).how, How::kAccepted);
  ASSERT_EQ(server.asked().size(), 1U);
  EXPECT_EQ(server.asked()[0].body,
            "{\"id\":\"d1\",\"to\":\"+84912345678\",\"text\":\"Giao ban: 1 việc \\\"gấp\\\"\"}");
  EXPECT_EQ(server.asked()[0].header("Authorization"), "Bearer secret");
}

// A gateway that took it and hung up got it a second time, on a connection that libcurl had opened for that.
TEST(Sms, IsPostedOnceAlsoWhenTheConnectionOfTheOneBeforeBreaks) {
  HttpServer server;
  Bell bell;
  auto options = near_by();
  options.private_too = true;
  notifier::SmsCourier courier({server.url("/keep"), "", options}, bell.rope());
  for (int n = 1; n <= 2; ++n) {
    courier.start({"d" + std::to_string(n), "", "+84912345678", "Giao ban: 1 viec"});
    ASSERT_TRUE(bell.has_rung(n));
  }
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST(Sms, IsRefusedForNowOnlyWhenItCertainlyDidNotPass) {
  HttpServer server;
  EXPECT_EQ(sms("http://127.0.0.1:1/").how, How::kRefusedForNow);
  EXPECT_EQ(sms(server.url("/busy")).how, How::kRefusedForNow);
  EXPECT_EQ(sms(server.url("/gone")).how, How::kRefusedForGood);
  EXPECT_EQ(sms(server.url("/broken")).how, How::kUnknown);
  EXPECT_EQ(sms(server.url("/drop")).how, How::kUnknown);
  EXPECT_EQ(sms(server.url("/hang"), 1).how, How::kUnknown);
}

}  // namespace
}  // namespace giaoban::test
