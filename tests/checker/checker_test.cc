// Every fault that the checker exists for is planted once, and found.
#include "tests/checker/checker.h"

#include <gtest/gtest.h>

#include "tests/checker/planted.h"

namespace giaoban::checker {
namespace {

v1::CheckerReport look(Planted& planted) {
  planted.write();
  return check(planted.data(), planted.acks());
}

TEST(Checker, FindsNothingWrongWhereNothingIs) {
  Planted planted;
  const auto report = look(planted);
  EXPECT_EQ(report.acknowledged(), 4U);
  EXPECT_EQ(report.lost(), 0U);
  EXPECT_EQ(report.duplicate_effects(), 0U);
  EXPECT_EQ(report.dossiers(), 2U);
  EXPECT_EQ(report.records(), 1U + 4 + 3);
  EXPECT_TRUE(report.state_equals_fold());
  EXPECT_TRUE(report.log_verified());
  EXPECT_TRUE(report.faults().empty()) << report.DebugString();
}

TEST(Checker, FindsAnAcknowledgementThatIsNotInTheLog) {
  Planted planted;
  auto line = planted.promised.back();
  line.set_request_id("request-9");
  line.set_position(99);
  planted.promised.push_back(line);
  const auto report = look(planted);
  EXPECT_EQ(report.lost(), 1U);
  EXPECT_TRUE(report.log_verified());
}

TEST(Checker, FindsAnAcknowledgementWhoseActStandsUnderAnotherName) {
  Planted planted;
  planted.promised[1].set_person_id("p2");
  EXPECT_EQ(look(planted).lost(), 1U);
}

TEST(Checker, FindsAnAcknowledgementThatPromisedAnotherState) {
  Planted planted;
  planted.promised[1].set_state("approved");
  EXPECT_EQ(look(planted).lost(), 1U);
}

TEST(Checker, FindsAnAcknowledgementThatPromisedAnotherVersion) {
  Planted planted;
  planted.promised[1].set_version(3);
  EXPECT_EQ(look(planted).lost(), 1U);
}

TEST(Checker, FindsATornLineAmongTheAcknowledgements) {
  Planted planted;
  planted.write();
  std::ofstream(planted.acks(), std::ios::app) << R"({"personId":"p1","requ)"
                                               << "\n";
  EXPECT_EQ(check(planted.data(), planted.acks()).lost(), 1U);
}

TEST(Checker, FindsThatTheFileOfAcknowledgementsIsGone) {
  Planted planted;
  planted.write();
  std::filesystem::remove(planted.acks());
  EXPECT_EQ(check(planted.data(), planted.acks()).lost(), 1U);
}

TEST(Checker, FindsARequestThatTookEffectAgainLater) {
  Planted planted;
  planted.comment(kFirstDossier, "c1", "request-4", 4);
  planted.open("0190a000-0000-7000-8000-000000000003", "p3", "request-1");
  planted.comment(kFirstDossier, "c1", "request-4", 5);
  EXPECT_EQ(look(planted).duplicate_effects(), 1U);
}

TEST(Checker, FindsARequestThatTookEffectTwiceInARow) {
  Planted planted;
  planted.comment(kFirstDossier, "c1", "request-4", 4);
  planted.comment(kFirstDossier, "c1", "request-4", 5);
  EXPECT_EQ(look(planted).duplicate_effects(), 1U);
}

TEST(Checker, LetsOneRequestWriteSeveralDifferentEventsSideBySide) {
  Planted planted;
  const std::string id = "0190a000-0000-7000-8000-000000000003";
  planted.open(id, "p3", "request-1");
  planted.comment(id, "p3", "request-1", 2);
  EXPECT_TRUE(look(planted).faults().empty());
}

TEST(Checker, FindsAVersionThatComesTwice) {
  Planted planted;
  planted.comment(kFirstDossier, "c1", "request-4", 3);
  EXPECT_EQ(look(planted).duplicate_effects(), 1U);
}

TEST(Checker, FindsAVersionThatIsMissing) {
  Planted planted;
  planted.comment(kFirstDossier, "c1", "request-4", 5);
  EXPECT_FALSE(look(planted).state_equals_fold());
}

TEST(Checker, FindsANoticeThatWasMadeTwice) {
  Planted planted;
  planted.notify("a/1/0/p1");
  EXPECT_EQ(look(planted).duplicate_effects(), 1U);
}

TEST(Checker, FindsAnObligationThatWasOpenedTwice) {
  Planted planted;
  planted.oblige("a/meeting_plan/2026-11");
  EXPECT_EQ(look(planted).duplicate_effects(), 1U);
}

TEST(Checker, FindsAnObligationThatWasMetTwiceUnlessItWasReopened) {
  Planted twice;
  twice.meet("a/meeting_plan/2026-11");
  EXPECT_EQ(look(twice).duplicate_effects(), 1U);
  Planted reopened;
  reopened.reopen("a/meeting_plan/2026-11");
  reopened.meet("a/meeting_plan/2026-11");
  EXPECT_EQ(look(reopened).duplicate_effects(), 0U);
}

TEST(Checker, FindsAnExemptionGivenTwiceUnlessItWasLifted) {
  Planted twice;
  twice.exempt("b/meeting_plan/2026-11");
  twice.exempt("b/meeting_plan/2026-11");
  EXPECT_EQ(look(twice).duplicate_effects(), 1U);
  Planted lifted;
  lifted.exempt("b/meeting_plan/2026-11");
  lifted.lift("b/meeting_plan/2026-11");
  lifted.exempt("b/meeting_plan/2026-11");
  EXPECT_EQ(look(lifted).duplicate_effects(), 0U);
}

TEST(Checker, FindsAStoredBodyThatWasAltered) {
  Planted planted;
  planted.folds[kFirstDossier].mutable_at()->set_state("draft");
  const auto report = look(planted);
  EXPECT_FALSE(report.state_equals_fold());
  EXPECT_EQ(report.lost(), 0U);
}

TEST(Checker, FindsARowThatSaysAnotherVersion) {
  Planted planted;
  planted.write();
  planted.run("router", "UPDATE dossier SET version = 7 WHERE version = 3");
  EXPECT_FALSE(check(planted.data(), planted.acks()).state_equals_fold());
}

TEST(Checker, FindsADossierThatIsNotStored) {
  Planted planted;
  planted.folds.erase(kSecondDossier);
  EXPECT_FALSE(look(planted).state_equals_fold());
}

TEST(Checker, FindsAStoredDossierThatTheLogDoesNotKnow) {
  Planted planted;
  planted.folds["0190a000-0000-7000-8000-000000000009"].set_version(1);
  EXPECT_FALSE(look(planted).state_equals_fold());
}

TEST(Checker, FindsAFlippedByteInEachLog) {
  for (const char* service : {"directory", "router", "reminder"}) {
    Planted planted;
    planted.write();
    planted.run(service, "UPDATE log SET record = substr(record, 1, length(record) - 1) || x'7a' WHERE position = 1");
    const auto report = check(planted.data(), planted.acks());
    EXPECT_FALSE(report.log_verified()) << service;
    ASSERT_FALSE(report.faults().empty());
    EXPECT_NE(report.faults(0).find("log of " + std::string(service) + ": record 1"), std::string::npos)
        << report.faults(0);
  }
}

TEST(Checker, FindsAPositionThatIsMissing) {
  Planted planted;
  planted.write();
  planted.run("router", "DELETE FROM log WHERE position = 2");
  const auto report = check(planted.data(), planted.acks());
  EXPECT_FALSE(report.log_verified());
  EXPECT_EQ(report.lost(), 1U);
}

TEST(Checker, FindsALogThatWasCutShort) {
  Planted planted;
  planted.write();
  planted.run("reminder", "DELETE FROM log WHERE position = (SELECT max(position) FROM log)");
  EXPECT_FALSE(check(planted.data(), planted.acks()).log_verified());
}

TEST(Checker, FindsALogWhoseFileIsGone) {
  Planted planted;
  planted.write();
  std::filesystem::remove(planted.data() + "/reminder.db");
  EXPECT_FALSE(check(planted.data(), planted.acks()).log_verified());
}

TEST(Checker, SaysAtMostTwentySentencesButCountsAll) {
  Planted planted;
  for (uint64_t i = 0; i < 30; ++i) planted.notify("a/1/0/p1");
  const auto report = look(planted);
  EXPECT_EQ(report.duplicate_effects(), 30U);
  EXPECT_EQ(report.faults_size(), 20);
}

}  // namespace
}  // namespace giaoban::checker
