// What is kept of a paper.
#include "services/records/paper.h"

#include <gtest/gtest.h>

#include "tests/records/speaker.h"

namespace giaoban::records {
namespace {

using test::column;
using test::number;
using test::text;

v1::Kind kind() {
  v1::Kind kind;
  auto& section = *kind.mutable_form()->add_sections();
  const auto add = [&](const char* name, v1::FieldType type) -> v1::FormField& {
    auto& field = *section.add_fields();
    field.set_name(name);
    field.set_type(type);
    return field;
  };
  add("shape", v1::FIELD_TYPE_CHOICE);
  add("theme", v1::FIELD_TYPE_TEXT);
  add("content", v1::FIELD_TYPE_LONG_TEXT);
  add("chair", v1::FIELD_TYPE_PERSON);
  add("attended", v1::FIELD_TYPE_NUMBER);
  auto& what = *add("tasks", v1::FIELD_TYPE_TABLE).add_columns();
  what.set_name("what");
  what.set_type(v1::FIELD_TYPE_TEXT);
  return kind;
}

Paper read(const std::vector<v1::Field>& fields) {
  const auto form = kind();
  return read_paper(&form, {fields.begin(), fields.end()});
}

TEST(Title, IsTheFirstTextOfTheFormThatIsFilled) {
  EXPECT_EQ(read({text("content", "Mở rộng đường"), text("shape", "thematic")}).title, "Mở rộng đường");
  EXPECT_EQ(read({text("content", "Mở rộng đường"), text("theme", "Làm đường")}).title, "Làm đường");
  EXPECT_EQ(read({text("theme", "  \n"), text("content", "Vệ sinh")}).title, "Vệ sinh");
  EXPECT_EQ(read({text("shape", "thematic"), text("chair", "Nguyễn Văn An")}).title, "");
}

TEST(Title, IsTheFirstLineWithoutItsBlanks) {
  EXPECT_EQ(read({text("content", "\n  Đánh giá tháng 10 \r\n1. Kết quả")}).title, "Đánh giá tháng 10");
}

TEST(Title, IsCutAtTwoHundredCharactersNotBytes) {
  std::string longer;
  for (int i = 0; i < 300; ++i) longer += "ệ";
  EXPECT_EQ(read({text("theme", longer)}).title, longer.substr(0, 200 * std::string("ệ").size()));
}

TEST(Words, ComeFromTextsPersonsAndTables) {
  const auto paper = read({text("shape", "thematic"), text("theme", "Làm đường"), text("chair", "Trần Đức"),
                           column("tasks", "what", {"Khảo sát"}), text("unknown", "bí mật")});
  EXPECT_EQ(paper.words, (std::set<std::string>{"lam", "duong", "tran", "duc", "khao", "sat"}));
}

TEST(Numbers, AreThoseThatWereGiven) {
  EXPECT_EQ(read({number("attended", 0)}).numbers, (std::map<std::string, int64_t>{{"attended", 0}}));
  EXPECT_TRUE(read({text("attended", "12")}).numbers.empty());
  EXPECT_TRUE(read({number("unknown", 12)}).numbers.empty());
}

TEST(Paper, IsEmptyWithoutAKind) {
  const auto paper = read_paper(nullptr, {});
  EXPECT_TRUE(paper.title.empty() && paper.words.empty() && paper.numbers.empty());
}

}  // namespace
}  // namespace giaoban::records
