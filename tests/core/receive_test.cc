// Receive: the office asked confirms arrival, once.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Receive, NotesWhenAndChangesNothingElse) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  const v1::Entered before = paper.dossier.at();
  paper.now += kHour;
  ASSERT_EQ(paper.by("clerk").receives(), "ok");
  EXPECT_EQ(paper.dossier.received_us(), paper.now);
  EXPECT_EQ(paper.dossier.at().SerializeAsString(), before.SerializeAsString());
  EXPECT_EQ(paper.by("second_clerk").receives(), "NOT_OPEN") << "it has arrived already";
}

TEST(Receive, IsForTheOfficeAsked) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  for (const char* person : {"secretary", "other_clerk", "officer"}) {
    EXPECT_EQ(paper.by(person).receives(), "NOT_AUTHORISED") << person;
  }
  EXPECT_EQ(paper.deadline().receives(), "NOT_AUTHORISED");
}

TEST(Receive, BelongsToOneStanding) {
  Town town;
  town.state("district").add_moves()->set_verb(v1::VERB_RECEIVE);
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").receives(), "ok");
  ASSERT_EQ(paper.by("clerk").approves(), "ok");
  EXPECT_EQ(paper.dossier.received_us(), 0);
  EXPECT_EQ(paper.by("officer").receives(), "ok");
}

TEST(Receive, IsOpenOnlyWhereTheKindOffersIt) {
  const Town town;
  Paper paper(town);
  paper.at_district();
  EXPECT_EQ(paper.by("officer").receives(), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
