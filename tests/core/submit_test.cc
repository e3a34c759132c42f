// Submit: the paper goes to whoever is asked, and a new round begins.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Submit, HandsThePaperToTheCommune) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  paper.now += kHour;
  ASSERT_EQ(paper.by("deputy").submits(), "ok");
  const v1::Submitted& submitted = paper.last().submitted();
  EXPECT_EQ(submitted.entered().state(), "commune");
  EXPECT_EQ(submitted.round(), 1U);
  EXPECT_EQ(submitted.paper().version(), 1U);
  EXPECT_EQ(submitted.paper().digest(), "digest 1");
  EXPECT_EQ(paper.dossier.rounds(), 1U);
  EXPECT_EQ(paper.dossier.first_submitted_us(), paper.now);
  EXPECT_EQ(paper.dossier.asked_units(0), "xa1");
  EXPECT_EQ(paper.dossier.author_hands_size(), 2) << "whoever hands in is an author";
}

TEST(Submit, WantsEveryRequiredField) {
  const Town town;
  Paper paper(town);
  ASSERT_EQ(paper.by("secretary").opens(), "ok");
  EXPECT_EQ(paper.by("secretary").submits(), "FIELD_REQUIRED content");
  ASSERT_EQ(paper.by("secretary").saves({text("content", "x"), text("sort", "thematic")}), "ok");
  EXPECT_EQ(paper.by("secretary").submits(), "FIELD_REQUIRED theme");
}

TEST(Submit, IsForTheAuthorAndOnlyOnce) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("clerk").submits(), "NOT_AUTHORISED");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.by("secretary").submits(), "NOT_OPEN");
}

TEST(Submit, RefusesWhileNobodyCanBeAsked) {
  Town town;
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), monday(7));
  town.ends(office_of("second_clerk", "xa1", v1::ROLE_CLERK), monday(7));
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").submits(), "NOT_FOUND");
}

TEST(Submit, BeginsANewRoundAfterAReturn) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  const int64_t first = paper.dossier.first_submitted_us();
  ASSERT_EQ(paper.by("officer").sends_back({remark("content")}), "ok");
  EXPECT_EQ(paper.dossier.remarks_size(), 1);
  paper.now += kDay;
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.dossier.rounds(), 2U);
  EXPECT_EQ(paper.state(), "commune") << "units of the last round are asked again";
  EXPECT_EQ(paper.dossier.asked_units_size(), 1);
  EXPECT_TRUE(paper.dossier.decided_hands().empty());
  EXPECT_TRUE(paper.dossier.remarks().empty());
  EXPECT_FALSE(paper.dossier.has_remarks_content());
  EXPECT_EQ(paper.dossier.first_submitted_us(), first);
  EXPECT_EQ(paper.by("clerk").approves(), "ok") << "who decided in the last round may decide again";
}

TEST(Submit, IsBoundedStateByState) {
  Town town;
  town.move("returned", v1::VERB_SUBMIT).set_at_most(1);
  Paper paper(town);
  paper.returned();
  EXPECT_EQ(paper.by("secretary").submits(), "ok") << "the first hand-in was from the draft";
  ASSERT_EQ(paper.by("clerk").sends_back({remark("content")}), "ok");
  EXPECT_EQ(paper.by("secretary").submits(), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
