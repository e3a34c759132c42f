// Every defect of single states that check knows: who is asked, which verbs stand there, where they lead.
#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

const char* const kToCommune = "draft -submit-> with_commune";
const char* const kToDistrict = "draft -submit-> with_commune -forward-> with_district";
const char* const kApprove = "    moves { verb: VERB_APPROVE to: \"approved\" }\n";
const char* const kSubmit = R"(moves { verb: VERB_SUBMIT to: "with_commune" })";
const char* const kCommune = R"(asked { role: ROLE_CLERK level: LEVEL_COMMUNE })";

class CheckWayRefuses : public testing::TestWithParam<Defect> {};
TEST_P(CheckWayRefuses, AtItsWord) {
  expect_found(GetParam());
}

const std::vector<Defect> kStates = {
    {"AWayThatBeginsNowhere", {{R"(first: "draft")", R"(¶first: "drafd")"}}, "Did you mean \"draft\"?", ""},
    {"AWayThatBeginsWithAnOffice",
     {{R"(first: "draft")", R"(¶first: "with_commune")"}},
     "must be the author's",
     "with_commune"},
    {"AStateNamedTwice", {{R"(name: "with_district")", R"(¶name: "with_commune")"}}, "was used above", ""},
    {"AStateNamedInVietnamese",
     {{R"(name: "rejected" label)", R"(¶name: "không" label)"}, {R"(to: "rejected")", R"(to: "không")"}},
     "not well-formed",
     std::string(kToDistrict) + " -reject-> không"},
    {"AStateThatAsksNobody",
     {{"  states {\n    name: \"with_commune\"", "  ¶states {\n    name: \"with_commune\""}, {kCommune, ""}},
     "asks nobody",
     kToCommune},
    {"AStateOfNoAuthor",
     {{"  states {\n    name: \"draft\" label { vi: \"Nháp\" en: \"Draft\" } author: true",
       "  ¶states {\n    name: \"draft\" label { vi: \"Nháp\" en: \"Draft\" } author: false"}},
     "asks nobody",
     "draft"},
    {"AnOfficeWithoutARole", {{kCommune, "¶asked { level: LEVEL_COMMUNE }"}}, "asks nobody", kToCommune},
    {"AnOfficeAtALevelFromTheFuture", {{kCommune, "¶asked { role: ROLE_CLERK level: 99 }"}}, "asks nobody", kToCommune},
    {"AnAdministratorWhoIsAskedToDecide",
     {{kCommune, "¶asked { role: ROLE_ADMINISTRATOR level: LEVEL_COMMUNE }"}},
     "decide no paper",
     kToCommune},
    {"AnAuditorWhoIsAskedToDecide",
     {{kCommune, "¶asked { role: ROLE_AUDITOR level: LEVEL_COMMUNE }"}},
     "decide no paper",
     kToCommune},
    {"AnOfficeThatCannotSayYes",
     {{kApprove, ""}, {kCommune, std::string("¶") + kCommune}},
     "needs VERB_APPROVE",
     kToCommune},
    {"AClaimThatCannotBeReleased",
     {{"moves { verb: VERB_CLAIM }", "moves { ¶verb: VERB_CLAIM }"}, {"    moves { verb: VERB_RELEASE }\n", ""}},
     "VERB_CLAIM without VERB_RELEASE",
     kToCommune},
    {"AnEndWithoutAnOutcome",
     {{"end: true outcome: OUTCOME_REJECTED", "¶end: true"}},
     "needs an outcome",
     std::string(kToDistrict) + " -reject-> rejected"},
    {"AnOutcomeBeforeTheEnd",
     {{kCommune, std::string(kCommune) + " ¶outcome: OUTCOME_APPROVED"}},
     "Only an end",
     kToCommune},
    {"AStateLabelInOneLanguage",
     {{R"(label { vi: "Ở xã" en: "Commune" })", R"(¶label { vi: "Ở xã" })"}},
     "English label",
     kToCommune},
};

const std::vector<Defect> kVerbs = {
    {"AMoveWithoutAVerb", {{"moves { verb: VERB_SAVE }", "¶moves { }"}}, "never written as a move", "draft"},
    {"UndoAsAMove", {{"moves { verb: VERB_SAVE }", "moves { ¶verb: VERB_UNDO }"}}, "never written as a move", "draft"},
    {"ExpireAsAMove",
     {{"moves { verb: VERB_SAVE }", "moves { ¶verb: VERB_EXPIRE to: \"expired\" }"}},
     "never written as a move",
     "draft"},
    {"AVerbTwice",
     {{"moves { verb: VERB_SAVE }", "moves { verb: VERB_SAVE } moves { ¶verb: VERB_SAVE }"}},
     "stands twice",
     "draft"},
    {"SubmitByAnOffice",
     {{"moves { verb: VERB_CLAIM }", "moves { verb: VERB_CLAIM } moves { ¶verb: VERB_SUBMIT to: \"with_district\" }"}},
     "\"submit\" stands in the author's states only",
     kToCommune},
    {"ApproveByTheAuthor",
     {{"moves { verb: VERB_SAVE }", "moves { ¶verb: VERB_APPROVE to: \"approved\" }"}},
     "\"approve\" stands in states that ask an office only",
     "draft"},
    {"ReopenBeforeTheEnd",
     {{"moves { verb: VERB_SAVE }", "moves { ¶verb: VERB_REOPEN to: \"draft\" }"}},
     "\"reopen\" stands at an end only",
     "draft"},
    {"WithdrawAfterTheEnd",
     {{"moves { verb: VERB_REOPEN to: \"draft\" }", "moves { ¶verb: VERB_WITHDRAW to: \"draft\" }"}},
     "\"withdraw\" does not stand at an end",
     std::string(kToCommune) + " -send_back-> returned -withdraw-> withdrawn"},
    {"SaveAfterTheEnd",
     {{"moves { verb: VERB_REOPEN to: \"draft\" }", "moves { ¶verb: VERB_SAVE }"}},
     "\"save\" stands in the author's states only",
     std::string(kToCommune) + " -send_back-> returned -withdraw-> withdrawn"},
    {"AVerbThatLeadsNowhere",
     {{kApprove, "    moves { verb: VERB_APPROVE ¶to: \"aproved\" }\n"}},
     "leads nowhere: there is no state \"aproved\". Did you mean \"approved\"?",
     std::string(kToCommune) + " -approve-> aproved"},
    {"AMovingVerbWithoutATarget", {{kSubmit, "¶moves { verb: VERB_SUBMIT }"}}, "leads nowhere", "draft -submit-> ?"},
    {"AnExpiryThatLeadsNowhere",
     {{R"(to: "expired" })", R"(¶to: "gone" })"}},
     "\"expire\" leads nowhere",
     std::string(kToCommune) + " -expire-> gone"},
    {"ATargetOfSave",
     {{"moves { verb: VERB_SAVE }", "moves { verb: VERB_SAVE ¶to: \"draft\" }"}},
     "\"save\" moves nothing",
     "draft -save-> draft"},
    {"AReturnToAnOffice",
     {{R"(to: "returned")", R"(¶to: "with_district")"}},
     "\"send_back\" must lead to a state of the author",
     std::string(kToCommune) + " -send_back-> with_district"},
    {"ANoThatIsNoEnd",
     {{R"(to: "rejected")", R"(¶to: "draft")"}},
     "\"reject\" says no for good",
     std::string(kToDistrict) + " -reject-> draft"},
    {"AForwardToTheEnd",
     {{R"(to: "with_district")", R"(¶to: "approved")"}},
     "\"forward\" must lead to a state that asks",
     std::string(kToCommune) + " -forward-> approved"},
    {"AWithdrawalToAnOffice",
     {{R"(to: "withdrawn")", R"(¶to: "with_commune")"}},
     "\"withdraw\" must lead to the author or to an end",
     std::string(kToCommune) + " -send_back-> returned -withdraw-> with_commune"},
    {"AReopeningToAnOffice",
     {{R"(to: "draft" })", R"(¶to: "with_commune" })"}},
     "\"reopen\" must lead to a state of the author",
     std::string(kToCommune) + " -send_back-> returned -withdraw-> withdrawn -reopen-> with_commune"},
    {"FourEyesOfTheAuthor",
     {{kSubmit, R"(moves { verb: VERB_SUBMIT to: "with_commune" ¶four_eyes: true })"}},
     "four_eyes is for decisions",
     "draft"},
    {"ABoundOfAnAnswer",
     {{R"(to: "with_district" })", R"(to: "with_district" ¶at_most: 2 })"}},
     "at_most is for verbs that can come again",
     kToCommune},
    {"ABoundOf21", {{"at_most: 9", "¶at_most: 21"}}, "at most 20", std::string(kToCommune) + " -send_back-> returned"},
    {"AButtonInOneLanguage",
     {{kSubmit, R"(moves { verb: VERB_SUBMIT to: "with_commune" ¶label { en: "Go" } })"}},
     "Vietnamese label",
     "draft"},
};

INSTANTIATE_TEST_SUITE_P(State, CheckWayRefuses, testing::ValuesIn(kStates), name_of_test);
INSTANTIATE_TEST_SUITE_P(Verb, CheckWayRefuses, testing::ValuesIn(kVerbs), name_of_test);

TEST(CheckWay, RefusesMoreThan100StatesAtOnce) {
  std::string states = "way {\n";
  for (int i = 0; i < 101; ++i) states += "states { name: \"s" + std::to_string(i) + "\" }\n";
  const auto faults = check_text(broken({{"way {\n", states}}).text);
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_NE(faults[0].text_en().find("more than 100 states"), std::string::npos);
}

TEST(CheckWay, RefusesMoreThan20MovesInAStateAtOnce) {
  std::string moves;
  for (int i = 0; i < 20; ++i) moves += "moves { verb: VERB_SAVE }\n";
  const auto faults = check_text(broken({{kSubmit, moves + kSubmit}}).text);
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_NE(faults[0].text_en().find("more than 20 moves"), std::string::npos);
}

TEST(CheckWay, RefusesAHugeNameWithoutRepeatingIt) {
  const auto faults = check_text(broken({{R"(first: "draft")", "first: \"" + std::string(100'000, 'd') + "\""}}).text);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_LT(faults[0].text_en().size(), 200U);
}

}  // namespace
}  // namespace giaoban::core
