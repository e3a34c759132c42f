// Mails: intended, asked about, handed over once that is durable, tried again under the same Message-ID, or given up.
#include <gtest/gtest.h>

#include <set>

#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

class Mails : public ::testing::Test {
 protected:
  explicit Mails(v1::NotifierSettings settings = {})
      : office([this] { return std::make_unique<RecordingCourier>(post); }, settings) {
    office.person("p1", "p1@example.vn");
  }
  void end(size_t attempt, How how, const std::string& answer) {
    post.end(attempt, how, answer);
    office.notifier.settle();
  }
  static std::string id_in(const notifier::Parcel& mail) {
    const auto at = mail.message.find("Message-ID: ") + 12;
    return mail.message.substr(at, mail.message.find("\r\n", at) - at);
  }
  Post post;
  PostOffice office;
};

v1::NotifierSettings two_attempts() {
  v1::NotifierSettings settings;
  settings.set_attempts(2);
  settings.set_retry_seconds(10);
  return settings;
}

class FewAttempts : public Mails {
 protected:
  FewAttempts() : Mails(two_attempts()) {}
};

TEST_F(Mails, AreSentOnceItIsKnownThatTheThingIsStillOpen) {
  office.owed("n1", "p1");
  EXPECT_EQ(office.asked, std::vector<std::string>{"c1/report/2026-11"});
  ASSERT_EQ(post.started.size(), 1U);
  EXPECT_EQ(post.started[0].to, "p1@example.vn");
  EXPECT_EQ(post.started[0].from, "giaoban@localhost");
  EXPECT_EQ(id_in(post.started[0]), office.mail("n1").message_id());
  EXPECT_EQ(office.notifier.status().in_flight(), 1U);
  end(0, How::kAccepted, "250 2.0.0 taken");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(office.mail("n1").attempts(), 1U);
  EXPECT_EQ(office.mail("n1").last_answer(), "250 2.0.0 taken");
  EXPECT_EQ(office.notifier.status().in_flight() + office.notifier.status().retrying(), 0U);
}

TEST_F(Mails, AboutADossierAreAskedOfTheRouterWithTheirGeneration) {
  office.about("n1", "p1", v1::NOTICE_REASON_RETURNED);
  EXPECT_EQ(office.asked, std::vector<std::string>{"d1/4"});
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AboutADecisionAreNotAskedAbout) {
  office.still_open = false;
  office.about("n1", "p1", v1::NOTICE_REASON_DECIDED);
  EXPECT_TRUE(office.asked.empty());
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AreDroppedWhenTheThingIsDone) {
  office.still_open = false;
  office.owed("n1", "p1");
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DROPPED);
  EXPECT_EQ(office.notifier.status().retrying(), 0U);
}

TEST_F(Mails, WaitWhileNobodyCanSayWhetherItIsStillOpen) {
  office.house.wire().cut("router");
  office.about("n1", "p1", v1::NOTICE_REASON_OVERDUE);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_INTENDED);
  EXPECT_EQ(office.notifier.status().retrying(), 1U);
  office.house.wire().heal("router");
  office.pass_machine(5);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AreNotSentOnAnAnswerThatLayInTheSocketWhileTheProcessStoodStill) {
  office.house.wire().cut("reminder");
  office.owed("n1", "p1");
  office.house.wire().heal("reminder");
  office.house.clock().pass_machine(5 * core::kSecond);
  for (int i = 0; i < 20 && office.notifier.status().in_flight() == 0; ++i) office.notifier.turn();
  office.house.settle();
  ASSERT_EQ(office.asked.size(), 1U);  // it was still open then, and the answer is on its way
  office.still_open = false;
  office.house.clock().pass_machine(60 * core::kSecond);  // stopped, and goes on
  office.notifier.settle();
  office.pass_machine(60);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DROPPED);
}

TEST_F(Mails, DoNotWaitForATimeThatAClockGivenToJumpingReckoned) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForNow, "450 later");
  office.notifier.die();
  office.notifier.store().define("UPDATE dispatch SET next_us = next_us + 31536000000000");
  office.notifier.start();
  office.pass_machine(7 * 3600);
  EXPECT_EQ(post.started.size(), 2U);
}

TEST_F(Mails, AreNotMadeForAPersonWithoutAnAddress) {
  office.person("p2", "");
  office.owed("n1", "p2");
  EXPECT_EQ(office.mail("n1").delivery_id(), "");
}

TEST_F(Mails, AreDroppedForAPersonWhoNeverBecameKnown) {
  office.owed("n1", "nobody");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_HELD);
  office.advance_to("2026-11-26", 450);
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DROPPED);
  EXPECT_TRUE(post.started.empty());
}

TEST_F(Mails, ToAnAddressThatBreaksALineAreDead) {
  office.person("p2", "p2@example.vn\r\nBcc: all@example.vn");
  office.owed("n1", "p2");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DEAD);
  EXPECT_TRUE(post.started.empty());
}

TEST_F(Mails, RefusedForNowAreTriedAgainAfterDoubledTimesUnderTheSameMessageId) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForNow, "451 come again");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_RETRYING);
  EXPECT_EQ(office.mail("n1").last_answer(), "451 come again");
  office.pass_machine(59);
  EXPECT_EQ(post.started.size(), 1U);
  office.pass_machine(1);
  EXPECT_EQ(post.started.size(), 2U);
  end(1, How::kUnknown, "the connection broke");
  office.pass_machine(119);
  EXPECT_EQ(post.started.size(), 2U);
  office.pass_machine(1);
  ASSERT_EQ(post.started.size(), 3U);
  std::set<std::string> ids;
  for (const auto& mail : post.started) ids.insert(id_in(mail));
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_EQ(office.asked.size(), 3U);  // before each attempt
}

TEST_F(Mails, AreDroppedBeforeARetryWhenTheThingWasDoneMeanwhile) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForNow, "451");
  office.still_open = false;
  office.pass_machine(60);
  EXPECT_EQ(post.started.size(), 1U);
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DROPPED);
}

TEST_F(Mails, RefusedForGoodAreDeadAtOnce) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForGood, "550 no such mailbox");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DEAD);
  office.pass_machine(100'000);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(FewAttempts, EndInADeadLetter) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForNow, "451");
  office.pass_machine(10);
  end(1, How::kRefusedForNow, "452 still full");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DEAD);
  EXPECT_EQ(office.mail("n1").attempts(), 2U);
  EXPECT_EQ(office.mail("n1").last_answer(), "452 still full");
  EXPECT_EQ(office.notifier.status().retrying(), 0U);
}

TEST_F(Mails, InterruptedByACrashAreSentAgainUnderTheSameMessageId) {
  office.owed("n1", "p1");
  office.notifier.die();
  office.notifier.start();
  ASSERT_EQ(post.started.size(), 2U);
  EXPECT_EQ(id_in(post.started[0]), id_in(post.started[1]));
  end(1, How::kAccepted, "250");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(office.mail("n1").attempts(), 2U);
}

TEST_F(Mails, WhoseOutcomeWasRecordedAreNotSentAgainAfterACrash) {
  office.owed("n1", "p1");
  end(0, How::kAccepted, "250");
  office.notifier.die();
  office.notifier.start();
  office.pass_machine(100'000);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AskedAboutBeforeACrashAreAskedAboutAgain) {
  office.house.wire().cut("reminder");
  office.house.wire().heal("reminder");
  office.house.wire().cut("router");
  office.about("n1", "p1", v1::NOTICE_REASON_OVERDUE);
  office.notifier.die();
  office.house.wire().heal("router");
  office.notifier.start();
  office.pass_machine(30);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AreNotHandedOverWhenTheStoreRefusesToRememberIt) {
  auto& store = office.notifier.store();
  store.define(
      "CREATE TRIGGER refuse BEFORE UPDATE ON delivery WHEN new.sending = 1 BEGIN SELECT RAISE(ABORT, 'no'); END");
  office.owed("n1", "p1");
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(office.mail("n1").attempts(), 0U);
  store.define("DROP TRIGGER refuse");
  office.pass_machine(30);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, KeepAnOutcomeThatTheStoreRefusedUntilItIsTaken) {
  office.owed("n1", "p1");
  auto& store = office.notifier.store();
  store.define(
      "CREATE TRIGGER refuse BEFORE UPDATE ON delivery WHEN new.state = 2 BEGIN SELECT RAISE(ABORT, 'no'); END");
  end(0, How::kAccepted, "250");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_INTENDED);
  store.define("DROP TRIGGER refuse");
  office.pass_machine(1);
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Mails, AreUnderWayOnlySixtyFourAtATimeAndAllArrive) {
  for (int i = 0; i < 200; ++i) office.person("p" + std::to_string(i), "p" + std::to_string(i) + "@example.vn");
  for (int i = 0; i < 200; ++i) {
    v1::ReminderEvent event;
    event.mutable_notice_due()->set_notice_id("n" + std::to_string(i));
    event.mutable_notice_due()->set_person_id("p" + std::to_string(i));
    event.mutable_notice_due()->set_obligation_id("c1/report/2026-11");
    office.reminder.say(event);
  }
  office.notifier.settle();
  EXPECT_EQ(post.started.size(), 64U);
  for (size_t done = 0; done < 200; ++done) end(done, How::kAccepted, "250");
  EXPECT_EQ(post.started.size(), 200U);
  std::set<std::string> ids;
  for (const auto& mail : post.started) ids.insert(mail.to);
  EXPECT_EQ(ids.size(), 200U);
}

}  // namespace
}  // namespace giaoban::test
