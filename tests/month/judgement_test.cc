// How clerks decide: only what is open to them, about one paper in twelve back, the same again for the same paper.
#include "services/month/judgement.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace giaoban::month {
namespace {

v1::GetDossierResponse paper(const std::string& unit, const std::vector<v1::Verb>& open, uint32_t rounds = 1) {
  v1::GetDossierResponse paper;
  auto& dossier = *paper.mutable_dossier();
  dossier.set_unit_id(unit);
  dossier.set_kind("meeting_plan");
  dossier.set_rounds(rounds);
  dossier.add_asked_units("commune");
  dossier.mutable_at()->set_state("with_commune");
  paper.add_fields()->set_name("content");
  for (const auto verb : open) paper.add_verbs()->set_verb(verb);
  return paper;
}

const std::vector<v1::Verb> kApproveFirst = {v1::VERB_RECEIVE, v1::VERB_CLAIM,  v1::VERB_APPROVE, v1::VERB_SEND_BACK,
                                             v1::VERB_FORWARD, v1::VERB_REJECT, v1::VERB_COMMENT};

int count(const std::vector<v1::Verb>& open, v1::Verb decision, uint32_t rounds = 1) {
  int found = 0;
  for (int i = 0; i < 1000; ++i) {
    if (judge(1, paper(std::to_string(i), open, rounds), false).decision == decision) ++found;
  }
  return found;
}

TEST(Judge, SendsBackAboutEightInAHundredOfTheFirstRound) {
  EXPECT_NEAR(count(kApproveFirst, v1::VERB_SEND_BACK), 80, 30);
}

TEST(Judge, SendsNothingBackTwice) {
  EXPECT_EQ(count(kApproveFirst, v1::VERB_SEND_BACK, 2), 0);
}

TEST(Judge, ForwardsSomeWhereApproveIsOfferedFirst) {
  EXPECT_NEAR(count(kApproveFirst, v1::VERB_FORWARD), 60, 30);
}

TEST(Judge, ForwardsAllTheRestWhereForwardIsOfferedFirst) {
  const std::vector<v1::Verb> open = {v1::VERB_FORWARD, v1::VERB_APPROVE, v1::VERB_SEND_BACK};
  EXPECT_EQ(count(open, v1::VERB_APPROVE), 0);
  EXPECT_GT(count(open, v1::VERB_FORWARD), 850);
}

TEST(Judge, RejectsWhatItIsToldToReject) {
  EXPECT_EQ(judge(1, paper("u", kApproveFirst), true).decision, v1::VERB_REJECT);
}

TEST(Judge, RejectsNothingByItself) {
  EXPECT_EQ(count(kApproveFirst, v1::VERB_REJECT), 0);
}

TEST(Judge, DoesNothingWhereNothingIsOpen) {
  auto closed = paper("u", kApproveFirst);
  for (auto& verb : *closed.mutable_verbs()) verb.mutable_closed()->set_code(v1::REFUSAL_CODE_OWN_PAPER);
  const auto judgement = judge(1, closed, true);
  EXPECT_EQ(judgement.decision, v1::VERB_UNSPECIFIED);
  EXPECT_TRUE(judgement.before.empty());
}

TEST(Judge, DecidesTheSamePaperTheSameWayAgain) {
  for (int i = 0; i < 100; ++i) {
    const auto once = judge(3, paper(std::to_string(i), kApproveFirst), false);
    const auto again = judge(3, paper(std::to_string(i), kApproveFirst), false);
    EXPECT_EQ(once.decision, again.decision);
    EXPECT_EQ(once.before, again.before);
  }
}

}  // namespace
}  // namespace giaoban::month
