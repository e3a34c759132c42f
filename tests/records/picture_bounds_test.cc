// What pictures do not look at: periods too many, and drafts that are the business of their unit.
#include <gtest/gtest.h>

#include "giaoban/v1/picture.pb.h"
#include "tests/records/world.h"
#include "workflows/core/time.h"

namespace giaoban::test {
namespace {

class Bounds : public testing::Test {
 protected:
  Bounds() {
    world.filed("letter", "b2", "");
    world.house.advance_to(*core::parse_date("2026-11-20"));
  }
  uint64_t drafts(const v1::GetStepTimesRequest& request) {
    return world.ask<v1::GetStepTimesResponse>("PictureService/GetStepTimes", request, As::operator_())
        .steps(0)
        .stays();
  }
  World world;
};

TEST_F(Bounds, OfStepTimesAreTwoYears) {
  v1::GetStepTimesRequest request;
  request.set_kind("report");
  request.set_from_period("2024-12");
  request.set_to_period("2026-11");
  EXPECT_EQ(drafts(request), 0u);
  request.set_from_period("2024-11");
  const auto no = world.house.refused("records", "PictureService/GetStepTimes", request, As::operator_());
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(no.field(), "from_period");
}

TEST_F(Bounds, OfStepTimesOfWhatIsNotOwedAreTheLatestPeriods) {
  // One letter a month for thirty months up to 2026-06, every second handed in; and that of the fixture, of no period.
  for (int month = 12 * 2024; month < 12 * 2024 + 30; ++month) {
    const std::string of_year = std::to_string(month % 12 + 1);
    const std::string period = std::to_string(month / 12) + (of_year.size() == 1 ? "-0" : "-") + of_year;
    const auto id = world.open("letter", "a1", period);
    if (month % 2 == 0) world.submit(id);
  }
  v1::GetStepTimesRequest request;
  request.set_kind("letter");
  EXPECT_EQ(drafts(request), 24u + 1);
  request.set_to_period("2024-10");
  EXPECT_EQ(drafts(request), 10u + 1);
  request.set_from_period("2024-09");
  EXPECT_EQ(drafts(request), 2u);
}

TEST_F(Bounds, OfComplianceAreDraftsOfOtherUnits) {
  world.owe("report", "b1", "2026-10", World::kBegins);
  const auto draft = world.open("report", "b1", "2026-10");
  const auto named = [&](const As& as) {
    v1::GetComplianceRequest request;
    request.set_kind("report");
    request.set_unit_id("b1");
    request.set_from_period("2026-10");
    request.set_to_period("2026-10");
    const auto grid = world.ask<v1::GetComplianceResponse>("PictureService/GetCompliance", request, as);
    EXPECT_EQ(grid.rows(0).cells(0).expected(), 1u);
    return grid.rows(0).cells(0).dossier_id();
  };
  EXPECT_EQ(named(As::person("s-b1")), draft);
  EXPECT_EQ(named(As::operator_()), draft);
  EXPECT_EQ(named(As::person("c-b")), "");
  world.submit(draft);
  EXPECT_EQ(named(As::person("c-b")), draft);
}

}  // namespace
}  // namespace giaoban::test
