// Reject: a final no, with its reason.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Reject, EndsTheWayAndSaysWhy) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").rejects("Không đúng thẩm quyền"), "ok");
  EXPECT_EQ(paper.state(), "rejected");
  EXPECT_TRUE(paper.dossier.at().end());
  EXPECT_FALSE(paper.dossier.at().has_holder());
  EXPECT_EQ(paper.last().rejected().paper().version(), 1U);
  EXPECT_EQ(paper.contents[3].text(), "Không đúng thẩm quyền");
  EXPECT_EQ(paper.by("clerk").rejects("x"), "CLOSED");
}

TEST(Reject, WantsAReason) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("clerk").rejects(""), "INVALID_FIELD reject.text");
  EXPECT_EQ(paper.by("clerk").rejects(" \n"), "INVALID_FIELD reject.text");
  EXPECT_EQ(paper.by("clerk").rejects(std::string(4'001, 'a')), "TOO_LARGE reject.text");
}

TEST(Reject, IsForTheOfficeAsked) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("other_clerk").rejects("x"), "NOT_AUTHORISED");
}

}  // namespace
}  // namespace giaoban::core
