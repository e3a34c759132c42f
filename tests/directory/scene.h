// A house with only a directory in it, small files to import, and what came of them in one line each.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "giaoban/v1/account.pb.h"
#include "giaoban/v1/administration.pb.h"
#include "giaoban/v1/directory.pb.h"
#include "services/directory/directory_service.h"
#include "tests/house/house.h"
#include "workflows/core/time.h"

namespace giaoban::test {

// province p, district p.d, commune p.d.c with the cells p.d.c.1 and p.d.c.2; loaded by Scene::with_tree().
inline constexpr const char* kSmallTree =
    "id,parent,level,name,source\n"
    "p,,PROVINCE,Đảng bộ tỉnh,test\n"
    "p.d,p,DISTRICT,Đảng bộ huyện,test\n"
    "p.d.c,p.d,COMMUNE,Đảng bộ xã,test\n"
    "p.d.c.1,p.d.c,CELL,Chi bộ 1,test\n"
    "p.d.c.2,p.d.c,CELL,Chi bộ 2,test\n";

// Midnight at UTC+7.
int64_t day(std::string_view date);

// "3: <English text>" for every error; fails the test when one has no Vietnamese text of its own.
std::vector<std::string> said(const google::protobuf::RepeatedPtrField<v1::LineError>& errors);

// Whether an error of that line holds the words in its English text.
bool says(const google::protobuf::RepeatedPtrField<v1::LineError>& errors, uint32_t line, const std::string& words);

// Fixture: a started house on 2026-11-02, with the cheapest argon2id there is.
class Scene : public testing::Test {
 protected:
  Scene();

  void with_tree();
  // p1 secretary of p.d.c.1, p2 secretary of p.d.c.2, p3 clerk of p.d.c, from 2026-01-01, each with an account.
  void with_officers();
  // The same with a second commune p.d.e, its cell p.d.e.1 with the secretary p9, and administrators without accounts:
  // "top" of p.d, "ours" of p.d.c, "theirs" of p.d.e; "past" was one of p.d.c until 2026-06-01.
  void with_administrators();

  v1::ImportUnitsResponse units(const std::string& csv);
  v1::ImportOfficersResponse officers(const std::string& csv);
  v1::IssueCodeResponse issue_code(const std::string& person_id, const As& as = As::operator_());
  // The person whose code it was; empty when it did not work.
  std::string use_code(const std::string& login, const std::string& code);
  void begin_session(const std::string& token, const std::string& person_id, const std::string& agent = "");
  // Who is signed in with the token; empty when nobody is.
  std::string signed_in(const std::string& token);
  // What a table of the directory holds.
  int64_t rows(const std::string& table);
  v1::FindAccountResponse account(const std::string& login);
  v1::ListOfficesResponse offices_of(const std::string& person_id);
  std::vector<v1::LogRecord> log() { return house.log_of("directory"); }

  template <class Res>
  Res ask(const std::string& verb, const google::protobuf::Message& request, const As& as = As::operator_()) {
    return house.ask<Res>("directory", "DirectoryService/" + verb, request, as);
  }
  v1::Refusal refused(const std::string& verb, const google::protobuf::Message& request,
                      const As& as = As::operator_()) {
    return house.refused("directory", "DirectoryService/" + verb, request, as);
  }

  // The same for the other services of the directory: "AccountService/IssueCode".
  template <class Res>
  Res call(const std::string& method, const google::protobuf::Message& request, const As& as) {
    return house.ask<Res>("directory", method, request, as);
  }
  // The refusal; expects both texts and that the log has not grown.
  v1::Refusal refused_call(const std::string& method, const google::protobuf::Message& request, const As& as);

  const int64_t begins_us = day("2026-11-02");
  House house{begins_us};
};

}  // namespace giaoban::test
