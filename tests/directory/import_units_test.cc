// ImportUnits: all errors with their lines, all or nothing, and twice is once.
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kHeader = "id,parent,level,name,source\n";
const std::string kRoot = "p,,PROVINCE,Tỉnh,test\n";

class ImportUnits : public Scene {
 protected:
  v1::ListUnitsResponse children(const std::string& parent) {
    v1::ListUnitsRequest request;
    request.set_parent_id(parent);
    return ask<v1::ListUnitsResponse>("ListUnits", request);
  }
};

TEST_F(ImportUnits, LoadsATree) {
  const auto response = units(kSmallTree);
  EXPECT_EQ(response.added(), 5U);
  EXPECT_EQ(response.unchanged(), 0U);
  EXPECT_EQ(response.position(), 5U);
  ASSERT_EQ(children("").units_size(), 1);
  EXPECT_EQ(children("").units(0).unit_id(), "p");
  ASSERT_EQ(children("p.d.c").units_size(), 2);
  EXPECT_EQ(children("p.d.c").units(1).name(), "Chi bộ 2");
}

TEST_F(ImportUnits, ChangesNothingTheSecondTime) {
  with_tree();
  const auto response = units(kSmallTree);
  EXPECT_EQ(response.added(), 0U);
  EXPECT_EQ(response.unchanged(), 5U);
  EXPECT_EQ(response.position(), 5U);
  EXPECT_EQ(log().size(), 5U);
}

TEST_F(ImportUnits, AddsTheNewLinesOfALongerFile) {
  with_tree();
  const auto response = units(std::string(kSmallTree) + "p.d.c.3,p.d.c,CELL,Chi bộ 3,test\n");
  EXPECT_EQ(response.added(), 1U);
  EXPECT_EQ(response.unchanged(), 5U);
}

TEST_F(ImportUnits, TakesPartOfATreeBelowUnitsThatAreKnown) {
  with_tree();
  EXPECT_EQ(units(kHeader + "p.d.c.9,p.d.c,CELL,Chi bộ 9,test\n").added(), 1U);
}

TEST_F(ImportUnits, TakesColumnsInAnyOrder) {
  const auto response = units("Name,source,LEVEL,id,parent\n\"Tỉnh, một\",test,province,p,\n");
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(children("").units(0).name(), "Tỉnh, một");
}

TEST_F(ImportUnits, TakesChildrenThatStandBeforeTheirParents) {
  const auto response = units(kHeader + "c2,c,CELL,Hai,\nc1,c,CELL,Một,\nc,p,COMMUNE,Xã,\n" + kRoot);
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  std::vector<std::string> order;
  for (const auto& record : log()) order.push_back(record.directory().unit_added().unit().unit_id());
  EXPECT_EQ(order, (std::vector<std::string>{"p", "c", "c2", "c1"})) << "who follows the log knows every parent first";
}

TEST_F(ImportUnits, BringsDecomposedNamesIntoNfc) {
  const std::string decomposed = "Đa\xCC\x89ng bo\xCC\xA3\xCC\x82";  // Đảng bộ, as macOS writes it
  EXPECT_EQ(units(kHeader + "p,,PROVINCE," + decomposed + ",\n").added(), 1U);
  EXPECT_EQ(children("").units(0).name(), "Đảng bộ");
  EXPECT_EQ(units(kHeader + "p,,PROVINCE,Đảng bộ,\n").unchanged(), 1U) << "the same name composed is the same name";
}

struct Bad {
  std::string name;
  std::string lines;  // after the header and the root, so the first is line 3
  uint32_t line;
  std::string words;
};

class ImportUnitsFault : public ImportUnits, public testing::WithParamInterface<Bad> {};

TEST_P(ImportUnitsFault, IsTheOnlyErrorAndNothingIsLoaded) {
  const auto response = units(kHeader + kRoot + "d,p,DISTRICT,Huyện,test\n" + GetParam().lines);
  ASSERT_EQ(response.errors_size(), 1) << testing::PrintToString(said(response.errors()));
  EXPECT_TRUE(says(response.errors(), GetParam().line, GetParam().words)) << response.ShortDebugString();
  EXPECT_EQ(said(response.errors()).size(), 1U);
  EXPECT_EQ(response.added(), 0U);
  EXPECT_TRUE(log().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each, ImportUnitsFault,
    testing::Values(Bad{"BadId", "a b,d,CELL,A,\n", 4, "“a b” is not valid"},
                    Bad{"EmptyId", ",d,CELL,A,\n", 4, "The unit id “” is not valid"},
                    Bad{"LongId", std::string(65, 'a') + ",d,CELL,A,\n", 4, "is not valid"},
                    Bad{"BadIdWithUnitsBelow", "a b,d,COMMUNE,A,\nc,a b,CELL,C,\n", 4, "“a b” is not valid"},
                    Bad{"DuplicateId", "a,d,CELL,A,\nb,d,CELL,B,\na,d,CELL,A,\n", 6, "“a” is on line 4 already"},
                    Bad{"UnknownParent", "a,x,CELL,A,\n", 4, "no unit “x”"},
                    Bad{"UnknownLevel", "a,d,VILLAGE,A,\n", 4,
                        "no level “VILLAGE”. Levels: CELL, SUB_COMMITTEE, COMMUNE"},
                    Bad{"EmptyLevel", "a,d,,A,\n", 4, "no level “”"},
                    Bad{"UnspecifiedLevel", "a,d,UNSPECIFIED,A,\n", 4, "no level “UNSPECIFIED”"},
                    Bad{"LevelEqualToItsParents", "a,d,DISTRICT,A,\n", 4, "“district” is not below “district”"},
                    Bad{"LevelAboveItsParents", "c,d,CELL,C,\na,c,COMMUNE,A,\n", 5, "“commune” is not below “cell”"},
                    Bad{"SecondRoot", "q,,PROVINCE,Q,\n", 4, "The root is “p” (line 2) already"},
                    Bad{"EmptyName", "a,d,CELL,  ,\n", 4, "name is empty"},
                    Bad{"LongName", "a,d,CELL," + std::string(201, 'x') + ",\n", 4, "longer than 200"},
                    Bad{"NameWithLineBreak", "a,d,CELL,\"A\nB\",\n", 4, "control characters"},
                    Bad{"NotUtf8", "a,d,CELL,\xC4\x90\xE1,\n", 4, "not UTF-8"},
                    Bad{"TooFewColumns", "a,d,CELL,A\n", 4, "has 4 columns, the header 5"},
                    Bad{"TooManyColumns", "a,d,CELL,A, B,\n", 4, "has 6 columns, the header 5"},
                    Bad{"OwnParent", "a,a,CELL,A,\n", 4, "cycle: a -> a."},
                    Bad{"CycleOfTwo", "a,b,CELL,A,\nb,a,COMMUNE,B,\n", 4, "cycle: a -> b -> a."},
                    Bad{"CycleWithATail", "t,a,CELL,T,\nb,c,SUB_COMMITTEE,B,\nc,a,CELL,C,\na,b,COMMUNE,A,\n", 5,
                        "cycle: b -> c -> a -> b."}),
    [](const auto& one) { return one.param.name; });

TEST_F(ImportUnits, TakesANameOfExactly200Characters) {
  std::string name;
  for (int i = 0; i < 200; ++i) name += "Đ";
  EXPECT_EQ(units(kHeader + "p,,PROVINCE," + name + ",\n").added(), 1U);
}

TEST_F(ImportUnits, SaysAllErrorsInTheOrderOfLines) {
  const auto response =
      units(kHeader + kRoot + "a,p,CELL,,\nb,p,HAMLET,B,\nx,y,COMMUNE,X,\ny,x,CELL,Y,\nz,zz,CELL,Z,\nz,p,CELL,Z,\n");
  ASSERT_EQ(response.errors_size(), 5) << testing::PrintToString(said(response.errors()));
  EXPECT_TRUE(says(response.errors(), 3, "name is empty"));
  EXPECT_TRUE(says(response.errors(), 4, "no level"));
  EXPECT_TRUE(says(response.errors(), 5, "cycle: x -> y -> x"));
  EXPECT_TRUE(says(response.errors(), 7, "no unit “zz”"));
  EXPECT_TRUE(says(response.errors(), 8, "on line 7 already"));
  for (int i = 1; i < response.errors_size(); ++i) EXPECT_LE(response.errors(i - 1).line(), response.errors(i).line());
}

TEST_F(ImportUnits, RefusesToChangeWhatIsKnown) {
  with_tree();
  const auto response = units(kHeader +
                              "p.d.c.1,p.d.c,CELL,Chi bộ đổi tên,test\n"
                              "p.d.c.2,p.d,CELL,Chi bộ 2,test\n"
                              "p.d,p,COMMUNE,Đảng bộ huyện,test\n");
  EXPECT_TRUE(says(response.errors(), 2, "known with another name. An import does not change units yet"));
  EXPECT_TRUE(says(response.errors(), 3, "known with another parent"));
  EXPECT_TRUE(says(response.errors(), 4, "known with another level"));
  EXPECT_EQ(log().size(), 5U);
}

TEST_F(ImportUnits, RefusesASecondRootBesideTheKnownOne) {
  with_tree();
  const auto response = units(kHeader + "q,,PROVINCE,Tỉnh khác,test\n");
  EXPECT_TRUE(says(response.errors(), 2, "The root is “p” already")) << response.ShortDebugString();
}

TEST_F(ImportUnits, SaysWhatIsWrongWithTheHeaderOnly) {
  EXPECT_EQ(said(units("").errors()),
            (std::vector<std::string>{
                "1: The file is empty. Its first line must be the header: id,parent,level,name,source."}));
  const auto missing = units("id,level,name,source,colour\np,PROVINCE,P,,red\n");
  EXPECT_EQ(missing.errors_size(), 2);
  EXPECT_TRUE(says(missing.errors(), 1, "no column “colour”"));
  EXPECT_TRUE(says(missing.errors(), 1, "lacks the column “parent”"));
  EXPECT_TRUE(says(units("id,parent,level,name,name,source\n").errors(), 1, "column “name” twice"));
  EXPECT_TRUE(says(units("id;parent;level;name;source\np;;PROVINCE;P;\n").errors(), 1, "by semicolons"));
}

TEST_F(ImportUnits, RefusesAFileOver900KiB) {
  v1::ImportUnitsRequest request;
  request.set_csv(std::string(900 * 1024 + 1, 'x'));
  const auto no = refused("ImportUnits", request);
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_EQ(no.field(), "csv");
}

TEST_F(ImportUnits, BearsALongCycleAndALargeFileOfErrors) {
  std::string csv = kHeader;
  for (int i = 0; i < 20'000; ++i) csv += std::to_string(i) + "," + std::to_string((i + 1) % 20'000) + ",CELL,X,\n";
  const auto response = units(csv);
  ASSERT_GE(response.errors_size(), 1);
  EXPECT_TRUE(says(response.errors(), 2, "cycle: 0 -> 1 -> 2"));
  EXPECT_TRUE(says(response.errors(), 2, "-> … -> 0."));
  EXPECT_TRUE(units(kHeader + std::string(880'000, '\xFF')).errors_size() > 0);
}

TEST_F(ImportUnits, AnswersWithinOneFrameHoweverLongTheIds) {
  std::string csv = kHeader;
  const auto id = [](int i) { return std::to_string(i) + std::string(400, 'i'); };
  for (int i = 0; i < 1'000; i += 2)
    csv += id(i) + "," + id(i + 1) + ",CELL,X,\n" + id(i + 1) + "," + id(i) + ",CELL,X,\n";
  const auto response = units(csv);
  EXPECT_LE(response.ByteSizeLong(), 1024U * 1024U - 4096U);
  EXPECT_FALSE(says(response.errors(), 2, std::string(65, 'i')));
}

}  // namespace
}  // namespace giaoban::test
