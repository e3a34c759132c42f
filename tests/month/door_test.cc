// At the door: one sign-in, the same request id until an answer comes, and a line for every promise.
#include "services/month/door.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <filesystem>
#include <fstream>

#include "giaoban/v1/report.pb.h"
#include "tests/month/fake_gateway.h"

namespace giaoban::month {
namespace {

const Scripted kSignedIn{200, R"({"personId":"p1","name":"A"})", "session=abc"};
const Scripted kDone{200, R"({"dossierId":"d1","version":"2","state":"with_commune","position":"9"})", ""};
const Scripted kNothing{0, "", ""};

Scripted refused(unsigned status, const std::string& code) {
  return {status, R"({"code":")" + code + R"(","message":"không / no"})", ""};
}

class DoorTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-door-XXXXXX").string();
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    folder_ = made;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Plays one hand-in against a gateway with this script.
  std::optional<v1::DecideResponse> hand_in(std::deque<Scripted> script, int times = 1) {
    gateway_.emplace(std::move(script));
    browser_.emplace(context_, [this] { return gateway_->port(); });
    door_.emplace(*browser_, folder_ + "/acks", [this] { ++acknowledged_; });
    person_.person_id = "p1";
    person_.login = "bithu";
    std::optional<v1::DecideResponse> last;
    for (int i = 0; i < times; ++i) last = decide();
    return last;
  }
  std::vector<std::string> lines() const {
    std::ifstream file(folder_ + "/acks");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }
  const DoorRecord& record() const { return door_->record(); }
  std::vector<Seen> seen() const { return gateway_->seen(); }

  int acknowledged_ = 0;

 private:
  std::optional<v1::DecideResponse> decide() {
    v1::DecideRequest request;
    request.set_request_id("request-1");
    request.set_dossier_id("d1");
    request.set_expected_version(1);
    request.mutable_submit();
    std::optional<v1::DecideResponse> response;
    std::exception_ptr fault;
    context_.restart();
    const auto story = [&]() -> Task<void> { response = co_await door_->decide(person_, request); };
    boost::asio::co_spawn(context_, story, [&](std::exception_ptr thrown) { fault = std::move(thrown); });
    context_.run();
    if (fault) std::rethrow_exception(fault);
    return response;
  }

  std::string folder_;
  boost::asio::io_context context_;
  std::optional<FakeGateway> gateway_;
  std::optional<Browser> browser_;
  std::optional<Door> door_;
  Person person_;
};

TEST_F(DoorTest, SignsInOnceAndShowsTheCookieFromThenOn) {
  ASSERT_TRUE(hand_in({kSignedIn, kDone, kDone}, 2));
  const auto asked = seen();
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[0].path, "/giaoban.v1.SessionService/SignIn");
  EXPECT_EQ(asked[0].cookie, "");
  EXPECT_EQ(asked[1].path, "/giaoban.v1.DossierService/Decide");
  EXPECT_EQ(asked[1].cookie, "session=abc");
  EXPECT_EQ(asked[2].cookie, "session=abc");
}

TEST_F(DoorTest, WritesDownWhatWasPromised) {
  ASSERT_TRUE(hand_in({kSignedIn, kDone}));
  ASSERT_EQ(lines().size(), 1U);
  v1::Acknowledgement line;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(lines()[0], &line).ok());
  EXPECT_EQ(line.person_id(), "p1");
  EXPECT_EQ(line.request_id(), "request-1");
  EXPECT_EQ(line.dossier_id(), "d1");
  EXPECT_EQ(line.version(), 2U);
  EXPECT_EQ(line.state(), "with_commune");
  EXPECT_EQ(line.position(), 9U);
  EXPECT_EQ(acknowledged_, 1);
}

TEST_F(DoorTest, AsksAgainWithTheSameBytesWhenTheConnectionBreaks) {
  ASSERT_TRUE(hand_in({kSignedIn, kNothing, kDone}));
  const auto asked = seen();
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[1].body, asked[2].body);
  EXPECT_NE(asked[1].body.find("request-1"), std::string::npos);
  EXPECT_EQ(record().retried, 1U);
  EXPECT_EQ(record().acts, 1U);
}

TEST_F(DoorTest, AsksAgainWhenAServiceIsAwayOrTheOutcomeIsUnknown) {
  ASSERT_TRUE(hand_in({kSignedIn, refused(503, "unavailable"), refused(504, "deadline_exceeded"),
                       refused(429, "resource_exhausted"), kDone}));
  EXPECT_EQ(seen().size(), 5U);
  EXPECT_EQ(record().retried, 1U) << "one act, however often it was asked";
  EXPECT_EQ(lines().size(), 1U);
}

TEST_F(DoorTest, SignsInAgainWhenTheSessionHasEnded) {
  ASSERT_TRUE(hand_in({kSignedIn, refused(401, "unauthenticated"), {200, "{}", "session=def"}, kDone}));
  EXPECT_EQ(seen().back().cookie, "session=def");
}

TEST_F(DoorTest, NotesARefusalAndWritesNoPromise) {
  EXPECT_FALSE(hand_in({kSignedIn, refused(403, "permission_denied")}));
  EXPECT_EQ(record().refused, 1U);
  ASSERT_EQ(record().refusals.size(), 1U);
  EXPECT_NE(record().refusals[0].find("permission_denied"), std::string::npos);
  EXPECT_TRUE(lines().empty());
  EXPECT_EQ(acknowledged_, 0);
}

TEST_F(DoorTest, TakesAStaleVersionAsNoSurprise) {
  EXPECT_FALSE(hand_in({kSignedIn, refused(409, "aborted")}));
  EXPECT_EQ(record().refused, 0U);
}

TEST_F(DoorTest, GivesUpWhenNobodyMaySignIn) {
  EXPECT_THROW(hand_in({refused(403, "permission_denied")}), std::runtime_error);
}

}  // namespace
}  // namespace giaoban::month
