// Who is told: the first office that anybody holds, the committee above, and the author as long as they are in office.
#include "services/reminder/recipients.h"

#include <gtest/gtest.h>

#include "workflows/core/directory.h"

namespace giaoban::reminder {
namespace {

constexpr int64_t kNow = 100;

class Town : public ::testing::Test {
 protected:
  Town() {
    unit("d", "", v1::LEVEL_DISTRICT);
    unit("m", "d", v1::LEVEL_COMMUNE);
    unit("s", "m", v1::LEVEL_SUB_COMMITTEE);
    unit("c", "s", v1::LEVEL_CELL);
    for (const auto role : {v1::ROLE_SECRETARY, v1::ROLE_DEPUTY_SECRETARY}) {
      auto* asked = kind_.add_may_open();
      asked->set_role(role);
      asked->set_level(v1::LEVEL_CELL);
    }
  }
  void unit(const std::string& id, const std::string& parent, v1::Level level) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(parent);
    unit.set_level(level);
    directory_.evolve(event, ++position_);
  }
  void office(const std::string& person, const std::string& unit, v1::Role role, int64_t until_us = 0) {
    v1::DirectoryEvent event;
    auto& office = *event.mutable_office_begun()->mutable_office();
    office.set_office_id(person + unit + std::to_string(role));
    office.set_person_id(person);
    office.set_unit_id(unit);
    office.set_role(role);
    office.set_until_us(until_us);
    directory_.evolve(event, ++position_);
  }
  void lend(const std::string& office_id, const std::string& to, int64_t from_us, int64_t until_us) {
    v1::DirectoryEvent event;
    auto& lent = *event.mutable_delegated()->mutable_delegation();
    lent.set_delegation_id(office_id + to);
    lent.set_office_id(office_id);
    lent.set_to_person_id(to);
    lent.set_from_us(from_us);
    lent.set_until_us(until_us);
    directory_.evolve(event, ++position_);
  }
  // "an@c " and of a stand-in "an for binh@c ".
  static std::string names(const Recipients& recipients) {
    std::string out;
    for (const auto& r : recipients) {
      out += r.person_id + (r.for_person_id.empty() ? "" : " for " + r.for_person_id) + "@" + r.holder.unit_id() + " ";
    }
    return out;
  }
  core::Directory directory_;
  v1::Kind kind_;
  uint64_t position_ = 0;
};

TEST_F(Town, OwnersAreTheSecretaryAlone) {
  office("deputy", "c", v1::ROLE_DEPUTY_SECRETARY);
  office("secretary", "c", v1::ROLE_SECRETARY);
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow)), "secretary@c ");
}

TEST_F(Town, OwnersAreAllDeputiesWhereThereIsNoSecretary) {
  office("gone", "c", v1::ROLE_SECRETARY, kNow);
  office("deputy1", "c", v1::ROLE_DEPUTY_SECRETARY);
  office("deputy2", "c", v1::ROLE_DEPUTY_SECRETARY);
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow)), "deputy1@c deputy2@c ");
}

TEST_F(Town, NobodyIsToldForAVacantUnit) {
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow)), "");
  EXPECT_EQ(names(owners(directory_, kind_, "unheard of", kNow)), "");
}

TEST_F(Town, TheSuperiorOfACellIsTheCommunesClerkAlsoOverASubCommittee) {
  office("sub", "s", v1::ROLE_CLERK);
  office("clerk", "m", v1::ROLE_CLERK);
  office("boss", "m", v1::ROLE_SECRETARY);
  EXPECT_EQ(names(superiors(directory_, "c", kNow)), "clerk@m ");
}

TEST_F(Town, TheSecretaryStandsInForAMissingClerk) {
  office("boss", "m", v1::ROLE_SECRETARY);
  EXPECT_EQ(names(superiors(directory_, "c", kNow)), "boss@m ");
}

TEST_F(Town, TheSuperiorOfACommuneIsTheDistrictAndAboveTheTopThereIsNobody) {
  office("chief", "d", v1::ROLE_CLERK);
  EXPECT_EQ(names(superiors(directory_, "m", kNow)), "chief@d ");
  EXPECT_EQ(names(superiors(directory_, "d", kNow)), "");
}

TEST_F(Town, AnAuthorWhoLeftIsReplacedByWhoeverOwesThePaperNow) {
  office("secretary", "c", v1::ROLE_SECRETARY);
  office("author", "c", v1::ROLE_DEPUTY_SECRETARY, kNow + 1);
  EXPECT_EQ(names(authors(directory_, kind_, "c", "author", kNow)), "author@c ");
  EXPECT_EQ(names(authors(directory_, kind_, "c", "author", kNow + 1)), "secretary@c ");
}

class WhileAnOfficeIsLent : public Town {
 protected:
  static std::string of(const std::string& person, const std::string& unit, v1::Role role) {
    return person + unit + std::to_string(role);
  }
};

TEST_F(WhileAnOfficeIsLent, TheStandInIsToldInPlaceOfTheHolder) {
  office("secretary", "c", v1::ROLE_SECRETARY);
  lend(of("secretary", "c", v1::ROLE_SECRETARY), "an", kNow - 10, kNow + 10);
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow)), "an for secretary@c ");
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow - 11)), "secretary@c ") << "before it begins";
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow + 10)), "secretary@c ") << "once it is over";
}

TEST_F(WhileAnOfficeIsLent, EveryStandInIsTold) {
  office("clerk", "m", v1::ROLE_CLERK);
  lend(of("clerk", "m", v1::ROLE_CLERK), "binh", 0, kNow + 10);
  lend(of("clerk", "m", v1::ROLE_CLERK), "an", 0, kNow + 10);
  EXPECT_EQ(names(superiors(directory_, "c", kNow)), "an for clerk@m binh for clerk@m ");
}

TEST_F(WhileAnOfficeIsLent, AColleagueOfTheSameOfficeIsToldOnceAndByTheirOwnRight) {
  office("an", "m", v1::ROLE_CLERK);
  office("binh", "m", v1::ROLE_CLERK);
  lend(of("an", "m", v1::ROLE_CLERK), "binh", 0, kNow + 10);
  EXPECT_EQ(names(superiors(directory_, "c", kNow)), "binh@m ");
}

TEST_F(WhileAnOfficeIsLent, ATermThatEndedLendsNothing) {
  office("gone", "c", v1::ROLE_SECRETARY, kNow);
  lend(of("gone", "c", v1::ROLE_SECRETARY), "an", 0, kNow + 10);
  office("deputy", "c", v1::ROLE_DEPUTY_SECRETARY);
  EXPECT_EQ(names(owners(directory_, kind_, "c", kNow)), "deputy@c ");
}

TEST_F(WhileAnOfficeIsLent, WhoServesInTheUnitIsNoSuperiorOfIt) {
  office("secretary", "c", v1::ROLE_SECRETARY);
  office("clerk", "m", v1::ROLE_CLERK);
  lend(of("clerk", "m", v1::ROLE_CLERK), "secretary", 0, kNow + 10);
  EXPECT_EQ(names(superiors(directory_, "c", kNow)), "clerk@m ");
  EXPECT_EQ(names(holders_of(directory_, superiors(directory_, "c", kNow)[0].holder, kNow)), "secretary for clerk@m ");
}

TEST_F(WhileAnOfficeIsLent, TheAuthorIsToldThroughWhoeverStandsInForThem) {
  office("author", "c", v1::ROLE_DEPUTY_SECRETARY);
  office("secretary", "c", v1::ROLE_SECRETARY);
  EXPECT_EQ(names(authors(directory_, kind_, "c", "author", kNow)), "author@c ");
  lend(of("author", "c", v1::ROLE_DEPUTY_SECRETARY), "an", 0, kNow + 10);
  EXPECT_EQ(names(authors(directory_, kind_, "c", "author", kNow)), "an for author@c ");
  EXPECT_EQ(names(authors(directory_, kind_, "c", "an", kNow)), "an for author@c ") << "who wrote as a stand-in";
  EXPECT_EQ(names(authors(directory_, kind_, "c", "an", kNow + 10)), "secretary@c ") << "and is none any more";
}

}  // namespace
}  // namespace giaoban::reminder
