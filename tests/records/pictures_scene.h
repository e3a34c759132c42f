// A month of reports for the tests of pictures: something of everything, and the questions that pictures answer.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

#include "giaoban/v1/picture.pb.h"
#include "tests/records/world.h"
#include "workflows/core/time.h"

namespace giaoban::test {

inline constexpr char kNow[] = "2026-11-20";  // a Friday

// A month of reports: something of everything, as of the Friday at ten.
class Pictures : public testing::Test {
 protected:
  Pictures() {
    for (const std::string period : {"2026-10", "2026-11"}) {
      for (const std::string cell : {"a1", "a2", "a3", "b1", "b2"}) {
        world.owe("report", cell, period, *core::parse_date(period == "2026-10" ? "2026-10-27" : "2026-11-30"));
      }
    }
    approved = hand_in("a1", "2026-10", "2026-11-02", false);
    world.approve(approved);
    hand_in("a2", "2026-10", "2026-11-03", true);
    world.miss("report", "a3", "2026-10");
    world.miss("report", "b1", "2026-10");
    world.miss("report", "b2", "2026-10");
    draft = world.open("report", "b1", "2026-10");

    returned = hand_in("a1", "2026-11", "2026-11-11", false);
    world.send_back(returned);
    held = hand_in("a2", "2026-11", "2026-11-16", false);
    world.approve(held, *core::parse_date(kNow) + 11 * core::kHour);
    forwarded = hand_in("b1", "2026-11", "2026-11-19", false);
    world.forward(forwarded);
    discarded = world.open("report", "b2", "2026-11");
    world.withdraw(discarded);
    world.filed("letter", "b2", "");
    world.house.advance_to(*core::parse_date(kNow) + 10 * core::kHour);
  }

  std::string hand_in(const std::string& cell, const std::string& period, const std::string& day, bool late) {
    world.at(*core::parse_date(day) + 9 * core::kHour);
    const auto id = world.filed("report", cell, period);
    world.meet("report", cell, period, late);
    return id;
  }
  uint32_t listed(const As& as, const std::function<void(v1::ListDossiersRequest&)>& set) {
    v1::ListDossiersRequest request;
    set(request);
    const auto ids = world.walk(request, as);
    EXPECT_EQ(world.list(request, as).total(), ids.size());
    return static_cast<uint32_t>(ids.size());
  }
  v1::GetComplianceResponse compliance(const As& as, const std::string& unit = "", const std::string& from = "",
                                       const std::string& to = "") {
    v1::GetComplianceRequest request;
    request.set_kind("report");
    request.set_unit_id(unit);
    request.set_from_period(from);
    request.set_to_period(to);
    return world.ask<v1::GetComplianceResponse>("PictureService/GetCompliance", request, as);
  }
  v1::GetFunnelResponse funnel(const As& as, const std::string& unit = "", const std::string& period = "",
                               const std::string& kind = "report") {
    v1::GetFunnelRequest request;
    request.set_kind(kind);
    request.set_period(period);
    request.set_unit_id(unit);
    return world.ask<v1::GetFunnelResponse>("PictureService/GetFunnel", request, as);
  }
  v1::GetAgeingResponse ageing(const As& as, const std::string& unit = "", const std::string& kind = "") {
    v1::GetAgeingRequest request;
    request.set_unit_id(unit);
    request.set_kind(kind);
    return world.ask<v1::GetAgeingResponse>("PictureService/GetAgeing", request, as);
  }
  v1::GetStepTimesResponse step_times(const As& as, const std::string& unit = "", const std::string& from = "",
                                      const std::string& to = "") {
    v1::GetStepTimesRequest request;
    request.set_kind("report");
    request.set_from_period(from);
    request.set_to_period(to);
    request.set_unit_id(unit);
    return world.ask<v1::GetStepTimesResponse>("PictureService/GetStepTimes", request, as);
  }
  template <class Request>
  v1::Refusal refused(const std::string& method, const Request& request) {
    world.house.settle();
    return world.house.refused("records", "PictureService/" + method, request, As::person("c-a"));
  }

  World world;
  std::string approved, draft, returned, held, forwarded, discarded;
};

// "expected on_time late missing not_due".
inline std::string text(const v1::ComplianceCell& cell) {
  std::string text;
  for (const auto number : {cell.expected(), cell.on_time(), cell.late(), cell.missing(), cell.not_due()}) {
    text += (text.empty() ? "" : " ") + std::to_string(number);
  }
  return text;
}

}  // namespace giaoban::test
