// ListAccounts: who may sign in below a unit, in pages, by words, for its keepers only.
#include <set>

#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class ListAccounts : public Scene {
 protected:
  ListAccounts() { with_administrators(); }

  v1::ListAccountsRequest of(const std::string& unit_id, const std::string& words = "", uint32_t limit = 0,
                             const std::string& token = "") {
    v1::ListAccountsRequest request;
    request.set_unit_id(unit_id);
    request.set_words(words);
    request.set_limit(limit);
    request.set_page_token(token);
    return request;
  }
  v1::ListAccountsResponse list(const v1::ListAccountsRequest& request, const As& as = As::operator_()) {
    return call<v1::ListAccountsResponse>("AccountService/ListAccounts", request, as);
  }
  std::vector<std::string> ids(const v1::ListAccountsResponse& response) {
    std::vector<std::string> all;
    for (const auto& account : response.accounts()) all.push_back(account.person().person_id());
    return all;
  }
  v1::Account only(const std::string& words) { return list(of("", words)).accounts(0); }
};

using Ids = std::vector<std::string>;

TEST_F(ListAccounts, GoByUnitThenByName) {
  officers(
      "person_id,name,unit_id,role\nx1,Nguyễn Đạt,p.d.c.1,board\nx2,Vũ Dũng,p.d.c.1,board\nx3,Lê An,p.d.c.1,board\n");
  EXPECT_EQ(ids(list(of("p.d.c"), As::person("ours"))), (Ids{"p3", "ours", "x3", "x2", "x1", "p1", "p2"}))
      << "who left without an account is not shown";
  EXPECT_EQ(ids(list(of("p.d.c.2"), As::person("ours"))), Ids{"p2"});
  EXPECT_EQ(ids(list(of("p.d"))).front(), "top");
}

TEST_F(ListAccounts, SayHowEachStands) {
  EXPECT_EQ(only("mot").state(), v1::ACCOUNT_STATE_ACTIVE);
  EXPECT_EQ(only("mot").login(), "mot");
  EXPECT_EQ(only("mot").person().email(), "mot@example.vn");
  EXPECT_EQ(only("mot").unit_names(0), "Chi bộ 1");
  EXPECT_EQ(only("mot").offices(0).role(), v1::ROLE_SECRETARY);
  EXPECT_EQ(only("chin").state(), v1::ACCOUNT_STATE_NONE);
  EXPECT_EQ(only("chin").login(), "");
  EXPECT_EQ(only("mot").signed_in_us(), 0);
  begin_session(std::string(32, 't'), "p1");
  EXPECT_EQ(only("mot").signed_in_us(), house.clock().now().machine_us);
  EXPECT_EQ(only("mot").sessions(), 1U);
  const auto issued = issue_code("p1");
  EXPECT_EQ(only("mot").state(), v1::ACCOUNT_STATE_CODE);
  EXPECT_EQ(only("mot").code_until_us(), issued.until_us());
  EXPECT_EQ(only("mot").sessions(), 0U);
  house.pass_machine(14 * core::kDay);
  EXPECT_EQ(only("mot").state(), v1::ACCOUNT_STATE_NONE) << "the code is too old";
  EXPECT_EQ(only("mot").code_until_us(), 0);
  v1::DisableAccountRequest close;
  close.set_person_id("p1");
  call<v1::DisableAccountResponse>("AccountService/DisableAccount", close, As::operator_());
  EXPECT_EQ(only("mot").state(), v1::ACCOUNT_STATE_DISABLED);
}

TEST_F(ListAccounts, FindByWordsOfTheNameOrTheLogin) {
  EXPECT_EQ(ids(list(of("", "NGUYEN mộ"))), Ids{"p1"});
  EXPECT_EQ(ids(list(of("", "ba"))), Ids{"p3"});
  EXPECT_EQ(ids(list(of("", "ha"))), Ids{"p2"});
  EXPECT_EQ(ids(list(of("p.d.e", "mot"))), Ids{});
  EXPECT_EQ(ids(list(of("", "' OR 1=1 --"))), Ids{});
}

TEST_F(ListAccounts, GoOnInPagesAlsoWhenSomebodyLeavesMeanwhile) {
  std::string csv = "person_id,name,unit_id,role,login\n";
  for (int i = 0; i < 25; ++i) {
    const std::string n = std::to_string(i);
    csv += "n" + n + ",Người Tên" + n + ",p.d.e.1,board,login" + n + "\n";
  }
  ASSERT_EQ(officers(csv).accounts(), 25U);
  const auto whole = ids(list(of("p.d", "", 200)));
  Ids paged;
  std::string token;
  int pages = 0;
  do {
    const auto page = list(of("p.d", "", 7, token), As::person("top"));
    EXPECT_LE(page.accounts_size(), 7);
    for (const auto& account : page.accounts()) paged.push_back(account.person().person_id());
    token = page.next_page_token();
    if (++pages == 2) {
      v1::ChangePersonRequest change;
      change.set_person_id(paged.back());
      change.set_name("Người Khác");
      call<v1::ChangePersonResponse>("AdministrationService/ChangePerson", change, As::operator_());
    }
    ASSERT_LT(pages, 20);
  } while (!token.empty());
  EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()), std::set<std::string>(paged.begin(), paged.end()));
  EXPECT_GT(pages, 4);
}

TEST_F(ListAccounts, RefuseBadPages) {
  const auto field = [&](const v1::ListAccountsRequest& request) {
    return refused_call("AccountService/ListAccounts", request, As::operator_()).field();
  };
  EXPECT_EQ(field(of("p", "", 201)), "limit");
  EXPECT_EQ(field(of("p", "", 0, "rubbish")), "page_token");
  EXPECT_EQ(field(of("p", "", 0, "nowhere/p1/x")), "page_token");
  EXPECT_EQ(field(of("nowhere")), "unit_id");
  EXPECT_EQ(field(of("p", std::string(201, 'a'))), "words");
  EXPECT_TRUE(ids(list(of("p", std::string(200, 'a')))).empty());
}

TEST_F(ListAccounts, AreForTheKeepersOfTheUnitOnly) {
  for (const char* who : {"theirs", "past", "p1", "p3"}) {
    EXPECT_EQ(refused_call("AccountService/ListAccounts", of("p.d.c"), As::person(who)).code(),
              v1::REFUSAL_CODE_NOT_AUTHORISED)
        << who;
  }
  EXPECT_EQ(refused_call("AccountService/ListAccounts", of("p.d"), As::person("ours")).code(),
            v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refused_call("AccountService/ListAccounts", of(""), As::person("ours")).code(),
            v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_GT(list(of("p.d.c"), As::person("top")).accounts_size(), 0);
}

TEST_F(ListAccounts, LeaveOutWhoServesElsewhereByNow) {
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.1.secretary.p1");
  ask<v1::EndOfficeResponse>("EndOffice", end);
  EXPECT_EQ(ids(list(of("p.d.c.1"), As::person("ours"))), Ids{"p1"}) << "who left is theirs still";
  officers("person_id,name,unit_id,role\np1,,p.d.e.1,board\n");
  EXPECT_EQ(ids(list(of("p.d.c.1"), As::person("ours"))), Ids{});
  EXPECT_EQ(ids(list(of("p.d.e.1"), As::person("theirs"))), (Ids{"p9", "p1"}));
  EXPECT_EQ(ids(list(of("p.d.c.1"), As::person("top"))), Ids{"p1"}) << "who keeps both";
}

TEST_F(ListAccounts, TellOnlyThoseWhoKeepAPersonHowTheySignIn) {
  officers(
      "person_id,name,unit_id,role,email,login,password\nx1,Vũ Dũng,p.d.c.1,board,dung@example.vn,bimat,mat-khau-x\n"
      "x1,,p.d.e.1,board,,,\n");
  begin_session(std::string(32, 't'), "x1");
  const auto seen = list(of("p.d.c.1", "dung"), As::person("ours"));
  ASSERT_EQ(seen.accounts_size(), 1) << "that they hold an office here is no secret";
  v1::Account bare;
  bare.mutable_person()->set_person_id("x1");
  bare.mutable_person()->set_name("Vũ Dũng");
  *bare.mutable_offices() = seen.accounts(0).offices();
  *bare.mutable_unit_names() = seen.accounts(0).unit_names();
  EXPECT_EQ(seen.accounts(0).offices_size(), 1);
  EXPECT_EQ(seen.accounts(0).SerializeAsString(), bare.SerializeAsString());
  EXPECT_EQ(ids(list(of("p.d.c.1", "bimat"), As::person("ours"))), Ids{}) << "nor is the login found out by looking";
  const auto whole = list(of("p.d.c.1", "bimat"), As::person("top"));
  ASSERT_EQ(whole.accounts_size(), 1);
  EXPECT_EQ(whole.accounts(0).person().email(), "dung@example.vn");
  EXPECT_EQ(whole.accounts(0).sessions(), 1U);
}

TEST_F(ListAccounts, ShowTheOperatorWhoHoldsNoOfficeAtAll) {
  officers("person_id,name,unit_id,role,login\nloose,Không chức vụ,,,loose\n");
  EXPECT_EQ(ids(list(of(""))).back(), "loose");
  EXPECT_EQ(use_code("nobody", "x"), "") << "leaves a row without a person";
  EXPECT_EQ(ids(list(of(""))).back(), "loose");
}

}  // namespace
}  // namespace giaoban::test
