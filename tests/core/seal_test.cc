// Seal: a held decision takes effect, by its time or because whoever decided says so.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

struct Held {
  Held() : paper(town) {
    paper.submitted();
    paper.hold = 10 * kMinute;
  }
  uint32_t generation() const { return paper.dossier.pending().entered().generation(); }
  Town town;
  Paper paper;
};

TEST(Seal, LetsTheDecisionTakeEffectWhenItsTimeHasCome) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.deadline().seals(it.generation()), "NOT_PENDING") << "too early";
  it.paper.now += 10 * kMinute;
  ASSERT_EQ(it.paper.deadline().seals(it.generation()), "ok");
  EXPECT_EQ(it.paper.state(), "district");
  EXPECT_FALSE(it.paper.dossier.has_pending());
  EXPECT_EQ(it.paper.dossier.entered_us(), it.paper.now);
  EXPECT_EQ(it.paper.dossier.decided_hands(0), "clerk") << "who decided, not who sealed";
  EXPECT_EQ(it.paper.last().actor().person_id(), "");
  EXPECT_EQ(it.paper.deadline().seals(it.paper.dossier.generation()), "NOT_PENDING");
}

TEST(Seal, MayBeSaidAtOnceByWhoeverDecided) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.by("second_clerk").seals(), "NOT_AUTHORISED");
  EXPECT_EQ(it.paper.by("clerk").seals(it.generation() + 1), "NOT_PENDING");
  ASSERT_EQ(it.paper.by("clerk").seals(), "ok");
  EXPECT_EQ(it.paper.state(), "district");
  EXPECT_EQ(it.paper.last().actor().person_id(), "clerk");
}

TEST(Seal, HasNoEffectUnderTheGenerationOfADecisionTakenBack) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  const uint32_t first = it.generation();
  ASSERT_EQ(it.paper.by("clerk").undoes(), "ok");
  ASSERT_EQ(it.paper.by("clerk").rejects("x"), "ok");
  EXPECT_EQ(it.generation(), first + 1);
  it.paper.now += 10 * kMinute;
  EXPECT_EQ(it.paper.deadline().seals(first), "NOT_PENDING");
  EXPECT_EQ(it.paper.deadline().seals(0), "NOT_PENDING") << "a deadline must name its generation";
  EXPECT_EQ(it.paper.deadline().seals(first + 1), "ok");
  EXPECT_EQ(it.paper.state(), "rejected");
}

TEST(Seal, MakesAReturnUnlockItsFields) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").sends_back({remark("content", "Nêu rõ kinh phí")}), "ok");
  ASSERT_EQ(it.paper.by("clerk").seals(), "ok");
  EXPECT_EQ(it.paper.state(), "returned");
  EXPECT_EQ(it.paper.dossier.remarks(0).field(), "content");
  EXPECT_EQ(it.paper.dossier.remarks_content().version(), 3U);
  EXPECT_EQ(it.paper.by("secretary").saves({number("members", 1)}), "FIELD_LOCKED members");
}

TEST(Seal, CountsAReturnOnlyOnceItTookEffect) {
  Held it;
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(it.paper.by("clerk").sends_back({remark("content")}), "ok")
        << "the kind allows two, none took effect yet";
    ASSERT_EQ(it.paper.by("clerk").undoes(), "ok");
  }
  EXPECT_EQ(it.paper.dossier.taken_size(), 1) << "the hand-in only";
}

TEST(Seal, CountsTheNextTimesFromTheSealing) {
  Held it;
  it.paper.now = monday(16, 55);
  it.town.state("district").mutable_due()->set_working_hours(1);
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.dossier.pending().entered().due_us(), monday(8, 30) + kDay);
}

TEST(Seal, KeepsAFilledClaimUntilTheDecisionSeals) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").claims(), "ok");
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  EXPECT_EQ(it.paper.dossier.claimed_by(), "clerk");
  ASSERT_EQ(it.paper.by("clerk").seals(), "ok");
  EXPECT_EQ(it.paper.dossier.claimed_by(), "");
}

TEST(Seal, StandsEvenWhenTheOfficeEndedMeanwhile) {
  Held it;
  ASSERT_EQ(it.paper.by("clerk").approves(), "ok");
  it.town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), it.paper.now);
  it.paper.now += 10 * kMinute;
  EXPECT_EQ(it.paper.deadline().seals(it.generation()), "ok") << "the right was judged when it was decided";
}

}  // namespace
}  // namespace giaoban::core
