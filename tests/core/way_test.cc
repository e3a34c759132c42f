// The way: who is asked at each state, what is left out in a smaller tree, and when an answer is due.
#include "workflows/core/way.h"

#include <gtest/gtest.h>

#include "tests/core/packs.h"
#include "tests/core/story.h"

namespace giaoban::core {
namespace {

// Enters a state as `person` would cause it, and tells where the paper stands.
struct Entering {
  explicit Entering(const Town& its_town) : town(its_town) {
    dossier.set_unit_id("thon1");
    dossier.set_period("2026-11");
    dossier.set_generation(4);
  }
  v1::Entered into(const std::string& state) const {
    auto entered = attempt(state);
    EXPECT_TRUE(std::holds_alternative<v1::Entered>(entered)) << refused(state);
    return std::holds_alternative<v1::Entered>(entered) ? std::get<v1::Entered>(entered) : v1::Entered{};
  }
  std::string refused(const std::string& state) const {
    const auto entered = attempt(state);
    const auto* no = std::get_if<v1::Refusal>(&entered);
    return no == nullptr ? "ok" : said(*no);
  }
  std::variant<v1::Entered, v1::Refusal> attempt(const std::string& state) const {
    return enter(dossier, state,
                 {.directory = town.directory,
                  .kind = kind_known ? &town.kind : nullptr,
                  .person_id = person,
                  .now_us = now,
                  .hold_us = 0,
                  .fields = &fields,
                  .file = nullptr});
  }

  const Town& town;
  v1::Dossier dossier;
  std::string person = "secretary";
  int64_t now = monday(8);
  std::vector<v1::Field> fields;
  bool kind_known = true;
};

std::string holder(const v1::Entered& entered) {
  return entered.holder().unit_id() + "/" + std::to_string(entered.holder().role());
}

std::string skipped(const v1::Entered& entered) {
  std::string all;
  for (const std::string& state : entered.skipped()) all += (all.empty() ? "" : " ") + state;
  return all;
}

TEST(Way, FindsStatesAndMovesByName) {
  const Town town;
  EXPECT_EQ(find_state(town.kind.kind, "commune")->name(), "commune");
  EXPECT_EQ(find_state(town.kind.kind, "nowhere"), nullptr);
  const v1::State& draft = *find_state(town.kind.kind, "draft");
  EXPECT_EQ(find_move(draft, v1::VERB_SUBMIT)->to(), "commune");
  EXPECT_EQ(find_move(draft, v1::VERB_APPROVE), nullptr);
}

TEST(Way, AsksTheOfficeAboveTheOrigin) {
  const Town town;
  const v1::Entered entered = Entering(town).into("commune");
  EXPECT_EQ(entered.state(), "commune");
  EXPECT_EQ(holder(entered), "xa1/4");
  EXPECT_EQ(entered.generation(), 5U);
  EXPECT_FALSE(entered.end());
  EXPECT_FALSE(entered.with_author());
  EXPECT_EQ(holder(Entering(town).into("district")), "huyen/4");
}

TEST(Way, AsksTheOriginItselfForItsOwnLevelOrOneBelow) {
  Town town;
  town.state("commune").mutable_asked()->set_level(v1::LEVEL_CELL);
  town.state("commune").mutable_asked()->set_role(v1::ROLE_DEPUTY_SECRETARY);
  EXPECT_EQ(holder(Entering(town).into("commune")), "thon1/2");
}

TEST(Way, AsksTheNextLevelUpWhereOneIsMissing) {
  const Town town(Town::Shape::kWithoutDistrict);
  const v1::Entered entered = Entering(town).into("district");
  EXPECT_EQ(entered.state(), "district");
  EXPECT_EQ(holder(entered), "tinh/4");
  EXPECT_EQ(skipped(entered), "");
}

TEST(Way, LeavesOutAStateWhoseUnitWasAskedAlready) {
  const Town town(Town::Shape::kWithoutDistrict);
  Entering entering(town);
  entering.dossier.add_asked_units("xa1");
  entering.dossier.add_asked_units("tinh");  // as the district
  const v1::Entered entered = entering.into("province");
  EXPECT_EQ(entered.state(), "approved");
  EXPECT_EQ(skipped(entered), "province");
  EXPECT_TRUE(entered.end());
}

TEST(Way, LeavesOutSeveralStatesInARow) {
  const Town town;
  Entering entering(town);
  for (const char* unit : {"xa1", "huyen"}) entering.dossier.add_asked_units(unit);
  const v1::Entered entered = entering.into("commune");
  EXPECT_EQ(skipped(entered), "commune district");
  EXPECT_EQ(entered.state(), "approved");
}

TEST(Way, PassesAStateWithoutApproveByItsForward) {
  Town town;
  town.move("commune", v1::VERB_APPROVE).set_verb(v1::VERB_RECEIVE);
  Entering entering(town);
  entering.dossier.add_asked_units("xa1");
  EXPECT_EQ(entering.into("commune").state(), "district");
}

TEST(Way, EntersAStateThatCannotBePassed) {
  Town town;
  town.move("province", v1::VERB_APPROVE).set_verb(v1::VERB_CLAIM);
  Entering entering(town);
  entering.dossier.add_asked_units("tinh");
  EXPECT_EQ(entering.into("province").state(), "province");
}

TEST(Way, NeverPassesOnForEver) {
  Town town;
  town.move("district", v1::VERB_APPROVE).set_to("commune");
  Entering entering(town);
  for (const char* unit : {"xa1", "huyen"}) entering.dossier.add_asked_units(unit);
  const v1::Entered entered = entering.into("commune");
  EXPECT_LE(entered.skipped_size(), town.kind.kind.way().states_size());
}

TEST(Way, BeginsARoundAsIfNobodyHadBeenAsked) {
  const Town town;
  Entering entering(town);
  entering.dossier.add_asked_units("xa1");
  const Paper paper(town);
  const auto entered = enter_anew(entering.dossier, "commune", paper.context("secretary"));
  EXPECT_EQ(std::get<v1::Entered>(entered).state(), "commune");
}

TEST(Way, AsksNobodyAtAnEnd) {
  const Town town;
  const v1::Entered entered = Entering(town).into("approved");
  EXPECT_TRUE(entered.end());
  EXPECT_FALSE(entered.has_holder());
  EXPECT_EQ(entered.due_us(), 0);
  EXPECT_EQ(entered.expires_us(), 0);
}

TEST(Way, ReturnsToTheAuthorsFirstOfficeThatSomebodyHolds) {
  Town town;
  const v1::Entered entered = Entering(town).into("returned");
  EXPECT_TRUE(entered.with_author());
  EXPECT_EQ(holder(entered), "thon1/1");
  town.ends(office_of("secretary", "thon1", v1::ROLE_SECRETARY), monday(7));
  EXPECT_EQ(holder(Entering(town).into("returned")), "thon1/2");
  town.ends(office_of("deputy", "thon1", v1::ROLE_DEPUTY_SECRETARY), monday(7));
  EXPECT_EQ(holder(Entering(town).into("returned")), "thon1/1") << "an author is never refused its own paper";
}

TEST(Way, RefusesAnOfficeThatNobodyHolds) {
  Town town;
  town.ends(office_of("officer", "huyen", v1::ROLE_CLERK), monday(7));
  EXPECT_EQ(Entering(town).refused("district"), "ok");
  town.ends(office_of("second_officer", "huyen", v1::ROLE_CLERK), monday(7));
  EXPECT_EQ(Entering(town).refused("district"), "NOT_FOUND");
  Entering by_deadline(town);
  by_deadline.person = "";
  EXPECT_EQ(holder(by_deadline.into("district")), "huyen/4") << "a deadline does not wait for a successor";
}

TEST(Way, RefusesWhatIsNotThere) {
  Town town;
  town.unit("alone", "", v1::LEVEL_CELL);
  Entering entering(town);
  EXPECT_EQ(entering.refused("nowhere"), "NOT_FOUND");
  entering.dossier.set_unit_id("alone");
  EXPECT_EQ(entering.refused("commune"), "NOT_FOUND");
  entering.dossier.set_unit_id("unknown");
  EXPECT_EQ(entering.refused("commune"), "NOT_FOUND");
  entering.kind_known = false;
  EXPECT_EQ(entering.refused("commune"), "NOT_FOUND");
}

TEST(Due, CountsWorkingTimeFromEntering) {
  const Town town;
  EXPECT_EQ(Entering(town).into("commune").due_us(), monday(17) + 3 * kDay);
  EXPECT_EQ(Entering(town).into("returned").due_us(), monday(8) + kDay + 30 * kMinute);
  EXPECT_EQ(Entering(town).into("province").due_us(), 0);
}

TEST(Due, MayBeTheCadencesDayOfThePeriod) {
  const Town town;
  Entering entering(town);
  EXPECT_EQ(entering.into("draft").due_us(), start_of({2026, 11, 25}) + 17 * kHour);
  EXPECT_EQ(entering.into("draft").expires_us(), start_of({2026, 12, 2}) + 17 * kHour);
  entering.dossier.set_period("");
  EXPECT_EQ(entering.into("draft").due_us(), 0);
  EXPECT_EQ(entering.into("draft").expires_us(), 0) << "no time, no expiry";
}

TEST(Due, MayBeRelativeToADayInTheForm) {
  const Town town;
  Entering entering(town);
  EXPECT_EQ(entering.into("district").due_us(), 0);
  entering.fields = {moment("day", "2026-11-23")};
  EXPECT_EQ(entering.into("district").due_us(), start_of({2026, 11, 20}) + 17 * kHour);
  EXPECT_EQ(entering.into("district").expires_us(), start_of({2026, 11, 24}) + 17 * kHour);
  entering.fields = {moment("day", "nonsense")};
  EXPECT_EQ(entering.into("district").due_us(), 0);
}

// The commune rests on Tuesday and Wednesday, the cell on Thursday, all of them on the Friday.
TEST(Due, GoesByTheDaysOfWhoeverIsAsked) {
  Town town;
  const auto rests = [&](const std::string& unit, const std::vector<std::string>& days) {
    auto off = pack("off_" + unit, "2026-01-01", "2026-12-31");
    off.add_unit_ids(unit);
    for (const auto& day : days) add_day(off, day, v1::DAY_KIND_LOCAL_REST);
    town.happens(published(off));
  };
  rests("huyen", {"2026-11-06"});
  rests("xa1", {"2026-11-03", "2026-11-04"});
  EXPECT_EQ(Entering(town).into("commune").due_us(), start_of({2026, 11, 10}) + 17 * kHour) << "5, 9 and 10 November";
  EXPECT_EQ(Entering(town).into("returned").due_us(), start_of({2026, 11, 5}) + 8 * kHour + 30 * kMinute)
      << "the cell lies below the commune";
  rests("thon1", {"2026-11-05"});
  EXPECT_EQ(Entering(town).into("returned").due_us(), start_of({2026, 11, 9}) + 8 * kHour + 30 * kMinute);
  EXPECT_EQ(Entering(town).into("commune").due_us(), start_of({2026, 11, 10}) + 17 * kHour);
}

// What a cadence wants is due for the unit that owes it, whoever the paper is with.
TEST(Due, OfACadenceGoesByTheDaysOfTheUnitThatOwesIt) {
  Town town;
  auto off = pack("off", "2026-01-01", "2026-12-31");
  off.add_unit_ids("thon1");
  add_day(off, "2026-11-25", v1::DAY_KIND_LOCAL_REST);
  town.happens(published(off));
  *town.state("commune").mutable_due() = town.state("draft").due();
  EXPECT_EQ(Entering(town).into("commune").due_us(), start_of({2026, 11, 26}) + 17 * kHour);
}

TEST(Due, LetsALatePaperBeSeenBeforeItExpires) {
  const Town town;
  Entering entering(town);
  entering.now = start_of({2026, 12, 7}) + 9 * kHour;  // a Monday, long after the 25th
  EXPECT_EQ(entering.into("draft").due_us(), start_of({2026, 11, 25}) + 17 * kHour);
  EXPECT_EQ(entering.into("draft").expires_us(), start_of({2026, 12, 14}) + 17 * kHour);
}

TEST(AuthorRoles, AreThoseOfTheUnitsLevel) {
  const Town town;
  EXPECT_EQ(author_roles(town.kind.kind, *town.directory.unit("thon1")),
            (std::vector<v1::Role>{v1::ROLE_SECRETARY, v1::ROLE_DEPUTY_SECRETARY}));
  EXPECT_TRUE(author_roles(town.kind.kind, *town.directory.unit("xa1")).empty());
}

}  // namespace
}  // namespace giaoban::core
