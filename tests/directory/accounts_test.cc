// Printed codes, passwords, closing and opening: who may, what works once, and what nobody gets to see.
#include <set>

#include "services/directory/accounts.h"
#include "services/directory/passwords.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kToken(32, 't');
const std::string kOther(32, 'u');

class Accounts : public Scene {
 protected:
  Accounts() { with_administrators(); }

  v1::IssueCodeRequest for_person(const std::string& person_id, const std::string& login = "") {
    v1::IssueCodeRequest request;
    request.set_person_id(person_id);
    request.set_login(login);
    return request;
  }
  v1::RefusalCode may_not_issue(const std::string& person_id, const As& as) {
    return refused_call("AccountService/IssueCode", for_person(person_id), as).code();
  }
  void disable(const std::string& person_id, const As& as = As::operator_()) {
    v1::DisableAccountRequest request;
    request.set_person_id(person_id);
    call<v1::DisableAccountResponse>("AccountService/DisableAccount", request, as);
  }
  void enable(const std::string& person_id, const As& as = As::operator_()) {
    v1::EnableAccountRequest request;
    request.set_person_id(person_id);
    call<v1::EnableAccountResponse>("AccountService/EnableAccount", request, as);
  }
  v1::SetPasswordRequest new_password(const std::string& person_id) {
    v1::SetPasswordRequest request;
    request.set_person_id(person_id);
    request.set_password_hash(directory::hash_password("doi-mat-khau", "0123456789abcdef", {8, 1}));
    request.set_keep_token_hash(kToken);
    return request;
  }
};

TEST_F(Accounts, GetACodeThatSignsInOnce) {
  const auto before = log().size();
  const auto issued = issue_code("ours");
  EXPECT_EQ(issued.login(), "tadt") << "made from Đỗ Thị Ta";
  EXPECT_EQ(issued.code().size(), 14U);
  EXPECT_EQ(issued.code().find_first_not_of("-23456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos) << issued.code();
  EXPECT_EQ(issued.until_us(), house.clock().now().machine_us + 14 * core::kDay);
  EXPECT_EQ(account("tadt").person_id(), "") << "no password works while a code waits";
  EXPECT_EQ(use_code("TaDT", issued.code()), "ours");
  EXPECT_TRUE(directory::is_password_of(account("tadt").password_hash(), "mat-khau-moi"));
  EXPECT_EQ(use_code("tadt", issued.code()), "") << "it works once";
  EXPECT_EQ(log().size(), before) << "nothing of it enters the log";
  for (const auto& line : house.journal().lines) EXPECT_EQ(line.find(issued.code()), std::string::npos);
}

TEST_F(Accounts, GetAnotherCodeEveryTime) {
  std::set<std::string> codes;
  for (int i = 0; i < 20; ++i) codes.insert(issue_code("p1").code());
  EXPECT_EQ(codes.size(), 20U);
  EXPECT_EQ(use_code("mot", *codes.begin()) + use_code("mot", *codes.rbegin()), "") << "or one of both was the last";
}

TEST_F(Accounts, KeepOnlyADigestOfTheCode) {
  const auto issued = issue_code("p1");
  std::string bare;
  for (const char c : issued.code()) {
    if (c != '-') bare += c;
  }
  bool seen = false;
  house.store("directory")
      .prepare("SELECT login, code_salt, code_digest FROM account_state")
      .each({}, [&](const auto& row) {
        if (row.text(0) != "mot") return;
        seen = true;
        EXPECT_EQ(row.blob(2).size(), 32U);
        EXPECT_EQ(row.blob(2).find(bare), std::string_view::npos);
        EXPECT_EQ(row.blob(1).find(bare), std::string_view::npos);
      });
  EXPECT_TRUE(seen);
}

TEST_F(Accounts, LoseThePasswordAndAllSessionsWithANewCode) {
  begin_session(kToken, "p1");
  begin_session(kOther, "p2");
  issue_code("p1", As::person("ours"));
  EXPECT_EQ(account("mot").person_id(), "");
  EXPECT_EQ(signed_in(kToken), "");
  EXPECT_EQ(signed_in(kOther), "p2");
  EXPECT_EQ(rows("session_detail"), 1);
}

TEST_F(Accounts, GiveUpACodeAfterAThousandWrongOnesAndNotAfterTen) {
  const auto issued = issue_code("p1");
  for (int i = 0; i < 999; ++i) ASSERT_EQ(use_code("mot", "AAAABBBBCCCC"), "");
  EXPECT_EQ(use_code("mot", issued.code()), "p1") << "a stranger's guesses do not kill it";
  const auto again = issue_code("p1");
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(use_code("mot", "AAAABBBBCCCC"), "");
  house.restart("directory");
  EXPECT_EQ(use_code("mot", again.code()), "") << "a thousand do, also after a restart";
  EXPECT_EQ(use_code("mot", issue_code("p1").code()), "p1") << "a new code works";
}

TEST_F(Accounts, TakeACodeFor14Days) {
  const auto issued = issue_code("p1");
  const auto second = issue_code("p2");
  house.pass_machine(14 * core::kDay - 1);
  EXPECT_EQ(use_code("mot", issued.code()), "p1");
  house.pass_machine(1);
  EXPECT_EQ(use_code("hai", second.code()), "");
}

TEST_F(Accounts, AnswerAWrongLoginLikeAWrongCode) {
  issue_code("p1");
  EXPECT_EQ(use_code("nobody", "AAAABBBBCCCC"), "");
  EXPECT_EQ(use_code("", ""), "");
  EXPECT_EQ(use_code("mot", ""), "");
  EXPECT_EQ(use_code("ba", ""), "") << "no code waits there";
  EXPECT_TRUE(account("ba").person_id() == "p3") << "and its password goes on";
  v1::UseCodeRequest bad;
  bad.set_login("mot");
  bad.set_password_hash("mat-khau");
  EXPECT_EQ(refused_call("AccountService/UseCode", bad, As::gateway()).field(), "password_hash");
}

TEST_F(Accounts, AreKeptByAdministratorsOfTheUnitAndAbove) {
  EXPECT_NE(issue_code("p1", As::person("ours")).code(), "");
  EXPECT_NE(issue_code("p1", As::person("top")).code(), "");
  EXPECT_NE(issue_code("p1", As::operator_()).code(), "");
  for (const char* who : {"theirs", "past", "p1", "p3", "nobody"}) {
    EXPECT_EQ(may_not_issue("p1", As::person(who)), v1::REFUSAL_CODE_NOT_AUTHORISED) << who;
  }
  EXPECT_EQ(may_not_issue("top", As::person("ours")), v1::REFUSAL_CODE_NOT_AUTHORISED) << "not upwards";
  EXPECT_EQ(may_not_issue("nobody", As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(may_not_issue("", As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
  const auto no = refused_call("AccountService/IssueCode", for_person("p1"), As::person("theirs"));
  EXPECT_NE(no.text_en().find("Đỗ Thị Ta (Đảng bộ xã)"), std::string::npos) << "says who may: " << no.text_en();
}

TEST_F(Accounts, AreKeptByALentAdministratorForAsLongAsItIsLent) {
  v1::DelegateRequest lend;
  lend.set_office_id("p.d.c.administrator.ours");
  lend.set_to_person_id("p9");
  lend.set_until_us(begins_us + core::kDay);
  lend.set_basis("QĐ 1");
  ask<v1::DelegateResponse>("Delegate", lend, As::person("ours"));
  EXPECT_NE(issue_code("p1", As::person("p9")).code(), "");
  house.advance_to(begins_us + core::kDay);
  EXPECT_EQ(may_not_issue("p1", As::person("p9")), v1::REFUSAL_CODE_NOT_AUTHORISED);
}

// Whoever prints somebody's code can act as them: so it takes every unit in which they can act.
TEST_F(Accounts, OfAPersonWithRightsElsewhereAreKeptFromAbove) {
  officers("person_id,name,unit_id,role\np1,,p.d.e,board\n");
  EXPECT_EQ(may_not_issue("p1", As::person("ours")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_issue("p1", As::person("theirs")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_NE(issue_code("p1", As::person("top")).code(), "");
  v1::DelegateRequest lend;
  lend.set_office_id("p.d.e.1.secretary.p9");
  lend.set_to_person_id("p2");
  lend.set_until_us(begins_us + core::kDay);
  lend.set_basis("QĐ 1");
  ask<v1::DelegateResponse>("Delegate", lend);
  EXPECT_EQ(may_not_issue("p2", As::person("ours")), v1::REFUSAL_CODE_NOT_AUTHORISED) << "a lent office counts";
  house.advance_to(begins_us + core::kDay);
  EXPECT_NE(issue_code("p2", As::person("ours")).code(), "");
}

TEST_F(Accounts, OfSomebodyWhoLeftAreKeptWhereTheyWere) {
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.1.secretary.p1");
  ask<v1::EndOfficeResponse>("EndOffice", end, As::person("ours"));
  EXPECT_NO_THROW(disable("p1", As::person("ours")));
  EXPECT_EQ(may_not_issue("p1", As::person("theirs")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  officers("person_id,name,unit_id,role\nloose,Không chức vụ,,\n");
  EXPECT_EQ(may_not_issue("loose", As::person("top")), v1::REFUSAL_CODE_NOT_AUTHORISED) << "operators only";
}

TEST_F(Accounts, TakeALoginOnceAndOnlyAGoodOne) {
  EXPECT_EQ(
      call<v1::IssueCodeResponse>("AccountService/IssueCode", for_person("top", "Top.1"), As::operator_()).login(),
      "top.1");
  const auto field = [&](const v1::IssueCodeRequest& request) {
    return refused_call("AccountService/IssueCode", request, As::operator_()).field();
  };
  EXPECT_EQ(field(for_person("ours", "MOT")), "login") << "p1's";
  EXPECT_EQ(field(for_person("ours", "tên")), "login");
  EXPECT_EQ(field(for_person("ours", "@p1")), "login") << "FindAccount would take it for p1";
  EXPECT_EQ(field(for_person("p1", "khac")), "login") << "has another";
  EXPECT_EQ(call<v1::IssueCodeResponse>("AccountService/IssueCode", for_person("p1", "MOT"), As::operator_()).login(),
            "mot");
}

// As older imports took them: FindAccount reads "@old" as a person's id.
TEST_F(Accounts, UnderALoginThatNobodyCanTypeGetAFreshOne) {
  directory::Account old;
  old.login = "@old";
  old.person_id = "top";
  directory::put_account(house.store("directory"), old);
  const auto issued = issue_code("top");
  EXPECT_EQ(issued.login(), "trenhv");
  EXPECT_EQ(use_code("trenhv", issued.code()), "top");
  EXPECT_EQ(account("trenhv").person_id(), "top");
  old.login = "@p1";
  old.person_id = "p1";
  directory::put_account(house.store("directory"), old);
  EXPECT_EQ(issue_code("p1").login(), "mot") << "or the one that can be typed";
}

TEST_F(Accounts, ThatAreClosedSignNobodyIn) {
  begin_session(kToken, "p1");
  disable("p1", As::person("ours"));
  EXPECT_EQ(account("mot").person_id(), "");
  EXPECT_EQ(account("@p1").person_id(), "");
  EXPECT_EQ(signed_in(kToken), "");
  v1::BeginSessionRequest late;
  late.set_token_hash(kOther);
  late.set_person_id("p1");
  late.set_until_us(house.clock().now().machine_us + core::kHour);
  EXPECT_EQ(refused("BeginSession", late, As::gateway()).code(), v1::REFUSAL_CODE_NOT_AUTHORISED)
      << "the gateway had looked before it was closed";
  EXPECT_EQ(may_not_issue("p1", As::person("ours")), v1::REFUSAL_CODE_NOT_OPEN);
  EXPECT_EQ(refused_call("AccountService/SetPassword", new_password("p1"), As::gateway()).code(),
            v1::REFUSAL_CODE_NOT_FOUND);
  disable("p1");
  house.restart("directory");
  EXPECT_EQ(account("mot").person_id(), "");
  enable("p1", As::person("ours"));
  EXPECT_EQ(account("mot").person_id(), "p1");
}

TEST_F(Accounts, ThatAreClosedLoseTheirCode) {
  const auto issued = issue_code("p1");
  disable("p1");
  EXPECT_EQ(use_code("mot", issued.code()), "");
  enable("p1");
  EXPECT_EQ(use_code("mot", issued.code()), "");
}

TEST_F(Accounts, AreNotClosedOrOpenedByOneselfOrByOthers) {
  issue_code("ours");
  v1::DisableAccountRequest close;
  close.set_person_id("ours");
  EXPECT_EQ(refused_call("AccountService/DisableAccount", close, As::person("ours")).code(),
            v1::REFUSAL_CODE_NOT_AUTHORISED);
  disable("ours", As::person("top"));
  v1::EnableAccountRequest open;
  open.set_person_id("ours");
  for (const char* who : {"ours", "theirs", "p1"}) {
    EXPECT_EQ(refused_call("AccountService/EnableAccount", open, As::person(who)).code(),
              v1::REFUSAL_CODE_NOT_AUTHORISED)
        << who;
    EXPECT_EQ(may_not_issue("ours", As::person(who)) == v1::REFUSAL_CODE_NOT_AUTHORISED, std::string(who) != "ours");
  }
  close.set_person_id("p9");
  EXPECT_EQ(refused_call("AccountService/DisableAccount", close, As::person("theirs")).code(),
            v1::REFUSAL_CODE_NOT_FOUND)
      << "there is no account";
}

TEST_F(Accounts, ArePasswordsAnImportCannotOpenAClosedOneWith) {
  disable("p1");
  officers("person_id,name,unit_id,role,login,password\np1,,,,mot,mat-khau-moi\n");
  EXPECT_EQ(account("mot").person_id(), "");
}

TEST_F(Accounts, ChangeThePasswordAndKeepTheSessionThatAsked) {
  begin_session(kToken, "p1");
  begin_session(kOther, "p1");
  call<v1::SetPasswordResponse>("AccountService/SetPassword", new_password("p1"), As::person("p1"));
  EXPECT_TRUE(directory::is_password_of(account("mot").password_hash(), "doi-mat-khau"));
  EXPECT_EQ(signed_in(kToken), "p1");
  EXPECT_EQ(signed_in(kOther), "");
  EXPECT_EQ(refused_call("AccountService/SetPassword", new_password("p1"), As::person("p2")).code(),
            v1::REFUSAL_CODE_NOT_AUTHORISED);
  auto bad = new_password("p1");
  bad.set_password_hash("x");
  EXPECT_EQ(refused_call("AccountService/SetPassword", bad, As::gateway()).field(), "password_hash");
  issue_code("p1");
  EXPECT_EQ(refused_call("AccountService/SetPassword", new_password("p1"), As::gateway()).code(),
            v1::REFUSAL_CODE_NOT_FOUND)
      << "a code waits: the present password was none";
}

TEST_F(Accounts, AreFoundByPerson) {
  EXPECT_EQ(account("@p1").person_id(), "p1");
  EXPECT_EQ(account("@p1").password_hash(), account("mot").password_hash());
  EXPECT_EQ(account("@").person_id(), "");
  EXPECT_EQ(account("@nobody").person_id(), "");
  EXPECT_EQ(account("@P1").person_id(), "") << "ids have a case";
}

// A folder made before codes were: the tables of old, without a row beside them.
TEST_F(Accounts, OfAnOlderFolderGoOn) {
  house.store("directory").define("DELETE FROM account_state; DELETE FROM session_detail;");
  EXPECT_EQ(account("mot").person_id(), "p1");
  begin_session(kToken, "p1");
  house.store("directory").define("DELETE FROM session_detail;");
  EXPECT_EQ(signed_in(kToken), "p1");
  v1::ListSessionsRequest list;
  const auto sessions = call<v1::ListSessionsResponse>("AccountService/ListSessions", list, As::person("p1"));
  ASSERT_EQ(sessions.sessions_size(), 1);
  EXPECT_EQ(sessions.sessions(0).begun_us(), 0);
}

}  // namespace
}  // namespace giaoban::test
