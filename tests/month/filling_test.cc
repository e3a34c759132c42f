// Papers that are filled in from the form alone pass the form's own checks, and corrections touch only what was marked.
#include "services/month/filling.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tests/month/district.h"
#include "workflows/core/form.h"

namespace giaoban::month {
namespace {

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

const Writer kWriter{"24.218.07444.01", "Nguyễn Văn Thắng", 1793466000000000};

// Narrow bounds of every type.
v1::Form narrow_form() {
  v1::Form form;
  const bool read = google::protobuf::TextFormat::ParseFromString(R"(
    sections {
      fields { name: "kind" type: FIELD_TYPE_CHOICE required: true choices { name: "a" } choices { name: "b" } }
      fields { name: "why" type: FIELD_TYPE_TEXT max_length: 5 required_when { field: "kind" choice: "b" } }
      fields { name: "story" type: FIELD_TYPE_LONG_TEXT required: true max_length: 12 }
      fields { name: "below" type: FIELD_TYPE_NUMBER required: true max: -7 }
      fields { name: "exact" type: FIELD_TYPE_NUMBER required: true min: 90 max: 90 }
      fields { name: "day" type: FIELD_TYPE_DATE required: true }
      fields { name: "hour" type: FIELD_TYPE_TIME required: true }
      fields { name: "sure" type: FIELD_TYPE_YES_NO required: true }
      fields { name: "who" type: FIELD_TYPE_PERSON required: true max_length: 6 }
      fields { name: "where" type: FIELD_TYPE_UNIT required: true }
      fields { name: "paper" type: FIELD_TYPE_FILE }
      fields { name: "tasks" type: FIELD_TYPE_TABLE required: true max_rows: 1
        columns { name: "task" type: FIELD_TYPE_TEXT required: true }
        columns { name: "due" type: FIELD_TYPE_DATE required: true } }
    })",
                                                                  &form);
  if (!read) throw std::logic_error("the form of the test cannot be read");
  return form;
}

std::vector<v1::Form> forms() {
  std::vector<v1::Form> all = {narrow_form()};
  for (const auto& kind : shipped_kinds()) all.push_back(kind.form());
  return all;
}

TEST(FillForm, PassesTheChecksOfEveryFormForManySeeds) {
  for (const auto& form : forms()) {
    for (uint64_t seed = 0; seed < 200; ++seed) {
      const auto fields = fill_form(Draw(seed), form, kWriter);
      const auto wrong = core::check_values(form, Fields(fields.begin(), fields.end()));
      ASSERT_FALSE(wrong) << wrong->ShortDebugString();
      const auto missing = core::check_complete(form, fields);
      ASSERT_FALSE(missing) << missing->ShortDebugString();
    }
  }
}

TEST(FillForm, CutsTextsBetweenCharactersNeverInsideOne) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    for (const auto& field : fill_form(Draw(seed), narrow_form(), kWriter)) {
      if (field.name() == "who") {
        EXPECT_EQ(field.text(), "Nguyễn");
      }
    }
  }
}

TEST(Correct, ChangesOnlyWhatTheRemarksFree) {
  for (const auto& form : forms()) {
    for (uint64_t seed = 0; seed < 200; ++seed) {
      const auto before = fill_form(Draw(seed), form, kWriter);
      const auto remark = object_to(Draw(seed + 1), form, before);
      const auto patch = correct(Draw(seed + 2), form, kWriter, before, {remark});
      ASSERT_FALSE(patch.empty()) << remark.field();
      const auto after = core::merge(form, before, Fields(patch.begin(), patch.end()));
      Fields changed(after.begin(), after.end());
      google::protobuf::RepeatedPtrField<v1::Remark> remarks;
      *remarks.Add() = remark;
      const auto wrong = core::check_values(form, changed);
      ASSERT_FALSE(wrong) << wrong->ShortDebugString();
      const auto locked = core::check_unlocked(form, before, after, remarks);
      ASSERT_FALSE(locked) << locked->ShortDebugString();
      ASSERT_FALSE(core::check_complete(form, after)) << remark.field();
    }
  }
}

TEST(ObjectTo, NamesAFieldOfTheFormAndSaysWhatToDo) {
  bool saw_cell = false;
  const auto form = kind_named("resolution").form();
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto remark = object_to(Draw(seed), form, fill_form(Draw(seed), form, kWriter));
    EXPECT_NE(core::find_field(form, remark.field()), nullptr) << remark.field();
    EXPECT_NE(remark.reason(), v1::SEND_BACK_REASON_UNSPECIFIED);
    EXPECT_FALSE(remark.text().empty());
    saw_cell = saw_cell || remark.field().find('[') != std::string::npos;
  }
  EXPECT_TRUE(saw_cell) << "some remarks are about one cell of a table";
}

}  // namespace
}  // namespace giaoban::month
