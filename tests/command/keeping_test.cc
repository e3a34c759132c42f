// Commands that keep the tree, the accounts and the clock: what they send, what they print, how they end.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/account.pb.h"
#include "giaoban/v1/administration.pb.h"
#include "giaoban/v1/runtime.pb.h"
#include "tests/command/program.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

class Keeping : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(program.run_here({"init"}).code, kOk); }
  void answer(const std::string& method, const google::protobuf::Message& response) {
    program.services.answers[method] = [bytes = response.SerializeAsString()](const auto&) { return bytes; };
  }
  Ended run(std::vector<std::string> arguments) { return program.run_here(std::move(arguments)); }
  Program program;
};

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

TEST_F(Keeping, AccountsListAsksByUnitAndWordsAndShowsHowEachStands) {
  v1::ListAccountsResponse found;
  auto* active = found.add_accounts();
  active->mutable_person()->set_person_id("p1");
  active->mutable_person()->set_name("Giáp Văn Thắng");
  active->set_login("thanggv");
  active->set_state(v1::ACCOUNT_STATE_ACTIVE);
  active->add_offices()->set_role(v1::ROLE_SECRETARY);
  active->add_unit_names("Chi bộ thôn Mai Thưởng");
  found.add_accounts()->set_state(v1::ACCOUNT_STATE_NONE);
  found.set_next_page_token("24/p1/Giáp Văn Thắng");
  answer("directory/AccountService/ListAccounts", found);
  const auto ended = run({"accounts", "list", "24.1", "--words", "thang", "--limit", "2", "--after", "x"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.key, "operator");
  const auto request = program.services.asked_as<v1::ListAccountsRequest>(0);
  EXPECT_EQ(request.unit_id(), "24.1");
  EXPECT_EQ(request.words(), "thang");
  EXPECT_EQ(request.limit(), 2U);
  EXPECT_EQ(request.page_token(), "x");
  EXPECT_TRUE(has(ended.out, "p1  Giáp Văn Thắng  thanggv  đang mở / open")) << ended.out;
  EXPECT_TRUE(has(ended.out, "bí thư / secretary, Chi bộ thôn Mai Thưởng")) << ended.out;
  EXPECT_TRUE(has(ended.out, "--after \"24/p1/Giáp Văn Thắng\"")) << ended.out;
  v1::ListAccountsResponse read;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(run({"accounts", "list", "--json"}).out, &read).ok());
  EXPECT_EQ(read.accounts_size(), 2);
}

TEST_F(Keeping, AccountsCodeShowsLoginAndCode) {
  v1::IssueCodeResponse issued;
  issued.set_login("thanggv");
  issued.set_code("K7QF-2MXN-8RTD");
  issued.set_until_us(*core::parse_date("2026-11-30"));
  answer("directory/AccountService/IssueCode", issued);
  const auto ended = run({"accounts", "code", "p1", "--login", "thanggv"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.asked_as<v1::IssueCodeRequest>(0).person_id(), "p1");
  EXPECT_EQ(program.services.asked_as<v1::IssueCodeRequest>(0).login(), "thanggv");
  EXPECT_TRUE(has(ended.out, "thanggv")) << ended.out;
  EXPECT_TRUE(has(ended.out, "K7QF-2MXN-8RTD")) << ended.out;
  EXPECT_TRUE(has(ended.out, "30/11/2026")) << ended.out;
}

TEST_F(Keeping, AccountsAreClosedAndOpened) {
  answer("directory/AccountService/DisableAccount", v1::DisableAccountResponse());
  answer("directory/AccountService/EnableAccount", v1::EnableAccountResponse());
  EXPECT_EQ(run({"accounts", "disable", "p1"}).code, kOk);
  EXPECT_EQ(run({"accounts", "enable", "p2"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::DisableAccountRequest>(0).person_id(), "p1");
  EXPECT_EQ(program.services.asked_as<v1::EnableAccountRequest>(1).person_id(), "p2");
  EXPECT_EQ(run({"accounts", "disable"}).code, kUsage);
}

TEST_F(Keeping, SessionsAreListedAndRevoked) {
  v1::ListSessionsResponse sessions;
  sessions.add_sessions()->set_session_id("9f2c4e6a8b0d1f37");
  sessions.mutable_sessions(0)->set_address("192.0.2.7");
  answer("directory/AccountService/ListSessions", sessions);
  v1::RevokeSessionResponse revoked;
  revoked.set_ended(3);
  answer("directory/AccountService/RevokeSession", revoked);
  EXPECT_TRUE(has(run({"sessions", "list", "p1"}).out, "9f2c4e6a8b0d1f37"));
  EXPECT_EQ(run({"sessions", "revoke", "p1", "9f2c4e6a8b0d1f37"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::RevokeSessionRequest>(1).session_id(), "9f2c4e6a8b0d1f37");
  EXPECT_TRUE(has(run({"sessions", "revoke", "p1", "--all"}).out, "3 phiên"));
  EXPECT_EQ(program.services.asked_as<v1::RevokeSessionRequest>(2).session_id(), "");
  EXPECT_EQ(run({"sessions", "revoke", "p1"}).code, kUsage) << "all of them only when said";
  EXPECT_EQ(run({"sessions", "revoke", "p1", "9f2c4e6a8b0d1f37", "--all"}).code, kUsage);
  EXPECT_EQ(program.services.asked.size(), 3U);
}

TEST_F(Keeping, OfficesAreListedOfAUnitOrAPerson) {
  v1::ListOfficesResponse found;
  auto* office = found.add_offices();
  office->set_office_id("24.1.clerk.p1");
  office->set_person_id("p1");
  office->set_role(v1::ROLE_CLERK);
  auto* person = found.add_persons();
  person->set_person_id("p1");
  person->set_name("Lê Thị Lan");
  answer("directory/DirectoryService/ListOffices", found);
  EXPECT_TRUE(has(run({"offices", "list", "--unit", "24.1"}).out, "24.1.clerk.p1  Lê Thị Lan  văn thư / clerk"));
  EXPECT_EQ(program.services.asked_as<v1::ListOfficesRequest>(0).unit_id(), "24.1");
  EXPECT_EQ(run({"offices", "list", "--person", "p1"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::ListOfficesRequest>(1).person_id(), "p1");
  EXPECT_EQ(run({"offices", "list", "--person", "p1", "--unit", "24.1"}).code, kUsage);
}

TEST_F(Keeping, UnitsAreAddedAndRenamed) {
  v1::AddUnitResponse added;
  added.set_unit_id("24.1.05");
  answer("directory/AdministrationService/AddUnit", added);
  answer("directory/AdministrationService/RenameUnit", v1::RenameUnitResponse());
  const auto ended = run({"units", "add", "--parent", "24.1", "--level", "sub_committee", "--name", "Đảng bộ bộ phận"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_TRUE(has(ended.out, "24.1.05"));
  const auto unit = program.services.asked_as<v1::AddUnitRequest>(0).unit();
  EXPECT_EQ(unit.parent_id(), "24.1");
  EXPECT_EQ(unit.level(), v1::LEVEL_SUB_COMMITTEE);
  EXPECT_EQ(unit.name(), "Đảng bộ bộ phận");
  EXPECT_EQ(unit.unit_id(), "");
  EXPECT_EQ(run({"units", "add", "--parent", "24.1", "--level", "village", "--name", "X"}).code, kUsage);
  EXPECT_EQ(run({"units", "rename", "24.1.05", "Chi bộ Mới"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::RenameUnitRequest>(1).name(), "Chi bộ Mới");
}

TEST_F(Keeping, ImportsMayBeOnlyLookedAt) {
  v1::ImportUnitsResponse units;
  units.set_added(2);
  answer("directory/DirectoryService/ImportUnits", units);
  v1::ImportOfficersResponse officers;
  officers.set_accounts(1);
  answer("directory/DirectoryService/ImportOfficers", officers);
  const std::string file = program.folder.file("list.csv", "id\n1\n");
  EXPECT_TRUE(has(run({"units", "import", file, "--preview"}).out, "chưa nạp gì"));
  EXPECT_TRUE(program.services.asked_as<v1::ImportUnitsRequest>(0).preview());
  EXPECT_TRUE(has(run({"officers", "import", file, "--preview"}).out, "chưa nạp gì"));
  EXPECT_TRUE(program.services.asked_as<v1::ImportOfficersRequest>(1).preview());
  const auto loaded = run({"officers", "import", file});
  EXPECT_FALSE(program.services.asked_as<v1::ImportOfficersRequest>(2).preview());
  EXPECT_FALSE(has(loaded.out, "chưa nạp gì"));
  EXPECT_TRUE(has(loaded.out, "giaoban accounts code")) << loaded.out;
  const std::string many =
      program.folder.file("long.csv", "id\n" + std::string(300'000, 'x') + "\n" + std::string(700'000, 'y') + "\n");
  EXPECT_TRUE(has(run({"units", "import", many, "--preview"}).err, "in 2 parts"));
}

TEST_F(Keeping, ClockSetMovesEveryService) {
  v1::SetClockResponse moved;
  moved.set_business_us(*core::parse_date("2026-11-30") + 17 * core::kHour + 5 * core::kMinute);
  for (const auto& service : runtime::service_names()) answer(service + "/ClockService/SetClock", moved);
  const auto ended = run({"clock", "set", "2026-11-30 17:05"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  ASSERT_EQ(program.services.asked.size(), runtime::service_names().size());
  EXPECT_EQ(program.services.asked_as<v1::SetClockRequest>(0).business_us(), moved.business_us());
  EXPECT_TRUE(has(ended.out, "30/11/2026 17:05"));
  EXPECT_EQ(run({"clock", "set", "2026-12-01"}).code, kOk);
  for (const char* bad :
       {"", "mai", "2026-13-01", "2026-11-30 24:00", "2026-11-30 1:00", "2026-11-30 17:60", "17:00"}) {
    EXPECT_EQ(run({"clock", "set", bad}).code, kUsage) << bad;
  }
}

TEST_F(Keeping, ClockSetSaysWhatTheServiceSaysOfARealClock) {
  program.services.answers[runtime::service_names().front() + "/ClockService/SetClock"] = [](const auto&) {
    return core::refuse(v1::REFUSAL_CODE_REAL_CLOCK, "", "chạy theo giờ thật", "keeps real time");
  };
  const auto ended = run({"clock", "set", "2026-11-30"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_TRUE(has(ended.err, "keeps real time")) << ended.err;
}

}  // namespace
}  // namespace giaoban::command
