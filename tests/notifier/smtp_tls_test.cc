// Mails over STARTTLS and with a sign-in: the way that most relays of an organisation ask for.
#include <gtest/gtest.h>

#include "services/notifier/smtp_courier.h"
#include "tests/gateway/certificate.h"
#include "tests/notifier/bell.h"
#include "tests/notifier/smtp_server.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

class GuardedSmtp : public ::testing::Test {
 protected:
  notifier::Carried carry(const notifier::SmtpOptions& options) {
    notifier::SmtpCourier courier(options, bell.rope());
    courier.start({"d1", "giaoban@example.vn", "lan@example.vn", "Subject: thử\r\n\r\n.\r\n"});
    if (!bell.has_rung(1)) ADD_FAILURE() << "no outcome came";
    auto results = courier.take();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? notifier::Carried() : results.front();
  }
  notifier::SmtpOptions options() {
    notifier::SmtpOptions options{server.url()};
    options.starttls = "require";
    options.user = "giaoban";
    options.password = "bí mật";
    options.ca_file = certificate.chain();
    return options;
  }
  gateway::Certificate certificate;
  SmtpServer server{certificate.chain(), certificate.key()};
  Bell bell;
};

TEST_F(GuardedSmtp, TakesAMailOfWhoSignsInUnderEncryption) {
  EXPECT_EQ(carry(options()).how, How::kAccepted);
  EXPECT_EQ(server.next().to, "lan@example.vn");
}

TEST_F(GuardedSmtp, LetsMailsWaitWhileThePasswordIsWrong) {
  auto wrong = options();
  wrong.password = "sai";
  EXPECT_EQ(carry(wrong).how, How::kRefusedForNow);
}

TEST_F(GuardedSmtp, LetsMailsWaitWhileTheSignInIsMissing) {
  auto missing = options();
  missing.user.clear();
  EXPECT_EQ(carry(missing).how, How::kRefusedForNow);
}

TEST_F(GuardedSmtp, IsNotTrustedWithACertificateOfNobody) {
  auto stranger = options();
  stranger.ca_file.clear();
  EXPECT_EQ(carry(stranger).how, How::kRefusedForNow);
}

}  // namespace
}  // namespace giaoban::test
