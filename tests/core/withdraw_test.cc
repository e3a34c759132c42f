// Withdraw: the author takes the paper back before a decision.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Withdraw, BringsThePaperBackFromWhereverTheKindAllows) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("deputy").withdraws("Cần xem lại số liệu"), "ok");
  EXPECT_EQ(paper.state(), "draft");
  EXPECT_EQ(paper.contents[3].text(), "Cần xem lại số liệu");
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_OPEN");
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  EXPECT_EQ(paper.state(), "withdrawn");
  EXPECT_TRUE(paper.dossier.at().end());
}

TEST(Withdraw, IsForTheAuthorOnly) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  for (const char* person : {"clerk", "neighbour", "officer"}) {
    EXPECT_EQ(paper.by(person).withdraws(), "NOT_AUTHORISED") << person;
  }
}

TEST(Withdraw, IsNotOpenOnceTheDistrictIsAsked) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.by("secretary").withdraws(), "NOT_OPEN");
}

TEST(Withdraw, BoundsItsWords) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").withdraws(std::string(4'001, 'a')), "TOO_LARGE withdraw.text");
}

TEST(Withdraw, IsCountedWhereTheKindBoundsIt) {
  Town town;
  town.move("commune", v1::VERB_WITHDRAW).set_at_most(1);
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.by("secretary").withdraws(), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
