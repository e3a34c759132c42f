// AddUnit, RenameUnit, AddOfficer, ChangePerson, ListDelegations: single acts, twice is once, for keepers only.
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class Administration : public Scene {
 protected:
  Administration() { with_administrators(); }

  v1::AddUnitRequest unit(const std::string& id, const std::string& parent, const std::string& name,
                          v1::Level level = v1::LEVEL_CELL) {
    v1::AddUnitRequest request;
    request.mutable_unit()->set_unit_id(id);
    request.mutable_unit()->set_parent_id(parent);
    request.mutable_unit()->set_level(level);
    request.mutable_unit()->set_name(name);
    return request;
  }
  v1::AddUnitResponse add(const v1::AddUnitRequest& request, const As& as = As::person("ours")) {
    return call<v1::AddUnitResponse>("AdministrationService/AddUnit", request, as);
  }
  v1::RenameUnitRequest naming(const std::string& id, const std::string& name) {
    v1::RenameUnitRequest request;
    request.set_unit_id(id);
    request.set_name(name);
    return request;
  }
  v1::AddOfficerRequest officer(const std::string& person_id, const std::string& name, const std::string& unit_id,
                                v1::Role role) {
    v1::AddOfficerRequest request;
    request.set_person_id(person_id);
    request.set_name(name);
    request.set_unit_id(unit_id);
    request.set_role(role);
    return request;
  }
  v1::AddOfficerResponse add(const v1::AddOfficerRequest& request, const As& as = As::person("ours")) {
    return call<v1::AddOfficerResponse>("AdministrationService/AddOfficer", request, as);
  }
  v1::ChangePersonRequest changing(const std::string& id, const std::string& name, const std::string& email = "") {
    v1::ChangePersonRequest request;
    request.set_person_id(id);
    request.set_name(name);
    request.set_email(email);
    return request;
  }
  std::string refused_field(const std::string& verb, const google::protobuf::Message& request,
                            const As& as = As::person("ours")) {
    return refused_call("AdministrationService/" + verb, request, as).field();
  }
  v1::RefusalCode refused_code(const std::string& verb, const google::protobuf::Message& request,
                               const As& as = As::person("ours")) {
    return refused_call("AdministrationService/" + verb, request, as).code();
  }
};

TEST_F(Administration, AddsAUnitOnce) {
  const auto added = add(unit("p.d.c.9", "p.d.c", " Chi bộ 9 "));
  EXPECT_EQ(added.unit_id(), "p.d.c.9");
  EXPECT_EQ(added.position(), log().size());
  EXPECT_EQ(log().back().directory().unit_added().unit().name(), "Chi bộ 9");
  EXPECT_EQ(log().back().principal(), "ours") << "the record names the person";
  const auto again = add(unit("p.d.c.9", "p.d.c", "Chi bộ 9"), As::operator_());
  EXPECT_EQ(again.position(), added.position());
}

TEST_F(Administration, ChoosesAnIdForAUnit) {
  const auto added = add(unit("", "p.d.c", "Chi bộ 3"));
  EXPECT_EQ(added.unit_id(), "p.d.c.03");
  EXPECT_EQ(add(unit("", "p.d.c", "Chi bộ 3")).unit_id(), "p.d.c.03") << "the same content changes nothing";
  EXPECT_EQ(add(unit("", "p.d.c", "Chi bộ 4")).unit_id(), "p.d.c.04");
  const std::string deep(62, 'x');
  add(unit(deep, "p.d.c", "Dài", v1::LEVEL_SUB_COMMITTEE));
  EXPECT_LE(add(unit("", deep, "Chi bộ trong")).unit_id().size(), 64U);
}

TEST_F(Administration, RefusesUnitsThatFitNowhere) {
  EXPECT_EQ(refused_field("AddUnit", unit("a b", "p.d.c", "X")), "unit.unit_id");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c", " ")), "unit.name");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c", "a\nb")), "unit.name");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c", "X", v1::LEVEL_UNSPECIFIED)), "unit.level");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c", "X", static_cast<v1::Level>(99))), "unit.level");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c", "X", v1::LEVEL_COMMUNE)), "unit.level");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "p.d.c.1", "X")), "unit.level");
  EXPECT_EQ(refused_field("AddUnit", unit("p.d.c.1", "p.d.c", "Tên khác")), "unit.unit_id");
  EXPECT_EQ(refused_field("AddUnit", unit("x", "", "X", v1::LEVEL_PROVINCE), As::operator_()), "unit.parent_id");
  EXPECT_EQ(refused_code("AddUnit", unit("x", "nowhere", "X"), As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Administration, RenamesAUnitOnce) {
  const auto rename = [&](const std::string& name) {
    return call<v1::RenameUnitResponse>("AdministrationService/RenameUnit", naming("p.d.c.1", name),
                                        As::person("ours"));
  };
  const auto position = rename("Chi bộ thôn Mới").position();
  EXPECT_EQ(position, log().size());
  EXPECT_EQ(rename("Chi bộ thôn Mới").position(), position);
  house.restart("directory");
  EXPECT_EQ(offices_of("p1").units(0).name(), "Chi bộ thôn Mới");
  EXPECT_EQ(refused_field("RenameUnit", naming("p.d.c.1", "")), "name");
  EXPECT_EQ(refused_code("RenameUnit", naming("nowhere", "X"), As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Administration, PutsANewPersonIntoAnOffice) {
  auto request = officer("", "Mai Văn Mới", "p.d.c.1", v1::ROLE_DEPUTY_SECRETARY);
  request.set_email("moi@example.vn");
  const auto added = add(request);
  EXPECT_TRUE(added.person_id().starts_with("p-"));
  const auto found = offices_of(added.person_id());
  EXPECT_EQ(found.persons(0).name(), "Mai Văn Mới");
  EXPECT_EQ(found.persons(0).email(), "moi@example.vn");
  EXPECT_EQ(found.offices(0).office_id(), added.office_id());
  EXPECT_EQ(found.offices(0).from_us(), begins_us);
  EXPECT_EQ(added.position(), log().size());
  house.advance_to(begins_us + core::kHour);
  EXPECT_EQ(add(request).person_id(), added.person_id()) << "asked again it is the same person";
  EXPECT_EQ(add(request).position(), added.position());
}

TEST_F(Administration, PutsAKnownPersonIntoAnotherOffice) {
  auto request = officer("p1", "", "p.d.c", v1::ROLE_COMMITTEE_MEMBER);
  request.set_from_us(day("2026-12-01"));
  request.set_until_us(day("2028-12-01"));
  const auto added = add(request);
  EXPECT_EQ(added.person_id(), "p1");
  EXPECT_EQ(added.office_id(), "p.d.c.committee_member.p1");
  EXPECT_EQ(add(request).position(), added.position());
  request.set_until_us(day("2029-12-01"));
  EXPECT_EQ(refused_code("AddOfficer", request), v1::REFUSAL_CODE_ALREADY_EXISTS);
  request.set_from_us(day("2027-12-01"));
  EXPECT_EQ(refused_code("AddOfficer", request), v1::REFUSAL_CODE_ALREADY_EXISTS) << "it overlaps";
}

TEST_F(Administration, GivesBackAnOfficeThatWasEndedWhenAskedTo) {
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.1.secretary.p1");
  ask<v1::EndOfficeResponse>("EndOffice", end, As::person("ours"));
  EXPECT_EQ(add(officer("p1", "", "p.d.c.1", v1::ROLE_SECRETARY)).office_id(), "p.d.c.1.secretary.p1.2");
}

TEST_F(Administration, BeginsAnOfficeAnewThatWasEndedByMistakeBeforeItBegan) {
  auto request = officer("p1", "", "p.d.c", v1::ROLE_COMMITTEE_MEMBER);
  request.set_from_us(day("2026-12-01"));
  v1::EndOfficeRequest end;
  end.set_office_id(add(request).office_id());
  ask<v1::EndOfficeResponse>("EndOffice", end, As::person("ours"));
  const auto anew = add(request);
  EXPECT_EQ(anew.office_id(), "p.d.c.committee_member.p1.2");
  EXPECT_EQ(add(request).position(), anew.position()) << "once";
  house.advance_to(day("2026-12-02"));
  end.set_office_id(anew.office_id());
  ask<v1::EndOfficeResponse>("EndOffice", end, As::person("ours"));
  const auto no = refused_call("AdministrationService/AddOfficer", request, As::person("ours"));
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(no.field(), "from_us") << "a day of it was served: the two would overlap";
}

TEST_F(Administration, RefusesOfficersThatAreNone) {
  EXPECT_EQ(refused_field("AddOfficer", officer("", "", "p.d.c.1", v1::ROLE_BOARD)), "name");
  EXPECT_EQ(refused_field("AddOfficer", officer("nobody", "", "p.d.c.1", v1::ROLE_BOARD)), "person_id");
  EXPECT_EQ(refused_field("AddOfficer", officer("p1", "Tên khác", "p.d.c.1", v1::ROLE_BOARD)), "name");
  EXPECT_EQ(refused_field("AddOfficer", officer("p1", "", "p.d.c.1", v1::ROLE_UNSPECIFIED)), "role");
  EXPECT_EQ(refused_field("AddOfficer", officer("p1", "", "p.d.c.1", static_cast<v1::Role>(77))), "role");
  EXPECT_EQ(refused_field("AddOfficer", officer("p1", "", "nowhere", v1::ROLE_BOARD), As::operator_()), "unit_id");
  auto request = officer("", "A", "p.d.c.1", v1::ROLE_BOARD);
  request.set_email("a@b\nBcc: c@d");
  EXPECT_EQ(refused_field("AddOfficer", request), "email");
  request.clear_email();
  request.set_until_us(begins_us);
  EXPECT_EQ(refused_field("AddOfficer", request), "until_us");
  request.set_from_us(-1);
  EXPECT_EQ(refused_field("AddOfficer", request), "from_us");
}

TEST_F(Administration, ChangesAPersonOnce) {
  const auto change = [&](const v1::ChangePersonRequest& request) {
    return call<v1::ChangePersonResponse>("AdministrationService/ChangePerson", request, As::person("ours")).position();
  };
  const auto position = change(changing("p1", "Nguyễn Thị Mốt"));
  EXPECT_EQ(change(changing("p1", "Nguyễn Thị Mốt")), position);
  EXPECT_EQ(offices_of("p1").persons(0).name(), "Nguyễn Thị Mốt");
  EXPECT_EQ(offices_of("p1").persons(0).email(), "") << "an empty address is no address";
  EXPECT_EQ(refused_field("ChangePerson", changing("p1", "")), "name");
  EXPECT_EQ(refused_field("ChangePerson", changing("p1", "X", "không phải thư")), "email");
  EXPECT_EQ(refused_code("ChangePerson", changing("nobody", "X"), As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Administration, IsForTheKeepersOfTheUnitOnly) {
  for (const char* who : {"theirs", "past", "p1", "p3", "nobody"}) {
    const As as = As::person(who);
    EXPECT_EQ(refused_code("AddUnit", unit("x", "p.d.c", "X"), as), v1::REFUSAL_CODE_NOT_AUTHORISED) << who;
    EXPECT_EQ(refused_code("RenameUnit", naming("p.d.c.1", "X"), as), v1::REFUSAL_CODE_NOT_AUTHORISED) << who;
    EXPECT_EQ(refused_code("AddOfficer", officer("", "X", "p.d.c.1", v1::ROLE_BOARD), as),
              v1::REFUSAL_CODE_NOT_AUTHORISED)
        << who;
    EXPECT_EQ(refused_code("ChangePerson", changing("p1", "X"), as), v1::REFUSAL_CODE_NOT_AUTHORISED) << who;
    v1::EndOfficeRequest end;
    end.set_office_id("p.d.c.1.secretary.p1");
    EXPECT_EQ(refused("EndOffice", end, as).code(), v1::REFUSAL_CODE_NOT_AUTHORISED) << who;
  }
  EXPECT_EQ(refused_code("AddUnit", unit("x", "p.d", "X", v1::LEVEL_COMMUNE)), v1::REFUSAL_CODE_NOT_AUTHORISED)
      << "not beside the own unit";
  EXPECT_EQ(refused_code("RenameUnit", naming("p.d", "X")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refused_code("AddUnit", unit("x", "", "X", v1::LEVEL_PROVINCE)), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_NE(add(unit("p.d.f", "p.d", "Xã F", v1::LEVEL_COMMUNE), As::person("top")).position(), 0U);
}

TEST_F(Administration, NobodyAppointsOrDismissesThemselves) {
  EXPECT_EQ(refused_field("AddOfficer", officer("ours", "", "p.d.c", v1::ROLE_CLERK)), "person_id");
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.administrator.ours");
  EXPECT_EQ(refused("EndOffice", end, As::person("ours")).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  ask<v1::EndOfficeResponse>("EndOffice", end, As::person("top"));
  EXPECT_EQ(refused_code("RenameUnit", naming("p.d.c.1", "X")), v1::REFUSAL_CODE_NOT_AUTHORISED) << "it ended at once";
}

TEST_F(Administration, ListsDelegationsOfAUnitTheLatestFirst) {
  const auto lend = [&](const std::string& to, const std::string& from) {
    v1::DelegateRequest request;
    request.set_office_id("p.d.c.clerk.p3");
    request.set_to_person_id(to);
    request.set_from_us(day(from));
    request.set_until_us(day("2026-12-31"));
    request.set_basis("QĐ 1");
    ask<v1::DelegateResponse>("Delegate", request);
  };
  lend("p1", "2026-11-10");
  lend("p2", "2026-12-01");
  v1::ListDelegationsRequest request;
  request.set_unit_id("p.d.c");
  const auto list = [&](const As& as) {
    return call<v1::ListDelegationsResponse>("AdministrationService/ListDelegations", request, as);
  };
  const auto found = list(As::person("p3"));
  ASSERT_EQ(found.delegations_size(), 2);
  EXPECT_EQ(found.delegations(0).to_person_id(), "p2");
  ASSERT_EQ(found.offices_size(), 1);
  EXPECT_EQ(found.offices(0).office_id(), "p.d.c.clerk.p3");
  ASSERT_EQ(found.persons_size(), 3);
  for (const auto& person : found.persons()) EXPECT_EQ(person.email(), "");
  EXPECT_EQ(list(As::person("top")).delegations_size(), 2);
  EXPECT_EQ(refused_code("ListDelegations", request, As::person("theirs")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refused_code("ListDelegations", request, As::person("past")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  request.set_unit_id("p.d.e");
  EXPECT_EQ(list(As::operator_()).delegations_size(), 0);
  request.set_unit_id("nowhere");
  EXPECT_EQ(refused_code("ListDelegations", request, As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
}

}  // namespace
}  // namespace giaoban::test
