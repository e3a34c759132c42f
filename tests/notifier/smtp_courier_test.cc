// Mails to a real SMTP server: taken, put off, refused, cut off; one connection; and the notifier's whole way with
// them.
#include "services/notifier/smtp_courier.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "tests/notifier/bell.h"
#include "tests/notifier/post_office.h"
#include "tests/notifier/smtp_server.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

notifier::Parcel mail(const std::string& to) {
  return {"delivery to " + to, "giaoban@example.vn", to, "Subject: thử\r\n\r\n.\r\nA line that begins with a dot.\r\n"};
}

class Smtp : public ::testing::Test {
 protected:
  void SetUp() override {
    try {
      server_.emplace();
    } catch (const std::exception& e) {
      FAIL() << e.what();
    }
  }
  // The outcome of one mail carried alone.
  notifier::Carried carry(notifier::SmtpCourier& courier, const notifier::Parcel& m) {
    courier.start(m);
    if (!bell.has_rung(++carried_)) ADD_FAILURE() << "no outcome came";
    auto results = courier.take();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? notifier::Carried() : results.front();
  }
  SmtpServer& server() { return *server_; }
  Bell bell;

 private:
  std::optional<SmtpServer> server_;
  int carried_ = 0;
};

TEST_F(Smtp, TakesAMailByteForByte) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  const auto carried = carry(courier, mail("p1@example.vn"));
  EXPECT_EQ(carried.how, How::kAccepted);
  EXPECT_EQ(carried.dispatch_id, "delivery to p1@example.vn");
  EXPECT_EQ(carried.answer.substr(0, 3), "250");
  const auto given = server().next();
  EXPECT_EQ(given.to, "p1@example.vn");
  EXPECT_EQ(given.from, "giaoban@example.vn");
  EXPECT_EQ(given.message, mail("").message);
}

TEST_F(Smtp, CarriesManyOverOneConnectionInTheirOrder) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  for (int i = 0; i < 20; ++i) courier.start(mail("p" + std::to_string(i) + "@example.vn"));
  ASSERT_TRUE(bell.has_rung(20));
  const auto results = courier.take();
  ASSERT_EQ(results.size(), 20U);
  std::set<std::string> connections;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(results[static_cast<size_t>(i)].how, How::kAccepted);
    const auto given = server().next();
    EXPECT_EQ(given.to, "p" + std::to_string(i) + "@example.vn");
    connections.insert(given.connection);
  }
  EXPECT_EQ(connections.size(), 1U);
}

TEST_F(Smtp, TellsForNowFromForGood) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  const auto later = carry(courier, mail("later@example.vn"));
  EXPECT_EQ(later.how, How::kRefusedForNow);
  EXPECT_EQ(later.answer.substr(0, 3), "451");
  const auto never = carry(courier, mail("never@example.vn"));
  EXPECT_EQ(never.how, How::kRefusedForGood);
  EXPECT_EQ(never.answer.substr(0, 3), "550");
  EXPECT_EQ(carry(courier, mail("later@example.vn")).how, How::kAccepted);
}

// A forgotten password must not make a morning of mails dead letters.
TEST_F(Smtp, WaitsForTheOperatorWhenTheServerWantsASignIn) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  auto unsigned_in = mail("an@example.vn");
  unsigned_in.from = "guest@example.vn";
  const auto carried = carry(courier, unsigned_in);
  EXPECT_EQ(carried.how, How::kRefusedForNow);
  EXPECT_EQ(carried.answer.substr(0, 3), "530");
}

TEST_F(Smtp, DoesNotKnowTheOutcomeWhenTheConnectionBreaksAfterTheData) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  EXPECT_EQ(carry(courier, mail("lost@example.vn")).how, How::kUnknown);
  EXPECT_EQ(carry(courier, mail("lost@example.vn")).how, How::kAccepted);
}

TEST_F(Smtp, RefusesAnAddressThatWouldBreakTheDialogue) {
  notifier::SmtpCourier courier({server().url()}, bell.rope());
  EXPECT_EQ(carry(courier, mail("a@b>\r\nRCPT TO:<c@d")).how, How::kRefusedForGood);
  EXPECT_EQ(carry(courier, mail("p1@example.vn")).how, How::kAccepted);
  EXPECT_EQ(server().next().to, "p1@example.vn");
}

TEST_F(Smtp, WaitsForAServerThatIsNotThere) {
  notifier::SmtpCourier courier({"smtp://127.0.0.1:1"}, bell.rope());
  EXPECT_EQ(carry(courier, mail("p1@example.vn")).how, How::kRefusedForNow);
}

// A port of the test's own where somebody listens and never says a word.
class Silence {
 public:
  Silence() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(any);
    auto* address = reinterpret_cast<sockaddr*>(&any);
    if (::bind(socket_, address, size) != 0 || ::listen(socket_, 4) != 0 ||
        ::getsockname(socket_, address, &size) != 0) {
      throw std::runtime_error("no port to listen on");
    }
    port_ = ntohs(any.sin_port);
  }
  ~Silence() { ::close(socket_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  bool was_called() const {
    pollfd readable{socket_, POLLIN, 0};
    return ::poll(&readable, 1, 10'000) == 1;
  }

 private:
  int socket_;
  int port_ = 0;
};

TEST(SmtpCourier, LeavesAServerThatSaysNothingWhenItIsTakenDown) {
  const Silence silence;
  Bell bell;
  std::optional<notifier::SmtpCourier> courier(std::in_place, notifier::SmtpOptions{silence.url()}, bell.rope());
  courier->start(mail("p1@example.vn"));
  courier->start(mail("p2@example.vn"));
  ASSERT_TRUE(silence.was_called());
  EXPECT_FALSE(courier->has_results());
  const auto before = std::chrono::steady_clock::now();
  courier.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
}

// A minute of silence costs one mail its time, not the others theirs, and nobody says that it did not arrive.
TEST(SmtpCourier, GivesUpOnAServerThatHangsAndGoesOnWithTheNext) {
  const Silence silence;
  Bell bell;
  notifier::SmtpOptions options{silence.url()};
  options.mail_seconds = 1;
  notifier::SmtpCourier courier(options, bell.rope());
  courier.start(mail("p1@example.vn"));
  courier.start(mail("p2@example.vn"));
  ASSERT_TRUE(bell.has_rung(2));
  for (const auto& carried : courier.take()) EXPECT_EQ(carried.how, How::kUnknown) << carried.answer;
}

TEST_F(Smtp, IsNotSpokenToInTheClearWhenEncryptionIsRequired) {
  notifier::SmtpOptions options{server().url()};
  options.starttls = "require";
  notifier::SmtpCourier courier(options, bell.rope());
  EXPECT_EQ(carry(courier, mail("p1@example.vn")).how, How::kRefusedForNow);
}

TEST_F(Smtp, GetsTheNotifiersMailsWithOneMessageIdEach) {
  v1::NotifierSettings settings;
  settings.set_smtp_url(server().url());
  settings.set_mail_from("giaoban@luc-nam.example.vn");
  PostOffice office(
      [&] { return std::make_unique<notifier::SmtpCourier>(notifier::SmtpOptions{server().url()}, bell.rope()); },
      settings);
  office.person("p1", "bithu@example.vn");
  office.person("p2", "later@example.vn");
  office.person("p3", "never@example.vn");
  for (const std::string n : {"1", "2", "3"}) office.owed("n" + n, "p" + n);
  ASSERT_TRUE(bell.has_rung(3));
  office.notifier.settle();
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(office.mail("n2").state(), v1::DELIVERY_STATE_RETRYING);
  EXPECT_EQ(office.mail("n3").state(), v1::DELIVERY_STATE_DEAD);
  EXPECT_EQ(office.mail("n3").last_answer().substr(0, 3), "550");

  office.pass_machine(60);
  ASSERT_TRUE(bell.has_rung(4));
  office.notifier.settle();
  EXPECT_EQ(office.mail("n2").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(office.mail("n2").attempts(), 2U);

  std::map<std::string, std::vector<int>> answers;
  for (int i = 0; i < 4; ++i) {
    const auto given = server().next();
    answers[given.to].push_back(given.answer);
    if (given.answer == 550) continue;  // refused before its text was sent
    const std::string notice = given.to == "bithu@example.vn" ? "n1" : "n2";
    EXPECT_NE(given.message.find("Message-ID: " + office.mail(notice).message_id() + "\r\n"), std::string::npos);
    EXPECT_EQ(given.from, "giaoban@luc-nam.example.vn");
  }
  EXPECT_EQ(answers["bithu@example.vn"], std::vector<int>{250});
  EXPECT_EQ(answers["later@example.vn"], (std::vector<int>{451, 250}));
  EXPECT_EQ(answers["never@example.vn"], std::vector<int>{550});
}

}  // namespace
}  // namespace giaoban::test
