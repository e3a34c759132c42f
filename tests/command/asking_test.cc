// Commands that ask services: what they send, under which key, what they print and how they end.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/report.pb.h"
#include "services/runtime/ids.h"
#include "tests/command/program.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

class Asking : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(program.run_here({"init"}).code, kOk); }
  void answer(const std::string& method, const google::protobuf::Message& response) {
    program.services.answers[method] = [bytes = response.SerializeAsString()](const auto&) { return bytes; };
  }
  void refuse(const std::string& method, v1::RefusalCode code) {
    program.services.answers[method] = [code](const auto&) { return core::refuse(code, "text", "không", "no"); };
  }
  template <class Message>
  Message json(const Ended& ended) {
    Message message;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &message).ok()) << ended.out;
    return message;
  }
  Program program;
};

TEST_F(Asking, UnitsImportSendsALongListInPartsWithTheHeader) {
  std::string csv = "id,parent,level,name,source\n";
  for (int i = 0; csv.size() < 2'000'000; ++i)
    csv += std::to_string(i) + ",24,CELL,\"Chi bộ\nthôn " + std::to_string(i) + "\",x\n";
  v1::ImportUnitsResponse done;
  done.set_added(5);
  answer("directory/DirectoryService/ImportUnits", done);
  const auto ended = program.run_here({"units", "import", program.folder.file("units.csv", csv), "--json"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  ASSERT_EQ(program.services.asked.size(), 3U);
  std::string together = "id,parent,level,name,source\n";
  for (size_t i = 0; i < 3; ++i) {
    const std::string part = program.services.asked_as<v1::ImportUnitsRequest>(i).csv();
    EXPECT_LE(part.size(), 900U * 1024);
    EXPECT_EQ(part.rfind("id,parent,level,name,source\n", 0), 0U);
    together += part.substr(part.find('\n') + 1);
  }
  EXPECT_EQ(together, csv);
  EXPECT_EQ(json<v1::ImportUnitsResponse>(ended).added(), 15U);
}

TEST_F(Asking, OfficersImportMovesLineNumbersOfLaterPartsAndEndsWithOne) {
  std::string csv = "person_id,name,unit_id,role,from,until,email,login,password\n";
  while (csv.size() < 1'200'000) csv += "p,Nguyễn Văn A,24,CLERK,2026-01-01,,,,\n";
  int part = 0;
  program.services.answers["directory/DirectoryService/ImportOfficers"] = [&part](const v1::Request&) {
    v1::ImportOfficersResponse done;
    if (++part == 2) {
      auto* error = done.add_errors();
      error->set_line(3);
      error->set_text_en("no such unit");
    }
    return done.SerializeAsString();
  };
  const auto ended = program.run_here({"officers", "import", program.folder.file("officers.csv", csv)});
  EXPECT_EQ(ended.code, kRefused);
  const std::string first = program.services.asked_as<v1::ImportOfficersRequest>(0).csv();
  const auto lines = std::count(first.begin(), first.end(), '\n') - 1;
  EXPECT_NE(ended.err.find("officers.csv:" + std::to_string(lines + 3) + ": no such unit"), std::string::npos)
      << ended.err;
}

TEST_F(Asking, DossierOpenMakesIdsAndTypesFieldsByTheForm) {
  ASSERT_EQ(program.run_here({"keys", "add", "lng", "--office", "o1"}).code, kOk);
  v1::ListKindsResponse kinds;
  auto* kind = kinds.add_kinds();
  kind->set_name("meeting_plan");
  const auto field = [section = kind->mutable_form()->add_sections()](const char* name, v1::FieldType type) {
    auto* added = section->add_fields();
    added->set_name(name);
    added->set_type(type);
    if (type == v1::FIELD_TYPE_TABLE) added->add_columns()->set_name("who");
  };
  field("theme", v1::FIELD_TYPE_TEXT);
  field("present", v1::FIELD_TYPE_NUMBER);
  field("open", v1::FIELD_TYPE_YES_NO);
  field("day", v1::FIELD_TYPE_DATE);
  field("tasks", v1::FIELD_TYPE_TABLE);
  answer("directory/DirectoryService/ListKinds", kinds);
  v1::DecideResponse opened;
  opened.set_dossier_id("d");
  opened.set_state("draft");
  answer("router/DossierService/Decide", opened);
  const auto ended = program.run_here(
      {"dossier",  "open",           "--key",   "lng",
       "--kind",   "meeting_plan",   "--unit",  "24.1",
       "--period", "2026-11",        "--field", "theme=Đường=đẹp",
       "--field",  "present=-3",     "--field", "open=true",
       "--field",  "day=2026-11-20", "--field", R"(tasks:={"rows":[{"cells":[{"name":"who","text":"A"}]}]})"});
  ASSERT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.key, "lng");
  const auto request = program.services.asked_as<v1::DecideRequest>(1);
  EXPECT_EQ(runtime::uuid_to_bytes(request.dossier_id()).size(), 16U);
  EXPECT_EQ(request.dossier_id()[14], '7');
  EXPECT_FALSE(request.request_id().empty());
  EXPECT_EQ(request.expected_version(), 0U);
  EXPECT_EQ(request.open().period(), "2026-11");
  ASSERT_EQ(request.open().fields_size(), 5);
  EXPECT_EQ(request.open().fields(0).text(), "Đường=đẹp");
  EXPECT_EQ(request.open().fields(1).number(), -3);
  EXPECT_TRUE(request.open().fields(2).flag());
  EXPECT_EQ(request.open().fields(3).moment(), "2026-11-20");
  EXPECT_EQ(request.open().fields(4).table().rows(0).cells(0).text(), "A");
  // Nothing is sent when a field is none of the form's.
  const auto unknown = program.run_here(
      {"dossier", "open", "--key", "lng", "--kind", "meeting_plan", "--unit", "24.1", "--field", "them=x"});
  EXPECT_EQ(unknown.code, kRefused);
  EXPECT_NE(unknown.err.find("Did you mean theme?"), std::string::npos) << unknown.err;
}

TEST_F(Asking, DossierDecideTakesThePresentVersionUnlessOneIsNamed) {
  v1::GetDossierResponse present;
  present.mutable_dossier()->set_version(4);
  answer("router/DossierService/GetDossier", present);
  answer("router/DossierService/Decide", v1::DecideResponse());
  ASSERT_EQ(program.run_here({"dossier", "decide", "d1", "approve", "--key", "operator", "--text", "Đồng ý"}).code,
            kOk);
  ASSERT_EQ(program.services.asked.size(), 3U) << "afterwards it asks whether the decision is held";
  const auto request = program.services.asked_as<v1::DecideRequest>(1);
  EXPECT_EQ(request.dossier_id(), "d1");
  EXPECT_EQ(request.expected_version(), 4U);
  EXPECT_EQ(request.approve().text(), "Đồng ý");
  ASSERT_EQ(program.run_here({"dossier", "decide", "d1", "submit", "--key", "operator", "--version", "2"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::DecideRequest>(3).expected_version(), 2U);
  EXPECT_TRUE(program.services.asked_as<v1::DecideRequest>(3).has_submit());
}

TEST_F(Asking, DossierDecideSaysUntilWhenADecisionCanBeUndone) {
  v1::GetDossierResponse held;
  held.mutable_dossier()->set_version(5);
  held.mutable_dossier()->mutable_pending()->set_seals_us(*core::parse_date("2026-11-02") + 8 * core::kHour +
                                                          5 * core::kSecond);
  answer("router/DossierService/GetDossier", held);
  answer("router/DossierService/Decide", v1::DecideResponse());
  const std::vector<std::string> approve = {"dossier", "decide",   "d1",        "approve",
                                            "--key",   "operator", "--version", "4"};
  const auto ended = program.run_here(approve);
  EXPECT_EQ(ended.code, kOk);
  EXPECT_NE(ended.out.find("02/11/2026 08:00:05"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("giaoban dossier undo d1 --key operator"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("giaoban dossier seal d1 --key operator"), std::string::npos) << ended.out;
  auto with_json = approve;
  with_json.push_back("--json");
  json<v1::DecideResponse>(program.run_here(with_json));
  EXPECT_NE(program.run_here({"dossier", "show", "d1"}).out.find("held until: 02/11/2026 08:00"), std::string::npos);
  answer("router/DossierService/GetDossier", v1::GetDossierResponse());
  EXPECT_EQ(program.run_here(approve).out.find("undo"), std::string::npos) << "nothing is held";
  refuse("router/DossierService/GetDossier", v1::REFUSAL_CODE_UNAVAILABLE);
  const auto unknown = program.run_here(approve);
  EXPECT_EQ(unknown.code, kOk) << "the decision stands";
  EXPECT_EQ(unknown.err, "");
}

TEST_F(Asking, DossierUndoAndSealAreCommandsOfTheirOwn) {
  v1::GetDossierResponse present;
  present.mutable_dossier()->set_version(5);
  answer("router/DossierService/GetDossier", present);
  answer("router/DossierService/Decide", v1::DecideResponse());
  ASSERT_EQ(program.run_here({"dossier", "undo", "d1", "--key", "operator"}).code, kOk);
  EXPECT_TRUE(program.services.asked_as<v1::DecideRequest>(1).has_undo());
  EXPECT_EQ(program.services.asked_as<v1::DecideRequest>(1).expected_version(), 5U);
  ASSERT_EQ(program.run_here({"dossier", "seal", "d1", "--key", "operator", "--version", "5"}).code, kOk);
  EXPECT_TRUE(program.services.asked_as<v1::DecideRequest>(2).has_seal());
  EXPECT_EQ(program.services.asked_as<v1::DecideRequest>(2).seal().generation(), 0U);
}

TEST_F(Asking, DossierDecideSendsBackWithRemarks) {
  answer("router/DossierService/GetDossier", v1::GetDossierResponse());
  answer("router/DossierService/Decide", v1::DecideResponse());
  const std::vector<std::string> command = {"dossier", "decide",   "d1",        "send_back",
                                            "--key",   "operator", "--version", "3"};
  auto good = command;
  good.insert(good.end(),
              {"--remark", "tasks[2].due:incorrect:Sai ngày: 31/11", "--remark", "content:wrong_format:Sai mẫu"});
  ASSERT_EQ(program.run_here(good).code, kOk);
  const auto request = program.services.asked_as<v1::DecideRequest>(0);
  ASSERT_EQ(request.send_back().remarks_size(), 2);
  EXPECT_EQ(request.send_back().remarks(0).field(), "tasks[2].due");
  EXPECT_EQ(request.send_back().remarks(0).reason(), v1::SEND_BACK_REASON_INCORRECT);
  EXPECT_EQ(request.send_back().remarks(0).text(), "Sai ngày: 31/11");
  for (const char* remark : {"content", "content:ugly:x"}) {
    auto bad = command;
    bad.insert(bad.end(), {"--remark", remark});
    EXPECT_EQ(program.run_here(bad).code, kUsage) << remark;
  }
  EXPECT_EQ(
      program.run_here({"dossier", "decide", "d1", "submit", "--key", "operator", "--version", "3", "--text", "x"})
          .code,
      kUsage);
  EXPECT_EQ(program.services.asked.size(), 2U);
}

TEST_F(Asking, AnUnknownOutcomeSaysHowToAskAgain) {
  refuse("router/DossierService/Decide", v1::REFUSAL_CODE_UNKNOWN_OUTCOME);
  const auto ended = program.run_here({"dossier", "decide", "d1", "submit", "--key", "operator", "--version", "3"});
  EXPECT_EQ(ended.code, kRefused);
  const auto request = program.services.asked_as<v1::DecideRequest>(0);
  EXPECT_NE(ended.err.find("--version 3 --request-id " + request.request_id()), std::string::npos) << ended.err;
}

TEST_F(Asking, ARefusalOfTheServiceComesThroughAsItIs) {
  refuse("router/DossierService/GetDossier", v1::REFUSAL_CODE_NOT_FOUND);
  const auto ended = program.run_here({"dossier", "show", "d1", "--json"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_EQ(json<v1::Refusal>(ended).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(ended.err, "Lỗi [text]: không\nError [text]: no\n");
}

TEST_F(Asking, DossierShowAndHistoryPrintWhatTheRouterSays) {
  v1::GetDossierResponse dossier;
  dossier.mutable_dossier()->set_dossier_id("d1");
  dossier.mutable_dossier()->mutable_at()->set_state("review");
  dossier.add_fields()->set_name("theme");
  dossier.mutable_fields(0)->set_text("Vệ sinh");
  answer("router/DossierService/GetDossier", dossier);
  const auto shown = program.run_here({"dossier", "show", "d1"});
  EXPECT_EQ(shown.code, kOk);
  EXPECT_NE(shown.out.find("review"), std::string::npos);
  EXPECT_NE(shown.out.find("theme: Vệ sinh"), std::string::npos) << shown.out;
  v1::GetHistoryResponse history;
  history.add_entries()->mutable_event()->mutable_sent_back();
  history.mutable_entries(0)->set_person_name("Trần Thị B");
  answer("router/DossierService/GetHistory", history);
  const auto told = program.run_here({"dossier", "history", "d1"});
  EXPECT_NE(told.out.find("sent_back  Trần Thị B"), std::string::npos) << told.out;
  EXPECT_EQ(json<v1::GetHistoryResponse>(program.run_here({"dossier", "history", "d1", "--json"})).entries_size(), 1);
}

TEST_F(Asking, StatusTellsWhoAnsweredAndWhoWasSilent) {
  for (const auto& name : runtime::service_names()) {
    v1::GetStatusResponse status;
    status.set_service(name);
    answer(name + "/StatusService/GetStatus", status);
  }
  const auto well = program.run_here({"status", "--json"});
  EXPECT_EQ(well.code, kOk);
  EXPECT_EQ(json<v1::StatusReport>(well).services_size(), 5);
  program.services.answers.erase("records/StatusService/GetStatus");
  const auto ill = program.run_here({"status", "--json", "--limits.call_ms=50"});
  EXPECT_EQ(ill.code, kRefused);
  ASSERT_EQ(json<v1::StatusReport>(ill).silent_size(), 1);
  EXPECT_EQ(json<v1::StatusReport>(ill).silent(0), "records");
}

TEST_F(Asking, DelegationsCountTheLastDayAsAWholeOne) {
  v1::DelegateResponse lent;
  lent.set_delegation_id("dl-1");
  answer("directory/DirectoryService/Delegate", lent);
  const auto ended = program.run_here(
      {"delegations", "add", "--office", "o1", "--to", "p2", "--until", "2026-12-31", "--basis", "QĐ 12"});
  ASSERT_EQ(ended.code, kOk) << ended.err;
  EXPECT_NE(ended.out.find("dl-1"), std::string::npos);
  const auto request = program.services.asked_as<v1::DelegateRequest>(0);
  EXPECT_EQ(request.until_us(), *core::parse_date("2027-01-01"));
  EXPECT_EQ(request.from_us(), 0);
  answer("directory/DirectoryService/EndDelegation", v1::EndDelegationResponse());
  EXPECT_EQ(program.run_here({"delegations", "end", "dl-1"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::EndDelegationRequest>(1).delegation_id(), "dl-1");
  EXPECT_EQ(
      program.run_here({"delegations", "add", "--office", "o1", "--to", "p2", "--until", "cuối năm", "--basis", "x"})
          .code,
      kRefused);
}

TEST_F(Asking, ParkedRecordsAreListedRetriedAndDropped) {
  v1::ListParkedResponse parked;
  auto* record = parked.add_records();
  record->set_source("router");
  record->set_position(1042);
  record->set_fault("bad record");
  answer("reminder/StatusService/ListParked", parked);
  EXPECT_NE(program.run_here({"parked", "list", "reminder"}).out.find("router 1042"), std::string::npos);
  v1::ResolveParkedResponse done;
  done.set_resolved(true);
  answer("reminder/StatusService/ResolveParked", done);
  EXPECT_EQ(program.run_here({"parked", "retry", "reminder", "router", "1042"}).code, kOk);
  EXPECT_EQ(program.run_here({"parked", "drop", "reminder", "router", "1042"}).code, kOk);
  EXPECT_FALSE(program.services.asked_as<v1::ResolveParkedRequest>(1).drop());
  EXPECT_TRUE(program.services.asked_as<v1::ResolveParkedRequest>(2).drop());
  answer("reminder/StatusService/ResolveParked", v1::ResolveParkedResponse());
  EXPECT_EQ(program.run_here({"parked", "retry", "reminder", "router", "1042"}).code, kRefused);
}

}  // namespace
}  // namespace giaoban::command
