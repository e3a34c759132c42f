// Folding of names: every letter that Vietnamese is written with, in both of its Unicode forms.
#include "services/router/folded.h"

#include <gtest/gtest.h>

namespace giaoban::router {
namespace {

using Words = std::vector<std::string>;

TEST(Folding, TakesCaseAndDiacriticsAway) {
  EXPECT_EQ(folded_words("Đảng uỷ xã ĐẠI ĐỒNG"), (Words{"dang", "uy", "xa", "dai", "dong"}));
  EXPECT_EQ(folded_words("ĂăẰằẲẳẴẵẮắẶặÂâẦầẨẩẪẫẤấẬậÀàẢảÃãÁáẠạ"), Words{std::string(34, 'a')});
  EXPECT_EQ(folded_words("ÊêỀềỂểỄễẾếỆệÈèẺẻẼẽÉéẸẹ"), Words{std::string(22, 'e')});
  EXPECT_EQ(folded_words("ÔôỒồỔổỖỗỐốỘộƠơỜờỞởỠỡỚớỢợÒòỎỏÕõÓóỌọ"), Words{std::string(34, 'o')});
  EXPECT_EQ(folded_words("ƯưỪừỬửỮữỨứỰựÙùỦủŨũÚúỤụ"), Words{std::string(22, 'u')});
  EXPECT_EQ(folded_words("ÌìỈỉĨĩÍíỊịỲỳỶỷỸỹÝýỴỵĐđÐð"), Words{"iiiiiiiiiiyyyyyyyyyydddd"});
}

TEST(Folding, MakesBothUnicodeFormsTheSame) {
  EXPECT_EQ(folded_words("Tha\xCC\x86\xCC\x81ng"), folded_words("Thắng"));
}

TEST(Folding, TakesWordsApartAndKeepsOtherLetters) {
  EXPECT_EQ(folded_words("  Chi bộ (thôn 12) – “Khe Sâu”; "), (Words{"chi", "bo", "thon", "12", "khe", "sau"}));
  EXPECT_EQ(folded_words("Жук"), Words{"Жук"});
  EXPECT_TRUE(folded_words(" -.,\xC2\xA0").empty());
}

TEST(Folding, EndsAWordAtWhatIsNoUtf8) {
  EXPECT_EQ(folded_words("a\xFFg"), (Words{"a", "g"}));
  EXPECT_EQ(folded_words("x\xE1\xBB"), Words{"x"});
  EXPECT_EQ(folded_words("x\xC3"), Words{"x"});
}

}  // namespace
}  // namespace giaoban::router
