// Comment: whoever may read leaves a remark, at any time.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Comment, ChangesNothingButItsCount) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  v1::Dossier expected = paper.dossier;
  ASSERT_EQ(paper.by("clerk").comments("Đã gọi điện cho bí thư"), "ok");
  expected.set_comments(1);
  expected.set_version(3);
  EXPECT_EQ(paper.dossier.SerializeAsString(), expected.SerializeAsString());
  EXPECT_EQ(paper.contents[3].text(), "Đã gọi điện cho bí thư");
}

TEST(Comment, IsForWhoeverMayRead) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  for (const char* person : {"secretary", "deputy", "clerk", "officer", "provincial"}) {
    EXPECT_EQ(paper.by(person).comments("x"), "ok") << person;
  }
  for (const char* person : {"neighbour", "other_clerk", "nobody"}) {
    EXPECT_EQ(paper.by(person).comments("x"), "NOT_AUTHORISED") << person;
  }
  EXPECT_EQ(paper.deadline().comments("x"), "NOT_AUTHORISED");
}

TEST(Comment, IsOpenInEveryStateAndAfterTheEnd) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("clerk").comments("x"), "ok");
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  EXPECT_EQ(paper.by("secretary").comments("x"), "ok");
  EXPECT_EQ(paper.by("provincial").comments("x"), "ok");
  EXPECT_EQ(paper.state(), "withdrawn");
}

TEST(Comment, WantsOneToFourThousandCharacters) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").comments("\t"), "INVALID_FIELD comment.text");
  EXPECT_EQ(paper.by("secretary").comments(std::string(4'001, 'a')), "TOO_LARGE comment.text");
}

TEST(Comment, IsSaidInTheOfficeThatThePaperWaitsFor) {
  Town town;
  town.office("clerk", "tinh", v1::ROLE_BOARD);
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").comments("x"), "ok");
  EXPECT_EQ(paper.last().actor().unit_id(), "xa1");
}

}  // namespace
}  // namespace giaoban::core
