// The made-up people: as many as the sources say, the same for the same seed, with names as they are written.
#include "services/month/roster.h"

#include <gtest/gtest.h>
#include <sodium.h>
#include <unicode/unistr.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <set>

#include "services/month/hashing.h"
#include "tests/month/district.h"

namespace giaoban::month {
namespace {

size_t count(const std::vector<Officer>& roster, const std::vector<TreeUnit>& tree, v1::Level level, v1::Role role) {
  std::set<std::string> units;
  for (const auto* unit : units_at(tree, level)) units.insert(unit->unit_id);
  return static_cast<size_t>(std::count_if(roster.begin(), roster.end(), [&](const Officer& officer) {
    return officer.role == role && units.contains(officer.unit_id);
  }));
}

bool is_nfc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = unorm2_getNFCInstance(&status);
  const auto unicode = icu::UnicodeString::fromUTF8(text);
  const bool normal = unorm2_isNormalized(nfc, unicode.getBuffer(), unicode.length(), &status) != 0;
  return normal && status == U_ZERO_ERROR;
}

TEST(Roster, HasTheElevenHundredAndThirtyCommitteePeopleOfLucNam) {
  const auto tree = tree_of("luc-nam");
  const auto roster = roster_of("luc-nam");
  EXPECT_EQ(count_cell_officers(tree, roster), 1130U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_CELL, v1::ROLE_SECRETARY), 471U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_CELL, v1::ROLE_DEPUTY_SECRETARY), 471U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_CELL, v1::ROLE_COMMITTEE_MEMBER), 188U);
}

TEST(Roster, MakesAboutTwoInFiveSecretariesHeadOfTheVillage) {
  const auto heads = count(roster_of("luc-nam"), tree_of("luc-nam"), v1::LEVEL_CELL, v1::ROLE_VILLAGE_HEAD);
  EXPECT_GT(heads, 471U * 33 / 100);
  EXPECT_LT(heads, 471U * 47 / 100);
}

TEST(Roster, PutsTheSamePersonIntoBothOfficesOfASecretaryWhoIsVillageHead) {
  for (const auto& officer : roster_of("luc-nam")) {
    if (officer.role != v1::ROLE_VILLAGE_HEAD) continue;
    EXPECT_EQ(officer.person_id, officer.unit_id + "-1");
    EXPECT_TRUE(officer.login.empty());
  }
}

TEST(Roster, OfDongTrieuHasASecretaryAndADeputyPerCellAndEverySecretaryHeadsTheVillage) {
  const auto tree = tree_of("dong-trieu");
  const auto roster = roster_of("dong-trieu");
  EXPECT_EQ(count(roster, tree, v1::LEVEL_CELL, v1::ROLE_SECRETARY), 173U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_CELL, v1::ROLE_VILLAGE_HEAD), 173U);
  EXPECT_EQ(count_cell_officers(tree, roster), 346U);
}

TEST(Roster, FillsCommunesDistrictAndProvince) {
  const auto tree = tree_of("luc-nam");
  const auto roster = roster_of("luc-nam");
  EXPECT_EQ(count(roster, tree, v1::LEVEL_COMMUNE, v1::ROLE_CLERK), 25U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_COMMUNE, v1::ROLE_SECRETARY), 25U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_DISTRICT, v1::ROLE_CLERK), 2U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_DISTRICT, v1::ROLE_BOARD), 2U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_DISTRICT, v1::ROLE_ADMINISTRATOR), 1U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_DISTRICT, v1::ROLE_AUDITOR), 1U);
  EXPECT_EQ(count(roster, tree, v1::LEVEL_PROVINCE, v1::ROLE_CLERK), 1U);
}

TEST(Roster, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(officers_csv(roster_of("luc-nam", 7), {}), officers_csv(roster_of("luc-nam", 7), {}));
  EXPECT_NE(officers_csv(roster_of("luc-nam", 7), {}), officers_csv(roster_of("luc-nam", 8), {}));
}

TEST(Roster, WritesEveryNameInNfc) {
  for (const auto& officer : roster_of("luc-nam")) ASSERT_TRUE(is_nfc(officer.name)) << officer.name;
}

TEST(Roster, GivesEveryLoginOnceAndAPasswordAndAnAddressThatLeadsNowhere) {
  std::set<std::string> logins;
  for (const auto& officer : roster_of("luc-nam")) {
    if (officer.login.empty()) continue;
    EXPECT_TRUE(logins.insert(officer.login).second) << officer.login;
    EXPECT_GE(officer.password.size(), 8U);
    EXPECT_TRUE(officer.email.ends_with("@example.invalid"));
  }
  EXPECT_GT(logins.size(), 471U);
}

TEST(Roster, RefusesFewerThanTwoPeoplePerCell) {
  RosterShape shape;
  shape.cell_committee = 100;
  EXPECT_THROW(make_roster(1, tree_of("luc-nam"), shape), std::invalid_argument);
}

TEST(Tree, NamesTheLineThatCannotBeRead) {
  try {
    read_tree("id,parent,level,name,source\n24,,PROVINCE,Bắc Giang,x\n24.1,24,VILLAGE,?,x\n");
    FAIL();
  } catch (const std::invalid_argument& fault) {
    EXPECT_NE(std::string(fault.what()).find("line 3"), std::string::npos);
  }
}

TEST(Tree, ReadsQuotedNames) {
  const auto tree = read_tree("id,parent,level,name,source\r\n24,,PROVINCE,\"Đảng bộ \"\"A\"\", B\",x\r\n");
  ASSERT_EQ(tree.size(), 1U);
  EXPECT_EQ(tree[0].name, "Đảng bộ \"A\", B");
}

TEST(Hashing, GivesHashesThatProveThePassword) {
  std::vector<Officer> roster(2);
  roster[0].person_id = "p1";
  roster[0].login = "a";
  roster[0].password = "mật khẩu dài";
  roster[1].person_id = "p2";
  const auto hashes = hash_passwords(roster, {.kib = 8, .passes = 1});
  ASSERT_EQ(hashes.size(), 1U);
  const auto& hash = hashes.at("p1");
  EXPECT_EQ(crypto_pwhash_str_verify(hash.c_str(), roster[0].password.data(), roster[0].password.size()), 0);
  EXPECT_NE(officers_csv(roster, hashes).find("\"" + hash + "\""), std::string::npos)
      << "commas of the hash are quoted";
}

}  // namespace
}  // namespace giaoban::month
