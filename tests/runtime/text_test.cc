// Text at the door: one form of it, in linear time.
#include "services/runtime/text.h"

#include <gtest/gtest.h>

#include "giaoban/v1/command.pb.h"

namespace giaoban::runtime {
namespace {

std::string times(size_t count, const std::string& text) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

// The refusal's field; empty when it was brought into NFC.
std::string refused(v1::DecideRequest request) {
  v1::Refusal refusal;
  return normalise(request, refusal) ? "" : refusal.field();
}

TEST(Text, ComesIntoNfcWhateverTheOrderOfItsMarks) {
  const std::string below_and_circumflex = "Vi\u0065\u0323\u0302t", circumflex_and_below = "Vi\u0065\u0302\u0323t";
  EXPECT_EQ(to_nfc(below_and_circumflex), "Việt");
  EXPECT_EQ(to_nfc(circumflex_and_below), "Việt");
  EXPECT_EQ(to_nfc("Việt"), "Việt");
  EXPECT_EQ(to_nfc("\xff\xfe"), "\xff\xfe");
}

// 60,000 pairs of marks in one request held the router for ten seconds: each is sorted among all before it.
TEST(Text, WithEndlessMarksIsRefusedAndCostsNothing) {
  const std::string marks = "a" + times(60'000, "\u0301\u0323");
  v1::DecideRequest request;
  request.mutable_comment()->set_text(marks);
  EXPECT_EQ(refused(request), "text");
  EXPECT_EQ(to_nfc(marks), marks) << "left alone: its marks are not in order";
  request.mutable_comment()->set_text("a" + times(31, "\u0301"));
  EXPECT_EQ(refused(request), "text");
}

TEST(Text, WithManyMarksOverManyLettersPasses) {
  v1::DecideRequest request;
  request.mutable_comment()->set_text(times(10'000, "a" + times(3, "\u0301\u0323")) + "b" + times(30, "\u0301"));
  EXPECT_EQ(refused(request), "");
}

TEST(Text, WithANulIsRefusedByItsField) {
  v1::DecideRequest request;
  request.set_dossier_id(std::string("a\0b", 3));
  EXPECT_EQ(refused(request), "dossier_id");
}

}  // namespace
}  // namespace giaoban::runtime
