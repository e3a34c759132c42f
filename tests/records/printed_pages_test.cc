// Pages, read back with other programs; and lines and fonts, by themselves.
#include "services/records/printed_pages.h"

#include <gtest/gtest.h>

#include <sstream>

#include "services/records/export_text.h"
#include "services/records/printed_lines.h"
#include "tests/records/export_opened.h"

namespace giaoban::records {
namespace {

using test::fonts_of_pages;
using test::hostile_texts;
using test::sheet_full_of;
using test::text_of_pages;
using test::times;

class Printed : public testing::Test {
 protected:
  void SetUp() override {
    auto found = find_font();
    ASSERT_TRUE(found) << "install fonts-liberation2";
    font_.emplace(std::move(*found));
  }
  std::string print(const Sheet& sheet) {
    auto bytes = write_pages(sheet, *font_);
    EXPECT_TRUE(bytes);
    return bytes.value_or("");
  }
  std::optional<PrintedFont> font_;
};

TEST_F(Printed, IsFoundOnlyWhenItIsReallyThere) {
  const std::array<std::string_view, 2> missing = {"No Such Font", ""};
  EXPECT_FALSE(find_font(missing));
  const std::array<std::string_view, 2> second = {"No Such Font", "Liberation Serif"};
  EXPECT_EQ(find_font(second)->family, "Liberation Serif");
}

TEST_F(Printed, EmbedsOneFamilyOnlyWhateverIsWritten) {
  std::vector<std::string> texts = {"Ẵ Ễ ữ đ Đ ặ ỡ", "漢字 한글 עברית العربية 👍 ", "a\u0301\u200b\u202e"};
  for (auto& text : texts) text = printable(text);
  const auto bytes = print(sheet_full_of(texts));
  std::istringstream lines(fonts_of_pages(bytes));
  int fonts = 0;
  for (std::string line; std::getline(lines, line); ++fonts) {
    EXPECT_NE(line.find("+LiberationSerif"), std::string::npos) << line;
    EXPECT_NE(line.find("yes yes yes"), std::string::npos) << line;
  }
  EXPECT_GE(fonts, 2);
  const auto text = text_of_pages(bytes);
  for (const char* letter : {"Ẵ", "Ễ", "ữ", "đ", "Đ", "ặ", "ỡ", "Huyện uỷ Lục Nam"}) {
    EXPECT_NE(text.find(letter), std::string::npos) << letter;
  }
}

TEST_F(Printed, ShowsHostileTextAsItIs) {
  auto texts = hostile_texts();
  for (auto& text : texts) text = printable(text);
  const auto read = text_of_pages(print(sheet_full_of(texts, 1)));
  for (const auto& text : texts) {
    if (text.find("\uFFFD") != std::string::npos) continue;
    EXPECT_NE(read.find(text), std::string::npos) << text << "\n" << read;
  }
}

TEST_F(Printed, RepeatsHeadingsAndNumbersPages) {
  const auto read = text_of_pages(print(sheet_full_of(std::vector<std::string>(150, "dòng"))));
  const size_t pages = times(read, "\f");
  EXPECT_GE(pages, 3u);
  EXPECT_EQ(times(read, "Cột 1"), pages);
  EXPECT_EQ(times(read, "dòng"), 450u);
  for (size_t n = 1; n <= pages; ++n) {
    EXPECT_NE(read.find(std::to_string(n) + "/" + std::to_string(pages)), std::string::npos) << n;
  }
}

TEST_F(Printed, BreaksWhatIsTooLongOverLinesAndPages) {
  std::string endless;
  for (int i = 0; i < 20'000; ++i) endless += static_cast<char>('a' + i % 26);
  const auto bytes = print(sheet_full_of({"trước", endless, "sau"}));
  std::string letters;
  for (const char c : text_of_pages(bytes)) {
    if (c >= 'a' && c <= 'z') letters += c;
  }
  EXPECT_GE(letters.size(), 60'000u) << "three columns of it, nothing lost";
  EXPECT_GT(times(text_of_pages(bytes), "\f"), 2u);
}

TEST_F(Printed, TurnsThePageForManyColumns) {
  const auto size_of = [&](size_t columns) {
    const test::OnDisk file(print(sheet_full_of({"x"}, columns)));
    return test::output_of("pdfinfo " + file.path + " | grep 'Page size'");
  };
  EXPECT_NE(size_of(6).find("595.28 x 841.89"), std::string::npos) << size_of(6);
  EXPECT_NE(size_of(7).find("841.89 x 595.28"), std::string::npos) << size_of(7);
}

TEST_F(Printed, StopsAtABookOfFiveHundredPages) {
  EXPECT_FALSE(write_pages(sheet_full_of(std::vector<std::string>(600, std::string(4'500, 'x')), 3), *font_));
}

TEST_F(Printed, IsTheSameForTheSameSheet) {
  const auto sheet = sheet_full_of({"a", "b"});
  EXPECT_EQ(print(sheet), print(sheet));
}

TEST_F(Printed, BreaksLinesAtSpacesAndElseBetweenLetters) {
  auto& face = font_->regular;
  const auto lines = [&](std::string_view text, double width) {
    std::string joined;
    for (const auto& line : break_lines(face, text, width)) {
      EXPECT_LE(face.width(line), std::max(width, face.width("W")) + 1e-3) << line;
      joined += "[" + std::string(line) + "]";
    }
    return joined;
  };
  EXPECT_EQ(lines("", 5), "[]");
  EXPECT_EQ(lines("một hai ba", 100), "[một hai ba]");
  EXPECT_EQ(lines("một hai ba", face.width("một hai")), "[một hai][ba]");
  EXPECT_EQ(lines("mmmmm", face.width("mm")), "[mm][mm][m]");
  EXPECT_EQ(lines("a mmmmm b", face.width("mmm")), "[a][mmm][mm b]");
  EXPECT_EQ(lines("ữữ", 0), "[ữ][ữ]");
}

}  // namespace
}  // namespace giaoban::records
