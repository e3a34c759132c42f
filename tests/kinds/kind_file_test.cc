// Reading a kind file: places in characters, parse faults in both languages, and input that means harm.
#include "workflows/core/kind_file.h"

#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

v1::KindFault only_fault(const std::string& text) {
  const auto faults = read_kind_file(text).faults;
  EXPECT_EQ(faults.size(), 1U) << told(faults);
  return faults.empty() ? v1::KindFault() : faults[0];
}

void expect_fault(const std::string& marked, const std::string& says) {
  std::string text = marked;
  const size_t mark = text.find(kMark);
  ASSERT_NE(mark, std::string::npos);
  text.erase(mark, kMark.size());
  const auto fault = only_fault(text);
  EXPECT_NE(fault.text_en().find(says), std::string::npos) << fault.text_en();
  EXPECT_FALSE(fault.text_vi().empty());
  EXPECT_NE(fault.text_vi(), fault.text_en());
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), '\n');
  EXPECT_EQ(fault.line(), static_cast<uint32_t>(line) + 1) << fault.text_en();
  const size_t start = mark == 0 ? 0 : text.rfind('\n', mark - 1) + 1;
  EXPECT_EQ(fault.column(), mark - start + 1) << fault.text_en();
}

TEST(ReadKindFile, RemembersWhereEveryWordStands) {
  const KindFile file = read_kind_file(good_kind());
  ASSERT_TRUE(file.faults.empty()) << told(file.faults);
  const auto at = [&](const std::string& path) {
    const auto found = file.places.find(path);
    return found == file.places.end() ? std::pair(0, 0) : std::pair(found->second.line, found->second.column);
  };
  EXPECT_EQ(at("name"), std::pair(1, 1));
  EXPECT_EQ(at("title.vi"), std::pair(2, 9));
  EXPECT_EQ(at("cadence.reminders[1].days"), std::pair(11, 15));
  EXPECT_EQ(at("way"), std::pair(32, 1));
  EXPECT_EQ(at("way.states[1].moves[2].to"), std::pair(43, 32));
  EXPECT_EQ(at("way.states[99].name"), std::pair(0, 0));
}

TEST(ReadKindFile, CountsColumnsInCharactersAndATabAsOne) {
  const KindFile file = read_kind_file("title { vi: \"Bản nháp\" en: \"Draft\" }\n\tname:\t\"ệ\" symbol: \"X\"\n");
  ASSERT_TRUE(file.faults.empty()) << told(file.faults);
  EXPECT_EQ(file.places.at("title.en").column, 24);
  EXPECT_EQ(file.places.at("name").column, 2);
  EXPECT_EQ(file.places.at("symbol").column, 12);
}

TEST(ReadKindFile, RemembersAFieldThatWasWrittenWithItsDefault) {
  EXPECT_EQ(read_kind_file("way { states {\n name: \"\" } }").places.at("way.states[0].name").line, 2);
}

TEST(ReadKindFile, GivesTheElementsOfAListThePlaceOfTheList) {
  const KindFile file = read_kind_file("\nsources: [\"a\", \"b\"]\n");
  ASSERT_TRUE(file.faults.empty()) << told(file.faults);
  EXPECT_EQ(file.places.at("sources[0]").line, 2);
  EXPECT_EQ(file.places.at("sources[1]").line, 2);
}

TEST(ReadKindFile, KeepsTextsAsWritten) {
  EXPECT_EQ(read_kind_file("title { vi: \" Nghị  quyết \" }").kind.title().vi(), " Nghị  quyết ");
}

TEST(ReadKindFile, SuggestsTheFieldThatWasMeant) {
  expect_fault("name: \"x\"\n¶titel { vi: \"a\" }", "There is no field \"titel\" in Kind. Did you mean \"title\"?");
  expect_fault("way { states { moves { ¶vreb: VERB_SAVE } } }", "in Move. Did you mean \"verb\"?");
}

TEST(ReadKindFile, ListsTheFieldsWhenNoneIsNear) {
  expect_fault("may_open { ¶something_else_entirely: 1 }", "Words known here: role, level.");
}

TEST(ReadKindFile, SuggestsTheValueThatWasMeant) {
  expect_fault("way { states { moves { verb: ¶VERB_APROVE } } }", "Did you mean \"VERB_APPROVE\"?");
  expect_fault("cadence { level: ¶LEVEL_CELLS }", "Did you mean \"LEVEL_CELL\"?");
}

TEST(ReadKindFile, SaysWhatIsWrongAtItsWord) {
  expect_fault("name: \"a\"\n¶name: \"b\"", "written twice");
  expect_fault("way { states { author: true ¶end: true } }", "exclude each other");
  expect_fault("name: ¶12", "A string in double quotes is needed");
  expect_fault("cadence { due_day: ¶\"ten\" }", "A whole number is needed");
  expect_fault("cadence { due_day: ¶99999999999 }", "out of the field's range");
  expect_fault("way { states { author: ¶yes } }", "takes true or false");
  expect_fault("way { first: \"a\"\n¶", "needed here");
  expect_fault("name: \"a¶\nb\"", "A string is not closed");
}

TEST(ReadKindFile, RefusesNestingAsDeepAs20000AndLives) {
  std::string text = "form { sections { fields {";
  for (int i = 0; i < 20'000; ++i) text += " columns {";
  for (int i = 0; i < 20'003; ++i) text += " }";
  EXPECT_NE(only_fault(text).text_en().find("nested too deep"), std::string::npos);
}

TEST(ReadKindFile, RefusesAFileOverOneMebibyteAndReadsOneOfExactlyThat) {
  const std::string name = "name: \"a\"\n#";
  const std::string exact = name + std::string((1 << 20) - name.size(), 'x');
  EXPECT_EQ(read_kind_file(exact).kind.name(), "a");
  EXPECT_NE(only_fault(exact + "x").text_en().find("larger than 1 MiB"), std::string::npos);
}

TEST(ReadKindFile, RefusesWhatIsNotUtf8AtItsPlace) {
  for (const std::string bad :
       {"\xFF", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
    const auto fault = only_fault("# ệ\n# ệ" + bad);
    EXPECT_NE(fault.text_en().find("not UTF-8"), std::string::npos);
    EXPECT_EQ(fault.line(), 2U);
    EXPECT_EQ(fault.column(), 4U);
  }
}

TEST(ReadKindFile, RefusesANulCharacter) {
  const auto fault = only_fault(std::string("name: \"a\"\n#\0", 12));
  EXPECT_NE(fault.text_en().find("NUL"), std::string::npos);
  EXPECT_EQ(fault.line(), 2U);
  EXPECT_EQ(fault.column(), 2U);
}

TEST(ReadKindFile, RefusesEscapesThatMakeNoText) {
  EXPECT_NE(only_fault("\nname: \"\\377\"").text_en().find("no text"), std::string::npos);
  EXPECT_EQ(only_fault("\nname: \"a\\000b\"").line(), 2U);
}

TEST(ReadKindFile, AnswersAnEmptyFileWithAnEmptyKind) {
  EXPECT_TRUE(read_kind_file("").faults.empty());
  EXPECT_FALSE(check(read_kind_file("")).empty());
}

// Every prefix of a good kind is read without harm, and all but those that end between two fields are refused.
TEST(ReadKindFile, SurvivesAFileCutAnywhere) {
  const std::string text = good_kind();
  size_t refused = 0;
  for (size_t length = 0; length < text.size(); length += 7) {
    refused += check(read_kind_file(text.substr(0, length))).empty() ? 0 : 1;
  }
  EXPECT_EQ(refused, (text.size() + 6) / 7);
}

}  // namespace
}  // namespace giaoban::core
