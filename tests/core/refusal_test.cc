// A refusal keeps its code, field and both texts, and never exceeds the contract's bounds.
#include "workflows/core/refusal.h"

#include <gtest/gtest.h>

#include <string>

#include "workflows/core/form_text.h"

namespace giaoban::core {
namespace {

TEST(Refusal, SaysWhatItWasGiven) {
  const v1::Refusal refusal = refuse(v1::REFUSAL_CODE_CLOSED, "a.b", "Đã đóng.", "Closed.");
  EXPECT_EQ(refusal.code(), v1::REFUSAL_CODE_CLOSED);
  EXPECT_EQ(refusal.field(), "a.b");
  EXPECT_EQ(refusal.text_vi(), "Đã đóng.");
  EXPECT_EQ(refusal.text_en(), "Closed.");
}

TEST(Refusal, CutsAfterAThousandCharactersAndNeverWithinOne) {
  std::string text;
  for (int i = 0; i < 1'001; ++i) text += "ệ";
  const v1::Refusal refusal = refuse(v1::REFUSAL_CODE_INVALID_FIELD, text, text, text);
  EXPECT_EQ(count_characters(refusal.text_vi()), 1'000U);
  EXPECT_EQ(refusal.text_vi().size(), 3'000U);
  EXPECT_EQ(refusal.text_en(), refusal.text_vi());
  EXPECT_EQ(refusal.field().size(), 3'000U);
}

TEST(Refusal, KeepsATextOfExactlyAThousandCharacters) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "đ";
  EXPECT_EQ(refuse(v1::REFUSAL_CODE_INVALID_FIELD, "", text, "").text_vi(), text);
}

}  // namespace
}  // namespace giaoban::core
