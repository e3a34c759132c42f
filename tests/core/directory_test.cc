// The directory as heard: folded from events, total on odd ones, and what may be asked of it.
#include "workflows/core/directory.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

v1::DirectoryEvent published(const std::string& name, const std::string& digest, const std::string& file) {
  v1::DirectoryEvent event;
  event.mutable_kind_published()->set_name(name);
  event.mutable_kind_published()->set_digest(digest);
  event.mutable_kind_published()->set_file(file);
  return event;
}

std::vector<std::string> ids(const std::vector<const v1::Unit*>& units) {
  std::vector<std::string> all;
  for (const v1::Unit* unit : units) all.push_back(unit->unit_id());
  return all;
}

TEST(Directory, KnowsItsPosition) {
  Town town;
  const uint64_t before = town.directory.position();
  town.person("an", "Nguyễn Văn An");
  EXPECT_EQ(town.directory.position(), before + 1);
  EXPECT_EQ(Directory{}.position(), 0U);
}

TEST(Directory, GivesNothingForUnknownIds) {
  const Directory directory;
  EXPECT_EQ(directory.unit("x"), nullptr);
  EXPECT_EQ(directory.person("x"), nullptr);
  EXPECT_EQ(directory.office("x"), nullptr);
  EXPECT_EQ(directory.delegation("x"), nullptr);
  EXPECT_EQ(directory.ascend("x", v1::LEVEL_CELL), nullptr);
  EXPECT_EQ(directory.kind("x"), nullptr);
  EXPECT_EQ(directory.kind_by_digest("x"), nullptr);
  EXPECT_TRUE(directory.children("x").empty());
  EXPECT_TRUE(directory.offices_of("x").empty());
  EXPECT_TRUE(directory.delegations_to("x").empty());
  EXPECT_TRUE(directory.holders({}, 0).empty());
  EXPECT_FALSE(directory.is_within("x", "x"));
}

TEST(Directory, IgnoresEventsAboutThingsItHasNotHeardOf) {
  Town town;
  town.ends("nobody", 5).ends_delegation("nothing", 5).happens({});
  EXPECT_EQ(town.directory.office("nobody"), nullptr);
}

TEST(Directory, KeepsUnitsInTheOrderInWhichTheyCame) {
  const Town town;
  EXPECT_EQ(ids(town.directory.units_at(v1::LEVEL_CELL)), (std::vector<std::string>{"thon1", "thon2", "thon3"}));
  EXPECT_EQ(town.directory.children("xa1"), (std::vector<std::string>{"thon1", "thon2"}));
  EXPECT_EQ(town.directory.children(""), (std::vector<std::string>{"tinh"}));
}

TEST(Directory, ClimbsToALevelOrTheNextOneUp) {
  const Town town;
  EXPECT_EQ(town.directory.ascend("thon1", v1::LEVEL_CELL)->unit_id(), "thon1");
  EXPECT_EQ(town.directory.ascend("thon1", v1::LEVEL_SUB_COMMITTEE)->unit_id(), "xa1");
  EXPECT_EQ(town.directory.ascend("thon1", v1::LEVEL_DISTRICT)->unit_id(), "huyen");
  EXPECT_EQ(town.directory.ascend("xa1", v1::LEVEL_CELL)->unit_id(), "xa1") << "never down";
  const Town without(Town::Shape::kWithoutDistrict);
  EXPECT_EQ(without.directory.ascend("thon1", v1::LEVEL_DISTRICT)->unit_id(), "tinh");
}

TEST(Directory, FindsNobodyAboveTheRoot) {
  Town town;
  town.unit("alone", "", v1::LEVEL_CELL);
  EXPECT_EQ(town.directory.ascend("alone", v1::LEVEL_COMMUNE), nullptr);
}

TEST(Directory, KnowsWhatLiesWithinWhat) {
  const Town town;
  EXPECT_TRUE(town.directory.is_within("thon1", "thon1"));
  EXPECT_TRUE(town.directory.is_within("thon1", "tinh"));
  EXPECT_FALSE(town.directory.is_within("thon1", "xa2"));
  EXPECT_FALSE(town.directory.is_within("xa1", "thon1"));
}

TEST(Directory, MovesAUnitThatIsAddedAgain) {
  Town town;
  town.unit("thon1", "xa2", v1::LEVEL_CELL);
  EXPECT_EQ(town.directory.children("xa1"), (std::vector<std::string>{"thon2"}));
  EXPECT_EQ(town.directory.children("xa2"), (std::vector<std::string>{"thon3", "thon1"}));
  EXPECT_EQ(town.directory.units_at(v1::LEVEL_CELL).size(), 3U);
}

TEST(Directory, NeverFormsACircle) {
  Town town;
  town.unit("tinh", "thon1", v1::LEVEL_PROVINCE);
  EXPECT_EQ(town.directory.unit("tinh")->parent_id(), "");
  town.unit("self", "self", v1::LEVEL_CELL);
  EXPECT_EQ(town.directory.unit("self")->parent_id(), "");
  town.unit("a", "b", v1::LEVEL_CELL).unit("b", "a", v1::LEVEL_COMMUNE);  // a came before its parent
  EXPECT_EQ(town.directory.unit("b")->parent_id(), "");
  EXPECT_EQ(town.directory.ascend("a", v1::LEVEL_PROVINCE), nullptr);
  town.unit("", "tinh", v1::LEVEL_CELL);
  EXPECT_EQ(town.directory.unit(""), nullptr);
}

TEST(Directory, GivesAUnitAnotherNameAndChangesNothingElse) {
  Town town;
  v1::DirectoryEvent event;
  event.mutable_unit_renamed()->set_unit_id("xa1");
  event.mutable_unit_renamed()->set_name("Đảng bộ xã Tân Mới");
  town.happens(event);
  EXPECT_EQ(town.directory.unit("xa1")->name(), "Đảng bộ xã Tân Mới");
  EXPECT_EQ(town.directory.unit("xa1")->parent_id(), "huyen");
  EXPECT_EQ(town.directory.children("xa1"), (std::vector<std::string>{"thon1", "thon2"}));
  event.mutable_unit_renamed()->set_unit_id("nowhere");
  town.happens(event);
  EXPECT_EQ(town.directory.unit("nowhere"), nullptr);
}

TEST(Directory, FindsDelegationsByTheOfficeThatIsLent) {
  Town town;
  town.delegates("d1", "o1", "an", 1, 9).delegates("d2", "o1", "binh", 1, 9).delegates("d1", "o2", "an", 1, 9);
  ASSERT_EQ(town.directory.delegations_of("o1").size(), 1U);
  EXPECT_EQ(town.directory.delegations_of("o1").front()->delegation_id(), "d2");
  EXPECT_EQ(town.directory.delegations_of("o2").size(), 1U);
  EXPECT_TRUE(town.directory.delegations_of("x").empty());
}

TEST(Directory, UpdatesAPersonWhoIsAddedAgain) {
  Town town;
  town.person("an", "Nguyễn Văn An").person("an", "Nguyễn Văn Ân");
  EXPECT_EQ(town.directory.person("an")->name(), "Nguyễn Văn Ân");
}

TEST(Directory, EndsATermAtTheFirstMomentAfterIt) {
  Town town;
  town.office("an", "xa1", v1::ROLE_SECRETARY, 100).ends(office_of("an", "xa1", v1::ROLE_SECRETARY), 200);
  v1::Holder holder;
  holder.set_unit_id("xa1");
  holder.set_role(v1::ROLE_SECRETARY);
  EXPECT_TRUE(town.directory.holders(holder, 99).empty());
  EXPECT_EQ(town.directory.holders(holder, 100), (std::vector<std::string>{"an"}));
  EXPECT_TRUE(town.directory.is_held("xa1", v1::ROLE_SECRETARY, 199));
  EXPECT_FALSE(town.directory.is_held("xa1", v1::ROLE_SECRETARY, 200));
  EXPECT_EQ(town.directory.offices_of("an").size(), 1U) << "an ended term is still known";
}

TEST(Directory, GivesHoldersSortedAndOnce) {
  Town town;
  town.office("z", "xa1", v1::ROLE_BOARD).office("a", "xa1", v1::ROLE_BOARD);
  v1::DirectoryEvent again;
  again.mutable_office_begun()->mutable_office()->set_office_id("another term");
  again.mutable_office_begun()->mutable_office()->set_person_id("z");
  again.mutable_office_begun()->mutable_office()->set_unit_id("xa1");
  again.mutable_office_begun()->mutable_office()->set_role(v1::ROLE_BOARD);
  town.happens(again);
  v1::Holder holder;
  holder.set_unit_id("xa1");
  holder.set_role(v1::ROLE_BOARD);
  EXPECT_EQ(town.directory.holders(holder, 1), (std::vector<std::string>{"a", "z"}));
}

TEST(Directory, ReplacesATermAndADelegationThatComeAgain) {
  Town town;
  v1::DirectoryEvent moved;
  moved.mutable_office_begun()->mutable_office()->set_office_id(office_of("clerk", "xa1", v1::ROLE_CLERK));
  moved.mutable_office_begun()->mutable_office()->set_person_id("clerk");
  moved.mutable_office_begun()->mutable_office()->set_unit_id("xa2");
  moved.mutable_office_begun()->mutable_office()->set_role(v1::ROLE_CLERK);
  town.happens(moved);
  EXPECT_EQ(town.directory.offices_in("xa1", v1::ROLE_CLERK).size(), 1U);
  EXPECT_EQ(town.directory.offices_of("clerk").size(), 1U);
  town.delegates("d", "o", "an", 1, 9).delegates("d", "o", "binh", 1, 9);
  EXPECT_TRUE(town.directory.delegations_to("an").empty());
  EXPECT_EQ(town.directory.delegations_to("binh").size(), 1U);
}

TEST(Directory, KeepsSupersededKindsByDigest) {
  Directory directory;
  directory.evolve(published("note", "one", "name: \"note\" symbol: \"A\""), 1);
  const auto first = directory.kind("note");
  directory.evolve(published("note", "two", "name: \"note\" symbol: \"B\""), 2);
  EXPECT_EQ(directory.kind("note")->kind.symbol(), "B");
  EXPECT_EQ(directory.kind_by_digest("one"), first);
  directory.evolve(published("note", "one", "name: \"note\" symbol: \"A\""), 3);
  EXPECT_EQ(directory.kind("note"), first) << "an old version may come into force again";
  directory.evolve(published("memo", "three", "name: \"memo\""), 4);
  ASSERT_EQ(directory.kinds().size(), 2U);
  EXPECT_EQ(directory.kinds().front()->name, "memo");
}

TEST(Directory, StopsAtAKindThatCannotBeRead) {
  Directory directory;
  EXPECT_THROW(directory.evolve(published("bad", "x", "no such word: {"), 7), std::invalid_argument);
  EXPECT_EQ(directory.position(), 0U);
  EXPECT_EQ(directory.kind("bad"), nullptr);
}

TEST(Directory, IsAValue) {
  Town town;
  const Directory copy = town.directory;
  town.unit("thon9", "xa1", v1::LEVEL_CELL);
  EXPECT_EQ(copy.unit("thon9"), nullptr);
}

}  // namespace
}  // namespace giaoban::core
