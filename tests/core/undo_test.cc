// Undo: whoever decided takes it back before it seals, and nothing has happened.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

struct Held {
  Held() : paper(town) {
    paper.submitted();
    before = paper.dossier;
    paper.hold = 10 * kMinute;
  }
  Town town;
  Paper paper;
  v1::Dossier before;
};

TEST(Hold, LeavesThePaperWhereItStandsUntilItSeals) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves("Đồng ý"), "ok");
  EXPECT_EQ(it.paper.last().approved().seals_us(), it.paper.now + 10 * kMinute);
  EXPECT_EQ(it.paper.state(), "commune");
  EXPECT_EQ(it.paper.dossier.version(), 3U);
  const v1::Pending& pending = it.paper.dossier.pending();
  EXPECT_EQ(pending.verb(), v1::VERB_APPROVE);
  EXPECT_EQ(pending.entered().state(), "district");
  EXPECT_EQ(pending.actor().person_id(), "clerk");
  EXPECT_EQ(pending.seals_us(), it.paper.now + 10 * kMinute);
  EXPECT_EQ(pending.version(), 3U);
  EXPECT_EQ(pending.content().digest(), "digest 3");
  EXPECT_EQ(it.paper.dossier.generation(), pending.entered().generation());
  EXPECT_TRUE(it.paper.dossier.decided_hands().empty());
}

TEST(Hold, BlocksEverythingButRemarksUndoAndSeal) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.by("clerk").approves(), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("second_clerk").rejects("x"), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("clerk").receives(), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("clerk").claims(), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("clerk").releases(), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("secretary").withdraws(), "NOT_OPEN");
  EXPECT_EQ(it.paper.by("secretary").comments("x"), "ok");
}

TEST(Hold, IsTheSameForEveryDecision) {
  for (const v1::Verb verb : {v1::VERB_APPROVE, v1::VERB_SEND_BACK, v1::VERB_REJECT, v1::VERB_FORWARD}) {
    Held it;
    Doer clerk = it.paper.by("clerk");
    const std::string answer = verb == v1::VERB_APPROVE     ? clerk.approves()
                               : verb == v1::VERB_SEND_BACK ? clerk.sends_back({remark("content")})
                               : verb == v1::VERB_REJECT    ? clerk.rejects("x")
                                                            : clerk.forwards();
    ASSERT_EQ(answer, "ok");
    EXPECT_EQ(it.paper.dossier.pending().verb(), verb);
    EXPECT_EQ(it.paper.state(), "commune");
    EXPECT_TRUE(it.paper.dossier.remarks().empty());
    ASSERT_EQ(it.paper.by("clerk").undoes(), "ok");
    EXPECT_FALSE(it.paper.dossier.has_pending());
  }
}

TEST(Undo, PutsEverythingBack) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").sends_back({remark("content")}), "ok");
  it.paper.now += 10 * kMinute - 1;
  ASSERT_EQ(it.paper.by("clerk").undoes(), "ok");
  it.before.set_version(it.paper.dossier.version());
  it.before.set_generation(it.paper.dossier.generation());
  EXPECT_EQ(it.paper.dossier.SerializeAsString(), it.before.SerializeAsString());
  EXPECT_EQ(it.paper.by("clerk").approves(), "ok") << "the same person may decide anew";
}

TEST(Undo, IsForWhoeverDecidedAndBeforeItSeals) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.by("second_clerk").undoes(), "NOT_AUTHORISED");
  EXPECT_EQ(it.paper.deadline().undoes(), "NOT_AUTHORISED");
  it.paper.now += 10 * kMinute;
  EXPECT_EQ(it.paper.by("clerk").undoes(), "NOT_PENDING");
}

TEST(Undo, NeedsADecisionThatWaits) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.by("clerk").undoes(), "NOT_PENDING") << "it took effect at once";
}

// Found by review: somebody whose office ended during the hold could still take the decision back.
TEST(Undo, IsOverWithTheOfficeThatDecided) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  it.town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), it.paper.now);
  EXPECT_EQ(it.paper.by("clerk").undoes(), "NOT_AUTHORISED");
}

}  // namespace
}  // namespace giaoban::core
