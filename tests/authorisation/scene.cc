// The words of a request's text: each makes what it names through the services themselves.
#include "tests/authorisation/scene.h"

#include <google/protobuf/stubs/strutil.h>

#include <functional>
#include <map>
#include <stdexcept>

#include "giaoban/v1/administration.pb.h"
#include "services/store/digest.h"

namespace giaoban::test {
namespace {

constexpr const char* kUnits =
    "id,parent,level,name,source\np.d.e,p.d,COMMUNE,Đảng bộ xã bên,test\np.d.e.1,p.d.e,CELL,Chi bộ bên,test\n"
    "p.d.e.2,p.d.e,CELL,Chi bộ bên nữa,test\n";
constexpr const char* kOfficers =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "stranger,Lê Văn Bình,p.d.e.1,secretary,2020-01-01,,,,\nother_clerk,Phạm Thị Lan,p.d.e,clerk,2020-01-01,,,,\n"
    "lent,Lê Văn Thay,p.d.e.2,committee_member,2020-01-01,,,,\n"
    "lapsed,Lê Thị Cũ,p.d.e.2,committee_member,2020-01-01,,,,\n"
    "auditor,Ngô Văn Soát,p.d,auditor,2020-01-01,,,,\nadmin,Đỗ Thị Quản,p.d,administrator,2020-01-01,,,,\n";
constexpr const char* kFile = "%PDF-1.4\nmột trang\n";
constexpr const char* kPasswordHash =
    "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$WmnxSLMSCnUvBKRmDYZ4hXhQXnJtvXxmMPBEEzSS1Pc";
constexpr const char* kFileId = "tep-dinh-kem-0001";

void must(const std::string& done) {
  if (done != "ok") throw std::runtime_error("the scene cannot be made: " + done);
}

DistrictOptions with_hold() {
  DistrictOptions options;
  options.router.hold_us = 30'000'000;
  return options;
}

}  // namespace

Scene::Scene() : district(with_hold()) {
  v1::ImportUnitsRequest units;
  units.set_csv(kUnits);
  district.directory<v1::ImportUnitsResponse>("ImportUnits", units);
  v1::ImportOfficersRequest officers;
  officers.set_csv(kOfficers);
  district.directory<v1::ImportOfficersResponse>("ImportOfficers", officers);
  const int64_t now = district.house.clock().now().business_us;
  delegate("lapsed", now + 60'000'000);
  delegate("lent", now + 30 * core::kDay);
  district.house.advance_to(now + core::kHour);
  actors_ = {{"nobody", As::gateway()},
             {"stranger", As::person("stranger")},
             {"author", As::person("secretary1")},
             {"deputy", As::person("deputy1")},
             {"clerk", As::person("clerk")},
             {"superior", As::person("district")},
             {"lent", As::person("lent")},
             {"lapsed", As::person("lapsed")},
             {"auditor", As::person("auditor")},
             {"admin", As::person("admin")},
             {"operator", As::operator_()},
             {"service", As::service("notifier")},
             {"records", As::service("records")},
             {"program", As::integrator("lng", office("p.d.c.1", v1::ROLE_SECRETARY))}};
}

std::string Scene::fill(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      out += text[at++];
      continue;
    }
    const size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
    out += google::protobuf::CEscape(word(text.substr(at + 1, end - at - 1)));
    at = std::min(end, text.size());
  }
  return out;
}

std::string Scene::word(const std::string& name) {
  const int64_t now = district.house.clock().now().business_us;
  const std::map<std::string, std::function<std::string()>> words = {
      {"id", [&] { return district.new_id(); }},
      {"version", [&] { return std::to_string(version_); }},
      {"soon", [&] { return std::to_string(now + core::kHour); }},
      {"machine_soon", [&] { return std::to_string(district.house.clock().now().machine_us + core::kHour); }},
      {"hash", [&] { return std::string(kPasswordHash); }},
      {"n", [&] { return std::to_string(++made_); }},
      {"file", [&] { return std::string(kFile); }},
      {"file_id", [&] { return std::string(kFileId); }},
      {"size", [&] { return std::to_string(std::string(kFile).size()); }},
      {"digest", [&] { return store::sha256({kFile}); }},
      {"token", [&] { return store::sha256({std::to_string(++made_)}); }},
      {"kind", [&] { return file_text("workflows/kinds/resolution.txtpb"); }},
      {"calendar", [&] { return file_text("workflows/rules/calendar/holidays_2026.txtpb"); }},
      {"clerks_office", [&] { return office("p.d.c", v1::ROLE_CLERK); }},
      {"strangers_office", [&] { return office("p.d.e.1", v1::ROLE_SECRETARY); }},
      {"delegation", [&] { return delegate("deputy1", now + 10 * core::kDay + ++made_); }},
      {"victim", [&] { return victim("p.d.c.2"); }},
      {"victim_above", [&] { return victim("p"); }},
      {"ending_office",
       [&] {
         v1::ListOfficesRequest request;
         request.set_person_id(victim("p.d.c.2"));
         return district.directory<v1::ListOfficesResponse>("ListOffices", request).offices(0).office_id();
       }},
  };
  if (const auto found = words.find(name); found != words.end()) return found->second();
  const bool ours = !name.starts_with("their_");
  return paper(ours, ours ? name : name.substr(6));
}

std::string Scene::paper(bool ours, const std::string& stage) {
  const std::string author = ours ? "secretary1" : "stranger";
  const std::string clerk = ours ? "clerk" : "other_clerk";
  Paper paper(district);
  must(paper.opens(author, "meeting_plan", ours ? "p.d.c.1" : "p.d.e.1"));
  if (stage == "draft_with_file" || stage == "attached") put_file(paper.id, author);
  if (stage == "attached") {
    must(paper.act(author, [](auto& c) {
      auto& attach = *c.mutable_attach();
      attach.set_file_id(kFileId);
      attach.set_name("nghi-quyet.pdf");
      attach.set_media_type("application/pdf");
      attach.set_size(std::string(kFile).size());
      attach.set_sha256(store::sha256({kFile}));
    }));
  }
  if (stage == "withdrawn") must(paper.withdraws(author));
  if (stage == "waiting" || stage == "claimed" || stage == "held" || stage == "attached") must(paper.submits(author));
  if (stage == "claimed") must(paper.act(clerk, [](auto& c) { c.mutable_claim(); }));
  if (stage == "held") must(paper.approves(clerk));
  version_ = paper.version;
  return paper.id;
}

void Scene::put_file(const std::string& dossier_id, const std::string& author) {
  v1::PutChunkRequest request;
  request.set_dossier_id(dossier_id);
  request.set_file_id(kFileId);
  request.set_data(kFile);
  district.house.ask<v1::PutChunkResponse>("router", "DossierService/PutChunk", request, As::person(author));
}

std::string Scene::delegate(const std::string& to, int64_t until_us) {
  v1::DelegateRequest request;
  request.set_office_id(office("p.d.c", v1::ROLE_CLERK));
  request.set_to_person_id(to);
  request.set_until_us(until_us);
  request.set_basis("QĐ 12");
  return district.directory<v1::DelegateResponse>("Delegate", request).delegation_id();
}

std::string Scene::office(const std::string& unit, v1::Role role) {
  v1::ListOfficesRequest request;
  request.set_unit_id(unit);
  const auto listed = district.directory<v1::ListOfficesResponse>("ListOffices", request);
  for (const auto& one : listed.offices()) {
    if (one.role() == role && one.person_id() != "both") return one.office_id();
  }
  throw std::runtime_error("nobody holds that office in " + unit);
}

// Somebody with an account, whom nothing else happens to.
std::string Scene::victim(const std::string& unit) {
  const std::string id = "victim" + std::to_string(++made_);
  v1::ImportOfficersRequest officers;
  officers.set_csv("person_id,name,unit_id,role,from,until,email,login,password\n" + id + ",Người Khác," + unit +
                   ",committee_member,2020-01-01,,," + id + ",mat-khau-thu-nghiem\n");
  district.directory<v1::ImportOfficersResponse>("ImportOfficers", officers);
  return id;
}

}  // namespace giaoban::test
