// What a key or a lost office is good for: nothing, at once, and when the directory cannot be heard after five seconds.
#include <gtest/gtest.h>

#include "tests/authorisation/scene.h"

namespace giaoban::test {
namespace {

constexpr int64_t kSecond = 1'000'000;

std::string code_of(const runtime::Outcome& outcome) {
  const auto* no = std::get_if<v1::Refusal>(&outcome);
  return no == nullptr ? "ok" : v1::RefusalCode_Name(no->code()).substr(13);
}

// A scene, and papers that wait for the commune's clerk.
class ARevocation : public testing::Test {
 protected:
  Paper waiting() {
    Paper paper(scene.district);
    EXPECT_EQ(paper.opens("secretary1"), "ok");
    EXPECT_EQ(paper.submits("secretary1"), "ok");
    return paper;
  }
  void end_office_of(const std::string& person) {
    v1::ListOfficesRequest offices;
    offices.set_person_id(person);
    v1::EndOfficeRequest request;
    request.set_office_id(
        scene.district.directory<v1::ListOfficesResponse>("ListOffices", offices).offices(0).office_id());
    scene.district.directory<v1::EndOfficeResponse>("EndOffice", request);
  }
  std::string asks(const As& as, const std::string& service, const std::string& call,
                   const google::protobuf::Message& request) {
    return code_of(scene.district.house.call(service, call, request, as));
  }

  Scene scene;
};

TEST_F(ARevocation, CountsAtOnce) {
  Paper before = waiting(), after = waiting();
  ASSERT_EQ(before.approves("clerk"), "ok");
  end_office_of("clerk");
  EXPECT_EQ(after.approves("clerk"), "NOT_AUTHORISED");
  EXPECT_EQ(after.approves("second_clerk"), "ok") << "only that person's";
  EXPECT_EQ(scene.district.turn_of("clerk").turns_size(), 0);
  v1::GetDossierRequest read;
  read.set_dossier_id(after.id);
  EXPECT_EQ(asks(As::person("clerk"), "router", "DossierService/GetDossier", read), "NOT_FOUND");
  v1::ListDossiersRequest list;
  list.set_unit_id("p.d.c.1");
  EXPECT_EQ(asks(As::person("clerk"), "records", "RecordsService/ListDossiers", list), "NOT_AUTHORISED");
}

TEST_F(ARevocation, CannotBeOutrunByCuttingTheDirectoryOff) {
  Paper first = waiting(), later = waiting();
  auto& house = scene.district.house;
  const auto end_office = [&] { end_office_of("clerk"); };
  house.wire().cut("router");  // nothing reaches the router, nor does it reach anybody
  end_office();
  house.wire().heal("router");
  house.wire().cut("directory");  // and now the router cannot hear of it
  house.pass_machine(4 * kSecond);
  house.pass_machine(kSecond + 1);
  EXPECT_EQ(first.approves("clerk"), "AUTHORITY_STALE");
  EXPECT_EQ(later.approves("second_clerk"), "AUTHORITY_STALE") << "nobody decides on old news";
  house.wire().heal("directory");
  house.pass_machine(kSecond);
  EXPECT_EQ(first.approves("clerk"), "NOT_AUTHORISED");
  EXPECT_EQ(later.approves("second_clerk"), "ok");
}

TEST_F(ARevocation, OfALoanCountsAtOnce) {
  Paper before = waiting(), after = waiting();
  ASSERT_EQ(before.approves("lent"), "ok");
  v1::ListDelegationsRequest list;
  list.set_unit_id("p.d.c");
  const auto lent = scene.district.house.ask<v1::ListDelegationsResponse>(
      "directory", "AdministrationService/ListDelegations", list, As::person("admin"));
  for (const auto& one : lent.delegations()) {
    if (one.to_person_id() != "lent") continue;
    v1::EndDelegationRequest request;
    request.set_delegation_id(one.delegation_id());
    scene.district.house.ask<v1::EndDelegationResponse>("directory", "DirectoryService/EndDelegation", request,
                                                        As::person("clerk"));
  }
  EXPECT_EQ(after.approves("lent"), "NOT_AUTHORISED");
}

TEST_F(ARevocation, OfTheLendersOfficeEndsWhatWasLent) {
  Paper paper = waiting();
  end_office_of("clerk");
  EXPECT_EQ(paper.approves("lent"), "NOT_AUTHORISED");
}

using AKey = ARevocation;

TEST_F(AKey, OfAGatewaySaysWhoButNotWhatTheyMay) {
  Paper paper = waiting();
  for (const char* person : {"stranger", "secretary1", "nobody-of-that-name", "operator", "gateway", "router"}) {
    EXPECT_EQ(paper.approves(person), "NOT_AUTHORISED") << person;
  }
}

TEST_F(AKey, OfAServiceMayNotActAsAPerson) {
  Paper paper = waiting();
  auto command = paper.command();
  command.mutable_approve();
  for (const char* service : {"directory", "router", "reminder", "notifier", "records"}) {
    As as = As::service(service);
    EXPECT_EQ(paper.send(command, as), "CALLER_NOT_ALLOWED") << service;
    as.person_id = "clerk";
    EXPECT_EQ(paper.send(command, as), "CALLER_NOT_ALLOWED") << service;
  }
}

TEST_F(AKey, OfAnOperatorMayNotActAsAPerson) {
  Paper paper = waiting();
  auto command = paper.command();
  command.mutable_approve();
  As as = As::operator_();
  EXPECT_EQ(paper.send(command, as), "CALLER_NOT_ALLOWED");
  as.person_id = "clerk";
  EXPECT_EQ(paper.send(command, as), "CALLER_NOT_ALLOWED");
}

TEST_F(AKey, OfAProgramIsItsOfficeAndNoOther) {
  Paper paper = waiting();
  const auto approves = [&](const As& as) {
    auto command = paper.command();
    command.mutable_approve();
    return paper.send(command, as);
  };
  const auto program = [&](const std::string& person, const std::string& unit) {
    return As::integrator("lng", scene.district.office_of(person, unit));
  };
  As liar = program("secretary1", "p.d.c.1");
  EXPECT_EQ(approves(liar), "NOT_AUTHORISED");
  liar.person_id = "clerk";
  EXPECT_EQ(approves(liar), "CALLER_NOT_ALLOWED") << "a program does not say who it is";
  EXPECT_EQ(approves(program("other_clerk", "p.d.e")), "NOT_AUTHORISED");
  EXPECT_EQ(approves(program("clerk", "p.d.c")), "ok");
}

TEST_F(AKey, OfAProgramEndsWithItsOffice) {
  const As program = As::integrator("lng", scene.district.office_of("deputy1", "p.d.c.1"));
  Paper paper(scene.district);
  auto command = paper.command();
  command.mutable_open()->set_kind("meeting_plan");
  command.mutable_open()->set_unit_id("p.d.c.1");
  command.mutable_open()->set_period("2026-12");
  end_office_of("deputy1");
  EXPECT_EQ(paper.send(command, program), "UNAUTHENTICATED") << "nobody holds its office";
}

TEST_F(AKey, OfAnUnknownKindMayNothing) {
  As as = As::person("clerk");
  as.caller.kind = v1::CALLER_KIND_UNSPECIFIED;
  Paper paper = waiting();
  auto command = paper.command();
  command.mutable_approve();
  EXPECT_EQ(paper.send(command, as), "CALLER_NOT_ALLOWED");
}

}  // namespace
}  // namespace giaoban::test
