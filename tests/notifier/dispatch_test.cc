// Many notices, one message: held, released together, asked about, written once and sent byte for byte; nothing lost
// and nothing twice, whatever the clock does.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

constexpr int64_t kYear = 365 * core::kDay;

class Dispatches : public ::testing::Test {
 protected:
  explicit Dispatches(const v1::NotifierSettings& settings = {})
      : office(
            [this] {
              notifier::Couriers couriers;
              couriers[v1::CHANNEL_EMAIL] = std::make_unique<RecordingCourier>(post);
              couriers[v1::CHANNEL_SMS] = std::make_unique<RecordingCourier>(sms);
              couriers[v1::CHANNEL_WEBHOOK] = std::make_unique<RecordingCourier>(hooks);
              return couriers;
            },
            settings, 1) {
    office.stranger("p1", "p1@example.vn");
  }
  // About the paper of another cell each time.
  void owed(const std::string& id, v1::NoticeReason reason, const std::string& person = "p1") {
    office.obligation = "c-" + id + "/report/2026-11";
    office.owed(id, person, reason);
  }
  void end(Post& where, size_t attempt, How how) {
    where.end(attempt, how, "said so");
    office.notifier.settle();
  }
  v1::DeliveryState state(const std::string& id, const std::string& channel = "email") {
    const auto row = notifier::find_delivery(office.notifier.store(), id + "/" + channel);
    return row ? row->delivery.state() : v1::DELIVERY_STATE_UNSPECIFIED;
  }
  void reachable_everywhere() {
    v1::Preferences all;
    all.set_email(true);
    all.set_sms(true);
    all.set_phone("+84912345678");
    all.set_webhook(true);
    all.set_webhook_url("https://cell.example.vn/giaoban");
    all.set_digest(v1::DIGEST_UNLESS_URGENT);
    all.set_digest_minute(450);
    office.prefers("p1", all);
  }
  Post post;
  Post sms;
  Post hooks;
  PostOffice office;
};

TEST_F(Dispatches, GatherTheDayIntoOneMailOnTheNextMorning) {
  for (const char* id : {"n1", "n2", "n3"}) owed(id, v1::NOTICE_REASON_OVERDUE);
  owed("n4", v1::NOTICE_REASON_UPCOMING);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_HELD);
  EXPECT_EQ(core::for_people(office.mail("n1").held_until_us()), "26/11/2026 07:30");
  EXPECT_EQ(office.notifier.status().retrying(), 0U) << "what is held is not late";
  office.advance_to("2026-11-26", 449);
  EXPECT_TRUE(post.started.empty());
  office.advance_to("2026-11-26", 450);
  ASSERT_EQ(post.started.size(), 1U);
  end(post, 0, How::kAccepted);
  for (const char* id : {"n1", "n2", "n3", "n4"}) EXPECT_EQ(state(id), v1::DELIVERY_STATE_SENT) << id;
  EXPECT_EQ(office.mail("n1").dispatch_id(), post.started[0].dispatch_id);
  EXPECT_EQ(office.mail("n1").message_id(), office.mail("n4").message_id());
}

TEST_F(Dispatches, TellOfWhatIsUrgentAtOnceAndAlone) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  owed("n2", v1::NOTICE_REASON_DUE_TODAY);
  EXPECT_EQ(post.started.size(), 1U);
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_HELD);
}

TEST_F(Dispatches, CarryOnlyWhatIsStillOpenWhenTheyAreWritten) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  owed("n2", v1::NOTICE_REASON_OVERDUE);
  office.done.insert("c-n1/report/2026-11");
  office.advance_to("2026-11-26", 450);
  ASSERT_EQ(post.started.size(), 1U);
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_DROPPED);
  EXPECT_EQ(office.mail("n1").dispatch_id(), "");
  EXPECT_NE(office.mail("n2").dispatch_id(), "");
}

TEST_F(Dispatches, AreNotMadeWhenEverythingIsDone) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  office.still_open = false;
  office.advance_to("2026-11-26", 450);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_DROPPED);
}

TEST_F(Dispatches, AreTriedAgainByteForByteWhileAnythingInThemIsOpen) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  owed("n2", v1::NOTICE_REASON_OVERDUE);
  office.advance_to("2026-11-26", 450);
  end(post, 0, How::kUnknown);
  office.done.insert("c-n1/report/2026-11");
  office.pass_machine(60);
  ASSERT_EQ(post.started.size(), 2U);
  EXPECT_EQ(post.started[0].message, post.started[1].message);
  EXPECT_EQ(post.started[0].dispatch_id, post.started[1].dispatch_id);
  end(post, 1, How::kRefusedForNow);
  office.done.insert("c-n2/report/2026-11");
  office.pass_machine(600);
  EXPECT_EQ(post.started.size(), 2U);
  EXPECT_EQ(state("n2"), v1::DELIVERY_STATE_DROPPED);
}

// What did not fit kept the notifier busy for ever.
TEST_F(Dispatches, OfMoreThanFitsIntoOneAreTwo) {
  for (int i = 0; i < 700; ++i) {
    v1::ReminderEvent event;
    auto& notice = *event.mutable_notice_due();
    notice.set_notice_id("n" + std::to_string(i));
    notice.set_person_id("p1");
    notice.set_obligation_id("c" + std::to_string(i) + "/report/2026-11");
    notice.set_reason(v1::NOTICE_REASON_OVERDUE);
    office.reminder.say(event);
  }
  office.notifier.settle();
  office.advance_to("2026-11-26", 450);
  office.pass_machine(2);
  EXPECT_EQ(post.started.size(), 2U);
  for (size_t i = 0; i < post.started.size(); ++i) end(post, i, How::kAccepted);
  EXPECT_EQ(office.notifier.status().retrying(), 0U);
}

TEST_F(Dispatches, SurviveTheProcessWithTheirBytes) {
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  ASSERT_EQ(post.started.size(), 1U);
  office.notifier.die();
  office.house.clock().pass_machine(3600 * core::kSecond);
  office.notifier.start();
  ASSERT_EQ(post.started.size(), 2U);
  EXPECT_EQ(post.started[0].message, post.started[1].message);
}

TEST_F(Dispatches, WaitWholeUntilEverybodyHasAnswered) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  office.about("n2", "p1", v1::NOTICE_REASON_OVERDUE);
  office.house.wire().cut("router");
  office.advance_to("2026-11-26", 450);
  office.pass_machine(3);
  EXPECT_TRUE(post.started.empty());
  office.house.wire().heal("router");
  office.pass_machine(6);
  EXPECT_EQ(post.started.size(), 1U) << "one message, not two";
  EXPECT_EQ(office.mail("n1").dispatch_id(), office.mail("n2").dispatch_id());
}

TEST_F(Dispatches, HoldTheUrgentThroughTheNightAndTheWeekend) {
  office.advance_to("2026-11-27", 21 * 60);
  owed("n1", v1::NOTICE_REASON_RETURNED);
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_HELD);
  office.advance_to("2026-11-30", 389);
  EXPECT_TRUE(post.started.empty());
  office.advance_to("2026-11-30", 390);
  EXPECT_EQ(post.started.size(), 1U);
}

// The power was away in the morning and came back at night.
TEST_F(Dispatches, DoNotLeaveAtNightBecauseTheirHourWasMissed) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  office.advance_to("2026-11-27", 21 * 60);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_HELD);
  EXPECT_EQ(core::for_people(office.mail("n1").held_until_us()), "30/11/2026 06:30");
  office.advance_to("2026-11-30", 390);
  EXPECT_EQ(post.started.size(), 1U);
}

// Nobody could say before the night whether it was still open.
TEST_F(Dispatches, DoNotLeaveAtNightBecauseTheAnswerCameLate) {
  office.house.wire().cut("router");
  office.about("n1", "p1", v1::NOTICE_REASON_DUE_TODAY);
  office.advance_to("2026-11-25", 21 * 60);
  office.house.wire().heal("router");
  office.pass_machine(60);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_HELD);
  office.advance_to("2026-11-26", 390);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Dispatches, LeaveRoomForAnSmsWhileTheMailServerHangs) {
  reachable_everywhere();
  for (int i = 0; i < 70; ++i) {
    const std::string id = "q" + std::to_string(i);
    office.stranger(id, id + "@example.vn");
    owed("of-" + id, v1::NOTICE_REASON_DUE_TODAY, id);
  }
  EXPECT_EQ(post.started.size(), 64U) << "as many as may be under way, and no answer to any";
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  EXPECT_EQ(sms.started.size(), 1U);
}

TEST_F(Dispatches, GoToNobodyWhoHasLeftOfficeMeanwhile) {
  v1::DirectoryEvent begun;
  auto& term = *begun.mutable_office_begun()->mutable_office();
  term.set_office_id("o1");
  term.set_person_id("p1");
  term.set_unit_id("c1");
  term.set_role(v1::ROLE_SECRETARY);
  office.directory.say(begun);
  office.notifier.settle();
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  v1::DirectoryEvent ended;
  ended.mutable_office_ended()->set_office_id("o1");
  ended.mutable_office_ended()->set_until_us(office.house.clock().now().business_us + 1);
  office.directory.say(ended);
  office.notifier.settle();
  office.advance_to("2026-11-26", 450);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(office.mail("n1").last_answer(), "the person holds no office any more");
}

TEST_F(Dispatches, OnManyChannelsCarryTheUrgentBySmsAndAllByMailAndWebhook) {
  reachable_everywhere();
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  owed("n2", v1::NOTICE_REASON_ESCALATION);
  ASSERT_EQ(sms.started.size(), 1U);
  EXPECT_EQ(sms.started[0].to, "+84912345678");
  EXPECT_EQ(sms.started[0].message, "Giao ban: 1 viec o cap duoi can dong chi don doc. http://127.0.0.1:8080");
  EXPECT_EQ(hooks.started.size(), 1U);
  EXPECT_EQ(state("n1", "sms"), v1::DELIVERY_STATE_UNSPECIFIED);
  EXPECT_EQ(state("n1", "webhook"), v1::DELIVERY_STATE_HELD);
  ASSERT_EQ(hooks.started[0].headers.size(), 4U);
  EXPECT_EQ(hooks.started[0].headers[1], "Giaoban-Id: " + hooks.started[0].dispatch_id);
  EXPECT_NE(hooks.started[0].message.find("\"counts\":[{\"reason\":\"ESCALATION\",\"count\":1}]"), std::string::npos);
}

TEST_F(Dispatches, BySmsAreNeverSentAgainWhenNobodyKnowsWhetherTheyArrived) {
  reachable_everywhere();
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  end(sms, 0, How::kUnknown);
  EXPECT_EQ(state("n1", "sms"), v1::DELIVERY_STATE_UNKNOWN);
  office.pass_machine(100'000);
  EXPECT_EQ(sms.started.size(), 1U);
}

TEST_F(Dispatches, BySmsThatACrashInterruptedAreNeverSentAgain) {
  reachable_everywhere();
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  ASSERT_EQ(sms.started.size(), 1U);
  office.notifier.die();
  office.notifier.start();
  office.pass_machine(100'000);
  EXPECT_EQ(sms.started.size(), 1U);
  EXPECT_EQ(state("n1", "sms"), v1::DELIVERY_STATE_UNKNOWN);
}

TEST_F(Dispatches, BySmsThatCertainlyDidNotPassAreTriedAgain) {
  reachable_everywhere();
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  end(sms, 0, How::kRefusedForNow);
  office.pass_machine(60);
  EXPECT_EQ(sms.started.size(), 2U);
}

TEST_F(Dispatches, AreEachSentOnceWhenTheClockJumpsAYearAhead) {
  for (const char* id : {"n1", "n2"}) owed(id, v1::NOTICE_REASON_OVERDUE);
  office.house.clock().pass_machine(kYear);
  office.house.clock().set_business(office.house.clock().now().business_us + kYear);
  office.notifier.settle();
  office.pass_machine(7 * 86'400);
  ASSERT_EQ(post.started.size(), 1U);
  end(post, 0, How::kAccepted);
  office.pass_machine(100'000);
  EXPECT_EQ(post.started.size(), 1U);
}

// A clock of this machine that was a year ahead while something was recorded; then the process starts under the right
// one.
TEST_F(Dispatches, HeldByAClockThatWasAYearAheadGoWithTheNextDigestOfTheRightOne) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  office.notifier.die();
  const std::string year = std::to_string(kYear);
  office.notifier.store().define("UPDATE outgoing SET until_us = until_us + " + year);
  office.notifier.store().define("UPDATE delivery SET recorded_us = recorded_us + " + year);
  office.notifier.start();
  office.advance_to("2026-11-26", 450);
  EXPECT_EQ(post.started.size(), 1U);
}

TEST_F(Dispatches, GoToNobodyWhoHasTurnedTheChannelOffMeanwhile) {
  owed("n1", v1::NOTICE_REASON_OVERDUE);
  v1::Preferences none;
  none.set_digest(v1::DIGEST_UNLESS_URGENT);
  office.prefers("p1", none);
  office.advance_to("2026-11-26", 450);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_DROPPED);
}

v1::NotifierSettings in_mode(const std::string& mode) {
  v1::NotifierSettings settings;
  settings.set_mode(mode);
  settings.set_team(" P1@example.vn , +84912345678");
  return settings;
}

class Testing : public Dispatches {
 protected:
  Testing() : Dispatches(in_mode("test")) {}
};

TEST_F(Testing, SendsNothingAndRecordsWhatItWouldHaveSent) {
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  EXPECT_TRUE(post.started.empty());
  EXPECT_EQ(state("n1"), v1::DELIVERY_STATE_SUPPRESSED);
  EXPECT_NE(office.mail("n1").dispatch_id(), "");
  EXPECT_EQ(office.mail("n1").last_answer(), "mode test: nothing is sent");
}

class Team : public Dispatches {
 protected:
  Team() : Dispatches(in_mode("team")) {}
};

TEST_F(Team, SendsToTheListedAddressesOnly) {
  office.stranger("p2", "p2@example.vn");
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  owed("n2", v1::NOTICE_REASON_DUE_TODAY, "p2");
  ASSERT_EQ(post.started.size(), 1U);
  EXPECT_EQ(post.started[0].to, "p1@example.vn");
  EXPECT_EQ(state("n2"), v1::DELIVERY_STATE_SUPPRESSED);
}

v1::NotifierSettings with_a_slash() {
  v1::NotifierSettings settings;
  settings.set_portal_url("https://giaoban.example/");
  return settings;
}

class UnderASlash : public Dispatches {
 protected:
  UnderASlash() : Dispatches(with_a_slash()) {}
};

// "//unsubscribe/..." is no page of the gateway.
TEST_F(UnderASlash, NameALinkThatLeadsSomewhere) {
  owed("n1", v1::NOTICE_REASON_DUE_TODAY);
  ASSERT_EQ(post.started.size(), 1U);
  EXPECT_NE(post.started[0].message.find("<https://giaoban.example/unsubscribe/"), std::string::npos);
}

v1::NotifierSettings slowly() {
  v1::NotifierSettings settings;
  settings.set_per_second(5);
  return settings;
}

class Slowly : public Dispatches {
 protected:
  Slowly() : Dispatches(slowly()) {}
};

TEST_F(Slowly, LetsOnlySoManyLeaveInASecond) {
  for (int i = 0; i < 12; ++i) {
    office.stranger("q" + std::to_string(i), "q" + std::to_string(i) + "@example.vn");
    owed("n" + std::to_string(i), v1::NOTICE_REASON_DUE_TODAY, "q" + std::to_string(i));
  }
  EXPECT_EQ(post.started.size(), 5U);
  office.house.clock().pass_machine(999'999);
  office.notifier.settle();
  EXPECT_EQ(post.started.size(), 5U);
  office.house.clock().pass_machine(1);
  office.notifier.settle();
  EXPECT_EQ(post.started.size(), 10U);
  office.pass_machine(1);
  EXPECT_EQ(post.started.size(), 12U);
}

}  // namespace
}  // namespace giaoban::test
