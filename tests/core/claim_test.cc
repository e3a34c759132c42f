// Claim and release: one person takes the paper on, and only that person decides until it is put back.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Claim, KeepsTheDecisionForOnePerson) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  EXPECT_EQ(paper.dossier.claimed_by(), "clerk");
  EXPECT_EQ(paper.by("second_clerk").approves(), "CLAIMED");
  EXPECT_EQ(paper.by("second_clerk").sends_back({remark("content")}), "CLAIMED");
  EXPECT_EQ(paper.by("second_clerk").rejects("x"), "CLAIMED");
  EXPECT_EQ(paper.by("second_clerk").forwards(), "CLAIMED");
  EXPECT_EQ(paper.by("second_clerk").claims(), "CLAIMED");
  EXPECT_EQ(paper.by("clerk").claims(), "NOT_OPEN") << "it is claimed already";
  EXPECT_EQ(paper.by("secretary").withdraws(), "ok") << "the author is not bound by it";
  EXPECT_EQ(paper.dossier.claimed_by(), "");
}

TEST(Claim, IsForTheOfficeAsked) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").claims(), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("other_clerk").claims(), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("other_clerk").releases(), "NOT_AUTHORISED");
}

TEST(Claim, EndsWhenThePaperMovesOn) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  ASSERT_EQ(paper.by("clerk").approves(), "ok");
  EXPECT_EQ(paper.dossier.claimed_by(), "");
  EXPECT_EQ(paper.by("officer").claims(), "ok");
}

TEST(Claim, IsANaturalPersonsAlsoThroughADelegation) {
  Town town;
  town.delegates("d", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, monday(17));
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("an").claims(), "ok");
  EXPECT_EQ(paper.by("clerk").approves(), "CLAIMED");
  EXPECT_EQ(paper.by("an").approves(), "ok");
}

TEST(Release, PutsItBackForTheOthers) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("clerk").releases(), "NOT_OPEN") << "nobody claimed it";
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  EXPECT_EQ(paper.by("second_clerk").releases(), "CLAIMED");
  ASSERT_EQ(paper.by("clerk").releases(), "ok");
  EXPECT_EQ(paper.by("second_clerk").approves(), "ok");
}

// The successor used to be told to ask somebody who was no longer there.
TEST(Claim, OfSomebodyWhoLeftBlocksNobody) {
  Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), paper.now);
  town.office("successor", "xa1", v1::ROLE_CLERK, paper.now);
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_AUTHORISED");
  Paper decided = paper;
  EXPECT_EQ(decided.by("successor").approves(), "ok");
  EXPECT_EQ(paper.by("successor").claims(), "ok") << "it passes to who comes after";
  EXPECT_EQ(paper.dossier.claimed_by(), "successor");
  EXPECT_EQ(paper.by("second_clerk").approves(), "CLAIMED");
}

TEST(Claim, OfAStandInEndsWithTheDelegation) {
  Town town;
  Paper paper(town);
  paper.submitted();
  town.delegates("d", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, paper.now + kHour);
  ASSERT_EQ(paper.by("an").claims(), "ok");
  EXPECT_EQ(paper.by("clerk").approves(), "CLAIMED");
  paper.now += kHour;
  EXPECT_EQ(paper.by("clerk").approves(), "ok");
}

TEST(Release, IsForTheOfficeOnceTheClaimantIsGone) {
  Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), paper.now);
  EXPECT_EQ(paper.by("clerk").releases(), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("second_clerk").releases(), "ok");
  EXPECT_EQ(paper.dossier.claimed_by(), "");
}

TEST(Release, WaitsWhileTheClaimantStillHasTheOfficeByDelegation) {
  Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), paper.now);
  town.delegates("d", office_of("second_clerk", "xa1", v1::ROLE_CLERK), "clerk", 0, monday(17));
  EXPECT_EQ(paper.by("second_clerk").releases(), "CLAIMED");
  EXPECT_EQ(paper.by("second_clerk").approves(), "CLAIMED");
}

}  // namespace
}  // namespace giaoban::core
