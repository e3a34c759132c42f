// A small district in the house: every service, the shipped kinds, one commune with two cells, and its people.
#pragma once

#include <fstream>
#include <functional>
#include <sstream>

#include "giaoban/v1/dossier.pb.h"
#include "services/directory/directory_service.h"
#include "services/notifier/notifier_service.h"
#include "services/records/records_service.h"
#include "services/reminder/reminder_service.h"
#include "services/router/router_service.h"
#include "tests/house/house.h"
#include "workflows/core/time.h"

namespace giaoban::test {

inline std::string file_text(const std::string& path) {
  std::ifstream in(std::string(SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Midnight at UTC+7.
inline int64_t on(std::string_view date) {
  return core::parse_date(date).value();
}

inline constexpr const char* kWithDistrict =
    "id,parent,level,name,source\np,,PROVINCE,Đảng bộ tỉnh,test\np.d,p,DISTRICT,Đảng bộ huyện,test\n"
    "p.d.c,p.d,COMMUNE,Đảng bộ xã,test\np.d.c.1,p.d.c,CELL,Chi bộ thôn Mai Thưởng,test\np.d.c.2,p.d.c,CELL,Chi bộ thôn "
    "Khe Sâu,test\n";
// The tree of today: province and commune only; the same units otherwise.
inline constexpr const char* kWithoutDistrict =
    "id,parent,level,name,source\np,,PROVINCE,Đảng bộ tỉnh,test\np.d.c,p,COMMUNE,Đảng bộ xã,test\n"
    "p.d.c.1,p.d.c,CELL,Chi bộ thôn Mai Thưởng,test\np.d.c.2,p.d.c,CELL,Chi bộ thôn Khe Sâu,test\n";

// Persons are named after what they are: "secretary1", "secretary2", "deputy1", "clerk", "district", "province"; "both"
// is the secretary of the second cell's neighbour and clerk of the commune at once.
inline std::string officers(bool with_district) {
  std::string csv =
      "person_id,name,unit_id,role,from,until,email,login,password\n"
      "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,,,\ndeputy1,Nguyễn Thị "
      "Hoa,p.d.c.1,deputy_secretary,2020-01-01,,,,\n"
      "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,,,\nclerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,,,\n"
      "second_clerk,Đỗ Văn Bình,p.d.c,clerk,2020-01-01,,,,\nboth,Phạm Văn Sơn,p.d.c.2,deputy_secretary,2020-01-01,,,,\n"
      "both,Phạm Văn Sơn,p.d.c,clerk,2020-01-01,,,,\nprovince,Vũ Thị Mai,p,clerk,2020-01-01,,,,\n";
  if (with_district) csv += "district,Hoàng Văn Long,p.d,clerk,2020-01-01,,,,\n";
  return csv;
}

// What a district is made with.
struct DistrictOptions {
  std::string_view begins = "2026-11-02";
  bool with_district = true;
  router::RouterOptions router = {};
  std::vector<std::string> kinds = {"workflows/kinds/meeting_plan.txtpb", "workflows/kinds/resolution.txtpb",
                                    "workflows/kinds/monthly_report.txtpb"};
  // Where the stores lie as files; empty: in memory.
  std::string folder = {};
  // False on a folder that has its units, people and kinds already.
  bool fresh = true;
  // Business time to begin with; 0: eight o'clock on `begins`.
  int64_t begins_us = 0;
  // Two districts on one folder, one after the other, need different ones, or they make the same ids.
  uint64_t seed = 1;
  // Officers as CSV; empty: those of officers().
  std::string people = {};
  // Through whom mails leave; none: no mail.
  std::function<std::unique_ptr<notifier::Courier>()> courier = {};
};

// The house with all of it, started and at rest.
class District {
 public:
  explicit District(const DistrictOptions& options = {})
      : house(options.begins_us != 0 ? options.begins_us : on(options.begins) + 8 * core::kHour, options.seed,
              options.folder),
        ids_(6 + options.seed) {
    house.add(std::make_unique<directory::DirectoryService>(8, 1));
    house.add(std::make_unique<router::RouterService>(options.router));
    house.add(std::make_unique<reminder::ReminderService>());
    house.add(std::make_unique<notifier::NotifierService>(v1::NotifierSettings(), "test",
                                                          options.courier ? options.courier() : nullptr));
    house.add(std::make_unique<records::RecordsService>());
    house.start();
    if (!options.fresh) return;
    v1::ImportUnitsRequest units;
    units.set_csv(options.with_district ? kWithDistrict : kWithoutDistrict);
    directory<v1::ImportUnitsResponse>("ImportUnits", units);
    v1::ImportOfficersRequest people;
    people.set_csv(options.people.empty() ? officers(options.with_district) : options.people);
    directory<v1::ImportOfficersResponse>("ImportOfficers", people);
    for (const auto& file : options.kinds) publish(file_text(file));
  }

  template <class Res>
  Res directory(const std::string& verb, const google::protobuf::Message& request) {
    Res response = house.ask<Res>("directory", "DirectoryService/" + verb, request, As::operator_());
    if constexpr (requires { response.errors(); }) {
      if (response.errors_size() > 0) throw std::runtime_error(response.errors(0).text_en());
    }
    return response;
  }
  void publish(const std::string& file) {
    v1::PublishKindRequest request;
    request.set_file(file);
    const auto response = directory<v1::PublishKindResponse>("PublishKind", request);
    if (response.faults_size() > 0) throw std::runtime_error(response.faults(0));
  }
  std::string office_of(const std::string& person, const std::string& unit) {
    v1::ListOfficesRequest request;
    request.set_person_id(person);
    const auto listed = directory<v1::ListOfficesResponse>("ListOffices", request);
    for (const auto& office : listed.offices()) {
      if (office.unit_id() == unit) return office.office_id();
    }
    throw std::runtime_error(person + " holds nothing in " + unit);
  }
  std::vector<v1::NoticeReason> told(const std::string& person) {
    v1::ListNoticesRequest request;
    request.set_limit(200);
    std::vector<v1::NoticeReason> reasons;
    const auto notices =
        house.ask<v1::ListNoticesResponse>("notifier", "NoticeService/ListNotices", request, As::person(person));
    for (const auto& delivery : notices.deliveries()) reasons.push_back(delivery.notice().reason());
    return reasons;
  }
  v1::ListMyTurnResponse turn_of(const std::string& person, uint32_t limit = 0, const std::string& token = "") {
    v1::ListMyTurnRequest request;
    request.set_limit(limit);
    request.set_page_token(token);
    return house.ask<v1::ListMyTurnResponse>("router", "DossierService/ListMyTurn", request, As::person(person));
  }
  std::string new_id() { return ids_.uuid7(house.clock().now().machine_us); }

  House house;

 private:
  runtime::SeededIds ids_;
};

// One paper on its way: remembers id and version, and says what came of each verb in one word.
class Paper {
 public:
  explicit Paper(District& district) : district_(&district), id(district.new_id()) {}

  v1::DecideRequest command() {
    v1::DecideRequest command;
    command.set_request_id(district_->new_id());
    command.set_dossier_id(id);
    command.set_expected_version(version);
    return command;
  }
  // "ok", or the code of the refusal without its prefix.
  std::string send(const v1::DecideRequest& command, const As& as) {
    last = district_->house.call("router", "DossierService/Decide", command, as);
    if (const auto* no = std::get_if<v1::Refusal>(&last)) return v1::RefusalCode_Name(no->code()).substr(13);
    v1::DecideResponse response;
    response.ParseFromString(std::get<std::string>(last));
    version = response.version();
    state = response.state();
    return "ok";
  }
  std::string opens(const std::string& person, const std::string& kind = "meeting_plan",
                    const std::string& unit = "p.d.c.1", std::vector<v1::Field> fields = plan_fields(),
                    const std::string& period = "2026-11") {
    auto c = command();
    c.mutable_open()->set_kind(kind);
    c.mutable_open()->set_unit_id(unit);
    c.mutable_open()->set_period(period);
    for (auto& field : fields) *c.mutable_open()->add_fields() = std::move(field);
    return send(c, As::person(person));
  }
  std::string submits(const std::string& person) {
    return act(person, [](auto& c) { c.mutable_submit(); });
  }
  std::string approves(const std::string& person) {
    return act(person, [](auto& c) { c.mutable_approve(); });
  }
  std::string forwards(const std::string& person) {
    return act(person, [](auto& c) { c.mutable_forward(); });
  }
  std::string undoes(const std::string& person) {
    return act(person, [](auto& c) { c.mutable_undo(); });
  }
  std::string withdraws(const std::string& person) {
    return act(person, [](auto& c) { c.mutable_withdraw(); });
  }
  std::string rejects(const std::string& person, const std::string& why = "Không phù hợp") {
    return act(person, [&](auto& c) { c.mutable_reject()->set_text(why); });
  }
  std::string comments(const std::string& person, const std::string& text) {
    return act(person, [&](auto& c) { c.mutable_comment()->set_text(text); });
  }
  std::string sends_back(const std::string& person, const std::string& field, const std::string& text = "Bổ sung") {
    return act(person, [&](auto& c) {
      auto& remark = *c.mutable_send_back()->add_remarks();
      remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
      remark.set_field(field);
      remark.set_text(text);
    });
  }
  std::string saves(const std::string& person, const std::string& field, const std::string& text) {
    return act(person, [&](auto& c) { *c.mutable_save()->add_fields() = text_field(field, text); });
  }
  template <class Fill>
  std::string act(const std::string& person, Fill fill) {
    auto c = command();
    fill(c);
    return send(c, As::person(person));
  }
  v1::GetDossierResponse read(const std::string& person) {
    v1::GetDossierRequest request;
    request.set_dossier_id(id);
    return district_->house.ask<v1::GetDossierResponse>("router", "DossierService/GetDossier", request,
                                                        As::person(person));
  }

  static v1::Field text_field(const std::string& name, const std::string& text) {
    v1::Field field;
    field.set_name(name);
    field.set_text(text);
    return field;
  }
  static v1::Field moment_field(const std::string& name, const std::string& moment) {
    v1::Field field;
    field.set_name(name);
    field.set_moment(moment);
    return field;
  }
  // Everything that a meeting plan must have.
  static std::vector<v1::Field> plan_fields() {
    v1::Field duration;
    duration.set_name("duration");
    duration.set_number(120);
    return {text_field("meeting_type", "regular"),       moment_field("meeting_date", "2026-11-15"),
            moment_field("start_time", "19:30"),         duration,
            text_field("place", "Nhà văn hoá thôn"),     text_field("chair", "secretary1"),
            text_field("content", "Mở rộng đường thôn"), text_field("resolution_draft", "Đổ bê tông xong tháng tư")};
  }

 private:
  District* district_;  // not owned

 public:
  std::string id;
  uint64_t version = 0;
  std::string state;
  runtime::Outcome last;
};

}  // namespace giaoban::test
