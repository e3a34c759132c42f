// What reading costs the router itself, without the wire: one dossier with a full form, and the queue of a clerk for
// whom many papers wait.
//
//   build/release/queries_bench [papers]        prints microseconds per answer; asserts nothing
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "tests/house/district.h"

namespace giaoban::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kPeople =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,,,\n"
    "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,,,\nclerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,,,\n"
    "district,Hoàng Văn Long,p.d,clerk,2020-01-01,,,,\n";

// Directory and router, and whatever waits.
class Bench {
 public:
  Bench() : house_(on("2026-11-02") + 8 * core::kHour) {
    house_.add(std::make_unique<directory::DirectoryService>(8, 1));
    house_.add(std::make_unique<router::RouterService>(router::RouterOptions{}));
    house_.start();
    v1::ImportUnitsRequest units;
    units.set_csv(kWithDistrict);
    house_.ask<v1::ImportUnitsResponse>("directory", "DirectoryService/ImportUnits", units, As::operator_());
    v1::ImportOfficersRequest people;
    people.set_csv(kPeople);
    house_.ask<v1::ImportOfficersResponse>("directory", "DirectoryService/ImportOfficers", people, As::operator_());
    v1::PublishKindRequest kind;
    kind.set_file(file_text("workflows/kinds/meeting_plan.txtpb"));
    house_.ask<v1::PublishKindResponse>("directory", "DirectoryService/PublishKind", kind, As::operator_());
  }

  std::string hand_in(const std::string& cell) {
    const As author = As::person("secretary" + cell.substr(cell.size() - 1));
    v1::DecideRequest command;
    command.set_dossier_id(ids_.uuid7(house_.clock().now().machine_us));
    command.set_request_id(command.dossier_id());
    auto& open = *command.mutable_open();
    open.set_kind("meeting_plan");
    open.set_unit_id(cell);
    open.set_period("2026-11");
    for (auto& field : Paper::plan_fields()) *open.add_fields() = std::move(field);
    std::string text;
    for (int i = 0; i < 20; ++i) text += "Mở rộng đường thôn: bốn tổ đảng và gia đình đảng viên nhận việc. ";
    for (auto& field : *open.mutable_fields()) {
      if (field.name() == "content" || field.name() == "resolution_draft") field.set_text(text);
    }
    decide(command, author);
    command.set_request_id(ids_.uuid7(house_.clock().now().machine_us));
    command.set_expected_version(1);
    command.mutable_submit();
    decide(command, author);
    return command.dossier_id();
  }

  // Microseconds of each question, and how many bytes the answer has.
  void report(const char* what, const std::string& method, const google::protobuf::Message& request, int times) {
    std::string answer = ask(method, request);
    const auto begun = Clock::now();
    for (int i = 0; i < times; ++i) answer = ask(method, request);
    const double us = std::chrono::duration<double, std::micro>(Clock::now() - begun).count() / times;
    std::printf("%-44s %9.1f us   %7zu bytes\n", what, us, answer.size());
  }
  std::string ask(const std::string& method, const google::protobuf::Message& request) {
    auto& router = house_.service<router::RouterService>("router");
    auto& store = house_.store("router");
    store::Log log(store, "bench");
    const std::map<std::string, runtime::Cursor> cursors;
    std::vector<runtime::Ask> asks;
    runtime::Work work{house_.clock().now(), store, log, ids_, cursors, asks};
    const bus::Caller gateway{"gateway", v1::CALLER_KIND_GATEWAY, ""};
    v1::Request envelope;
    envelope.set_person_id("clerk");
    envelope.set_payload(request.SerializeAsString());
    const auto outcome =
        router.methods().find("giaoban.v1.DossierService/" + method)->handle({gateway, envelope}, work);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(no->ShortDebugString());
    return std::get<std::string>(outcome);
  }
  void restart() { house_.restart("router"); }

 private:
  void decide(const v1::DecideRequest& command, const As& as) {
    house_.ask<v1::DecideResponse>("router", "DossierService/Decide", command, as);
  }

  House house_;
  runtime::SeededIds ids_{7};
};

void bench(int papers) {
  Bench bench;
  std::string last;
  for (int i = 0; i < papers; ++i) last = bench.hand_in(i % 2 == 0 ? "p.d.c.1" : "p.d.c.2");
  v1::GetDossierRequest one;
  one.set_dossier_id(last);
  bench.report("GetDossier with its kind", "GetDossier", one, 2000);
  v1::GetDossierResponse seen;
  seen.ParseFromString(bench.ask("GetDossier", one));
  one.set_known_kind_digest(seen.dossier().kind_digest());
  bench.report("GetDossier, kind known", "GetDossier", one, 5000);
  bench.restart();
  v1::ListMyTurnRequest list;
  const auto begun = Clock::now();
  v1::ListMyTurnResponse page;
  page.ParseFromString(bench.ask("ListMyTurn", list));
  std::printf("%-44s %9.1f us   %7u waiting\n", "ListMyTurn, the first since a restart",
              std::chrono::duration<double, std::micro>(Clock::now() - begun).count(), page.waiting());
  bench.report("ListMyTurn, first page of 50 with counts", "ListMyTurn", list, 200);
  list.set_words("mai thuong");
  bench.report("ListMyTurn, the same with words", "ListMyTurn", list, 200);
  list.set_words("");
  list.set_page_token(page.next_page_token());
  bench.report("ListMyTurn, a later page of 50", "ListMyTurn", list, 200);
  list.set_limit(200);
  bench.report("ListMyTurn, a later page of 200", "ListMyTurn", list, 200);
  bench.report("ListHeld, nothing held", "ListHeld", v1::ListHeldRequest(), 1000);
}

}  // namespace
}  // namespace giaoban::test

int main(int argc, char** argv) {
  giaoban::test::bench(argc > 1 ? std::atoi(argv[1]) : 10'000);
}
