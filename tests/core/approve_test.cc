// Approve: the office asked says yes, and the paper goes on.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

std::string characters(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += "ế";
  return all;
}

TEST(Approve, LeadsThePaperLevelByLevelToItsEnd) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").approves("Đồng ý"), "ok");
  EXPECT_EQ(paper.state(), "district");
  EXPECT_EQ(paper.last().approved().paper().digest(), "digest 1");
  EXPECT_EQ(paper.last().approved().seals_us(), 0);
  EXPECT_EQ(paper.contents[3].text(), "Đồng ý");
  EXPECT_EQ(paper.dossier.decided_hands(0), "clerk");
  ASSERT_EQ(paper.by("officer").approves(), "ok");
  EXPECT_EQ(paper.state(), "approved");
  EXPECT_FALSE(paper.last().has_content()) << "no words, no content";
  EXPECT_TRUE(paper.dossier.at().end());
  EXPECT_EQ(paper.dossier.asked_units_size(), 2);
}

TEST(Approve, CarriesWhoDecidedInWhichOffice) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  const v1::Actor& actor = paper.last().actor();
  EXPECT_EQ(actor.person_id(), "clerk");
  EXPECT_EQ(actor.office_id(), office_of("clerk", "xa1", v1::ROLE_CLERK));
  EXPECT_EQ(actor.directory_position(), town.directory.position());
}

TEST(Approve, IsForTheOfficeAsked) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  for (const char* person : {"other_clerk", "officer", "provincial", "nobody", "neighbour"}) {
    EXPECT_EQ(paper.by(person).approves(), "NOT_AUTHORISED") << person;
  }
  EXPECT_EQ(paper.deadline().approves(), "NOT_AUTHORISED");
}

TEST(Approve, IsForATermThatRunsNow) {
  Town town;
  Paper paper(town);
  paper.submitted();
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), paper.now);
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_AUTHORISED");
  town.office("newcomer", "xa1", v1::ROLE_CLERK, paper.now + 1);
  EXPECT_EQ(paper.by("newcomer").approves(), "NOT_AUTHORISED");
  paper.now += 1;
  EXPECT_EQ(paper.by("newcomer").approves(), "ok");
}

TEST(Approve, WorksThroughADelegationAndSaysSo) {
  Town town;
  town.delegates("d", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, monday(9));
  Paper paper(town);
  paper.submitted();
  paper.now = monday(9);
  EXPECT_EQ(paper.by("an").approves(), "NOT_AUTHORISED");
  paper.now = monday(8, 59);
  ASSERT_EQ(paper.by("an").approves(), "ok");
  EXPECT_EQ(paper.last().actor().for_person_id(), "clerk");
  EXPECT_EQ(paper.dossier.decided_hands_size(), 2);
}

TEST(Approve, IsRefusedTheSecondTime) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_AUTHORISED") << "it waits for the district now";
  ASSERT_EQ(paper.by("officer").approves(), "ok");
  EXPECT_EQ(paper.by("officer").approves(), "CLOSED");
}

TEST(Approve, IsNotOpenWithTheAuthor) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("clerk").approves(), "NOT_OPEN");
}

TEST(Approve, TakesUpToFourThousandCharacters) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("clerk").approves(characters(4'001)), "TOO_LARGE approve.text");
  EXPECT_EQ(paper.by("clerk").approves("a\x02"), "INVALID_FIELD approve.text");
  EXPECT_EQ(paper.by("clerk").approves(characters(4'000)), "ok");
}

TEST(Approve, PassesOverALevelThatTheTreeDoesNotHave) {
  Town town(Town::Shape::kWithoutDistrict);
  town.move("district", v1::VERB_APPROVE).set_to("province");
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.dossier.at().holder().unit_id(), "tinh");
  ASSERT_EQ(paper.by("provincial").approves(), "ok");
  EXPECT_EQ(paper.state(), "approved");
  EXPECT_EQ(paper.last().approved().entered().skipped(0), "province");
}

}  // namespace
}  // namespace giaoban::core
