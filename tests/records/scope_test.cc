// Who sees what: everybody's own units and what lies below, in every question alike.
#include <gtest/gtest.h>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

// One report in every unit; answers whose papers a caller finds.
class Sight : public testing::Test {
 protected:
  Sight() {
    for (const std::string unit : {"d", "a", "b", "a1", "a2", "a3", "b1", "b2"}) world.filed("report", unit, "2026-10");
    world.office("official", "a1", v1::ROLE_SUPERVISING_OFFICIAL);
    world.office("official", "b2", v1::ROLE_SUPERVISING_OFFICIAL);
    world.office("both", "a", v1::ROLE_BOARD);
    world.office("both", "a2", v1::ROLE_SECRETARY);
    world.office("former", "d", v1::ROLE_CLERK, World::kBegins - 1);
  }
  std::string units(const As& as, const std::string& unit = "") {
    v1::ListDossiersRequest request;
    request.set_unit_id(unit);
    const auto page = world.list(request, as);
    EXPECT_EQ(page.total(), static_cast<uint32_t>(page.lines_size()));
    EXPECT_EQ(world.count("report", "", unit, as).opened(), page.total());
    std::string names;
    for (const auto& line : page.lines()) names += (names.empty() ? "" : " ") + line.unit_id();
    return names;
  }
  v1::RefusalCode refusal(const std::string& method, const google::protobuf::Message& request, const As& as) {
    world.house.settle();
    return world.house.refused("records", "RecordsService/" + method, request, as).code();
  }
  v1::RefusalCode refusal(const As& as, const std::string& unit) {
    v1::ListDossiersRequest request;
    request.set_unit_id(unit);
    return refusal("ListDossiers", request, as);
  }

  World world;
};

TEST_F(Sight, OfACellSecretaryIsTheCell) {
  EXPECT_EQ(units(As::person("s-a1")), "a1");
  EXPECT_EQ(units(As::person("s-a1"), "a1"), "a1");
  EXPECT_EQ(refusal(As::person("s-a1"), "a2"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refusal(As::person("s-a1"), "a"), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

TEST_F(Sight, OfACommuneClerkIsTheCommuneAndItsCells) {
  EXPECT_EQ(units(As::person("c-a")), "a a3 a2 a1");
  EXPECT_EQ(units(As::person("c-a"), "a"), "a a3 a2 a1");
  EXPECT_EQ(units(As::person("c-a"), "a2"), "a2");
}

TEST_F(Sight, OfACommuneClerkEndsAtTheNextCommune) {
  EXPECT_EQ(refusal(As::person("c-a"), "b"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refusal(As::person("c-a"), "b1"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refusal(As::person("c-a"), "d"), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

TEST_F(Sight, OfTheDistrictAndOfAnOperatorIsEverything) {
  EXPECT_EQ(units(As::person("c-d")), "d a a3 a2 a1 b b2 b1");
  EXPECT_EQ(units(As::operator_()), "d a a3 a2 a1 b b2 b1");
  EXPECT_EQ(units(As::operator_(), "b"), "b b2 b1");
}

TEST_F(Sight, OfAPersonWithSeveralOfficesIsAllOfThemOnce) {
  EXPECT_EQ(units(As::person("official")), "a1 b2");
  EXPECT_EQ(units(As::person("both")), "a a3 a2 a1");
}

TEST_F(Sight, OfADelegateIsTheLentOfficesWhileItIsLent) {
  v1::DirectoryEvent event;
  auto& delegation = *event.mutable_delegated()->mutable_delegation();
  delegation.set_delegation_id("lent");
  delegation.set_office_id("c-b-b");
  delegation.set_to_person_id("s-a1");
  delegation.set_until_us(World::kBegins + 1'000'000);
  world.say(event);
  EXPECT_EQ(units(As::person("s-a1")), "a1 b b2 b1");
  world.house.advance_to(World::kBegins + 1'000'000);
  EXPECT_EQ(units(As::person("s-a1")), "a1");
  EXPECT_EQ(refusal(As::person("s-a1"), "b"), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

TEST_F(Sight, OfSomebodyWithoutAnOfficeIsNothing) {
  EXPECT_EQ(units(As::person("former")), "");
  EXPECT_EQ(units(As::person("nobody")), "");
  EXPECT_EQ(refusal(As::person("former"), "d"), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

TEST_F(Sight, OfAnIntegratorIsThatOfItsOffice) {
  EXPECT_EQ(units(As::integrator("lng", "c-a-a")), "a a3 a2 a1");
  EXPECT_EQ(refusal(As::integrator("lng", "c-a-a"), "b"), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

TEST_F(Sight, OfAnIntegratorEndsAtItsOfficeWhateverElseItsHolderHolds) {
  world.office("c-a", "d", v1::ROLE_CLERK);
  world.office("c-a", "b1", v1::ROLE_BOARD);
  EXPECT_EQ(units(As::person("c-a")), "d a a3 a2 a1 b b2 b1");
  const auto key = As::integrator("lng", "c-a-a");
  EXPECT_EQ(units(key), "a a3 a2 a1");
  for (const std::string unit : {"b", "b1", "d"}) EXPECT_EQ(refusal(key, unit), v1::REFUSAL_CODE_NOT_AUTHORISED);
  world.forward(world.filed("letter", "a1", ""));
  v1::ListDossiersRequest mine;
  mine.set_kind("letter");
  mine.set_waiting_for_me(true);
  EXPECT_EQ(world.list(mine, As::person("c-a")).total(), 1u) << "it is before the district";
  EXPECT_EQ(world.list(mine, key).total(), 0u);
}

// What a caller is shown of papers about a road: "total title".
class Draft : public testing::Test {
 protected:
  std::string shown(const As& as, const std::string& words) {
    v1::ListDossiersRequest request;
    request.set_words(words);
    const auto page = world.list(request, as);
    std::string all = std::to_string(page.total());
    for (const auto& line : page.lines()) all += " " + line.title();
    return all;
  }
  World world;
};

TEST_F(Draft, ThatWasNeverHandedInShowsItsTitleAndWordsToItsOwnUnitOnly) {
  const auto id = world.open("letter", "a1", "", {text("theme", "Mở đường")});
  for (const auto& as : {As::person("s-a1"), As::operator_()}) {
    EXPECT_EQ(shown(as, ""), "1 Mở đường");
    EXPECT_EQ(shown(as, "duong"), "1 Mở đường");
  }
  for (const auto& as : {As::person("c-a"), As::person("c-d"), As::integrator("lng", "c-a-a")}) {
    EXPECT_EQ(shown(as, ""), "1 ");
    EXPECT_EQ(shown(as, "duong"), "0");
  }
  EXPECT_EQ(shown(As::integrator("lng", "s-a1-a1"), "duong"), "1 Mở đường");
  world.submit(id);
  EXPECT_EQ(shown(As::person("c-a"), "duong"), "1 Mở đường");
  world.send_back(id);
  EXPECT_EQ(shown(As::person("c-a"), "duong"), "1 Mở đường") << "handed in once, it was read";
}

TEST_F(Draft, ThatWasThrownAwayStaysItsOwnUnitsBusiness) {
  world.withdraw(world.open("letter", "a1", "", {text("theme", "Mở đường")}));
  EXPECT_EQ(shown(As::person("s-a1"), "duong"), "1 Mở đường");
  EXPECT_EQ(shown(As::person("c-a"), "duong"), "0");
  EXPECT_EQ(shown(As::person("c-a"), ""), "1 ");
}

TEST_F(Sight, IsTheSameInCountsAndSums) {
  v1::SummariseDossiersRequest counts;
  counts.set_unit_id("b");
  v1::RollUpReportsRequest sums;
  sums.set_unit_id("b");
  sums.set_kind("report");
  sums.set_period("2026-10");
  EXPECT_EQ(refusal("SummariseDossiers", counts, As::person("c-a")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refusal("RollUpReports", sums, As::person("c-a")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  counts.set_unit_id("x");
  sums.set_unit_id("x");
  EXPECT_EQ(refusal("SummariseDossiers", counts, As::person("c-a")), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refusal("RollUpReports", sums, As::person("c-a")), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Sight, IsClosedToWhoeverIsNotSignedInAndToServices) {
  EXPECT_EQ(refusal(As::gateway(), ""), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(refusal(As::service("router"), ""), v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
}

}  // namespace
}  // namespace giaoban::test
