// Values of a form: each type with what it takes and what it refuses, required fields, and texts by themselves.
#include <gtest/gtest.h>

#include "tests/core/story.h"
#include "workflows/core/form.h"
#include "workflows/core/form_text.h"

namespace giaoban::core {
namespace {

using Fields = std::vector<v1::Field>;

const v1::Form& form() {
  static const Town town;
  return town.kind.kind.form();
}

std::string repeated(const std::string& what, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += what;
  return all;
}

std::string checked(const Fields& fields) {
  const auto no = check_values(form(), {fields.begin(), fields.end()});
  return no ? said(*no) : "ok";
}

std::string complete(const Fields& fields) {
  const auto no = check_complete(form(), fields);
  return no ? said(*no) : "ok";
}

TEST(Values, MayAllBeGiven) {
  EXPECT_EQ(checked({text("content", "Nhiều\ndòng"), text("place", "Nhà VH"), number("members", 30),
                     moment("day", "2026-11-22"), moment("hour", "19:30"), flag("public", true),
                     text("sort", "regular"), text("chair", "Nguyễn Văn An"),
                     table("tasks", {{text("what", "Đường"), moment("due", "2026-12-31"), text("state", "done")}})}),
            "ok");
  EXPECT_EQ(checked({}), "ok");
}

TEST(Values, MayBeCleared) {
  EXPECT_EQ(checked({empty("content"), empty("members"), empty("tasks"), empty("sort")}), "ok");
  EXPECT_EQ(checked({text("content", ""), text("sort", ""), moment("day", ""), moment("hour", ""), table("tasks", {})}),
            "ok");
}

TEST(Values, MustBeOfTheFormAndNamedOnce) {
  EXPECT_EQ(checked({text("nonsense", "x")}), "INVALID_FIELD nonsense");
  EXPECT_EQ(checked({empty("")}), "INVALID_FIELD");
  EXPECT_EQ(checked({text("content", "a"), text("content", "b")}), "INVALID_FIELD content");
}

TEST(Values, MustHaveTheTypeOfTheField) {
  EXPECT_EQ(checked({number("content", 1)}), "INVALID_FIELD content");
  EXPECT_EQ(checked({text("members", "5")}), "INVALID_FIELD members");
  EXPECT_EQ(checked({text("day", "2026-11-22")}), "INVALID_FIELD day");
  EXPECT_EQ(checked({text("public", "yes")}), "INVALID_FIELD public");
  EXPECT_EQ(checked({moment("sort", "regular")}), "INVALID_FIELD sort");
  EXPECT_EQ(checked({text("tasks", "x")}), "INVALID_FIELD tasks");
  EXPECT_EQ(checked({table("content", {{}})}), "INVALID_FIELD content");
}

TEST(Values, CountCharactersNotBytes) {
  EXPECT_EQ(checked({text("place", repeated("ệ", 10))}), "ok");
  EXPECT_EQ(checked({text("place", repeated("ệ", 11))}), "TOO_LARGE place");
  EXPECT_EQ(checked({text("content", repeated("đ", 4'000))}), "ok");
  EXPECT_EQ(checked({text("content", repeated("đ", 4'001))}), "TOO_LARGE content");
  EXPECT_EQ(checked({text("theme", repeated("a", 201))}), "TOO_LARGE theme");
  EXPECT_EQ(checked({text("chair", repeated("a", 201))}), "TOO_LARGE chair");
}

TEST(Values, MayHaveLineBreaksInLongTextsOnly) {
  EXPECT_EQ(checked({text("content", "a\r\n\tb")}), "ok");
  EXPECT_EQ(checked({text("place", "a\nb")}), "INVALID_FIELD place");
  EXPECT_EQ(checked({text("content", std::string("a\0b", 3))}), "INVALID_FIELD content");
  EXPECT_EQ(checked({text("content", "\x1B[0m")}), "INVALID_FIELD content");
  EXPECT_EQ(checked({text("content", "\x7F")}), "INVALID_FIELD content");
}

TEST(Values, StayWithinTheBoundsOfANumber) {
  EXPECT_EQ(checked({number("members", 0)}), "ok");
  EXPECT_EQ(checked({number("members", 500)}), "ok");
  EXPECT_EQ(checked({number("members", -1)}), "INVALID_FIELD members");
  EXPECT_EQ(checked({number("members", 501)}), "INVALID_FIELD members");
}

TEST(Values, AreRealDaysTimesAndChoices) {
  EXPECT_EQ(checked({moment("day", "2026-02-29")}), "INVALID_FIELD day");
  for (const char* time : {"00:00", "23:59"}) EXPECT_EQ(checked({moment("hour", time)}), "ok") << time;
  for (const char* time : {"24:00", "19:60", "7:30", "19h30", "19:3x", "19:30 "}) {
    EXPECT_EQ(checked({moment("hour", time)}), "INVALID_FIELD hour") << time;
  }
  EXPECT_EQ(checked({text("sort", "thematic")}), "ok");
  EXPECT_EQ(checked({text("sort", "Thematic")}), "INVALID_FIELD sort");
}

TEST(Tables, AreCheckedCellByCell) {
  EXPECT_EQ(checked({table("tasks", {{text("what", "a")}, {moment("due", "never")}})}), "INVALID_FIELD tasks[1].due");
  EXPECT_EQ(checked({table("tasks", {{number("what", 3)}})}), "INVALID_FIELD tasks[0].what");
  EXPECT_EQ(checked({table("tasks", {{text("nonsense", "a")}})}), "INVALID_FIELD tasks[0].nonsense");
  EXPECT_EQ(checked({table("tasks", {{text("what", "a"), text("what", "b")}})}), "INVALID_FIELD tasks[0].what");
  EXPECT_EQ(checked({table("tasks", {{text("what", repeated("a", 201))}})}), "TOO_LARGE tasks[0].what");
  EXPECT_EQ(checked({table("tasks", {{table("what", {{}})}})}), "INVALID_FIELD tasks[0].what");
}

TEST(Tables, HaveABoundOfRows) {
  EXPECT_EQ(checked({table("tasks", {{}, {}, {}})}), "ok");
  EXPECT_EQ(checked({table("tasks", {{}, {}, {}, {}})}), "TOO_LARGE tasks");
  const v1::Kind wide = kind_of(R"(form { sections { fields { name: "t" type: FIELD_TYPE_TABLE max_rows: 900 } } })");
  google::protobuf::RepeatedPtrField<v1::Field> fields;
  *fields.Add() = table("t", std::vector<Fields>(200));
  EXPECT_FALSE(check_values(wide.form(), fields));
  fields[0].mutable_table()->add_rows();
  EXPECT_TRUE(check_values(wide.form(), fields)) << "never more than 200";
}

TEST(Complete, MeansEveryRequiredFieldIsFilled) {
  EXPECT_EQ(complete({text("content", "a")}), "ok");
  EXPECT_EQ(complete({}), "FIELD_REQUIRED content");
  EXPECT_EQ(complete({text("content", " \n\t\u00A0")}), "FIELD_REQUIRED content") << "blanks say nothing";
}

TEST(Complete, MayDependOnAChoice) {
  EXPECT_EQ(complete({text("content", "a"), text("sort", "regular")}), "ok");
  EXPECT_EQ(complete({text("content", "a"), text("sort", "thematic")}), "FIELD_REQUIRED theme");
  EXPECT_EQ(complete({text("content", "a"), text("sort", "thematic"), text("theme", "Đường")}), "ok");
}

TEST(Complete, LooksIntoTheRowsThatAreThere) {
  const v1::Field content = text("content", "a");
  EXPECT_EQ(complete({content, table("tasks", {{text("what", "a")}, {moment("due", "2026-11-22")}})}),
            "FIELD_REQUIRED tasks[1].what");
  EXPECT_EQ(complete({content, table("tasks", {{text("what", "a"), text("state", "late")}})}),
            "FIELD_REQUIRED tasks[0].why");
  EXPECT_EQ(complete({content, table("tasks", {{text("what", "a"), text("state", "late"), text("why", "rain")}})}),
            "ok");
}

TEST(Complete, WantsARowOfARequiredTableAndTakesZeroAndNo) {
  const v1::Kind kind = kind_of(R"(form { sections {
      fields { name: "t" type: FIELD_TYPE_TABLE required: true }
      fields { name: "n" type: FIELD_TYPE_NUMBER required: true }
      fields { name: "f" type: FIELD_TYPE_YES_NO required: true } } })");
  EXPECT_EQ(said(*check_complete(kind.form(), {number("n", 0), flag("f", false)})), "FIELD_REQUIRED t");
  EXPECT_FALSE(check_complete(kind.form(), {table("t", {{}}), number("n", 0), flag("f", false)}));
  EXPECT_EQ(said(*check_complete(kind.form(), {table("t", {{}}), number("n", 0)})), "FIELD_REQUIRED f");
}

TEST(Text, HasABoundAndNoControlCharacters) {
  EXPECT_FALSE(check_text("x", repeated("ô", 5), 5));
  EXPECT_EQ(said(*check_text("x", repeated("ô", 6), 5)), "TOO_LARGE x");
  EXPECT_EQ(said(*check_text("x", "\x01", 5)), "INVALID_FIELD x");
  EXPECT_FALSE(check_text("x", "a\nb", 5));
  EXPECT_EQ(said(*check_text("x", "a\nb", 5, true)), "INVALID_FIELD x");
}

TEST(Text, IsBlankWhenItSaysNothing) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \r\n\t\u00A0 "));
  EXPECT_FALSE(is_blank(" . "));
  EXPECT_FALSE(is_blank("\u00A9"));
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(count_characters("Đảng uỷ"), 7U);
  EXPECT_EQ(count_characters("😀"), 1U);
  EXPECT_EQ(count_characters(""), 0U);
}

}  // namespace
}  // namespace giaoban::core
