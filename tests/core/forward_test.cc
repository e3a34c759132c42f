// Forward: the paper goes to the next level with an opinion.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Forward, HandsThePaperToTheNextLevel) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").forwards("Vượt thẩm quyền của xã"), "ok");
  EXPECT_EQ(paper.dossier.at().holder().unit_id(), "huyen");
  EXPECT_EQ(paper.contents[3].text(), "Vượt thẩm quyền của xã");
  ASSERT_EQ(paper.by("officer").forwards(), "ok");
  EXPECT_EQ(paper.dossier.at().holder().unit_id(), "tinh");
  EXPECT_EQ(paper.last().forwarded().paper().version(), 1U);
  EXPECT_EQ(paper.dossier.decided_hands_size(), 2);
  EXPECT_EQ(paper.dossier.asked_units_size(), 3);
  EXPECT_EQ(paper.by("provincial").approves(), "ok");
}

TEST(Forward, PassesOverALevelThatWasAskedInPlaceOfAMissingOne) {
  const Town town(Town::Shape::kWithoutDistrict);
  Paper paper(town);
  paper.at_district();
  ASSERT_EQ(paper.by("provincial").forwards(), "ok");
  EXPECT_EQ(paper.last().forwarded().entered().skipped(0), "province");
  EXPECT_EQ(paper.state(), "approved") << "where the approve of the state left out leads";
}

TEST(Forward, BoundsItsOpinion) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("clerk").forwards(std::string(4'001, 'a')), "TOO_LARGE forward.text");
  EXPECT_EQ(paper.by("officer").forwards(), "NOT_AUTHORISED");
}

TEST(Forward, RefusesWhileNobodyIsThere) {
  Town town;
  town.ends(office_of("provincial", "tinh", v1::ROLE_CLERK), monday(7));
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.by("officer").forwards(), "NOT_FOUND");
  EXPECT_EQ(paper.by("officer").approves(), "ok");
}

}  // namespace
}  // namespace giaoban::core
