// The one click of a mail: looking never acts, clicking does, and nothing is told about which links there are.
#include <gtest/gtest.h>

#include "giaoban/v1/delivery.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kCall = "PreferenceService/Unsubscribe";
const std::string kForm = "Content-Type: application/x-www-form-urlencoded";

class Unsubscribing : public testing::Test {
 protected:
  HttpAnswer get(const std::string& path) {
    HttpClient client(gateway.port());
    return client.exchange(request_text("GET", path, "", {}));
  }
  HttpAnswer post(const std::string& path, const std::string& body = "List-Unsubscribe=One-Click") {
    HttpClient client(gateway.port());
    return client.exchange(request_text("POST", path, body, {kForm}));
  }
  RunningGateway gateway;
};

TEST_F(Unsubscribing, ShowsAFormAndDoesNothingWhenItIsLookedAt) {
  const auto page = get("/unsubscribe/0123");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("<form method=\"post\">"), std::string::npos);
  EXPECT_NE(page.body.find("không tắt được bản tổng hợp"), std::string::npos) << "what cannot be switched off";
  EXPECT_NE(page.body.find("cannot be switched off"), std::string::npos);
  EXPECT_EQ(page.body.find("script"), std::string::npos);
  EXPECT_TRUE(gateway.bus.asked(kCall).empty());
  EXPECT_EQ(page.body, get("/unsubscribe/another").body);
}

TEST_F(Unsubscribing, ActsOnAClickWithoutASession) {
  gateway.bus.on_payload(kCall, v1::UnsubscribeResponse());
  const auto done = post("/unsubscribe/0123abcd");
  EXPECT_EQ(done.status, 200);
  EXPECT_NE(done.body.find("Đã xong"), std::string::npos);
  const auto asked = gateway.bus.wait_for(kCall, 1);
  ASSERT_EQ(asked.size(), 1U);
  v1::UnsubscribeRequest request;
  request.ParseFromString(asked[0].request.payload());
  EXPECT_EQ(request.token(), "0123abcd");
  EXPECT_EQ(asked[0].request.person_id(), "");
}

TEST_F(Unsubscribing, SaysWhenTheLinkIsNone) {
  gateway.bus.on(kCall, [](const v1::Request&) {
    v1::Reply reply;
    reply.mutable_refusal()->set_code(v1::REFUSAL_CODE_NOT_FOUND);
    return reply;
  });
  const auto page = post("/unsubscribe/0123");
  EXPECT_EQ(page.status, 404);
  EXPECT_NE(page.body.find("Liên kết không đúng"), std::string::npos);
}

TEST_F(Unsubscribing, TakesNoLongBodyAndNoOtherMethod) {
  EXPECT_EQ(post("/unsubscribe/0123", std::string(200'000, 'x')).status, 413);
  HttpClient client(gateway.port());
  EXPECT_EQ(client.exchange(request_text("PUT", "/unsubscribe/0123", "", {})).status, 405);
}

}  // namespace
}  // namespace giaoban::gateway
