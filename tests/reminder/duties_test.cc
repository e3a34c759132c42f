// What units owe: opened with the period, met, missed, taken back, and open again, as the router's events tell.
#include <gtest/gtest.h>

#include <set>

#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

class Duties : public ::testing::Test {
 protected:
  explicit Duties(const std::string& begins = "2026-10-30 09:00") : d(begins) {
    d.settle_in();
    d.house.start();
  }
  uint64_t count(v1::ObligationState state, const std::string& period = "2026-11") {
    v1::SummariseObligationsRequest request;
    request.set_period(period);
    const auto summary = d.house.ask<v1::SummariseObligationsResponse>(
        "reminder", "ObligationService/SummariseObligations", request, As::operator_());
    uint64_t count = 0;
    for (const auto& entry : summary.counts()) count += entry.state() == state ? entry.count() : 0;
    return count;
  }
  std::vector<std::string> happened() {
    std::vector<std::string> list;
    for (const auto& record : d.house.log_of("reminder")) {
      const auto& e = record.reminder();
      if (e.has_obligation_met()) list.push_back("met by " + e.obligation_met().dossier_id());
      if (e.has_obligation_missed()) list.push_back("missed");
      if (e.has_obligation_reopened()) list.push_back("reopened");
    }
    return list;
  }
  using Happened = std::vector<std::string>;
  District d;
};

class InNovember : public Duties {
 protected:
  InNovember() { d.house.advance_to(at("2026-11-10 09:00")); }
};

TEST_F(Duties, OpenForEveryCellWhenThePeriodComes) {
  EXPECT_TRUE(d.house.log_of("reminder").empty());  // October was due before anybody was known
  EXPECT_EQ(d.house.status("reminder").next_due_us(), at("2026-11-01 00:00"));
  d.house.advance_to(at("2026-11-01 00:00"));
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 3U);
  const auto owed = d.obligation("c2");
  EXPECT_EQ(owed.obligation_id(), "c2/report/2026-11");
  EXPECT_EQ(owed.due_us(), at("2026-11-25 17:00"));
  EXPECT_EQ(owed.opened_us(), at("2026-11-01 00:00"));
}

TEST_F(Duties, OpenForEachPeriodThatPassedWhileNobodyLooked) {
  d.house.clock().set_business(at("2027-01-15 09:00"));
  d.house.settle();
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING, "2026-11"), 3U);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING, "2026-12"), 3U);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN, "2027-01"), 3U);
  EXPECT_TRUE(d.told().empty());  // rungs before the opening are passed over
}

TEST_F(InNovember, OpenAtOnceForAKindPublishedAfterTheOpeningDay) {
  d.publish(report_kind("plan"), "plan");
  d.house.settle();
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 6U);
}

TEST_F(InNovember, StayAsTheyWereOpenedWhenANewVersionIsPublished) {
  auto file = report_kind();
  file.replace(file.find("due_day: 25"), 11, "due_day: 20");
  d.publish(file);
  d.house.advance_to(at("2026-12-02 09:00"));
  EXPECT_EQ(d.obligation("c1").due_us(), at("2026-11-25 17:00"));
  EXPECT_EQ(d.obligation("c1", "2026-12").due_us(), at("2026-12-21 17:00"));  // the 20th is a Sunday
}

TEST_F(InNovember, OpenForAUnitAddedWithinThePeriod) {
  d.unit("c4", "m", v1::LEVEL_CELL);
  d.house.settle();
  EXPECT_EQ(d.obligation("c4").state(), v1::OBLIGATION_STATE_OPEN);
}

TEST_F(InNovember, AreNotOwedByAUnitAddedAfterTheDueTime) {
  d.house.advance_to(at("2026-11-26 09:00"));
  d.unit("c4", "m", v1::LEVEL_CELL);
  d.house.advance_to(at("2026-12-01 09:00"));
  EXPECT_EQ(d.obligation("c4").unit_id(), "");
  EXPECT_EQ(d.obligation("c4", "2026-12").unit_id(), "c4");
}

TEST_F(Duties, OpenOncePerUnitForAThousandCellsAlsoAfterARestartHalfWay) {
  for (int i = 0; i < 1000; ++i) d.unit("x" + std::to_string(i), "m", v1::LEVEL_CELL);
  d.house.settle();
  d.house.clock().set_business(at("2026-11-01 00:00"));
  d.house.turn();
  d.house.turn();
  const auto before = d.house.log_of("reminder").size();
  EXPECT_GT(before, 0U);
  EXPECT_LT(before, 1003U);
  d.house.restart("reminder");
  std::set<std::string> ids;
  for (const auto& record : d.house.log_of("reminder")) {
    EXPECT_TRUE(ids.insert(record.reminder().obligation_opened().obligation().obligation_id()).second);
  }
  EXPECT_EQ(ids.size(), 1003U);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 1003U);
}

TEST_F(InNovember, LinkThePaperThatWasBegun) {
  d.open("d1", "c1", "p1");
  EXPECT_EQ(d.obligation("c1").dossier_id(), "d1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_OPEN);
  EXPECT_EQ(d.obligation("c2").dossier_id(), "");
}

TEST_F(InNovember, AreOnTimeWhenHandedInByTheDueMoment) {
  d.open("d1", "c1", "p1");
  d.house.advance_to(at("2026-11-25 17:00"));
  d.submit("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  EXPECT_EQ(d.obligation("c1").submitted_us(), at("2026-11-25 17:00"));
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 2U);
  EXPECT_EQ(happened(), Happened{"met by d1"});
}

TEST_F(InNovember, AreMissedWhenTheDueMomentIsOverAndLateAfterwards) {
  d.open("d1", "c1", "p1");
  d.house.advance_to(at("2026-11-25 17:01"));
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING), 3U);
  d.submit("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_LATE);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING), 2U);
  EXPECT_EQ(happened(), (Happened{"missed", "missed", "missed", "met by d1"}));
}

TEST_F(InNovember, StayMetWhileThePaperIsSentBackAndHandedInAgain) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.send_back("d1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  d.house.advance_to(at("2026-11-27 09:00"));
  d.submit("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  EXPECT_EQ(d.obligation("c1").submitted_us(), at("2026-11-10 09:00"));
}

TEST_F(InNovember, AreOpenAgainWhenThePaperIsWithdrawn) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.withdraw("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_OPEN);
  EXPECT_EQ(d.obligation("c1").dossier_id(), "");
  EXPECT_EQ(d.obligation("c1").submitted_us(), 0);
  d.house.advance_to(at("2026-11-25 18:00"));
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_MISSING);
  EXPECT_EQ(happened(), (Happened{"met by d1", "reopened", "missed", "missed", "missed"}));
}

TEST_F(InNovember, AreMissingAtOnceWhenThePaperIsRejectedAfterTheDueTime) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.house.advance_to(at("2026-11-27 09:00"));
  d.reject("d1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_MISSING);
  d.open("d2", "c1", "p1");
  d.submit("d2", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_LATE);
  EXPECT_EQ(d.obligation("c1").dossier_id(), "d2");
}

TEST_F(InNovember, AreAnsweredByAnotherPaperWhenOneIsTakenBack) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.house.advance_to(at("2026-11-12 09:00"));
  d.open("d2", "c1", "p1");
  d.submit("d2", "p1");
  EXPECT_EQ(d.obligation("c1").dossier_id(), "d1");
  d.withdraw("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  EXPECT_EQ(d.obligation("c1").dossier_id(), "d2");
  EXPECT_EQ(d.obligation("c1").submitted_us(), at("2026-11-12 09:00"));
  EXPECT_EQ(happened(), (Happened{"met by d1", "met by d2"}));
}

TEST_F(InNovember, AreNotReopenedByARejectionOnHoldBeforeItSeals) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.reject("d1", at("2026-11-10 09:01"));
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  d.undo("d1");
  d.reject("d1", at("2026-11-10 09:02"));
  d.seal("d1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_OPEN);
}

TEST_F(Duties, AreMetAtOnceByAPaperThatWasHandedInBeforeTheyOpened) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.house.advance_to(at("2026-11-01 00:00"));
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_ON_TIME);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 2U);
}

TEST_F(InNovember, DoNotMindAPaperOfAnotherPeriod) {
  d.open("d1", "c1", "p1", "2026-10");
  d.submit("d1", "p1");
  EXPECT_EQ(d.obligation("c1").state(), v1::OBLIGATION_STATE_OPEN);
}

TEST_F(InNovember, AreCountedAsTheyAreListed) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.house.advance_to(at("2026-11-30 09:00"));
  d.house.restart("reminder");
  EXPECT_EQ(count(v1::OBLIGATION_STATE_ON_TIME), 1U);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING), 2U);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 0U);
}

}  // namespace
}  // namespace giaoban::test
