// A house with only a directory in it, small files to import, and what came of them in one line each.
#include "tests/directory/scene.h"

namespace giaoban::test {

int64_t day(std::string_view date) {
  return core::parse_date(date).value();
}

std::vector<std::string> said(const google::protobuf::RepeatedPtrField<v1::LineError>& errors) {
  std::vector<std::string> lines;
  for (const auto& error : errors) {
    EXPECT_NE(error.text_vi(), "");
    EXPECT_NE(error.text_vi(), error.text_en());
    lines.push_back(std::to_string(error.line()) + ": " + error.text_en());
  }
  return lines;
}

bool says(const google::protobuf::RepeatedPtrField<v1::LineError>& errors, uint32_t line, const std::string& words) {
  for (const auto& error : errors) {
    if (error.line() == line && error.text_en().find(words) != std::string::npos) return true;
  }
  return false;
}

Scene::Scene() {
  house.add(std::make_unique<directory::DirectoryService>(8, 1));
  house.start();
}

void Scene::with_tree() {
  ASSERT_EQ(units(kSmallTree).added(), 5U);
}

void Scene::with_officers() {
  with_tree();
  const auto response = officers(
      "person_id,name,unit_id,role,from,until,email,login,password\n"
      "p1,Nguyễn Thị Một,p.d.c.1,secretary,2026-01-01,,mot@example.vn,mot,mat-khau-1\n"
      "p2,Trần Văn Hai,p.d.c.2,secretary,2026-01-01,,hai@example.vn,hai,mat-khau-2\n"
      "p3,Lê Thị Ba,p.d.c,clerk,2026-01-01,,ba@example.vn,ba,mat-khau-3\n");
  ASSERT_EQ(said(response.errors()), std::vector<std::string>());
  ASSERT_EQ(response.offices(), 3U);
}

v1::ImportUnitsResponse Scene::units(const std::string& csv) {
  v1::ImportUnitsRequest request;
  request.set_csv(csv);
  return ask<v1::ImportUnitsResponse>("ImportUnits", request);
}

v1::ImportOfficersResponse Scene::officers(const std::string& csv) {
  v1::ImportOfficersRequest request;
  request.set_csv(csv);
  return ask<v1::ImportOfficersResponse>("ImportOfficers", request);
}

v1::FindAccountResponse Scene::account(const std::string& login) {
  v1::FindAccountRequest request;
  request.set_login(login);
  return ask<v1::FindAccountResponse>("FindAccount", request, As::gateway());
}

v1::ListOfficesResponse Scene::offices_of(const std::string& person_id) {
  v1::ListOfficesRequest request;
  request.set_person_id(person_id);
  return ask<v1::ListOfficesResponse>("ListOffices", request);
}

}  // namespace giaoban::test
