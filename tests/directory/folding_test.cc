// Folding and ordering Vietnamese names without a library.
#include "services/directory/folding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "services/directory/login_name.h"

namespace giaoban::directory {
namespace {

TEST(Folding, LeavesOutEveryMarkOfTheAlphabet) {
  EXPECT_EQ(folded("aàảãáạ ăằẳẵắặ âầẩẫấậ"), "aaaaaa aaaaaa aaaaaa");
  EXPECT_EQ(folded("AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ"), "aaaaaa aaaaaa aaaaaa");
  EXPECT_EQ(folded("eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ"), "eeeeee eeeeee iiiiii oooooo");
  EXPECT_EQ(folded("ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đĐ"), "oooooo oooooo uuuuuu uuuuuu yyyyyy dd");
}

TEST(Folding, CollapsesSpacesAndTakesAnyBytes) {
  EXPECT_EQ(folded("  Nguyễn \t\n Đức  "), "nguyen duc");
  EXPECT_EQ(folded("Hoa\xCC\x80"), "hoa") << "not composed";
  EXPECT_EQ(folded(""), "");
  EXPECT_EQ(folded("漢字 №1"), "漢字 №1");
  EXPECT_NO_THROW(folded("\xFF\xFE\xC3"));
  EXPECT_NO_THROW(name_key("\xF0\x9F"));
}

TEST(Folding, FindsWordsFromTheirBeginning) {
  EXPECT_TRUE(has_words("nguyen thi mot", folded_words("Một nguy")));
  EXPECT_TRUE(has_words("nguyen thi mot", folded_words("")));
  EXPECT_FALSE(has_words("nguyen thi mot", folded_words("guyen")));
  EXPECT_FALSE(has_words("nguyen thi mot", folded_words("mot hai")));
  EXPECT_TRUE(has_words("tanh anh", folded_words("anh"))) << "not the first place where it stands";
  EXPECT_FALSE(has_words("", folded_words("a")));
}

TEST(Folding, OrdersByGivenNameThenTheOthersThenTone) {
  const std::vector<std::string> right = {"Trần An",        "Nguyễn Văn An", "Lê Ân",    "Vũ Dũng",
                                          "Bùi Đạt",        "Hoàng Văn Em",  "Phạm Hoa", "An Hòa",
                                          "Nguyễn Thị Hòa", "Lê Uyên",       "Cao Ước"};
  std::vector<std::string> names = right;
  std::reverse(names.begin(), names.end());
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return name_key(a) < name_key(b); });
  EXPECT_EQ(names, (std::vector<std::string>{"Nguyễn Văn An", "Trần An", "Lê Ân", "Vũ Dũng", "Bùi Đạt", "Hoàng Văn Em",
                                             "An Hòa", "Nguyễn Thị Hòa", "Phạm Hoa", "Lê Uyên", "Cao Ước"}));
  EXPECT_LT(name_key("Trần Hoa"), name_key("Trần Hòa"));
  EXPECT_LT(name_key("Trần Hòa"), name_key("Trần Hỏa"));
  EXPECT_LT(name_key("Trần Hóa"), name_key("Trần Họa"));
  EXPECT_LT(name_key("Trần Ho"), name_key("Trần Hoa"));
}

TEST(LoginName, IsTheGivenNameAndInitials) {
  const auto free = [](const std::string&) { return false; };
  EXPECT_EQ(login_name("Nguyễn Thị Một", free), "motnt");
  EXPECT_EQ(login_name("Đỗ Ước", free), "uocd");
  EXPECT_EQ(login_name("An", free), "an");
  EXPECT_EQ(login_name("漢字", free), "nguoidung");
  EXPECT_EQ(login_name("<b>'\"; --", free), "b");
  EXPECT_LE(login_name(std::string(200, 'x'), free).size(), 64U);
}

TEST(LoginName, CountsFromTheSecondOfThatName) {
  EXPECT_EQ(login_name("Trần An", [](const std::string& login) { return login == "ant" || login == "ant2"; }), "ant3");
}

}  // namespace
}  // namespace giaoban::directory
