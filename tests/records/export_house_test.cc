// Exports of a house that works: through the bus, with the rights of the lists and the answers of the real methods.
#include <gtest/gtest.h>

#include "giaoban/v1/export.pb.h"
#include "tests/records/export_opened.h"
#include "tests/records/world.h"

namespace giaoban::test {
namespace {

constexpr char kExport[] = "ExportService/ExportList";

v1::ExportListRequest list_of(const std::string& unit, v1::ExportFormat format) {
  v1::ExportListRequest request;
  request.mutable_dossiers()->set_unit_id(unit);
  request.set_format(format);
  return request;
}

v1::ExportListResponse export_(World& world, const v1::ExportListRequest& request, const As& as) {
  return world.house.ask<v1::ExportListResponse>("records", kExport, request, as);
}

TEST(ExportFromTheHouse, HoldsWhatTheCallerMaySee) {
  World world;
  for (int i = 0; i < 260; ++i) {
    world.filed("letter", i % 2 == 0 ? "a1" : "b1", "", {text("theme", "Việc số " + std::to_string(i) + ".")});
  }
  world.filed("report", "a2", "2026-10", {text("theme", "=cmd|'/C calc'!A0")});
  world.house.settle();
  const auto request = list_of("", v1::EXPORT_FORMAT_XLSX);
  const auto strings = unzipped(export_(world, request, As::person("c-a")).data(), "xl/sharedStrings.xml");
  EXPECT_NE(strings.find("<t>Việc số 0.</t>"), std::string::npos);
  EXPECT_NE(strings.find("<t>Việc số 258.</t>"), std::string::npos);
  EXPECT_EQ(strings.find("<t>Việc số 1.</t>"), std::string::npos) << "another commune's";
  EXPECT_NE(strings.find("<t>=cmd|'/C calc'!A0</t>"), std::string::npos);
  EXPECT_NE(strings.find("Số hồ sơ: 131"), std::string::npos) << strings.substr(0, 2000);
  const auto all = unzipped(export_(world, request, As::operator_()).data(), "xl/sharedStrings.xml");
  EXPECT_NE(all.find("Số hồ sơ: 261"), std::string::npos);
}

TEST(ExportFromTheHouse, IsClosedToWhomTheListIsClosed) {
  World world;
  world.house.settle();
  const auto request = list_of("b", v1::EXPORT_FORMAT_PDF);
  const auto no = world.house.refused("records", kExport, request, As::person("c-a"));
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(no.field(), "dossiers.unit_id");
  EXPECT_EQ(world.house.refused("records", kExport, request, As::gateway()).code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(world.house.refused("records", kExport, request, As::service("router")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  auto unknown = list_of("nowhere", v1::EXPORT_FORMAT_XLSX);
  EXPECT_EQ(world.house.refused("records", kExport, unknown, As::person("c-a")).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(ExportFromTheHouse, PrintsEveryPicture) {
  World world;
  world.approve(world.filed("report", "a1", "2026-10", {text("theme", "Mở rộng đường")}));
  world.filed("report", "b1", "2026-10");
  world.house.settle();
  for (const auto format : {v1::EXPORT_FORMAT_XLSX, v1::EXPORT_FORMAT_PDF}) {
    std::vector<v1::ExportListRequest> requests(4);
    requests[0].mutable_compliance()->set_kind("report");
    requests[1].mutable_funnel()->set_kind("report");
    requests[1].mutable_funnel()->set_period("2026-10");
    requests[2].mutable_ageing();
    requests[3].mutable_step_times()->set_kind("report");
    for (auto& request : requests) {
      request.set_format(format);
      const auto file = export_(world, request, As::operator_());
      EXPECT_EQ(file.parts(), 1u);
      if (format == v1::EXPORT_FORMAT_PDF) {
        EXPECT_NE(text_of_pages(file.data()).find("tính đến"), std::string::npos) << request.ShortDebugString();
      } else {
        EXPECT_NE(unzipped(file.data(), "xl/sharedStrings.xml").find("tính đến"), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace giaoban::test
