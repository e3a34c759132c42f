// Every defect that only a walk over all ways shows, under every tree, with the walk as counter-example.
#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

const char* const kToCommune = "draft -submit-> with_commune";
const char* const kDistrict = R"(asked { role: ROLE_CLERK level: LEVEL_DISTRICT })";
const char* const kCommune = R"(asked { role: ROLE_CLERK level: LEVEL_COMMUNE })";
const char* const kOpener = R"(may_open { role: ROLE_SECRETARY level: LEVEL_CELL })";
const char* const kOwed = "  level: LEVEL_CELL\n";
const char* const kSendBack = R"(moves { verb: VERB_SEND_BACK to: "returned" })";
const char* const kWithdraw = R"(    moves { verb: VERB_WITHDRAW to: "withdrawn" })";
const char* const kReturnedDue = "    due { working_days: 3 }\n";

class CheckWalkRefuses : public testing::TestWithParam<Defect> {};
TEST_P(CheckWalkRefuses, AtItsWord) {
  expect_found(GetParam());
}

const std::vector<Defect> kReach = {
    {"AStateThatNoWayReaches",
     {{R"(moves { verb: VERB_REJECT to: "rejected" })", ""}, {R"(name: "rejected")", R"(¶name: "rejected")"}},
     "No way leads to the state \"rejected\"",
     std::string(kToCommune) + " -send_back-> returned -withdraw-> withdrawn"},
    {"AStateWhoseUnitWasAlwaysAskedBefore",
     {{kDistrict, R"(asked { role: ROLE_SECRETARY level: LEVEL_COMMUNE })"},
      {R"(name: "with_district")", R"(¶name: "with_district")"}},
     "always left out",
     std::string(kToCommune) + " -forward-> (with_district) -approve-> approved"},
    {"AStateWithoutAWayToAnEnd",
     {{R"(to: "with_commune" at_most: 9)", R"(to: "returned")"},
      {kWithdraw, ""},
      {R"(name: "returned")", R"(¶name: "returned")"}},
     "From \"returned\" a paper can never reach an end",
     std::string(kToCommune) + " -send_back-> returned"},
    {"AStateThatIsStuckOnceABoundIsUsedUp",
     {{kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 3 })"},
      {"at_most: 9", "at_most: 2"},
      {kWithdraw, ""},
      {R"(name: "returned")", R"(¶name: "returned")"}},
     "From \"returned\" a paper can never reach an end",
     std::string(kToCommune) + " -send_back-> returned -submit-> with_commune -send_back-> returned -submit-> "
                               "with_commune -send_back-> returned"},
    {"StatesThatPassThePaperRoundForEver",
     {{kDistrict, R"(asked { role: ROLE_CLERK level: LEVEL_COMMUNE })"},
      {R"(to: "approved" four_eyes: true)", R"(to: "with_commune" four_eyes: true)"},
      {"VERB_APPROVE to: \"approved\" }", "VERB_APPROVE to: \"with_district\" }"},
      {R"(name: "with_district")", R"(¶name: "with_district")"}},
     "passed round for ever",
     std::string(kToCommune) + " -approve-> (with_district) -approve-> (with_commune) -approve-> with_district"},
    {"AWayTooLargeToProve",
     {{"way {", "¶way {"},
      {kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 20 })"},
      {R"(at_most: 9)", R"(at_most: 20)"},
      {R"(moves { verb: VERB_SAVE })", R"(moves { verb: VERB_WITHDRAW to: "returned" at_most: 20 })"},
      {R"(moves { verb: VERB_REJECT to: "rejected" })", R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 20 })"},
      {R"(VERB_WITHDRAW to: "withdrawn" })", R"(VERB_WITHDRAW to: "draft" at_most: 20 })"}},
     "too large to prove",
     ""},
};

const std::vector<Defect> kEyes = {
    {"AnOfficeThatWouldDecideItsOwnPaper",
     {{kOpener, R"(may_open { role: ROLE_CLERK level: LEVEL_COMMUNE })"},
      {kOwed, "  level: LEVEL_COMMUNE\n"},
      {kCommune, std::string("¶") + kCommune}},
     "nobody else can decide (four_eyes) (tree cell-commune-district-province, opened at commune)",
     kToCommune},
    {"AnOfficeBelowTheAuthors",
     {{kOpener, R"(may_open { role: ROLE_CLERK level: LEVEL_DISTRICT })"},
      {kOwed, "  level: LEVEL_DISTRICT\n"},
      {"asked { role: ROLE_CLERK level: LEVEL_COMMUNE }", "¶asked { role: ROLE_CLERK level: LEVEL_COMMUNE }"}},
     "nobody else can decide (four_eyes) (tree cell-commune-district-province, opened at district)",
     kToCommune},
    {"TwoLevelsThatAreOneOnceTheDistrictIsGone",
     {{kOpener, R"(may_open { role: ROLE_CLERK level: LEVEL_DISTRICT })"},
      {kOwed, "  level: LEVEL_DISTRICT\n"},
      {R"(VERB_SUBMIT to: "with_commune" })", R"(VERB_SUBMIT to: "with_district" })"},
      {kDistrict, R"(¶asked { role: ROLE_CLERK level: LEVEL_PROVINCE })"}},
     "nobody else can decide (four_eyes) (tree cell-commune-province, opened at province)",
     "draft -submit-> with_district"},
};

const std::vector<Defect> kLoops = {
    {"AReturnLoopWithoutBoundOrClock",
     {{" at_most: 9", ""}, {kReturnedDue, ""}, {kSendBack, R"(moves { ¶verb: VERB_SEND_BACK to: "returned" })"}},
     "can go on for ever",
     std::string(kToCommune) + " -send_back-> returned -submit-> with_commune"},
    {"AReturnLoopThroughTheFirstState",
     {{kSendBack, R"(moves { ¶verb: VERB_SEND_BACK to: "draft" })"}},
     "can go on for ever",
     std::string(kToCommune) + " -send_back-> draft -submit-> with_commune"},
    {"AReturnLoopOverTwoLevels",
     {{" at_most: 9", ""},
      {kReturnedDue, ""},
      {kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 3 })"},
      {R"(moves { verb: VERB_REJECT to: "rejected" })", R"(moves { ¶verb: VERB_SEND_BACK to: "returned" })"}},
     "can go on for ever",
     std::string(kToCommune) +
         " -forward-> with_district -send_back-> returned -submit-> with_commune -forward-> with_district"},
};

INSTANTIATE_TEST_SUITE_P(Reach, CheckWalkRefuses, testing::ValuesIn(kReach), name_of_test);
INSTANTIATE_TEST_SUITE_P(Eyes, CheckWalkRefuses, testing::ValuesIn(kEyes), name_of_test);
INSTANTIATE_TEST_SUITE_P(Loop, CheckWalkRefuses, testing::ValuesIn(kLoops), name_of_test);

TEST(CheckWalk, AcceptsALoopWithABoundOrWithAClock) {
  EXPECT_EQ(told(check_text(broken({{" at_most: 9", ""}}).text)), "");
  EXPECT_EQ(told(check_text(broken({{kReturnedDue, ""}}).text)), "");
  const auto bounded_return = broken({{" at_most: 9", ""},
                                      {kReturnedDue, ""},
                                      {kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 3 })"}});
  EXPECT_EQ(told(check_text(bounded_return.text)), "");
}

TEST(CheckWalk, AcceptsABoundThatCannotBeUsedUp) {
  const auto kind = broken({{kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" at_most: 2 })"},
                            {"at_most: 9", "at_most: 2"},
                            {kWithdraw, ""},
                            {R"(states {
    name: "withdrawn" label { vi: "Thu hồi" en: "Gone" } end: true outcome: OUTCOME_WITHDRAWN
    moves { verb: VERB_REOPEN to: "draft" }
  })",
                             ""}});
  EXPECT_EQ(told(check_text(kind.text)), "");
}

TEST(CheckWalk, AcceptsOneOfficeWhereFourEyesAreNotAsked) {
  const auto kind = broken({{kOpener, R"(may_open { role: ROLE_CLERK level: LEVEL_DISTRICT })"},
                            {kOwed, "  level: LEVEL_DISTRICT\n"},
                            {kCommune, R"(asked { role: ROLE_BOARD level: LEVEL_COMMUNE })"},
                            {kDistrict, R"(asked { role: ROLE_SECRETARY level: LEVEL_PROVINCE })"}});
  EXPECT_EQ(told(check_text(kind.text)), "");
  const auto own = broken({{kOpener, R"(may_open { role: ROLE_CLERK level: LEVEL_COMMUNE })"},
                           {kOwed, "  level: LEVEL_COMMUNE\n"},
                           {R"(VERB_APPROVE to: "approved" })", R"(VERB_APPROVE to: "approved" four_eyes: false })"},
                           {kSendBack, R"(moves { verb: VERB_SEND_BACK to: "returned" four_eyes: false })"},
                           {R"(to: "with_district" })", R"(to: "with_district" four_eyes: false })"}});
  EXPECT_EQ(told(check_text(own.text)), "");
}

TEST(CheckWalk, ReportsEveryFaultInTheOrderOfTheFile) {
  const auto kind = broken({{R"(symbol: "GC")", R"(symbol: "")"},
                            {"max_length: 300", "prefill: PREFILL_LINKED"},
                            {R"(to: "rejected")", R"(to: "rejectet")"},
                            {"working_hours: 16", "working_hours: 0"}});
  const auto faults = check_text(kind.text);
  ASSERT_EQ(faults.size(), 5U) << told(faults);
  const std::vector<std::string> says = {"symbol", "prefill", "working hours", "rejectet", "No way leads"};
  for (size_t i = 0; i < faults.size(); ++i) {
    EXPECT_NE(faults[i].text_en().find(says[i]), std::string::npos) << told(faults);
    EXPECT_TRUE(i == 0 || faults[i - 1].line() <= faults[i].line());
  }
}

TEST(CheckWalk, FindsTheGoodKindGood) {
  EXPECT_EQ(told(check_text(good_kind())), "");
}

TEST(CheckWalk, PassesFaultsOfTheFileOn) {
  const auto faults = check_text("name: ");
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_EQ(faults[0].line(), 1U);
}

}  // namespace
}  // namespace giaoban::core
