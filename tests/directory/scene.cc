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

void Scene::with_administrators() {
  with_officers();
  ASSERT_EQ(units("id,parent,level,name,source\np.d.e,p.d,COMMUNE,Đảng bộ xã E,test\n"
                  "p.d.e.1,p.d.e,CELL,Chi bộ E1,test\n")
                .added(),
            2U);
  const auto response = officers(
      "person_id,name,unit_id,role,from,until\n"
      "top,Hoàng Văn Trên,p.d,administrator,2026-01-01,\n"
      "ours,Đỗ Thị Ta,p.d.c,administrator,2026-01-01,\n"
      "theirs,Vũ Văn Họ,p.d.e,administrator,2026-01-01,\n"
      "past,Bùi Văn Cũ,p.d.c,administrator,2026-01-01,2026-06-01\n"
      "p9,Phạm Thị Chín,p.d.e.1,secretary,2026-01-01,\n");
  ASSERT_EQ(said(response.errors()), std::vector<std::string>());
  ASSERT_EQ(response.offices(), 5U);
}

v1::Refusal Scene::refused_call(const std::string& method, const google::protobuf::Message& request, const As& as) {
  const auto before = log().size();
  auto no = house.refused("directory", method, request, as);
  EXPECT_EQ(log().size(), before);
  EXPECT_NE(no.text_vi(), "");
  EXPECT_NE(no.text_vi(), no.text_en());
  return no;
}

v1::IssueCodeResponse Scene::issue_code(const std::string& person_id, const As& as) {
  v1::IssueCodeRequest request;
  request.set_person_id(person_id);
  return call<v1::IssueCodeResponse>("AccountService/IssueCode", request, as);
}

std::string Scene::use_code(const std::string& login, const std::string& code) {
  v1::UseCodeRequest request;
  request.set_login(login);
  for (const char c : code) {
    if (c != '-') *request.mutable_code() += c;
  }
  request.set_password_hash(directory::hash_password("mat-khau-moi", "0123456789abcdef", {8, 1}));
  return call<v1::UseCodeResponse>("AccountService/UseCode", request, As::gateway()).person_id();
}

void Scene::begin_session(const std::string& token, const std::string& person_id, const std::string& agent) {
  v1::BeginSessionRequest request;
  request.set_token_hash(token);
  request.set_person_id(person_id);
  request.set_until_us(house.clock().now().machine_us + core::kHour);
  request.set_address("192.0.2.7");
  request.set_agent(agent);
  ask<v1::BeginSessionResponse>("BeginSession", request, As::gateway());
}

std::string Scene::signed_in(const std::string& token) {
  v1::FindSessionRequest request;
  request.set_token_hash(token);
  return ask<v1::FindSessionResponse>("FindSession", request, As::gateway()).person_id();
}

int64_t Scene::rows(const std::string& table) {
  int64_t count = 0;
  house.store("directory").prepare("SELECT count(*) FROM " + table).one({}, [&](const store::Row& row) {
    count = row.integer(0);
  });
  return count;
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
