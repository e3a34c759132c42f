// A calendar under its secret address: without a session, as the person whose it is, and never the address in a
// journal.
#include "services/gateway/feed.h"

#include <gtest/gtest.h>

#include "giaoban/v1/export.pb.h"
#include "services/store/digest.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kFindFeed = "DirectoryService/FindFeed";
const std::string kExportList = "ExportService/ExportList";
const std::string kToken = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_x";

// A house in which the token is that of "p7", with this calendar.
void keep_feed(RunningGateway& gateway, const std::string& calendar) {
  gateway.bus.on(kFindFeed, [](const v1::Request& request) {
    v1::FindFeedRequest asked;
    asked.ParseFromString(request.payload());
    v1::FindFeedResponse response;
    if (asked.token_hash() == store::sha256({kToken})) response.set_person_id("p7");
    return reply_with(response);
  });
  v1::ExportListResponse response;
  response.set_data(calendar);
  response.set_parts(1);
  response.set_media_type("text/calendar; charset=utf-8");
  gateway.bus.on_payload(kExportList, response);
}

std::string get(const std::string& token, const std::vector<std::string>& headers = {}) {
  return request_text("GET", "/feed/" + token + ".ics", "", headers);
}

TEST(Feed, ComesAsThePersonWhoseAddressItIs) {
  RunningGateway gateway;
  keep_feed(gateway, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.exchange(get(kToken));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  EXPECT_EQ(answer.headers.at("content-type"), "text/calendar; charset=utf-8");
  EXPECT_EQ(answer.headers.at("cache-control"), "private, no-cache");
  EXPECT_EQ(answer.headers.at("content-security-policy"), "sandbox; default-src 'none'");
  const auto asked = gateway.bus.asked(kExportList);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].service, "records");
  EXPECT_EQ(asked[0].request.person_id(), "p7");
  v1::ExportListRequest request;
  request.ParseFromString(asked[0].request.payload());
  EXPECT_TRUE(request.has_agenda());
  EXPECT_EQ(request.format(), v1::EXPORT_FORMAT_ICS);
}

TEST(Feed, IsNotSentAgainWhileItIsTheSame) {
  RunningGateway gateway;
  keep_feed(gateway, "BEGIN:VCALENDAR\r\nX:1\r\nEND:VCALENDAR\r\n");
  HttpClient client(gateway.port());
  const std::string tag = client.exchange(get(kToken)).headers.at("etag");
  const HttpAnswer same = client.exchange(get(kToken, {"If-None-Match: " + tag}));
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(same.headers.at("etag"), tag);
  keep_feed(gateway, "BEGIN:VCALENDAR\r\nX:2\r\nEND:VCALENDAR\r\n");
  const HttpAnswer changed = client.exchange(get(kToken, {"If-None-Match: " + tag}));
  EXPECT_EQ(changed.status, 200);
  EXPECT_NE(changed.headers.at("etag"), tag);
}

TEST(Feed, OfAnUnknownAddressIsNotFoundWhateverStandsThere) {
  RunningGateway gateway;
  keep_feed(gateway, "x");
  HttpClient client(gateway.port());
  std::string first;
  for (const std::string& token : {std::string(43, 'B'), std::string("short"), std::string("a/b"), std::string()}) {
    const HttpAnswer answer = client.exchange(get(token));
    EXPECT_EQ(answer.status, 404) << token;
    if (first.empty()) first = answer.body;
    EXPECT_EQ(answer.body, first) << token;
  }
  EXPECT_EQ(gateway.bus.asked(kFindFeed).size(), 4u) << "all are looked up";
  EXPECT_TRUE(gateway.bus.asked(kExportList).empty());
}

TEST(Feed, StopsGuessesFromOneAddressAndLeavesSignInAlone) {
  RunningGateway gateway("gateway { failures_per_address: 3 }");
  keep_feed(gateway, "x");
  HttpClient client(gateway.port());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.exchange(get(kToken)).status, 200) << "what is right does not count";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.exchange(get(std::string(43, 'B'))).status, 404);
  const HttpAnswer refused = client.exchange(get(std::string(43, 'B')));
  EXPECT_EQ(refused.refusal().code(), v1::REFUSAL_CODE_OVERLOADED);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
  EXPECT_EQ(gateway.bus.asked(kFindFeed).size(), 8u);
  gateway.clock.now_us += int64_t{16} * 60 * 1'000'000;
  EXPECT_EQ(client.exchange(get(kToken)).status, 200);
}

TEST(Feed, WhoseDirectoryCannotBeAskedCountsAsNoGuess) {
  RunningGateway gateway("gateway { failures_per_address: 1 }");
  keep_feed(gateway, "x");
  gateway.bus.on(kFindFeed, [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_UNAVAILABLE); });
  HttpClient client(gateway.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.exchange(get(kToken)).status, 503);
}

TEST(Feed, AddressIsNeverWrittenDown) {
  RunningGateway gateway("journal { level: \"debug\" }");
  keep_feed(gateway, "x");
  {
    HttpClient client(gateway.port());
    EXPECT_EQ(client.exchange(get(kToken)).status, 200);
    EXPECT_EQ(client.exchange(get(kToken + "Q")).status, 404);
    EXPECT_EQ(client.exchange(request_text("DELETE", "/feed/" + kToken + ".ics", "", {})).status, 405);
  }
  gateway.stop();
  int seen = 0;
  for (const auto& line : gateway.journal.lines) {
    EXPECT_EQ(line.find(kToken), std::string::npos) << line;
    seen += line.find("/feed/*") != std::string::npos;
  }
  EXPECT_EQ(seen, 3);
}

}  // namespace
}  // namespace giaoban::gateway
