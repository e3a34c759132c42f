// What must hold before any verb: four eyes in every form, the order of the questions, bounds of moves.
#include "workflows/core/verbs/guard.h"

#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

// Every way to decide at the commune, as this person.
void expect_all(Paper& paper, const std::string& person, const std::string& answer) {
  EXPECT_EQ(paper.by(person).approves(), answer) << person;
  EXPECT_EQ(paper.by(person).sends_back({remark("content")}), answer) << person;
  EXPECT_EQ(paper.by(person).rejects("Không"), answer) << person;
  EXPECT_EQ(paper.by(person).forwards(), answer) << person;
}

TEST(FourEyes, KeepAnAuthorWithASecondOfficeFromDeciding) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  expect_all(paper, "secretary", "OWN_PAPER");
  EXPECT_EQ(paper.by("clerk").approves(), "ok");
}

TEST(FourEyes, KeepAnAuthorFromDecidingForSomebodyElse) {
  Town town;
  town.delegates("d", office_of("clerk", "xa1", v1::ROLE_CLERK), "secretary", 0, monday(17));
  Paper paper(town);
  paper.submitted();
  expect_all(paper, "secretary", "OWN_PAPER");
}

TEST(FourEyes, KeepSomebodyElseFromDecidingForAnAuthor) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  town.delegates("d", office_of("secretary", "xa1", v1::ROLE_CLERK), "an", 0, monday(17));
  Paper paper(town);
  paper.submitted();
  expect_all(paper, "an", "OWN_PAPER");
}

TEST(FourEyes, CountWhoeverWroteSavedOrLentTheirOfficeToTheAuthor) {
  Town town;
  town.delegates("d", office_of("deputy", "thon1", v1::ROLE_DEPUTY_SECRETARY), "an", 0, monday(17));
  for (const char* person : {"deputy", "an"}) town.office(person, "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.drafted();
  ASSERT_EQ(paper.by("an").saves({number("members", 3)}), "ok");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  expect_all(paper, "an", "OWN_PAPER");
  expect_all(paper, "deputy", "OWN_PAPER");
}

TEST(FourEyes, KeepADeciderFromDecidingAgainHigherUp) {
  Town town;
  town.office("clerk", "huyen", v1::ROLE_CLERK);
  Paper paper(town);
  paper.at_district();
  expect_all(paper, "clerk", "OWN_PAPER");
  town.delegates("d", office_of("officer", "huyen", v1::ROLE_CLERK), "second_clerk", 0, monday(17));
  EXPECT_EQ(paper.by("second_clerk").approves(), "ok") << "who did not decide may";
}

TEST(FourEyes, KeepWhoWasRepresentedFromDecidingHigherUp) {
  Town town;
  town.delegates("d", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, monday(17));
  town.office("clerk", "huyen", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("an").approves(), "ok");
  expect_all(paper, "clerk", "OWN_PAPER");
}

TEST(FourEyes, AreGivenUpOnlyByTheMoveItself) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  town.move("commune", v1::VERB_APPROVE).set_four_eyes(false);
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").rejects("Không"), "OWN_PAPER");
  EXPECT_EQ(paper.by("secretary").approves(), "ok");
}

TEST(FourEyes, LetASuccessorDecide) {
  Town town;
  town.office("newcomer", "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("newcomer").approves(), "ok");
}

TEST(FourEyes, DoNotConcernReceivingClaimingOrRemarks) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").receives(), "ok");
  EXPECT_EQ(paper.by("secretary").comments("Đã chuyển"), "ok");
}

TEST(Guard, AsksForTheVersionBeforeAnythingElse) {
  const Town town;
  Paper paper(town);
  paper.approved();
  paper.sees_version = 3;
  EXPECT_EQ(paper.by("nobody").approves(), "STALE_VERSION expected_version");
  EXPECT_EQ(paper.by("nobody").comments("x"), "STALE_VERSION expected_version");
  EXPECT_EQ(paper.by("nobody").expires(9), "STALE_VERSION expected_version");
}

TEST(Guard, AsksWhetherItIsOpenBeforeWhoAsks) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("nobody").approves(), "NOT_OPEN");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.by("nobody").approves(), "NOT_AUTHORISED");
}

TEST(Guard, AsksForFourEyesBeforeTheClaimAndBeforeWhatWasSent) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  EXPECT_EQ(paper.by("secretary").rejects(""), "OWN_PAPER");
  EXPECT_EQ(paper.by("second_clerk").rejects(""), "CLAIMED");
  EXPECT_EQ(paper.by("clerk").rejects(""), "INVALID_FIELD reject.text");
}

TEST(Guard, ClosesEveryVerbAtAnEnd) {
  const Town town;
  Paper paper(town);
  paper.approved();
  EXPECT_EQ(paper.by("secretary").saves({text("content", "x")}), "CLOSED");
  EXPECT_EQ(paper.by("secretary").submits(), "CLOSED");
  EXPECT_EQ(paper.by("officer").receives(), "CLOSED");
  EXPECT_EQ(paper.by("officer").claims(), "CLOSED");
  EXPECT_EQ(paper.by("officer").releases(), "CLOSED");
  EXPECT_EQ(paper.by("officer").sends_back({remark("content")}), "CLOSED");
  EXPECT_EQ(paper.by("officer").rejects("x"), "CLOSED");
  EXPECT_EQ(paper.by("officer").forwards(), "CLOSED");
  EXPECT_EQ(paper.by("secretary").withdraws(), "CLOSED");
  EXPECT_EQ(paper.by("secretary").attaches({}), "CLOSED");
  EXPECT_EQ(paper.deadline().expires(paper.dossier.generation()), "CLOSED");
  EXPECT_EQ(paper.by("officer").undoes(), "NOT_PENDING");
  EXPECT_EQ(paper.by("officer").seals(), "NOT_PENDING");
}

TEST(Guard, BoundsAMoveStateByState) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  for (int round = 1; round <= 2; ++round) {
    ASSERT_EQ(paper.by("clerk").sends_back({remark("content")}), "ok") << round;
    ASSERT_EQ(paper.by("secretary").submits(), "ok");
  }
  EXPECT_EQ(paper.by("clerk").sends_back({remark("content")}), "NOT_OPEN") << "twice is all that the kind allows";
  ASSERT_EQ(paper.by("clerk").approves(), "ok");
  EXPECT_EQ(paper.by("officer").sends_back({remark("content")}), "ok") << "another state has its own count";
}

TEST(Guard, BoundsAMoveThatDoesNotLeadBackByTheRounds) {
  Town town;
  town.move("commune", v1::VERB_APPROVE).set_at_most(1);
  Paper paper(town);
  paper.at_district();
  ASSERT_EQ(paper.by("officer").sends_back({remark("content")}), "ok");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_OPEN");
  EXPECT_EQ(paper.by("clerk").forwards(), "ok");
}

TEST(Guard, RefusesWhenTheKindOrTheStateIsNotKnown) {
  Town town;
  Paper paper(town);
  paper.submitted();
  paper.kind_known = false;
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_FOUND");
  EXPECT_EQ(paper.deadline().expires(1), "NOT_FOUND");
  paper.kind_known = true;
  town.state("commune").set_name("renamed");
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_OPEN");
  EXPECT_EQ(paper.deadline().expires(1), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
