// Who may act: own terms, delegations that run, reading upwards, and the hands behind an act.
#include "workflows/core/authority.h"

#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Right, ComesFromOnesOwnTerm) {
  const Town town;
  const auto actor = right_of(town.directory, "clerk", "xa1", v1::ROLE_CLERK, 5);
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->person_id(), "clerk");
  EXPECT_EQ(actor->office_id(), office_of("clerk", "xa1", v1::ROLE_CLERK));
  EXPECT_EQ(actor->unit_id(), "xa1");
  EXPECT_EQ(actor->role(), v1::ROLE_CLERK);
  EXPECT_EQ(actor->for_person_id(), "");
  EXPECT_EQ(actor->directory_position(), town.directory.position());
}

TEST(Right, IsForOneOfficeOfOneUnit) {
  const Town town;
  EXPECT_FALSE(right_of(town.directory, "clerk", "xa2", v1::ROLE_CLERK, 5));
  EXPECT_FALSE(right_of(town.directory, "clerk", "xa1", v1::ROLE_SECRETARY, 5));
  EXPECT_FALSE(right_of(town.directory, "unknown", "xa1", v1::ROLE_CLERK, 5));
  EXPECT_FALSE(right_of(town.directory, "", "xa1", v1::ROLE_CLERK, 5));
}

TEST(Right, LastsAsLongAsTheTerm) {
  Town town;
  town.office("an", "xa1", v1::ROLE_BOARD, 100, 200);
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_BOARD, 99));
  EXPECT_TRUE(right_of(town.directory, "an", "xa1", v1::ROLE_BOARD, 100));
  EXPECT_TRUE(right_of(town.directory, "an", "xa1", v1::ROLE_BOARD, 199));
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_BOARD, 200));
}

TEST(Right, MayBeLent) {
  Town town;
  town.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 100, 200);
  const auto actor = right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 150);
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->person_id(), "an");
  EXPECT_EQ(actor->for_person_id(), "clerk");
  EXPECT_EQ(actor->delegation_id(), "d1");
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 99));
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 200));
  town.ends_delegation("d1", 120);
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 150));
}

TEST(Right, OnesOwnComesBeforeALentOne) {
  Town town;
  town.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "second_clerk", 0, 200);
  EXPECT_EQ(right_of(town.directory, "second_clerk", "xa1", v1::ROLE_CLERK, 50)->for_person_id(), "");
}

TEST(Right, EndsWithTheTermOfWhoeverLentIt) {
  Town town;
  town.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, 200);
  town.ends(office_of("clerk", "xa1", v1::ROLE_CLERK), 100);
  EXPECT_TRUE(right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 99));
  EXPECT_FALSE(right_of(town.directory, "an", "xa1", v1::ROLE_CLERK, 100));
}

TEST(Right, IsNeverLentOn) {
  Town town;
  town.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, 200);
  town.delegates("d2", office_of("an", "xa1", v1::ROLE_CLERK), "binh", 0, 200);
  EXPECT_FALSE(right_of(town.directory, "binh", "xa1", v1::ROLE_CLERK, 50));
}

TEST(Right, IsTheFirstOfSeveralRolesInTheirOrder) {
  Town town;
  town.office("an", "xa1", v1::ROLE_SECRETARY).office("an", "xa1", v1::ROLE_BOARD);
  const auto first = right_of_any(town.directory, "an", "xa1", {v1::ROLE_CLERK, v1::ROLE_BOARD, v1::ROLE_SECRETARY}, 5);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->role(), v1::ROLE_BOARD);
  EXPECT_FALSE(right_of_any(town.directory, "an", "xa1", {v1::ROLE_CLERK}, 5));
  EXPECT_FALSE(right_of_any(town.directory, "an", "xa1", {}, 5));
}

TEST(Holders, AreOwnOfficesThenLentOnesEachOnce) {
  Town town;
  town.office("an", "xa1", v1::ROLE_BOARD, 0, 10).office("an", "xa1", v1::ROLE_CLERK);
  town.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "an", 0, 200);
  town.delegates("d2", office_of("secretary", "thon1", v1::ROLE_SECRETARY), "an", 0, 200);
  town.delegates("d3", office_of("officer", "huyen", v1::ROLE_CLERK), "an", 100, 200);
  const auto holders = holders_of(town.directory, "an", 50);
  ASSERT_EQ(holders.size(), 2U);
  EXPECT_EQ(holders[0].unit_id(), "xa1");
  EXPECT_EQ(holders[0].role(), v1::ROLE_CLERK);
  EXPECT_EQ(holders[1].unit_id(), "thon1");
}

TEST(Reading, IsForTheUnitAndThoseAbove) {
  Town town;
  EXPECT_TRUE(may_read(town.directory, "secretary", "thon1", 5));
  EXPECT_TRUE(may_read(town.directory, "clerk", "thon1", 5));
  EXPECT_TRUE(may_read(town.directory, "provincial", "thon1", 5));
  EXPECT_FALSE(may_read(town.directory, "neighbour", "thon1", 5));
  EXPECT_FALSE(may_read(town.directory, "secretary", "xa1", 5));
  EXPECT_FALSE(may_read(town.directory, "other_clerk", "thon1", 5));
  EXPECT_FALSE(may_read(town.directory, "clerk", "nowhere", 5));
  town.delegates("d1", office_of("other_clerk", "xa2", v1::ROLE_CLERK), "neighbour", 0, 10);
  EXPECT_TRUE(may_read(town.directory, "neighbour", "thon3", 5));
  EXPECT_FALSE(may_read(town.directory, "neighbour", "thon3", 10));
  EXPECT_EQ(right_to_read(town.directory, "clerk", "thon1", 5)->unit_id(), "xa1");
}

TEST(Administering, IsForTheUnitAndThoseBelow) {
  Town town;
  town.office("root", "tinh", v1::ROLE_ADMINISTRATOR).office("local", "xa1", v1::ROLE_ADMINISTRATOR, 10, 20);
  EXPECT_TRUE(administers(town.directory, "root", "thon3", 15));
  EXPECT_TRUE(administers(town.directory, "root", "tinh", 15));
  EXPECT_TRUE(administers(town.directory, "local", "xa1", 15));
  EXPECT_TRUE(administers(town.directory, "local", "thon1", 15));
  EXPECT_FALSE(administers(town.directory, "local", "thon3", 15)) << "another commune's";
  EXPECT_FALSE(administers(town.directory, "local", "huyen", 15));
  EXPECT_FALSE(administers(town.directory, "local", "nowhere", 15));
  EXPECT_FALSE(administers(town.directory, "local", "", 15));
  EXPECT_FALSE(administers(town.directory, "", "xa1", 15));
  EXPECT_FALSE(administers(town.directory, "local", "xa1", 9)) << "not yet";
  EXPECT_FALSE(administers(town.directory, "local", "xa1", 20)) << "no longer";
  EXPECT_FALSE(administers(town.directory, "clerk", "xa1", 15)) << "no other office does";
}

TEST(Administering, MayBeLentForATime) {
  Town town;
  town.office("local", "xa1", v1::ROLE_ADMINISTRATOR);
  town.delegates("d1", office_of("local", "xa1", v1::ROLE_ADMINISTRATOR), "an", 10, 20);
  EXPECT_FALSE(administers(town.directory, "an", "thon1", 9));
  EXPECT_TRUE(administers(town.directory, "an", "thon1", 10));
  EXPECT_FALSE(administers(town.directory, "an", "thon1", 20));
  town.ends(office_of("local", "xa1", v1::ROLE_ADMINISTRATOR), 15);
  EXPECT_FALSE(administers(town.directory, "an", "thon1", 15)) << "ends with the term of whoever lent it";
}

TEST(Administering, AndAuditingReadButNeverDecide) {
  Town town;
  town.office("root", "xa1", v1::ROLE_ADMINISTRATOR).office("eye", "xa1", v1::ROLE_AUDITOR);
  Paper paper(town);
  paper.submitted();
  for (const char* person : {"root", "eye"}) {
    EXPECT_TRUE(may_read(town.directory, person, "thon1", monday(8))) << person;
    EXPECT_FALSE(may_read(town.directory, person, "thon3", monday(8))) << person;
    EXPECT_EQ(paper.by(person).approves().substr(0, 14), "NOT_AUTHORISED") << person;
    EXPECT_EQ(paper.by(person).sends_back({remark("content")}).substr(0, 14), "NOT_AUTHORISED") << person;
    EXPECT_EQ(paper.by(person).forwards().substr(0, 14), "NOT_AUTHORISED") << person;
    EXPECT_EQ(paper.by(person).claims().substr(0, 14), "NOT_AUTHORISED") << person;
    EXPECT_EQ(paper.by(person).saves({text("content", "x")}).substr(0, 3), "NOT") << person;
  }
  EXPECT_EQ(paper.by("clerk").approves(), "ok");
}

TEST(Hands, AreWhoActedAndWhoWasRepresented) {
  v1::Actor actor;
  EXPECT_TRUE(hands(actor).empty());
  actor.set_person_id("an");
  EXPECT_EQ(hands(actor), (std::vector<std::string>{"an"}));
  actor.set_for_person_id("binh");
  EXPECT_EQ(hands(actor), (std::vector<std::string>{"an", "binh"}));
}

}  // namespace
}  // namespace giaoban::core
