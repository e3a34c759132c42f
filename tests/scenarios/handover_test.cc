// Absence and the end of a term in the whole house: what is open goes to the stand-in, and to whoever comes after.
#include <gtest/gtest.h>

#include "giaoban/v1/obligation.pb.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

using Told = std::vector<std::string>;

// "person reason" of every notice about the dossier, or the obligation.
Told told_about(District& district, const std::string& subject) {
  Told list;
  for (const auto& record : district.house.log_of("reminder")) {
    const auto& notice = record.reminder().notice_due();
    if (!record.reminder().has_notice_due()) continue;
    if (notice.dossier_id() != subject && notice.obligation_id() != subject) continue;
    list.push_back(notice.person_id() + " " + v1::NoticeReason_Name(notice.reason()).substr(14));
  }
  return list;
}

// Only one clerk, so that nobody else could see to the paper.
DistrictOptions with_one_clerk() {
  DistrictOptions options;
  options.people =
      "person_id,name,unit_id,role,from,until,email,login,password\n"
      "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,,,\n"
      "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,,,\ndistrict,Hoàng Văn Long,p.d,clerk,2020-01-01,,,,\n"
      "deputy,Trần Thị Thu,p.d.c,deputy_secretary,2020-01-01,,,,\n";
  return options;
}

void begins_office(District& district, const std::string& person, const std::string& unit, const std::string& role) {
  v1::ImportOfficersRequest officers;
  officers.set_csv("person_id,name,unit_id,role,from,until,email,login,password\n" + person + ",Người Mới," + unit +
                   "," + role + ",2020-01-01,,,,\n");
  district.directory<v1::ImportOfficersResponse>("ImportOfficers", officers);
}

void ends_office(District& district, const std::string& person, const std::string& unit) {
  v1::EndOfficeRequest request;
  request.set_office_id(district.office_of(person, unit));
  district.directory<v1::EndOfficeResponse>("EndOffice", request);
}

TEST(AHandover, BringsAClaimedPaperToTheSuccessorWithItsReminders) {
  District district(with_one_clerk());
  Paper plan(district);
  ASSERT_EQ(plan.opens("secretary1"), "ok");
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  ASSERT_EQ(plan.act("clerk", [](auto& c) { c.mutable_claim(); }), "ok");
  ends_office(district, "clerk", "p.d.c");
  begins_office(district, "successor", "p.d.c", "clerk");
  ASSERT_EQ(district.turn_of("successor").turns_size(), 1);
  EXPECT_EQ(district.turn_of("clerk").turns_size(), 0);
  const int64_t due = district.turn_of("successor").turns(0).dossier().at().due_us();
  district.house.advance_to(due);
  EXPECT_EQ(told_about(district, plan.id), Told{"successor DUE_TODAY"});
  EXPECT_EQ(plan.approves("clerk"), "NOT_AUTHORISED");
  EXPECT_EQ(plan.approves("successor"), "ok") << "the claim of who left blocks nobody";
}

TEST(AHandover, TellsTheStandInWhileTheClerkIsAway) {
  District district(with_one_clerk());
  Paper plan(district);
  ASSERT_EQ(plan.opens("secretary1"), "ok");
  ASSERT_EQ(plan.submits("secretary1"), "ok");
  v1::DelegateRequest request;
  request.set_office_id(district.office_of("clerk", "p.d.c"));
  request.set_to_person_id("deputy");
  request.set_until_us(on("2026-11-30"));
  request.set_basis("QĐ 7");
  district.directory<v1::DelegateResponse>("Delegate", request);
  const int64_t due = district.turn_of("deputy").turns(0).dossier().at().due_us();
  district.house.advance_to(due);
  EXPECT_EQ(told_about(district, plan.id), Told{"deputy DUE_TODAY"});
  EXPECT_EQ(district.told("deputy"), std::vector<v1::NoticeReason>{v1::NOTICE_REASON_DUE_TODAY});
  EXPECT_EQ(district.told("clerk").size(), 0u) << "who is away is not told";
}

TEST(AHandover, ChasesTheNewSecretaryForWhatTheOldOneOwed) {
  District district(with_one_clerk());
  const std::string owed = "p.d.c.1/resolution/2026-11";
  ends_office(district, "secretary1", "p.d.c.1");
  begins_office(district, "successor", "p.d.c.1", "secretary");
  district.house.advance_to(on("2026-12-05"));
  const auto told = told_about(district, owed);
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.front(), "successor UPCOMING");
  for (const auto& line : told) EXPECT_EQ(line.find("secretary1"), std::string::npos) << line;
}

}  // namespace
}  // namespace giaoban::test
