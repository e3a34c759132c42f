// Folding and ordering of Vietnamese text.
#include "services/records/fold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace giaoban::records {
namespace {

struct Vector {
  const char* text;
  const char* folded;
};

class Fold : public testing::TestWithParam<Vector> {};

TEST_P(Fold, GivesTheSameForEveryWayOfWriting) {
  EXPECT_EQ(fold(GetParam().text), GetParam().folded);
}

INSTANTIATE_TEST_SUITE_P(
    Vietnamese, Fold,
    testing::Values(Vector{"Đảng uỷ xã Bảo Đài", "dang uy xa bao dai"},                                // NFC
                    Vector{"Đa\u0309ng u\u0309y xa\u0303 Ba\u0309o Đa\u0300i", "dang uy xa bao dai"},  // NFD
                    Vector{"ĐẢNG UỶ XÃ BẢO ĐÀI", "dang uy xa bao dai"},                                // upper case
                    Vector{"Đảng ủy", "dang uy"}, Vector{"Đảng uỷ", "dang uy"},                        // tone placement
                    Vector{"hoà bình", "hoa binh"}, Vector{"hòa bình", "hoa binh"}, Vector{"thuý", "thuy"},
                    Vector{"thúy", "thuy"},
                    // Two marks on one letter, in either order and half composed.
                    Vector{"ệ", "e"}, Vector{"e\u0302\u0323", "e"}, Vector{"e\u0323\u0302", "e"},
                    Vector{"ê\u0323", "e"}, Vector{"ẹ\u0302", "e"},
                    // Every letter that is not of the Latin alphabet.
                    Vector{"ăâđêôơư ĂÂĐÊÔƠƯ", "aadeoou aadeoou"}, Vector{"ẵ ễ ỗ ỡ ữ ỹ", "a e o o u y"},
                    // Look-alikes of đ.
                    Vector{"Ðông ðã Ɖài", "dong da dai"}));

INSTANTIATE_TEST_SUITE_P(Blanks, Fold,
                         testing::Values(Vector{"  Mai \t\n Thưởng \u00A0 ", "mai thuong"}, Vector{"", ""},
                                         Vector{" \n", ""}, Vector{"Ｎghị quyết", "nghi quyet"},  // full width
                                         Vector{"dài\u200B", "dai"},    // invisible characters
                                         Vector{"a\xFF", "a\uFFFD"}));  // no UTF-8

TEST(WordsOf, AreLettersAndDigitsOnce) {
  EXPECT_EQ(words_of("Số 05-NQ/CB: mở rộng đường thôn, đường làng (1,5 km)."),
            (std::set<std::string>{"so", "05", "nq", "cb", "mo", "rong", "duong", "thon", "lang", "1", "5", "km"}));
}

TEST(WordsOf, AreEmptyWithoutLettersAndDigits) {
  EXPECT_TRUE(words_of(" -- / … ").empty());
}

TEST(WordsOf, AreCutAtThirtyTwoCharacters) {
  EXPECT_EQ(words_of(std::string(100, 'x')), std::set<std::string>{std::string(32, 'x')});
}

TEST(Collation, PutsNamesInVietnameseOrder) {
  const Collation collation;
  const std::vector<std::string> order = {"An", "Ăn",     "Ân",      "Dũng", "Đạt", "Em",   "Oanh",    "Ôn",
                                          "Ơn", "Thôn 2", "Thôn 10", "Uyên", "Ưng", "Xuân", "Yên Sơn", "Yến Sơn"};
  auto sorted = order;
  std::reverse(sorted.begin(), sorted.end());
  std::sort(sorted.begin(), sorted.end(),
            [&](const auto& a, const auto& b) { return collation.key(a) < collation.key(b); });
  EXPECT_EQ(sorted, order);
}

TEST(Collation, DoesNotMindHowALetterIsComposed) {
  const Collation collation;
  EXPECT_EQ(collation.key("Đạt"), collation.key("Đa\u0323t"));
}

}  // namespace
}  // namespace giaoban::records
