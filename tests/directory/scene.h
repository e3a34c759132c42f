// A house with only a directory in it, small files to import, and what came of them in one line each.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

  v1::ImportUnitsResponse units(const std::string& csv);
  v1::ImportOfficersResponse officers(const std::string& csv);
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

  const int64_t begins_us = day("2026-11-02");
  House house{begins_us};
};

}  // namespace giaoban::test
