// How many segments a text costs: both alphabets, the characters that count double, and no character cut in two.
#include "services/notifier/segments.h"

#include <gtest/gtest.h>

namespace giaoban::notifier {
namespace {

std::string say(const std::string& text) {
  const auto s = segments_of(text);
  return std::string(s.gsm7 ? "gsm7 " : "ucs2 ") + std::to_string(s.units) + " " + std::to_string(s.count);
}

std::string times(size_t n, const std::string& text) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

TEST(Segments, AreOneUpTo160SeptetsAndThen153Each) {
  EXPECT_EQ(say(""), "gsm7 0 0");
  EXPECT_EQ(say(times(160, "a")), "gsm7 160 1");
  EXPECT_EQ(say(times(161, "a")), "gsm7 161 2");
  EXPECT_EQ(say(times(306, "a")), "gsm7 306 2");
  EXPECT_EQ(say(times(307, "a")), "gsm7 307 3");
}

TEST(Segments, OfVietnameseAreOneUpTo70UnitsAndThen67Each) {
  EXPECT_EQ(say(times(70, "ệ")), "ucs2 70 1");
  EXPECT_EQ(say(times(71, "ệ")), "ucs2 71 2");
  EXPECT_EQ(say(times(134, "ệ")), "ucs2 134 2");
  EXPECT_EQ(say(times(135, "ệ")), "ucs2 135 3");
  EXPECT_EQ(say("đ"), "ucs2 1 1") << "đ is not in the 7-bit alphabet";
  EXPECT_EQ(say("à è é ù ì ò"), "gsm7 11 1") << "these are";
}

TEST(Segments, CountExtensionCharactersTwiceAndDoNotCutThem) {
  EXPECT_EQ(say("[]{}^~|\\€"), "gsm7 18 1");
  EXPECT_EQ(say(times(80, "€")), "gsm7 160 1");
  EXPECT_EQ(say(times(152, "a") + times(77, "€")), "gsm7 306 3") << "two half ones do not make a whole";
}

TEST(Segments, CountCharactersBeyondTheBasicPlaneTwice) {
  EXPECT_EQ(say("😀"), "ucs2 2 1");
  EXPECT_EQ(say(times(66, "ệ") + "😀" + times(66, "ệ")), "ucs2 134 3");
}

TEST(Segments, OfWhatIsNoUtf8AreCountedAllTheSame) {
  EXPECT_EQ(say("\xff\xfe"), "ucs2 2 1");
  EXPECT_EQ(say("\xe1\xbb"), "ucs2 2 1");
  EXPECT_EQ(say("\xe1x"), "ucs2 2 1");
}

TEST(Ascii, TakesTheMarksFromVietnameseLettersAndNothingElse) {
  EXPECT_EQ(to_ascii("Đảng uỷ xã Đông Triều: 2 việc quá hạn, trả lại để bổ sung"),
            "Dang uy xa Dong Trieu: 2 viec qua han, tra lai de bo sung");
  EXPECT_EQ(to_ascii("ĂÂÊÔƠƯ ăâêôơư Ỵỹ"), "AAEOOU aaeoou Yy");
  EXPECT_EQ(to_ascii("https://giaoban.example/?a=1"), "https://giaoban.example/?a=1");
  EXPECT_EQ(segments_of(to_ascii("việc của đồng chí đã có kết quả")).gsm7, true);
}

}  // namespace
}  // namespace giaoban::notifier
