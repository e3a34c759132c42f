// Climbing: who is told on which day about what is owed and about papers on their way, and when it stops.
#include <gtest/gtest.h>

#include <set>

#include "tests/reminder/apart.h"
#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

using Told = std::vector<std::string>;

class Climb : public ::testing::Test {
 protected:
  Climb() : d("2026-10-30 09:00") {
    d.settle_in();
    d.house.start();
    d.house.advance_to(at("2026-11-02 09:00"));
  }
  // Two of the three cells hand in, so that only the first is chased.
  void only_c1_is_silent() {
    for (const std::string n : {"2", "3"}) {
      d.open("d" + n, "c" + n, "p" + n);
      d.submit("d" + n, "p" + n);
      d.approve("d" + n);
    }
    before_ = d.told().size();
  }
  Told told_since() {
    auto all = d.told();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before_));
    before_ += all.size();
    return all;
  }
  District d;
  size_t before_ = 0;
};

TEST_F(Climb, TellsTheSecretaryBeforeOnAndAfterAndThenTheClerk) {
  only_c1_is_silent();
  d.house.advance_to(at("2026-11-20 06:59"));
  EXPECT_EQ(told_since(), Told{});
  d.house.advance_to(at("2026-11-20 07:00"));
  EXPECT_EQ(told_since(), Told{"p1 UPCOMING -3"});
  d.house.advance_to(at("2026-11-25 07:00"));
  EXPECT_EQ(told_since(), Told{"p1 DUE_TODAY 0"});
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_since(), (Told{"p1 OVERDUE 3", "clerk ESCALATION 3"}));
  d.house.advance_to(at("2026-11-30 23:00"));
  EXPECT_EQ(told_since(), Told{});
}

TEST_F(Climb, SaysWhatItIsAboutUnderAKeyOfItsOwn) {
  only_c1_is_silent();
  d.open("d1", "c1", "p1");
  d.house.advance_to(at("2026-11-25 09:00"));
  const auto notice = d.house.log_of("reminder").back().reminder().notice_due();
  EXPECT_EQ(notice.notice_id(), "c1/report/2026-11/0/0/p1");
  EXPECT_EQ(notice.obligation_id(), "c1/report/2026-11");
  EXPECT_EQ(notice.dossier_id(), "d1");
  EXPECT_EQ(notice.holder().unit_id(), "c1");
  EXPECT_EQ(notice.holder().role(), v1::ROLE_SECRETARY);
  EXPECT_EQ(notice.due_us(), at("2026-11-25 17:00"));
  EXPECT_EQ(notice.kind(), "report");
}

TEST_F(Climb, TellsTheDeputyOnlyWhereThereIsNoSecretary) {
  d.house.advance_to(at("2026-11-20 07:00"));
  EXPECT_EQ(d.told(), (Told{"p1 UPCOMING -3", "p2 UPCOMING -3", "p3 UPCOMING -3"}));
}

TEST_F(Climb, StopsWhenThePaperIsHandedIn) {
  only_c1_is_silent();
  d.open("d1", "c1", "p1");
  d.house.advance_to(at("2026-11-25 09:00"));
  d.submit("d1", "p1");
  told_since();
  d.house.advance_to(at("2026-12-01 00:00"));
  EXPECT_EQ(told_since(), Told{});
}

TEST_F(Climb, GoesOnWithWhatIsLeftOfTheLadderAfterAWithdrawal) {
  only_c1_is_silent();
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.house.advance_to(at("2026-11-23 09:00"));
  d.withdraw("d1", "p1");
  EXPECT_EQ(told_since(), Told{});
  d.house.advance_to(at("2026-11-30 09:00"));
  EXPECT_EQ(told_since(), (Told{"p1 DUE_TODAY 0", "p1 OVERDUE 3", "clerk ESCALATION 3"}));
}

TEST_F(Climb, TellsAPersonWithTwoOfficesOnce) {
  d.office("p1", "m", v1::ROLE_CLERK);
  d.house.settle();
  only_c1_is_silent();
  d.house.advance_to(at("2026-11-30 09:00"));
  EXPECT_EQ(told_since(), (Told{"p1 UPCOMING -3", "p1 DUE_TODAY 0", "p1 OVERDUE 3", "clerk ESCALATION 3"}));
}

TEST_F(Climb, NeverMakesANoticeTwiceAlsoAcrossRestarts) {
  for (const auto* moment : {"2026-11-20 07:00", "2026-11-25 07:00", "2026-11-30 07:00", "2026-12-20 07:00"}) {
    d.house.advance_to(at(moment));
    d.house.restart("reminder");
  }
  std::set<std::string> ids;
  for (const auto& record : d.house.log_of("reminder")) {
    if (!record.reminder().has_notice_due()) continue;
    EXPECT_TRUE(ids.insert(record.reminder().notice_due().notice_id()).second);
  }
  EXPECT_GE(ids.size(), 12U);
}

TEST_F(Climb, ChasesTheHolderOfAPaperThenTheirSuperiorAndTheAuthor) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.house.advance_to(at("2026-11-04 07:00"));
  EXPECT_EQ(told_since(), Told{"clerk DUE_TODAY 0"});
  d.house.advance_to(at("2026-11-05 07:00"));
  EXPECT_EQ(told_since(), (Told{"chief ESCALATION 1", "p1 OVERDUE 1"}));
}

// The ladder tells the superior; when that helps nothing the router's deadline moves the paper, and the chase with it.
TEST_F(Climb, FollowsAPaperThatItsDeadlineHandsUp) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.house.advance_to(at("2026-11-05 17:00"));
  EXPECT_EQ(told_since(), (Told{"clerk DUE_TODAY 0", "chief ESCALATION 1", "p1 OVERDUE 1"}));
  d.expire("d1", at("2026-11-10 17:00"));
  EXPECT_EQ(told_since(), Told{});
  d.house.advance_to(at("2026-11-10 07:00"));
  EXPECT_EQ(told_since(), Told{"chief DUE_TODAY 0"}) << "the clerk is asked no more";
}

TEST_F(Climb, LeavesTheReviewerAloneOnceThePaperIsWithItsAuthor) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.house.advance_to(at("2026-11-03 09:00"));
  d.send_back("d1", at("2026-11-06 17:00"));
  EXPECT_EQ(told_since(), Told{"p1 RETURNED 0"});
  d.house.advance_to(at("2026-11-07 09:00"));
  EXPECT_EQ(told_since(), Told{"p1 DUE_TODAY 0"});
}

TEST_F(Climb, PassesOverRungsThatWerePastWhenTheStateWasEntered) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-02 17:00"));  // entered at 09:00: the rung of 07:00 is over
  d.house.advance_to(at("2026-11-02 18:00"));
  EXPECT_EQ(told_since(), Told{});
}

TEST_F(Climb, WaitsWhileADecisionIsOnHoldAndGoesOnWhenItIsUndone) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.house.advance_to(at("2026-11-04 06:59"));
  d.reject("d1", at("2026-11-04 07:30"));
  d.house.advance_to(at("2026-11-04 07:10"));
  EXPECT_EQ(told_since(), Told{});
  d.undo("d1");
  EXPECT_EQ(told_since(), Told{"clerk DUE_TODAY 0"});
}

TEST_F(Climb, TellsTheAuthorOfAReturnOnlyOnceItIsSealed) {
  d.open("d1", "c1", "p1b");
  d.submit("d1", "p1b");
  d.send_back("d1", 0, at("2026-11-02 09:01"));
  EXPECT_EQ(told_since(), Told{});
  d.seal("d1");
  EXPECT_EQ(told_since(), Told{"p1b RETURNED 0"});
}

TEST_F(Climb, TellsTheAuthorOfADecisionButNotOfTheirOwnWithdrawal) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.approve("d1");
  EXPECT_EQ(told_since(), Told{"p1 DECIDED 0"});
  d.open("d2", "c2", "p2");
  d.submit("d2", "p2");
  d.withdraw("d2", "p2");
  EXPECT_EQ(told_since(), Told{});
}

TEST_F(Climb, CountsNoticesByRung) {
  only_c1_is_silent();
  d.house.advance_to(at("2026-11-30 09:00"));
  const auto summary = d.house.ask<v1::SummariseObligationsResponse>(
      "reminder", "ObligationService/SummariseObligations", v1::SummariseObligationsRequest(), As::operator_());
  std::vector<std::string> rungs;
  for (const auto& rung : summary.rungs()) {
    rungs.push_back(std::to_string(rung.days()) + " " + v1::Whom_Name(rung.whom()) + " " +
                    std::to_string(rung.count()));
  }
  EXPECT_EQ(rungs,
            (Told{"-3 WHOM_HOLDER 1", "0 WHOM_HOLDER 1", "0 WHOM_AUTHOR 2", "3 WHOM_HOLDER 1", "3 WHOM_SUPERIOR 1"}));
}

// The reminder was down over a due time; a paper was handed in meanwhile.
TEST(AfterAStart, NobodyIsChasedForAPaperHandedInMeanwhile) {
  District d("2026-11-02 09:00", District::Without());
  d.settle_in();
  Apart<reminder::ReminderService> reminder(d.house, "reminder",
                                            [] { return std::make_unique<reminder::ReminderService>(); });
  d.house.start();
  reminder.start();
  EXPECT_EQ(reminder.log().size(), 3U);  // opened
  reminder.die();
  d.house.advance_to(at("2026-11-24 09:00"));
  for (const std::string n : {"1", "2"}) {
    d.open("d" + n, "c" + n, "p" + n);
    d.submit("d" + n, "p" + n);
  }
  d.house.advance_to(at("2026-11-26 09:00"));
  reminder.start();
  EXPECT_EQ(District::told(reminder.log()), Told{"p3 DUE_TODAY 0"});
  int met = 0;
  int missed = 0;
  for (const auto& record : reminder.log()) {
    met += record.reminder().has_obligation_met();
    missed += record.reminder().has_obligation_missed();
  }
  EXPECT_EQ(met, 2);
  EXPECT_EQ(missed, 1);
}

TEST(AfterAStart, TheLaddersWaitForARouterThatCannotBeReached) {
  District d("2026-11-02 09:00", District::Without());
  d.settle_in();
  Apart<reminder::ReminderService> reminder(d.house, "reminder",
                                            [] { return std::make_unique<reminder::ReminderService>(); });
  d.house.start();
  d.house.wire().cut("router");
  reminder.start();
  d.house.clock().set_business(at("2026-11-20 07:00"));
  reminder.settle();
  EXPECT_TRUE(District::told(reminder.log()).empty());
  EXPECT_EQ(reminder.status().in_flight(), 1U);
  d.house.wire().heal("router");
  d.house.clock().pass_machine(2 * core::kSecond);
  reminder.settle();
  EXPECT_EQ(District::told(reminder.log()).size(), 3U);
  EXPECT_EQ(reminder.status().in_flight(), 0U);
}

}  // namespace
}  // namespace giaoban::test
