// The form: merging, what a return unlocks, and what a path names.
#include "workflows/core/form.h"

#include <gtest/gtest.h>

#include "tests/core/story.h"
#include "workflows/core/form_place.h"

namespace giaoban::core {
namespace {

using Fields = std::vector<v1::Field>;

const v1::Form& form() {
  static const Town town;
  return town.kind.kind.form();
}

google::protobuf::RepeatedPtrField<v1::Field> sent(const Fields& fields) {
  return {fields.begin(), fields.end()};
}

std::string names(const Fields& fields) {
  std::string all;
  for (const v1::Field& field : fields) all += (all.empty() ? "" : " ") + field.name();
  return all;
}

std::string unlocked(const Fields& before, const Fields& after, const std::vector<std::string>& marked) {
  google::protobuf::RepeatedPtrField<v1::Remark> remarks;
  for (const std::string& field : marked) *remarks.Add() = remark(field);
  const auto no = check_unlocked(form(), before, after, remarks);
  return no ? said(*no) : "ok";
}

Fields tasks(const std::string& first_due, const std::string& second_what) {
  return {table("tasks", {{text("what", "road"), moment("due", first_due)}, {text("what", second_what)}})};
}

TEST(Merge, ReplacesNamedFieldsAndKeepsTheRest) {
  const Fields merged = merge(form(), {text("content", "old"), number("members", 5)}, sent({text("content", "new")}));
  ASSERT_EQ(names(merged), "content members");
  EXPECT_EQ(merged[0].text(), "new");
}

TEST(Merge, FollowsTheOrderOfTheForm) {
  EXPECT_EQ(names(merge(form(), {text("theme", "x")}, sent({number("members", 5), text("content", "c")}))),
            "content members theme");
}

TEST(Merge, RemovesWhatHasNoValue) {
  const Fields base = {text("content", "c"), moment("day", "2026-11-22"), table("tasks", {{text("what", "x")}})};
  EXPECT_EQ(names(merge(form(), base, sent({empty("content")}))), "day tasks");
  EXPECT_EQ(names(merge(form(), base, sent({text("content", ""), moment("day", ""), table("tasks", {})}))), "");
}

TEST(Merge, KeepsZeroAndNo) {
  EXPECT_EQ(names(merge(form(), {}, sent({number("members", 0), flag("public", false)}))), "members public");
}

TEST(Merge, TakesTheLastOfTwoAndLeavesOutTheUnknown) {
  const Fields merged = merge(form(), {}, sent({text("content", "1"), text("nonsense", "x"), text("content", "2")}));
  ASSERT_EQ(names(merged), "content");
  EXPECT_EQ(merged[0].text(), "2");
}

TEST(Unlocked, IsEverythingWhenNothingWasMarked) {
  EXPECT_EQ(unlocked({text("content", "a")}, {number("members", 1)}, {}), "ok");
}

TEST(Unlocked, IsOnlyWhatARemarkNames) {
  const Fields before = {text("content", "a"), number("members", 1), flag("public", true)};
  EXPECT_EQ(unlocked(before, before, {"place"}), "ok");
  EXPECT_EQ(unlocked(before, {text("content", "b"), number("members", 1), flag("public", true)}, {"content"}), "ok");
  EXPECT_EQ(unlocked(before, {text("content", "b"), number("members", 1), flag("public", true)}, {"members"}),
            "FIELD_LOCKED content");
  EXPECT_EQ(unlocked(before, {text("content", "a"), number("members", 2), flag("public", true)}, {"content"}),
            "FIELD_LOCKED members");
  EXPECT_EQ(unlocked(before, {text("content", "a"), number("members", 1), flag("public", false)}, {"content"}),
            "FIELD_LOCKED public");
}

TEST(Unlocked, CountsAddingAndRemovingAsAChange) {
  EXPECT_EQ(unlocked({}, {text("content", "b")}, {"members"}), "FIELD_LOCKED content");
  EXPECT_EQ(unlocked({text("content", "b")}, {}, {"members"}), "FIELD_LOCKED content");
  EXPECT_EQ(unlocked({text("content", "")}, {}, {"members"}), "ok") << "an empty text was never there";
}

TEST(Unlocked, IsAWholeTableWhenTheRemarkNamesIt) {
  EXPECT_EQ(unlocked(tasks("2026-11-20", "lamp"), {}, {"tasks"}), "ok");
  EXPECT_EQ(unlocked(tasks("2026-11-20", "lamp"), tasks("2026-11-21", "light"), {"tasks"}), "ok");
}

TEST(Unlocked, IsOneRowOrOneCellOfATable) {
  const Fields before = tasks("2026-11-20", "lamp");
  EXPECT_EQ(unlocked(before, tasks("2026-11-21", "lamp"), {"tasks[0].due"}), "ok");
  EXPECT_EQ(unlocked(before, tasks("2026-11-21", "lamp"), {"tasks[0]"}), "ok");
  EXPECT_EQ(unlocked(before, tasks("2026-11-21", "lamp"), {"tasks[0].what"}), "FIELD_LOCKED tasks[0].due");
  EXPECT_EQ(unlocked(before, tasks("2026-11-21", "light"), {"tasks[0]"}), "FIELD_LOCKED tasks[1].what");
  EXPECT_EQ(unlocked(before, tasks("2026-11-20", "light"), {"tasks[0]", "tasks[1].what"}), "ok");
}

TEST(Unlocked, LetsRowsComeAndGoOnlyInAFreeTable) {
  EXPECT_EQ(unlocked(tasks("2026-11-20", "lamp"), {}, {"tasks[0]"}), "FIELD_LOCKED tasks");
  EXPECT_EQ(unlocked({}, tasks("2026-11-20", "lamp"), {"content"}), "FIELD_LOCKED tasks");
}

TEST(Unlocked, DoesNotMindTheOrderOfCells) {
  const Fields before = {table("tasks", {{text("what", "a"), moment("due", "2026-11-20")}})};
  const Fields after = {table("tasks", {{moment("due", "2026-11-20"), text("what", "a"), text("why", "")}})};
  EXPECT_EQ(unlocked(before, after, {"content"}), "ok");
}

TEST(FindField, KnowsFieldsTablesRowsAndCells) {
  EXPECT_EQ(find_field(form(), "content")->name(), "content");
  EXPECT_EQ(find_field(form(), "theme")->name(), "theme");
  EXPECT_EQ(find_field(form(), "tasks")->name(), "tasks");
  EXPECT_EQ(find_field(form(), "tasks[2]")->name(), "tasks");
  EXPECT_EQ(find_field(form(), "tasks[199].due")->name(), "due");
}

TEST(FindField, KnowsNothingElse) {
  for (const char* bad : {"", "nonsense", "tasks.due", "tasks[].due", "tasks[-1]", "tasks[200]", "tasks[1",
                          "tasks[1]due", "tasks[1].", "tasks[1].nonsense", "content[0]", "content.x", "[1]",
                          "tasks[1].due[0]", "tasks[99999999999999999999]", "tasks[+1]"}) {
    EXPECT_EQ(find_field(form(), bad), nullptr) << bad;
  }
}

TEST(Place, ReadsAndWritesTheSamePath) {
  for (const char* path : {"content", "tasks[0]", "tasks[12].due"}) {
    ASSERT_TRUE(parse_place(path)) << path;
    EXPECT_EQ(to_text(*parse_place(path)), path);
  }
}

TEST(Place, IsCountedFromOneForPeople) {
  v1::FormField field;
  field.set_name("due");
  field.mutable_label()->set_vi("Thời hạn");
  EXPECT_EQ(name_for_people(field, {.field = "tasks", .row = 2, .column = "due"}, &v1::Label::vi),
            "“Thời hạn” (dòng 3)");
  EXPECT_EQ(name_for_people(field, {.field = "due"}, &v1::Label::en), "“due”") << "its name when it has no label";
}

}  // namespace
}  // namespace giaoban::core
