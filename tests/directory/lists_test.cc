// ListUnits, ListOffices, ListKinds: who sees what, and whose addresses.
#include <set>

#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class Lists : public Scene {
 protected:
  Lists() { with_officers(); }

  v1::ListOfficesRequest of_unit(const std::string& unit_id) {
    v1::ListOfficesRequest request;
    request.set_unit_id(unit_id);
    return request;
  }
  v1::ListOfficesRequest of_person(const std::string& person_id) {
    v1::ListOfficesRequest request;
    request.set_person_id(person_id);
    return request;
  }
  v1::ListOfficesResponse offices(const v1::ListOfficesRequest& request, const As& as) {
    return ask<v1::ListOfficesResponse>("ListOffices", request, as);
  }
};

TEST_F(Lists, ShowUnitsInTheTreesOrder) {
  v1::ListUnitsRequest request;
  EXPECT_EQ(ask<v1::ListUnitsResponse>("ListUnits", request, As::person("p1")).units(0).unit_id(), "p");
  request.set_parent_id("p.d.c");
  const auto cells = ask<v1::ListUnitsResponse>("ListUnits", request, As::integrator("lng", "p.d.c.clerk.p3"));
  ASSERT_EQ(cells.units_size(), 2);
  EXPECT_EQ(cells.units(0).unit_id(), "p.d.c.1");
  request.set_parent_id("p.d.c.1");
  EXPECT_EQ(ask<v1::ListUnitsResponse>("ListUnits", request).units_size(), 0);
  request.set_parent_id("nowhere");
  EXPECT_EQ(refused("ListUnits", request).field(), "parent_id");
}

TEST_F(Lists, ShowOnlyTheCallersOwnAddress) {
  const auto own = offices(v1::ListOfficesRequest(), As::person("p1"));
  ASSERT_EQ(own.offices_size(), 1);
  EXPECT_EQ(own.persons(0).email(), "mot@example.vn");
  EXPECT_EQ(own.units(0).unit_id(), "p.d.c.1");
  const auto other = offices(of_person("p2"), As::person("p1"));
  EXPECT_EQ(other.persons(0).name(), "Trần Văn Hai");
  EXPECT_EQ(other.persons(0).email(), "");
  EXPECT_EQ(offices(of_person("p2"), As::operator_()).persons(0).email(), "hai@example.vn");
  EXPECT_EQ(offices(of_unit("p.d.c.2"), As::person("p2")).persons(0).email(), "hai@example.vn");
  EXPECT_EQ(offices(of_unit("p.d.c.2"), As::person("p1")).persons(0).email(), "");
}

TEST_F(Lists, ShowAnIntegratorTheOfficesOfTheHolder) {
  const auto own = offices(v1::ListOfficesRequest(), As::integrator("lng", "p.d.c.clerk.p3"));
  ASSERT_EQ(own.persons_size(), 1);
  EXPECT_EQ(own.persons(0).person_id(), "p3");
  EXPECT_EQ(own.persons(0).email(), "ba@example.vn");
}

TEST_F(Lists, ShowEndedTermsToo) {
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.1.secretary.p1");
  ask<v1::EndOfficeResponse>("EndOffice", end);
  EXPECT_EQ(offices(of_unit("p.d.c.1"), As::person("p2")).offices_size(), 1);
}

TEST_F(Lists, ShowAPersonWithoutAnyOffice) {
  officers("person_id,name,unit_id,role,email\nadmin,Quản trị,,,admin@example.vn\n");
  const auto own = offices(v1::ListOfficesRequest(), As::person("admin"));
  EXPECT_EQ(own.offices_size(), 0);
  ASSERT_EQ(own.persons_size(), 1);
  EXPECT_EQ(own.persons(0).email(), "admin@example.vn");
  EXPECT_EQ(offices(of_person("admin"), As::person("p1")).persons(0).email(), "");
}

TEST_F(Lists, RefuseUnknownThingsAndUnclearQuestions) {
  EXPECT_EQ(refused("ListOffices", of_unit("nowhere")).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refused("ListOffices", of_person("nobody")).code(), v1::REFUSAL_CODE_NOT_FOUND);
  auto both = of_unit("p.d.c");
  both.set_person_id("p1");
  EXPECT_EQ(refused("ListOffices", both).code(), v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(refused("ListOffices", v1::ListOfficesRequest()).code(), v1::REFUSAL_CODE_INVALID_FIELD)
      << "an operator is nobody";
}

TEST_F(Lists, ShowUnitsInPagesThatAFrameCanHold) {
  std::string name;
  for (int i = 0; i < 200; ++i) name += "ộ";
  for (int file = 0; file < 2; ++file) {
    std::string csv = "id,parent,level,name,source\n";
    for (int i = 0; i < 700; ++i) {
      csv += "u" + std::to_string(file) + "." + std::to_string(i) + ",p.d,COMMUNE," + name + "," + name + "\n";
    }
    ASSERT_EQ(units(csv).added(), 700U);
  }
  v1::ListUnitsRequest request;
  request.set_parent_id("p.d");
  std::vector<std::string> seen;
  int pages = 0;
  do {
    const auto page = ask<v1::ListUnitsResponse>("ListUnits", request);
    EXPECT_LE(page.units_size(), 1000);
    EXPECT_LT(page.ByteSizeLong(), 1024U * 1024U);
    for (const auto& unit : page.units()) seen.push_back(unit.unit_id());
    request.set_page_token(page.next_page_token());
    ASSERT_LT(++pages, 10);
  } while (!request.page_token().empty());
  ASSERT_EQ(seen.size(), 1401U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 1401U);
  EXPECT_EQ(seen.front(), "p.d.c");
  EXPECT_EQ(seen.back(), "u1.699");
  EXPECT_GT(pages, 1);
  request.set_limit(1001);
  EXPECT_EQ(refused("ListUnits", request).field(), "limit");
  request.set_limit(1);
  EXPECT_EQ(ask<v1::ListUnitsResponse>("ListUnits", request).units_size(), 1);
  request.set_page_token("p.d.c.1");
  EXPECT_EQ(refused("ListUnits", request).field(), "page_token") << "no child of p.d";
}

TEST_F(Lists, FindUnitsByTheirWords) {
  const auto found = [&](const std::string& parent, const std::string& words) {
    v1::ListUnitsRequest request;
    request.set_parent_id(parent);
    request.set_words(words);
    std::vector<std::string> ids;
    const auto response = ask<v1::ListUnitsResponse>("ListUnits", request, As::person("p1"));
    for (const auto& unit : response.units()) ids.push_back(unit.unit_id());
    return ids;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(found("", "dang bo"), (Ids{"p", "p.d", "p.d.c"}));
  EXPECT_EQ(found("", "ĐẢNG BỘ xã"), Ids{"p.d.c"});
  EXPECT_EQ(found("p.d.c", "chi 2"), Ids{"p.d.c.2"});
  EXPECT_EQ(found("p.d.c", "dang"), Ids{"p.d.c"}) << "itself too";
  EXPECT_EQ(found("p.d.c.1", "chi bo 2"), Ids{});
  EXPECT_EQ(found("", "ang"), Ids{}) << "words are meant from their beginning";
  EXPECT_EQ(found("", "%"), Ids{});
}

TEST_F(Lists, RefuseWordsBeyond200Characters) {
  v1::ListUnitsRequest request;
  std::string words;
  for (int i = 0; i < 200; ++i) words += "ộ";
  request.set_words(words);
  EXPECT_EQ(ask<v1::ListUnitsResponse>("ListUnits", request).units_size(), 0);
  request.set_words(words + "ộ");
  EXPECT_EQ(refused("ListUnits", request).field(), "words");
}

TEST_F(Lists, RefuseAGatewayThatNamesNobodyAndAnOfficeThatNobodyHolds) {
  EXPECT_EQ(refused("ListUnits", v1::ListUnitsRequest(), As::gateway()).code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(refused("ListOffices", v1::ListOfficesRequest(), As::gateway()).code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(refused("ListKinds", v1::ListKindsRequest(), As::integrator("x", "nowhere")).code(),
            v1::REFUSAL_CODE_UNAUTHENTICATED);
}

}  // namespace
}  // namespace giaoban::test
