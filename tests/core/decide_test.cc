// Decide as a whole: existence, versions, every verb in its table, and what a person sees as open.
#include "workflows/core/decide.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Decide, RefusesACommandWithoutAVerb) {
  const Town town;
  Paper paper(town);
  EXPECT_EQ(paper.by("secretary").does({}), "INVALID_FIELD verb");
}

TEST(Decide, KnowsEveryVerbOfTheContract) {
  const Town town;
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  ASSERT_EQ(verbs->field_count(), v1::Verb_MAX);
  for (int i = 0; i < verbs->field_count(); ++i) {
    v1::DecideRequest command;
    command.GetReflection()->MutableMessage(&command, verbs->field(i));
    Paper paper(town);
    const std::string expected = verbs->field(i)->name() == "open" ? "NOT_FOUND open.kind" : "NOT_FOUND dossier_id";
    EXPECT_EQ(paper.by("secretary").does(command), expected) << verbs->field(i)->name();
    EXPECT_NE(paper.drafted().by("secretary").does(command), "INVALID_FIELD verb") << verbs->field(i)->name();
  }
}

TEST(Decide, WantsThePresentVersionOfEveryPersonForEveryVerb) {
  const Town town;
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  for (int i = 1; i < verbs->field_count(); ++i) {
    v1::DecideRequest command;
    command.GetReflection()->MutableMessage(&command, verbs->field(i));
    Paper paper(town);
    paper.submitted();
    for (const uint64_t version : {0U, 1U, 3U}) {
      paper.sees_version = version;
      EXPECT_EQ(paper.by("secretary").does(command), "STALE_VERSION expected_version") << verbs->field(i)->name();
    }
  }
}

TEST(Decide, AsksNoVersionOfTheRoutersOwnDeadline) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  paper.sees_version = 0;
  paper.now = paper.dossier.at().expires_us();
  EXPECT_EQ(paper.deadline().expires(1), "ok");
}

TEST(OpenVerbs, AreThoseOfTheStateInTheKindsOrder) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.verbs_for("secretary"), "save, attach, submit, withdraw");
  EXPECT_EQ(paper.verbs_for("neighbour"),
            "save: NOT_AUTHORISED, attach: NOT_AUTHORISED, submit: NOT_AUTHORISED, withdraw: NOT_AUTHORISED");
}

TEST(OpenVerbs, SayWhyEachIsClosed) {
  Town town;
  town.office("secretary", "xa1", v1::ROLE_CLERK);
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.verbs_for("clerk"),
            "receive, claim, release: NOT_OPEN, approve, send_back, reject, forward, withdraw: NOT_AUTHORISED");
  EXPECT_EQ(paper.verbs_for("secretary"),
            "receive, claim, release: NOT_OPEN, approve: OWN_PAPER, send_back: OWN_PAPER, reject: OWN_PAPER, "
            "forward: OWN_PAPER, withdraw");
  ASSERT_EQ(paper.by("clerk").claims(), "ok");
  ASSERT_EQ(paper.by("clerk").receives(), "ok");
  EXPECT_EQ(paper.verbs_for("second_clerk"),
            "receive: NOT_OPEN, claim: CLAIMED, release: CLAIMED, approve: CLAIMED, send_back: CLAIMED, "
            "reject: CLAIMED, forward: CLAIMED, withdraw: NOT_AUTHORISED");
}

TEST(OpenVerbs, CarryTheLabelOfTheMoveOrTheVerbsOwn) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  const auto verbs = open_verbs(paper.dossier, paper.context("clerk"));
  EXPECT_EQ(verbs[3].label().vi(), "Đồng ý");
  EXPECT_EQ(verbs[4].label().vi(), "Trả lại");
}

TEST(OpenVerbs, EndWithUndoAndSealWhileADecisionWaits) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  paper.hold = kMinute;
  ASSERT_EQ(paper.by("officer").approves(), "ok");
  EXPECT_EQ(paper.verbs_for("officer"),
            "claim: NOT_OPEN, approve: NOT_OPEN, send_back: NOT_OPEN, reject: NOT_OPEN, forward: NOT_OPEN, undo, seal");
  EXPECT_EQ(paper.verbs_for("second_officer"),
            "claim: NOT_OPEN, approve: NOT_OPEN, send_back: NOT_OPEN, reject: NOT_OPEN, forward: NOT_OPEN, "
            "undo: NOT_AUTHORISED, seal: NOT_AUTHORISED");
}

TEST(OpenVerbs, AreWhatDecideAllows) {
  const Town town;
  Paper paper(town);
  paper.approved();
  EXPECT_EQ(paper.verbs_for("secretary"), "reopen");
  EXPECT_EQ(paper.verbs_for("clerk"), "reopen: NOT_AUTHORISED");
  paper.kind_known = false;
  EXPECT_EQ(paper.verbs_for("secretary"), "");
}

TEST(OpenVerbs, ShowARemarkWhereTheKindOffersOne) {
  Town town;
  town.state("approved").add_moves()->set_verb(v1::VERB_COMMENT);
  Paper paper(town);
  paper.approved();
  EXPECT_EQ(paper.verbs_for("clerk"), "reopen: NOT_AUTHORISED, comment");
}

}  // namespace
}  // namespace giaoban::core
