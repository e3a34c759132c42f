// Imports and delegations through the gateway: each within the own units, never for oneself, said line by line.
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kUnits = "id,parent,level,name,source\n";
const std::string kOfficers = "person_id,name,unit_id,role,email,login,password\n";

class Keepers : public Scene {
 protected:
  Keepers() { with_administrators(); }

  v1::ImportUnitsResponse units_by(const std::string& who, const std::string& lines, bool preview = false) {
    v1::ImportUnitsRequest request;
    request.set_csv(kUnits + lines);
    request.set_preview(preview);
    return ask<v1::ImportUnitsResponse>("ImportUnits", request, As::person(who));
  }
  v1::ImportOfficersResponse officers_by(const std::string& who, const std::string& lines, bool preview = false) {
    v1::ImportOfficersRequest request;
    request.set_csv(kOfficers + lines);
    request.set_preview(preview);
    return ask<v1::ImportOfficersResponse>("ImportOfficers", request, As::person(who));
  }
  v1::DelegateRequest lending(const std::string& office, const std::string& to) {
    v1::DelegateRequest request;
    request.set_office_id(office);
    request.set_to_person_id(to);
    request.set_until_us(begins_us + 5 * core::kDay);
    request.set_basis("Công văn số 1");
    return request;
  }
  v1::RefusalCode may_not_lend(const std::string& who, const std::string& office, const std::string& to) {
    const auto before = log().size();
    const auto no = refused("Delegate", lending(office, to), As::person(who));
    EXPECT_EQ(log().size(), before);
    return no.code();
  }
  std::string lend(const std::string& who, const std::string& office, const std::string& to) {
    return ask<v1::DelegateResponse>("Delegate", lending(office, to), As::person(who)).delegation_id();
  }
};

TEST_F(Keepers, ImportUnitsBelowTheirOwn) {
  const auto done = units_by("ours",
                             "p.d.c.1,p.d.c,CELL,Chi bộ 1,test\np.d.c.s,p.d.c,SUB_COMMITTEE,Đảng bộ bộ phận,\n"
                             "p.d.c.s.1,p.d.c.s,CELL,Chi bộ S1,\n");
  EXPECT_EQ(said(done.errors()), std::vector<std::string>());
  EXPECT_EQ(done.added(), 2U);
  EXPECT_EQ(done.unchanged(), 1U);
  EXPECT_EQ(log().back().principal(), "ours");
}

TEST_F(Keepers, HearWhichLinesAreNotTheirs) {
  const auto before = log().size();
  const auto done = units_by("ours",
                             "p.d.c.3,p.d.c,CELL,Chi bộ 3,\np.d.e.2,p.d.e,CELL,Chi bộ E2,\np.d.c,p.d,COMMUNE,Đảng bộ "
                             "xã,test\np.d.g,p.d,COMMUNE,Xã G,\np.d.g.1,p.d.g,CELL,G1,\n");
  ASSERT_EQ(done.errors_size(), 3) << testing::PrintToString(said(done.errors()));
  EXPECT_TRUE(says(done.errors(), 3, "no administrator of the unit “p.d.e.2”"));
  EXPECT_TRUE(says(done.errors(), 3, "Vũ Văn Họ")) << "who may";
  EXPECT_TRUE(says(done.errors(), 5, "“p.d.g”"));
  EXPECT_TRUE(says(done.errors(), 6, "“p.d.g.1”"));
  EXPECT_EQ(log().size(), before) << "all or nothing";
  EXPECT_EQ(units_by("p1", "p.d.c.3,p.d.c,CELL,Chi bộ 3,\n").errors_size(), 1);
  EXPECT_EQ(units_by("past", "p.d.c.3,p.d.c,CELL,Chi bộ 3,\n").errors_size(), 1);
}

TEST_F(Keepers, PreviewUnits) {
  const auto before = log().size();
  const auto preview = units_by("ours", "p.d.c.3,p.d.c,CELL,Chi bộ 3,\np.d.c.1,p.d.c,CELL,Chi bộ 1,test\n", true);
  EXPECT_EQ(preview.added(), 1U);
  EXPECT_EQ(preview.unchanged(), 1U);
  EXPECT_EQ(log().size(), before);
  EXPECT_EQ(units_by("ours", "p.d.e.3,p.d.e,CELL,X,\n", true).errors_size(), 1);
  EXPECT_EQ(units_by("ours", "p.d.c.3,p.d.c,CELL,Chi bộ 3,\n").added(), 1U) << "nothing had happened";
}

TEST_F(Keepers, ImportOfficersOfTheirOwnUnits) {
  const auto done = officers_by("ours",
                                "n1,Người Mới,p.d.c.1,board,n1@example.vn,n1,\np1,Nguyễn Thị Một,p.d.c.2,board,"
                                "moi@example.vn,mot,\n");
  EXPECT_EQ(said(done.errors()), std::vector<std::string>());
  EXPECT_EQ(done.persons(), 1U);
  EXPECT_EQ(done.offices(), 2U);
  EXPECT_EQ(done.accounts(), 1U);
  EXPECT_EQ(log().back().principal(), "ours");
}

TEST_F(Keepers, ImportNobodyElses) {
  const auto faults = [&](const std::string& lines, const std::string& who = "ours") {
    const auto before = log().size();
    const auto done = officers_by(who, lines);
    EXPECT_EQ(log().size(), before);
    return said(done.errors());
  };
  EXPECT_EQ(faults("n1,Người Mới,p.d.e.1,board,,,\n").size(), 1U) << "another's unit";
  EXPECT_EQ(faults("p9,Tên Khác,p.d.c.1,board,,,\n").size(), 1U) << "another's officer by another name";
  EXPECT_EQ(faults("p9,,p.d.c.1,board,x@example.vn,,\n").size(), 1U) << "or with another address";
  EXPECT_EQ(faults("p9,,,,,chin,\n").size(), 1U) << "or with a login";
  EXPECT_EQ(faults("top,,p.d.c.1,board,,tren,\n").size(), 1U) << "nor the one above";
  EXPECT_EQ(faults("n1,Người Mới,,,,n1,\n").size(), 1U) << "somebody without any office";
  EXPECT_EQ(faults("ours,,p.d.c,clerk,,,\n").size(), 1U) << "oneself";
  EXPECT_EQ(faults("n1,Người Mới,p.d.c.1,board,,,\n", "past").size(), 1U);
  EXPECT_EQ(account("mot").person_id(), "p1");
  EXPECT_EQ(said(officers_by("ours", "p9,,p.d.c.1,board,,,\n").errors()), std::vector<std::string>())
      << "an office of the own unit may be given to anybody";
}

TEST_F(Keepers, ImportNoPasswords) {
  const auto before = account("mot").password_hash();
  const auto typed = officers_by("ours", "p1,Nguyễn Thị Một,,,,mot,mat-khau-khac\n", true);
  ASSERT_EQ(typed.errors_size(), 1) << "a preview says so too";
  EXPECT_TRUE(says(typed.errors(), 2, "print codes"));
  v1::ImportOfficersRequest request;
  request.set_csv("person_id,name,unit_id,role,login,password_hash\np1,Nguyễn Thị Một,,,mot,\"" +
                  directory::hash_password("mat-khau-9", "0123456789abcdef", {8, 1}) + "\"\n");
  const auto hashed = ask<v1::ImportOfficersResponse>("ImportOfficers", request, As::person("ours"));
  ASSERT_EQ(hashed.errors_size(), 1);
  EXPECT_TRUE(says(hashed.errors(), 2, "print codes"));
  EXPECT_EQ(account("mot").password_hash(), before);
}

TEST_F(Keepers, LendAnOfficeThatIsTheirsOrOfTheirUnit) {
  EXPECT_NE(lend("p1", "p.d.c.1.secretary.p1", "p2"), "") << "who holds it";
  EXPECT_EQ(log().back().principal(), "p1");
  EXPECT_NE(lend("ours", "p.d.c.2.secretary.p2", "p9"), "") << "the administrator";
  EXPECT_EQ(may_not_lend("theirs", "p.d.c.2.secretary.p2", "p3"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("past", "p.d.c.2.secretary.p2", "p3"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("p1", "p.d.c.2.secretary.p2", "p3"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("p3", "p.d.c.2.secretary.p2", "p1"), v1::REFUSAL_CODE_NOT_AUTHORISED)
      << "a clerk writes for superiors of the same unit only";
}

TEST_F(Keepers, LetTheClerkWriteForASuperior) {
  officers("person_id,name,unit_id,role\nboss,Bí Thư Xã,p.d.c,secretary\nchair,Ban Xã,p.d.c,board\n");
  const auto id = lend("p3", "p.d.c.secretary.boss", "p1");
  EXPECT_EQ(log().back().principal(), "p3") << "who entered it stays";
  EXPECT_EQ(may_not_lend("p3", "p.d.c.board.chair", "p1"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("p3", "p.d.c.administrator.ours", "p1"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("p3", "p.d.c.secretary.boss", "p3"), v1::REFUSAL_CODE_NOT_AUTHORISED) << "not to oneself";
  v1::EndDelegationRequest end;
  end.set_delegation_id(id);
  EXPECT_EQ(refused("EndDelegation", end, As::person("p2")).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(refused("EndDelegation", end, As::person("theirs")).code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  ask<v1::EndDelegationResponse>("EndDelegation", end, As::person("boss"));
  EXPECT_EQ(log().back().directory().delegation_ended().delegation_id(), id);
}

TEST_F(Keepers, NeverLendToThemselvesNorOn) {
  EXPECT_EQ(may_not_lend("ours", "p.d.c.1.secretary.p1", "ours"), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(may_not_lend("p1", "p.d.c.1.secretary.p1", "p1"), v1::REFUSAL_CODE_INVALID_FIELD);
  lend("ours", "p.d.c.administrator.ours", "p9");
  EXPECT_EQ(may_not_lend("p9", "p.d.c.administrator.ours", "p2"), v1::REFUSAL_CODE_NOT_AUTHORISED)
      << "a lent right is not lent on";
  EXPECT_EQ(may_not_lend("p9", "p.d.c.1.secretary.p1", "p2"), v1::REFUSAL_CODE_NOT_AUTHORISED) << "nor what it keeps";
  const auto no = refused("Delegate", lending("p.d.c.1.secretary.p1", "p2"), As::person("theirs"));
  EXPECT_NE(no.text_en().find("Nguyễn Thị Một"), std::string::npos) << no.text_en();
  EXPECT_NE(no.text_vi().find("Đỗ Thị Ta"), std::string::npos) << no.text_vi();
}

TEST_F(Keepers, LendThroughNoOfficeThatIsLentToThem) {
  officers("person_id,name,unit_id,role\nboss,Bí Thư Xã,p.d.c,secretary\n");
  lend("p3", "p.d.c.clerk.p3", "p2");
  EXPECT_EQ(may_not_lend("p2", "p.d.c.secretary.boss", "p1"), v1::REFUSAL_CODE_NOT_AUTHORISED)
      << "who stands in for the clerk";
  v1::EndDelegationRequest end;
  end.set_delegation_id(lend("p3", "p.d.c.secretary.boss", "p1"));
  ask<v1::EndDelegationResponse>("EndDelegation", end, As::person("p2"));
  EXPECT_EQ(log().back().principal(), "p2") << "ending it lends nothing";
}

}  // namespace
}  // namespace giaoban::test
