// Expire: only the router's deadline, only under its present generation, only when its time has come.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Expire, EndsADraftThatNobodyHandedIn) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  paper.now = start_of({2026, 12, 2}) + 17 * kHour;
  ASSERT_EQ(paper.deadline().expires(1), "ok");
  EXPECT_EQ(paper.state(), "expired");
  EXPECT_EQ(paper.last().actor().person_id(), "");
  EXPECT_EQ(paper.last().actor().directory_position(), town.directory.position());
  EXPECT_EQ(paper.deadline().expires(1), "CLOSED");
}

TEST(Expire, WaitsForItsTime) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  paper.now = paper.dossier.at().expires_us() - 1;
  EXPECT_EQ(paper.deadline().expires(1), "NOT_OPEN");
}

TEST(Expire, HasNoEffectUnderAnOldGeneration) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  paper.now = paper.dossier.at().expires_us();
  EXPECT_EQ(paper.dossier.at().generation(), 3U);
  EXPECT_EQ(paper.deadline().expires(1), "NOT_OPEN expire.generation");
  EXPECT_EQ(paper.deadline().expires(4), "NOT_OPEN expire.generation");
  EXPECT_EQ(paper.deadline().expires(3), "ok");
}

TEST(Expire, IsNotForPeople) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  paper.now = paper.dossier.at().expires_us();
  EXPECT_EQ(paper.by("secretary").expires(1), "NOT_AUTHORISED");
}

TEST(Expire, IsOnlyForStatesThatSayWhatHappensThen) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  paper.now += 365 * kDay;
  EXPECT_EQ(paper.deadline().expires(paper.dossier.generation()), "NOT_OPEN");
}

TEST(Expire, MayHandThePaperOnToALevelAboveEvenWhileItIsVacant) {
  Town town;
  Paper paper(town);
  paper.at_district();
  town.ends(office_of("provincial", "tinh", v1::ROLE_CLERK), paper.now);
  paper.now = paper.dossier.at().expires_us();
  ASSERT_EQ(paper.deadline().expires(paper.dossier.generation()), "ok");
  EXPECT_EQ(paper.dossier.at().holder().unit_id(), "tinh");
  EXPECT_EQ(*paper.dossier.asked_units().rbegin(), "tinh");
  town.office("newcomer", "tinh", v1::ROLE_CLERK);
  EXPECT_EQ(paper.by("newcomer").approves(), "ok");
}

TEST(Expire, WaitsForADecisionThatHasNotSealed) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  const uint32_t generation = paper.dossier.at().generation();
  paper.now = paper.dossier.at().expires_us() - kMinute;
  paper.hold = 10 * kMinute;
  ASSERT_EQ(paper.by("officer").approves(), "ok");
  paper.now += 2 * kMinute;
  EXPECT_EQ(paper.deadline().expires(generation), "NOT_OPEN");
  ASSERT_EQ(paper.by("officer").undoes(), "ok");
  EXPECT_EQ(paper.deadline().expires(generation), "ok") << "the deadline is still that of the state";
}

}  // namespace
}  // namespace giaoban::core
