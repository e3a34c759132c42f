// Calendars of units: packs for all, packs for some with what lies below them, later versions, and files that are none.
#include "workflows/core/calendars.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/core/packs.h"
#include "workflows/core/directory.h"

namespace giaoban::core {
namespace {

constexpr Day kFestival{2026, 3, 10};
constexpr Day kFlood{2026, 3, 11};
constexpr Day kTet{2026, 2, 17};

// A province "p" with the communes "a" and "b" and a cell in each.
class Tree : public testing::Test {
 protected:
  Tree() {
    for (const auto& [id, above] : std::vector<std::pair<std::string, std::string>>{
             {"p", ""}, {"a", "p"}, {"b", "p"}, {"a1", "a"}, {"b1", "b"}}) {
      add(id, above);
    }
  }
  void add(const std::string& id, const std::string& above) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(above);
    happens(event);
  }
  void happens(const v1::DirectoryEvent& event) { directory.evolve(event, ++position); }
  void rests(const std::string& name, Day day, const std::vector<std::string>& units,
             v1::DayKind kind = v1::DAY_KIND_LOCAL_REST) {
    auto one = pack(name, "2026-01-01", "2026-12-31");
    for (const auto& unit : units) one.add_unit_ids(unit);
    add_day(one, date_text(day), kind);
    happens(published(one));
  }
  bool works(const std::string& unit, Day day) const { return directory.calendar(unit).is_working_day(day); }

  Directory directory;
  uint64_t position = 0;
};

TEST_F(Tree, HasThePlainCalendarUntilAPackIsPublished) {
  EXPECT_EQ(&directory.calendar("a1"), &Calendar::plain());
  EXPECT_EQ(&directory.calendar(""), &Calendar::plain());
  EXPECT_TRUE(directory.calendars().empty());
}

TEST_F(Tree, SharesOneCalendarWherePacksNameNobody) {
  happens(published(days_of_2026()));
  EXPECT_FALSE(works("", kTet));
  EXPECT_EQ(&directory.calendar("a1"), &directory.calendar(""));
  EXPECT_EQ(&directory.calendar("nowhere"), &directory.calendar(""));
  ASSERT_EQ(directory.calendars().size(), 1U);
  EXPECT_EQ(directory.calendars()[0].name, "days_2026");
}

TEST_F(Tree, GivesAUnitWhatIsSaidOfThoseAboveIt) {
  happens(published(days_of_2026()));
  rests("festival", kFestival, {"a"});
  EXPECT_FALSE(works("a", kFestival));
  EXPECT_FALSE(works("a1", kFestival));
  EXPECT_TRUE(works("b1", kFestival));
  EXPECT_TRUE(works("p", kFestival));
  EXPECT_TRUE(works("", kFestival));
  EXPECT_FALSE(works("a1", kTet)) << "with the days of all";
  EXPECT_EQ(&directory.calendar("a1"), &directory.calendar("a"));
}

TEST_F(Tree, LetsTheNearerUnitWinWhateverCameFirst) {
  rests("own", kFlood, {"a1"}, v1::DAY_KIND_LOCAL_REST);
  rests("above", kFlood, {"a"}, v1::DAY_KIND_HOLIDAY);
  rests("all", kFlood, {}, v1::DAY_KIND_IN_LIEU);
  EXPECT_EQ(directory.calendar("a1").differs_by(kFlood), "own");
  EXPECT_EQ(directory.calendar("a").differs_by(kFlood), "above");
  EXPECT_EQ(directory.calendar("b1").differs_by(kFlood), "all");
}

TEST_F(Tree, TakesTheNewVersionOfAPackInTheOldOnesPlace) {
  rests("first", kFlood, {}, v1::DAY_KIND_HOLIDAY);
  rests("second", kFlood, {}, v1::DAY_KIND_LOCAL_REST);
  rests("first", kFlood, {}, v1::DAY_KIND_IN_LIEU);
  EXPECT_EQ(directory.calendar("").differs_by(kFlood), "second");
  rests("second", kFestival, {});
  EXPECT_EQ(directory.calendar("").differs_by(kFlood), "first");
  ASSERT_EQ(directory.calendars().size(), 2U);
  EXPECT_EQ(directory.calendars()[0].name, "first");
}

TEST_F(Tree, DropsTheDaysOfAUnitThatThePackNoLongerNames) {
  rests("festival", kFestival, {"a", "b"});
  rests("festival", kFestival, {"b"});
  EXPECT_TRUE(works("a1", kFestival));
  EXPECT_FALSE(works("b1", kFestival));
}

TEST_F(Tree, FollowsAUnitThatMoves) {
  rests("festival", kFestival, {"a"});
  rests("own", kFlood, {"b1"});
  add("b1", "a");
  EXPECT_FALSE(works("b1", kFestival));
  EXPECT_FALSE(works("b1", kFlood));
  add("a", "b");
  EXPECT_FALSE(works("b1", kFestival));
  add("b1", "b");
  EXPECT_TRUE(works("b1", kFestival));
}

TEST_F(Tree, KnowsTheUnitAboveOneThatCameFirst) {
  add("late1", "late");
  rests("own", kFlood, {"late1"});
  rests("festival", kFestival, {"a"});
  add("late", "a");
  EXPECT_FALSE(works("late1", kFlood));
  EXPECT_FALSE(works("late1", kFestival));
}

TEST_F(Tree, RefusesAFileThatCannotBeReadAndChangesNothing) {
  happens(published(days_of_2026()));
  auto event = published(days_of_2026());
  event.mutable_calendar_published()->set_file("name: \"days_2026\" dais {}");
  const uint64_t before = directory.position();
  EXPECT_THROW(directory.evolve(event, before + 1), std::invalid_argument);
  EXPECT_EQ(directory.position(), before);
  EXPECT_EQ(directory.calendars().size(), 1U);
  EXPECT_FALSE(works("a1", kTet));
}

TEST_F(Tree, IsCopiedWithItsCalendars) {
  rests("festival", kFestival, {"a"});
  const Directory copy = directory;
  rests("festival", kFlood, {"a"});
  EXPECT_FALSE(copy.calendar("a1").is_working_day(kFestival));
  EXPECT_TRUE(copy.calendar("a1").is_working_day(kFlood));
}

}  // namespace
}  // namespace giaoban::core
