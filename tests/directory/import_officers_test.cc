// ImportOfficers: persons with several offices, accounts without secrets in the log, all or nothing, twice is once.
#include "services/directory/passwords.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kHeader = "person_id,name,unit_id,role,from,until,email,login,password\n";
const std::string kHash = directory::hash_password("mat-khau-9", "0123456789abcdef", {8, 1});

// The same hash, said to have cost more.
std::string costing(const std::string& cost) {
  std::string text = kHash;
  return text.replace(text.find("m=8,t=1"), 7, cost);
}

class ImportOfficers : public Scene {
 protected:
  ImportOfficers() { with_tree(); }
};

TEST_F(ImportOfficers, LoadsPersonsOfficesAndAccounts) {
  const auto response =
      officers(kHeader +
               "p1,Nguyễn Thị Một,p.d.c.1,secretary,2026-01-01,2028-07-01,mot@example.vn,Mot.Nguyen,mat-khau-1\n"
               "p3,Lê Thị Ba,p.d.c,clerk,,,,,\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.persons(), 2U);
  EXPECT_EQ(response.offices(), 2U);
  EXPECT_EQ(response.accounts(), 1U);
  EXPECT_EQ(response.position(), 5U + 4U);
  const auto found = offices_of("p1");
  ASSERT_EQ(found.offices_size(), 1);
  EXPECT_EQ(found.offices(0).office_id(), "p.d.c.1.secretary.p1");
  EXPECT_EQ(found.offices(0).role(), v1::ROLE_SECRETARY);
  EXPECT_EQ(found.offices(0).from_us(), day("2026-01-01"));
  EXPECT_EQ(found.offices(0).until_us(), day("2028-07-01"));
  EXPECT_EQ(found.persons(0).email(), "mot@example.vn");
  EXPECT_EQ(found.units(0).name(), "Chi bộ 1");
  EXPECT_EQ(offices_of("p3").offices(0).from_us(), begins_us) << "an empty beginning is now";
  EXPECT_EQ(offices_of("p3").offices(0).until_us(), 0);
}

TEST_F(ImportOfficers, GivesOnePersonSeveralOffices) {
  const auto response = officers(kHeader +
                                 "p1,Một,p.d.c.1,secretary,,,mot@example.vn,mot,mat-khau-1\n"
                                 "p1,,p.d.c.1,village_head,,,,,\n"
                                 "p1,Một,p.d.c,committee_member,,,mot@example.vn,mot,mat-khau-1\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.persons(), 1U);
  EXPECT_EQ(response.offices(), 3U);
  EXPECT_EQ(response.accounts(), 1U);
  EXPECT_EQ(offices_of("p1").persons_size(), 1);
}

TEST_F(ImportOfficers, ChangesNothingTheSecondTime) {
  const std::string csv = kHeader +
                          "p1,Một,p.d.c.1,secretary,2026-01-01,,mot@example.vn,mot,mat-khau-1\n"
                          "p2,Hai,p.d.c.2,deputy_secretary,,,hai@example.vn,,\n";
  officers(csv);
  const auto records = log().size();
  const auto hash = account("mot").password_hash();
  house.advance_to(day("2026-11-20"));
  const auto response = officers(csv);
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.persons() + response.offices() + response.accounts(), 0U);
  EXPECT_EQ(log().size(), records);
  EXPECT_EQ(account("mot").password_hash(), hash) << "the same password is not hashed anew";
}

TEST_F(ImportOfficers, RemembersANewNameOrAddress) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,,,cu@example.vn,,\n");
  const auto response = officers("person_id,name,unit_id,role,email\np1,Nguyễn Một,,,moi@example.vn\n");
  EXPECT_EQ(response.persons(), 0U) << "nobody new";
  const auto found = offices_of("p1");
  EXPECT_EQ(found.persons(0).name(), "Nguyễn Một");
  EXPECT_EQ(found.persons(0).email(), "moi@example.vn");
  officers("person_id,name,unit_id,role,email\np1,,p.d.c.2,board,\n");
  EXPECT_EQ(offices_of("p1").persons(0).email(), "moi@example.vn") << "an empty cell says nothing";
}

TEST_F(ImportOfficers, NeverGivesBackAnOfficeThatWasEnded) {
  const std::string csv = kHeader + "p1,Một,p.d.c.1,secretary,,,,,\n";
  officers(csv);
  v1::EndOfficeRequest end;
  end.set_office_id("p.d.c.1.secretary.p1");
  ask<v1::EndOfficeResponse>("EndOffice", end);
  house.advance_to(day("2026-12-01"));
  const auto again = officers(csv);
  EXPECT_EQ(again.offices(), 0U);
  EXPECT_EQ(said(again.errors()), std::vector<std::string>()) << "nor does the rest of the file fail for it";
  EXPECT_EQ(offices_of("p1").offices(0).until_us(), begins_us);
}

TEST_F(ImportOfficers, BeginsASecondTermAfterTheFirst) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,2020-01-01,2022-07-01,,,\n");
  const auto response = officers(kHeader + "p1,Một,p.d.c.1,secretary,2022-07-01,,,,\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  ASSERT_EQ(offices_of("p1").offices_size(), 2);
  EXPECT_EQ(offices_of("p1").offices(1).office_id(), "p.d.c.1.secretary.p1.2");
}

TEST_F(ImportOfficers, MakesOfficeIdsThatFitWhateverTheLengths) {
  const std::string person(64, 'x');
  officers(kHeader + person + ",Dài,p.d.c.1,deputy_secretary,,,,,\n");
  const auto id = offices_of(person).offices(0).office_id();
  EXPECT_LE(id.size(), 64U);
  EXPECT_TRUE(id.starts_with("o-"));
}

TEST_F(ImportOfficers, TellsApartOfficesWhoseIdsWouldReadTheSame) {
  units("id,parent,level,name,source\nu,p.d.c,CELL,U,\nu.clerk.x,p.d.c,CELL,V,\n");
  officers(kHeader + "x.clerk.y,Một,u,clerk,,,,,\ny,Hai,u.clerk.x,clerk,,,,,\n");
  EXPECT_EQ(offices_of("x.clerk.y").offices(0).office_id(), "u.clerk.x.clerk.y");
  EXPECT_EQ(offices_of("y").offices(0).office_id(), "u.clerk.x.clerk.y.2");
}

TEST_F(ImportOfficers, TakesAHashInsteadOfAPassword) {
  const auto response =
      officers("person_id,name,unit_id,role,login,password_hash\np9,Chín,p.d.c,board,chin,\"" + kHash + "\"\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.accounts(), 1U);
  EXPECT_EQ(account("chin").password_hash(), kHash);
}

TEST_F(ImportOfficers, ReplacesAHashThatWouldTakeTooLongToCheck) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,mat-khau-1\n");
  const auto costly = directory::hash_password("mat-khau-1", "0123456789abcdef", {8, 5});
  house.store("directory").prepare("UPDATE account SET password_hash = $1").run({std::string_view(costly)});
  officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,mat-khau-1\n");
  EXPECT_TRUE(account("mot").password_hash().starts_with("$argon2id$v=19$m=8,t=1,")) << account("mot").password_hash();
  EXPECT_TRUE(directory::is_password_of(account("mot").password_hash(), "mat-khau-1"));
}

TEST_F(ImportOfficers, MakesAnAccountWithoutAPasswordThatWaitsForACode) {
  const auto response = officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.accounts(), 1U);
  EXPECT_EQ(account("mot").person_id(), "") << "nobody signs in without a password";
  EXPECT_EQ(officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,\n").accounts(), 0U);
  const auto issued = issue_code("p1");
  EXPECT_EQ(issued.login(), "mot");
  EXPECT_EQ(use_code("mot", issued.code()), "p1");
}

TEST_F(ImportOfficers, WithPreviewSaysTheSameAndChangesNothing) {
  const std::string csv = kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,mat-khau-1\np3,Lê Thị Ba,p.d.c,clerk,,,,,\n";
  v1::ImportOfficersRequest request;
  request.set_csv(csv);
  request.set_preview(true);
  const auto before = log().size();
  auto preview = ask<v1::ImportOfficersResponse>("ImportOfficers", request);
  EXPECT_EQ(log().size(), before);
  EXPECT_EQ(rows("account"), 0);
  EXPECT_EQ(preview.position(), before);
  auto done = officers(csv);
  EXPECT_EQ(done.persons(), 2U);
  preview.clear_position();
  done.clear_position();
  EXPECT_EQ(preview.SerializeAsString(), done.SerializeAsString());
  request.set_csv(kHeader + "p1,Một,p.d.x,secretary,,,,,\n");
  EXPECT_TRUE(says(ask<v1::ImportOfficersResponse>("ImportOfficers", request).errors(), 2, "no unit “p.d.x”"));
}

TEST_F(ImportOfficers, TakesAnAccountWithoutAnyOffice) {
  const auto response = officers(kHeader + "admin,Quản trị,,,,,,admin,mat-khau-0\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.offices(), 0U);
  EXPECT_EQ(account("admin").person_id(), "admin");
}

TEST_F(ImportOfficers, KeepsSecretsOutOfLogAndJournal) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,mot,rat-bi-mat-1\n");
  const auto hash = account("mot").password_hash();
  ASSERT_NE(hash, "");
  for (const auto& record : log()) {
    EXPECT_EQ(record.SerializeAsString().find("rat-bi-mat"), std::string::npos);
    EXPECT_EQ(record.SerializeAsString().find("argon2"), std::string::npos);
  }
  for (const auto& line : house.journal().lines) EXPECT_EQ(line.find("rat-bi-mat"), std::string::npos);
}

TEST_F(ImportOfficers, WritesWhoDidItIntoTheLog) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,,,,,\n");
  EXPECT_EQ(log().back().principal(), "key:operator");
  EXPECT_EQ(log().back().at_us(), begins_us);
}

struct Bad {
  std::string name;
  std::string lines;
  uint32_t line;
  std::string words;
};

class ImportOfficersFault : public ImportOfficers, public testing::WithParamInterface<Bad> {};

TEST_P(ImportOfficersFault, IsTheOnlyErrorAndNothingIsLoaded) {
  const auto response = officers(
      "person_id,name,unit_id,role,from,until,email,login,password,password_hash\n"
      "k,Người cũ,p.d.c,clerk,2026-01-01,,k@example.vn,kay,mat-khau-k,\n" +
      GetParam().lines);
  ASSERT_EQ(response.errors_size(), 1) << testing::PrintToString(said(response.errors()));
  EXPECT_TRUE(says(response.errors(), GetParam().line, GetParam().words)) << response.ShortDebugString();
  EXPECT_EQ(said(response.errors()).size(), 1U);
  EXPECT_EQ(log().size(), 5U);
  EXPECT_EQ(account("kay").person_id(), "") << "not even the good line's account";
}

INSTANTIATE_TEST_SUITE_P(
    Each, ImportOfficersFault,
    testing::Values(
        Bad{"BadPersonId", "a b,A,p.d.c,clerk,,,,,,\n", 3, "The person id “a b” is not valid"},
        Bad{"NoName", "a,,p.d.c,clerk,,,,,,\n", 3, "“a” is new, but no line has the name"},
        Bad{"TwoNames", "a,A,p.d.c,clerk,,,,,,\na,B,p.d.c,board,,,,,,\n", 4, "another name on line 3"},
        Bad{"UnknownUnit", "a,A,p.x,clerk,,,,,,\n", 3, "no unit “p.x”"},
        Bad{"UnitWithoutRole", "a,A,p.d.c,,,,,,,\n", 3, "no role “”"},
        Bad{"UnknownRole", "a,A,p.d.c,chief,,,,,,\n", 3, "no role “chief”. Roles: secretary, deputy_secretary"},
        Bad{"BadDate", "a,A,p.d.c,clerk,31/12/2026,,,,,\n", 3, "“31/12/2026” is not valid"},
        Bad{"NoSuchDay", "a,A,p.d.c,clerk,2026-02-30,,,,,\n", 3, "“2026-02-30” is not valid"},
        Bad{"UntilBeforeFrom", "a,A,p.d.c,clerk,2026-05-01,2026-05-01,,,,\n", 3, "until must be after the day from"},
        Bad{"UntilPast", "a,A,p.d.c,clerk,,2026-05-01,,,,\n", 3, "The day until is past"},
        Bad{"OverlappingTerms", "a,A,p.d.c,clerk,2026-01-01,2027-01-01,,,,\na,A,p.d.c,clerk,2026-06-01,,,,,\n", 4,
            "holds this office already: 01/01/2026 00:00 – 01/01/2027 00:00"},
        Bad{"OtherEnd", "a,A,p.d.c,clerk,2026-01-01,2027-01-01,,,,\na,A,p.d.c,clerk,2026-01-01,2028-01-01,,,,\n", 4,
            "known with another end"},
        Bad{"EmailWithLineBreak", "a,A,p.d.c,clerk,,,\"a@example.vn\nBcc: all@example.vn\",,,\n", 3, "no line breaks"},
        Bad{"EmailWithCarriageReturn", "a,A,p.d.c,clerk,,,\"a@example.vn\rX\",,,\n", 3, "no line breaks"},
        Bad{"EmailWithSpace", "a,A,p.d.c,clerk,,,a b@example.vn,,,\n", 3, "no spaces"},
        Bad{"EmailWithoutAt", "a,A,p.d.c,clerk,,,example.vn,,,\n", 3, "one @"},
        Bad{"EmailWithTwoAts", "a,A,p.d.c,clerk,,,a@b@example.vn,,,\n", 3, "one @"},
        Bad{"EmailOfTwoRecipients", "a,A,p.d.c,clerk,,,\"a@example.vn,b\",,,\n", 3, "is not valid"},
        Bad{"TwoEmails", "a,A,p.d.c,clerk,,,a@example.vn,,,\na,A,p.d.c,board,,,b@example.vn,,,\n", 4,
            "another address on line 3"},
        Bad{"BadLogin", "a,A,p.d.c,clerk,,,,tên,mat-khau-a,\n", 3, "The login “tên” is not valid"},
        Bad{"LoginTakenWithoutCase", "a,A,p.d.c,clerk,,,,KAY,mat-khau-a,\n", 3, "belongs to another person on line 2"},
        Bad{"LoginLikeAPersonsId", "a,A,p.d.c,clerk,,,,@a,,\n", 3, "no @ at the beginning"},
        Bad{"PasswordWithoutLogin", "a,A,p.d.c,clerk,,,,,mat-khau-a,\n", 3, "password but no login"},
        Bad{"ShortPassword", "a,A,p.d.c,clerk,,,,a,ngắn-ng,\n", 3, "8-128 characters"},
        Bad{"LongPassword", "a,A,p.d.c,clerk,,,,a," + std::string(129, 'x') + ",\n", 3, "8-128 characters"},
        Bad{"TwoPasswords", "a,A,p.d.c,clerk,,,,a,mat-khau-a,\na,A,p.d.c,board,,,,a,mat-khau-b,\n", 4,
            "another password on line 3"},
        Bad{"BadHash", "a,A,p.d.c,clerk,,,,a,,$argon2id$oops\n", 3, "valid argon2id hash"},
        Bad{"HashOfTooMuchMemory", "a,A,p.d.c,clerk,,,,a,,\"" + costing("m=1048576,t=1") + "\"\n", 3,
            "too much memory or too many passes (at most m=19456, t=4)"},
        Bad{"HashOfTooManyPasses", "a,A,p.d.c,clerk,,,,a,,\"" + costing("m=8,t=64") + "\"\n", 3,
            "too much memory or too many passes"},
        Bad{"PasswordAndHash", "a,A,p.d.c,clerk,,,,a,mat-khau-a,\"" + kHash + "\"\n", 3, "only one of the columns"}),
    [](const auto& one) { return one.param.name; });

TEST_F(ImportOfficers, RefusesALoginThatSomebodyElseHas) {
  officers(kHeader + "p1,Một,,,,,,mot,mat-khau-1\n");
  const auto response = officers(kHeader + "p2,Hai,,,,,,MOT,mat-khau-2\n");
  EXPECT_TRUE(says(response.errors(), 2, "belongs to somebody else already"));
  EXPECT_EQ(account("mot").person_id(), "p1");
}

TEST_F(ImportOfficers, RefusesAnotherEndForATermThatIsKnown) {
  officers(kHeader + "p1,Một,p.d.c.1,secretary,2026-01-01,,,,\n");
  EXPECT_TRUE(
      says(officers(kHeader + "p1,Một,p.d.c.1,secretary,2026-01-01,2027-01-01,,,\n").errors(), 2, "with another end"));
  EXPECT_TRUE(says(officers(kHeader + "p1,Một,p.d.c.1,secretary,,2027-01-01,,,\n").errors(), 2, "with another end"));
  EXPECT_TRUE(
      says(officers(kHeader + "p1,Một,p.d.c.1,secretary,2026-06-01,,,,\n").errors(), 2, "holds this office already"));
}

TEST_F(ImportOfficers, NeverShowsAPasswordInAnError) {
  const auto response = officers(kHeader + "p1,Một,p.d.c,clerk,,,,mot,bi-mat\n");
  ASSERT_EQ(response.errors_size(), 1);
  EXPECT_EQ(response.SerializeAsString().find("bi-mat"), std::string::npos);
}

TEST_F(ImportOfficers, TakesAtMost250PasswordsAtATime) {
  std::string csv = kHeader;
  for (int i = 0; i < 251; ++i) csv += "p" + std::to_string(i) + ",Tên,,,,,,u" + std::to_string(i) + ",mat-khau-x\n";
  const auto response = officers(csv);
  ASSERT_EQ(response.errors_size(), 1);
  EXPECT_TRUE(says(response.errors(), 1, "251 passwords; 250 are taken at a time"));
}

TEST_F(ImportOfficers, RefusesAFileOver900KiB) {
  v1::ImportOfficersRequest request;
  request.set_csv(std::string(900 * 1024 + 1, 'x'));
  EXPECT_EQ(refused("ImportOfficers", request).code(), v1::REFUSAL_CODE_TOO_LARGE);
}

}  // namespace
}  // namespace giaoban::test
