// Every defect of names, labels and forms that check knows, each as one changed line of a good kind.
#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

const char* const kTitle = R"(title { vi: "Ghi chú" en: "Note" })";
const char* const kText =
    R"(fields { name: "text" label { vi: "Chữ" en: "Text" } type: FIELD_TYPE_TEXT max_length: 300 })";
const char* const kOpener = R"(may_open { role: ROLE_SECRETARY level: LEVEL_CELL })";
const char* const kColumn = R"(columns { name: "who" label { vi: "Ai" en: "Who" } type: FIELD_TYPE_PERSON })";
const char* const kCondition = R"(required_when { field: "sort" choice: "two" })";

class CheckFormRefuses : public testing::TestWithParam<Defect> {};
TEST_P(CheckFormRefuses, AtItsWord) {
  expect_found(GetParam());
}

const std::vector<Defect> kHead = {
    {"AKindNameWithCapitals", {{R"(name: "note")", R"(¶name: "Note")"}}, "not well-formed", ""},
    {"AKindWithoutAName", {{R"(name: "note")", R"(¶)"}}, "A name is missing", ""},
    {"ATitleWithoutEnglish", {{kTitle, R"(¶title { vi: "Ghi chú" })"}}, "The English label (en) is missing", ""},
    {"ATitleWithBlankVietnamese",
     {{kTitle, R"(title { ¶vi: "  " en: "Note" })"}},
     "Vietnamese label (vi) is missing",
     ""},
    {"ALabelOf201Characters",
     {{kTitle, "title { ¶vi: \"" + std::string(201, 'x') + "\" en: \"Note\" }"}},
     "longer than 200",
     ""},
    {"AKindWithoutASymbol", {{R"(name: "note")", "¶name: \"note\""}, {R"(symbol: "GC")", ""}}, "symbol needs", ""},
    {"AKindThatNobodyMayOpen", {{R"(name: "note")", "¶name: \"note\""}, {kOpener, ""}}, "Nobody may open it", ""},
    {"AnAuditorWhoMayOpen", {{kOpener, "¶may_open { role: ROLE_AUDITOR level: LEVEL_CELL }"}}, "write no papers", ""},
    {"AnOpenerWithoutALevel", {{kOpener, "¶may_open { role: ROLE_SECRETARY }"}}, "both a role and a level", ""},
    {"AnOpenerNamedTwice", {{kOpener, std::string(kOpener) + "\n¶" + kOpener}}, "named above already", ""},
    {"Children",
     {{kTitle, std::string(kTitle) + R"( ¶children { kind: "task" on: VERB_APPROVE })"}},
     "cannot do \"children\"",
     ""},
    {"Print", {{kTitle, std::string(kTitle) + R"( ¶print { layout: "a4" })"}}, "cannot do \"print\"", ""},
    {"AMeetingWithoutADate", {{kTitle, std::string(kTitle) + " ¶meeting { guests: \"chair\" }"}}, "which field", ""},
    {"AMeetingOnAFieldThatIsNoDate",
     {{kTitle, std::string(kTitle) + " meeting { ¶date: \"text\" }"}},
     "no FIELD_TYPE_DATE field",
     ""},
    {"AMeetingAtATimeThatIsNotThere",
     {{kTitle, std::string(kTitle) + " meeting { date: \"day\" ¶time: \"hour\" }"}},
     "no FIELD_TYPE_TIME field",
     ""},
    {"AMeetingWhoseGuestIsNoPerson",
     {{kTitle, std::string(kTitle) + " meeting { date: \"day\" ¶guests: \"text\" }"}},
     "no FIELD_TYPE_PERSON field",
     ""},
    {"Opinions",
     {{"due { working_hours: 16 }", "due { working_hours: 16 } ¶opinions { role: ROLE_BOARD level: LEVEL_COMMUNE }"}},
     "cannot do \"opinions\"",
     ""},
};

const std::vector<Defect> kForm = {
    {"ASectionWithoutFields",
     {{"form {", "form {\n ¶sections { name: \"empty\" title { vi: \"Trống\" en: \"Empty\" } }"}},
     "has no fields",
     ""},
    {"ASectionNamedTwice",
     {{"form {",
       "form {\n sections { name: \"what\" title { vi: \"A\" en: \"A\" } fields { name: \"x\" label { vi: \"X\" en: "
       "\"X\" } "
       "type: FIELD_TYPE_DATE } }"},
      {"    name: \"what\"", "    ¶name: \"what\""}},
     "was used above",
     ""},
    {"AFieldNamedTwice", {{R"(name: "text")", R"(¶name: "day")"}}, "\"day\" was used above", ""},
    {"AFieldWithoutAName", {{R"(fields { name: "text")", R"(¶fields {)"}}, "A name is missing", ""},
    {"AFieldWithoutAType",
     {{kText, R"(¶fields { name: "text" label { vi: "Chữ" en: "Text" } })"}},
     "type is missing",
     ""},
    {"AFieldOfATypeFromTheFuture", {{"type: FIELD_TYPE_TEXT max_length: 300", "¶type: 99"}}, "type is missing", ""},
    {"AHelpInOneLanguage",
     {{"FIELD_TYPE_TEXT max_length: 300", R"(FIELD_TYPE_TEXT ¶help { vi: "Viết" })"}},
     "The English label (en) is missing",
     ""},
    {"AChoiceFieldWithoutChoices",
     {{kText, R"(¶fields { name: "text" label { vi: "Chữ" en: "Text" } type: FIELD_TYPE_CHOICE })"}},
     "has no choices",
     ""},
    {"ChoicesOfATextField",
     {{"max_length: 300", R"(¶choices { name: "a" label { vi: "A" en: "A" } })"}},
     "\"choices\" is for FIELD_TYPE_CHOICE only",
     ""},
    {"AChoiceNamedTwice", {{R"(choices { name: "two")", R"(choices { ¶name: "one")"}}, "was used above", ""},
    {"ATableWithoutColumns",
     {{kColumn, ""}, {"    fields {\n      name: \"tasks\"", "    ¶fields {\n      name: \"tasks\""}},
     "no columns",
     ""},
    {"ATableInATable",
     {{kColumn, R"(columns { name: "who" label { vi: "Ai" en: "Who" } ¶type: FIELD_TYPE_TABLE })"}},
     "Tables do not nest",
     ""},
    {"ColumnsOfATextField",
     {{"max_length: 300", std::string("¶") + kColumn},
      {"      " + std::string(kColumn),
       "      columns { name: \"x\" label { vi: \"X\" en: \"X\" } type: FIELD_TYPE_DATE }"}},
     "\"columns\" is for",
     ""},
    {"RowsOfATextField", {{"max_length: 300", "¶max_rows: 3"}}, "\"max_rows\" is for FIELD_TYPE_TABLE only", ""},
    {"TooManyRows", {{"max_rows: 5", "¶max_rows: 201"}}, "at most 200 rows", ""},
    {"ALengthOfADate",
     {{"FIELD_TYPE_DATE required: true", "FIELD_TYPE_DATE required: true ¶max_length: 5"}},
     "\"max_length\" is for",
     ""},
    {"ATextTooLong", {{"max_length: 300", "¶max_length: 20001"}}, "at most 20,000", ""},
    {"ALeastText", {{"max_length: 300", "¶min: 3"}}, "\"min\" is for FIELD_TYPE_NUMBER only", ""},
    {"AGreatestText", {{"max_length: 300", "¶max: 3"}}, "\"max\" is for FIELD_TYPE_NUMBER only", ""},
    {"BoundsThatNoNumberFits", {{"min: 1 max: 9", "¶min: 10 max: 9"}}, "min is greater than max", ""},
    {"AUnitOfAText", {{"max_length: 300", R"(¶unit { vi: "hộ" en: "households" })"}}, "\"unit\" is for", ""},
    {"ARollUpOfText", {{"max_length: 300", "¶roll_up: ROLL_UP_SUM"}}, "\"roll_up\" is for FIELD_TYPE_NUMBER only", ""},
    {"ARollUpFromTheFuture", {{"roll_up: ROLL_UP_SUM", "¶roll_up: 99"}}, "no such roll-up", ""},
    {"Prefill", {{"max_length: 300", "¶prefill: PREFILL_LAST_PERIOD"}}, "cannot do \"prefill\"", ""},
    {"AConditionOnNoField",
     {{kCondition, R"(required_when { ¶field: "sorte" choice: "two" })"}},
     "\"sorte\" is not another choice",
     ""},
    {"AConditionOnADate",
     {{kCondition, R"(required_when { ¶field: "day" choice: "two" })"}},
     "\"day\" is not another choice",
     ""},
    {"AConditionOnNoChoice",
     {{kCondition, R"(required_when { field: "sort" ¶choice: "three" })"}},
     "no choice \"three\"",
     ""},
    {"AConditionBesideRequired",
     {{kCondition, std::string("¶required: true ") + kCondition}},
     "exclude each other",
     ""},
};

INSTANTIATE_TEST_SUITE_P(Head, CheckFormRefuses, testing::ValuesIn(kHead), name_of_test);
INSTANTIATE_TEST_SUITE_P(Form, CheckFormRefuses, testing::ValuesIn(kForm), name_of_test);

// A name of 900,000 characters came back twelve times, and the answer fitted no frame.
TEST(CheckForm, RepeatsAVeryLongWordInPart) {
  std::string name;
  for (int i = 0; i < 300'000; ++i) name += "ệ";
  const auto faults = check(read_kind_file("name: \"" + name + "\""));
  ASSERT_FALSE(faults.empty());
  for (const auto& fault : faults) {
    EXPECT_LE(fault.text_vi().size(), 1000u);
    EXPECT_LE(fault.text_en().size(), 1000u);
  }
  EXPECT_NE(faults.front().text_en().find("ệ … ệ"), std::string::npos) << "cut between letters";
  EXPECT_NE(faults.front().text_en().find("not well-formed"), std::string::npos);
}

TEST(CheckForm, RefusesAFormWithoutSections) {
  std::string text = good_kind();
  const size_t from = text.find("form {") + 6;
  text.replace(from, text.find("}\nway {") - from, "");
  const auto faults = check_text(text);
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_EQ(faults[0].line(), 13U);
  EXPECT_EQ(faults[0].column(), 1U);
  EXPECT_EQ(faults[0].text_en(), "The form has no sections.");
}

TEST(CheckForm, RefusesMoreFieldsThanOneSaveCarries) {
  std::string fields;
  for (int i = 0; i < 195; ++i) {
    fields += "fields { name: \"f" + std::to_string(i) + "\" label { vi: \"F\" en: \"F\" } type: FIELD_TYPE_DATE }\n";
  }
  const std::string before = R"(    fields { name: "day")";
  EXPECT_EQ(told(check_text(broken({{before, fields.substr(0, fields.rfind("fields")) + before}}).text)), "");
  const auto faults = check_text(broken({{before, fields + before}}).text);
  ASSERT_EQ(faults.size(), 1U) << told(faults);
  EXPECT_NE(faults[0].text_en().find("more than 200 fields"), std::string::npos);
}

TEST(CheckForm, LetsAColumnAskItsRowAndThenTheForm) {
  const std::string row =
      R"(columns { name: "kind" label { vi: "L" en: "K" } type: FIELD_TYPE_CHOICE choices { name: "a" label { vi: "A" en: "A" } } }
      columns { name: "why" label { vi: "L" en: "W" } type: FIELD_TYPE_TEXT required_when { field: "kind" choice: "a" } }
      columns { name: "how" label { vi: "L" en: "H" } type: FIELD_TYPE_TEXT required_when { field: "sort" choice: "one" } })";
  EXPECT_EQ(told(check_text(broken({{kColumn, row}}).text)), "");
}

TEST(CheckForm, CountsALabelInCharactersNotInBytes) {
  std::string label;
  for (int i = 0; i < 200; ++i) label += "ệ";
  EXPECT_EQ(told(check_text(broken({{kTitle, "title { vi: \"" + label + "\" en: \"Note\" }"}}).text)), "");
}

}  // namespace
}  // namespace giaoban::core
