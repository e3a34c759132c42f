// Reopen: an ended dossier comes back where its kind says.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Reopen, BringsThePaperBackToItsAuthor) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").rejects("Sai thẩm quyền"), "ok");
  ASSERT_EQ(paper.by("secretary").reopens("Đã có uỷ quyền"), "ok");
  EXPECT_EQ(paper.state(), "returned");
  EXPECT_FALSE(paper.dossier.at().end());
  EXPECT_EQ(paper.contents[4].text(), "Đã có uỷ quyền");
  EXPECT_EQ(paper.by("secretary").saves({number("members", 4)}), "ok") << "nothing was marked, nothing is locked";
  EXPECT_EQ(paper.by("secretary").submits(), "ok");
}

TEST(Reopen, IsAlsoForTheOfficeAskedLast) {
  const Town town;
  Paper paper(town);
  paper.approved();
  EXPECT_EQ(paper.by("clerk").reopens("x"), "NOT_AUTHORISED") << "the commune was not asked last";
  EXPECT_EQ(paper.by("provincial").reopens("x"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("neighbour").reopens("x"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("second_officer").reopens("Có tình tiết mới"), "ok");
  EXPECT_EQ(paper.last().actor().unit_id(), "huyen");
}

TEST(Reopen, AsksAStateThatWasAskedBefore) {
  const Town town;
  Paper paper(town);
  paper.approved();
  ASSERT_EQ(paper.by("officer").reopens("Có tình tiết mới"), "ok");
  EXPECT_EQ(paper.state(), "district") << "it is not passed over";
  EXPECT_EQ(paper.by("officer").approves(), "OWN_PAPER") << "the round goes on: somebody else judges";
  EXPECT_EQ(paper.by("second_officer").approves(), "ok");
}

TEST(Reopen, IsForTheAuthorAloneWhenNobodyWasAsked) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  EXPECT_EQ(paper.by("clerk").reopens("x"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("deputy").reopens("x"), "ok");
  EXPECT_EQ(paper.state(), "draft");
}

TEST(Reopen, WantsAReason) {
  const Town town;
  Paper paper(town);
  paper.approved();
  EXPECT_EQ(paper.by("secretary").reopens(""), "INVALID_FIELD reopen.text");
  EXPECT_EQ(paper.by("secretary").reopens(std::string(4'001, 'a')), "TOO_LARGE reopen.text");
}

TEST(Reopen, IsOnlyForAnEndThatTheKindOpens) {
  Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").reopens("x"), "NOT_OPEN");
  v1::Move& move = *town.state("commune").add_moves();
  move.set_verb(v1::VERB_REOPEN);
  move.set_to("draft");
  EXPECT_EQ(paper.by("secretary").reopens("x"), "NOT_OPEN") << "it has not ended";
  paper.now = paper.dossier.at().due_us();
  Paper late(town);
  late.drafted();
  late.now = late.dossier.at().expires_us();
  ASSERT_EQ(late.deadline().expires(1), "ok");
  EXPECT_EQ(late.by("secretary").reopens("x"), "NOT_OPEN");
}

TEST(Reopen, IsCountedWhereTheKindBoundsIt) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").rejects("x"), "ok");
  ASSERT_EQ(paper.by("secretary").reopens("x"), "ok");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  ASSERT_EQ(paper.by("clerk").rejects("x"), "ok");
  EXPECT_EQ(paper.by("secretary").reopens("x"), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
