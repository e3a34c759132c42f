// Workbooks, taken apart again.
#include "services/records/sheet_workbook.h"

#include <gtest/gtest.h>

#include "services/records/export_text.h"
#include "tests/records/export_opened.h"

namespace giaoban::records {
namespace {

using test::hostile_texts;
using test::sheet_full_of;
using test::times;
using test::unzipped;

constexpr char kTab[] = "xl/worksheets/sheet1.xml";
constexpr char kStrings[] = "xl/sharedStrings.xml";

std::string write(const Sheet& sheet) {
  return write_workbook({&sheet, 1});
}

Sheet all_kinds() {
  auto sheet = sheet_full_of({});
  sheet.columns = {{"STT", Shown::kNumber}, {"Tên", Shown::kText}, {"Tỷ lệ", Shown::kPercent}, {"Hạn", Shown::kMoment}};
  sheet.rows = {{{1.0}, {std::string("Chi bộ Ẵ")}, {0.5}, {Instant{1'793'000'000'000'000}, Tone::kBad}},
                {{2.0}, {std::string()}, {}, {Instant{0}}}};
  sheet.totals = {{3.0}, {std::string("Cộng")}, {}, {}};
  return sheet;
}

TEST(Workbook, HoldsNumbersAndMomentsAsNumbers) {
  const auto tab = unzipped(write(all_kinds()), kTab);
  EXPECT_NE(tab.find("<v>0.5</v>"), std::string::npos);
  // 26 October 2026, 14:33 at UTC+7, in days since 1900.
  EXPECT_NE(tab.find("<v>46321.60625"), std::string::npos) << tab;
  EXPECT_EQ(times(tab, "t=\"s\""), 2u + 4u + 2u) << "title and note, headings, two texts";
  EXPECT_EQ(tab.find("<f>"), std::string::npos);
}

TEST(Workbook, KeepsHostileTextAsText) {
  const auto sheet = sheet_full_of(hostile_texts());
  const auto bytes = write(sheet);
  const auto tab = unzipped(bytes, kTab);
  EXPECT_EQ(tab.find("<f"), std::string::npos);
  EXPECT_EQ(tab.find("<hyperlink"), std::string::npos);
  // Title, note, headings and every cell are strings; there is no number at all.
  EXPECT_EQ(times(tab, "<v>"), times(tab, "t=\"s\""));
  EXPECT_EQ(times(tab, "t=\"s\""), 2 + 3 + 3 * sheet.rows.size());
  const auto strings = unzipped(bytes, kStrings);
  for (const char* text :
       {"<t>=cmd|'/C calc'!A0</t>", "<t>+1+1</t>", "<t>-2+3</t>", "<t>@SUM(1)</t>", "<t>0912345678</t>",
        "<t>&lt;b&gt;&amp;&lt;/b&gt;</t>", "<t>&lt;/t&gt;&lt;/si&gt;</t>", "<t>Ẵ Ễ ữ đ Đ ặ</t>", "<t>{=1+1}</t>"}) {
    EXPECT_NE(strings.find(text), std::string::npos) << text << "\n" << strings;
  }
}

TEST(Workbook, ShowsATextThatLooksLikeAnEscapeAsItIs) {
  const auto strings = unzipped(write(sheet_full_of({"_x0041_ a_x000D_b"})), kStrings);
  EXPECT_NE(strings.find("<t>_x005F_x0041_ a_x005F_x000D_b</t>"), std::string::npos) << strings;
}

TEST(Workbook, TakesTheLongestTextsThereAre) {
  const std::string endless(20'000, 'x');
  std::string underscores;
  while (underscores.size() < 31'000) underscores += "_x0041_";
  const auto bytes = write(sheet_full_of({endless, printable(std::string(50'000, 'y')), "👍👍", underscores}));
  EXPECT_NE(unzipped(bytes, kStrings).find("<t>" + endless + "</t>"), std::string::npos);
}

TEST(Workbook, IsReadyToBeReadAndPrinted) {
  const auto tab = unzipped(write(all_kinds()), kTab);
  EXPECT_NE(tab.find("state=\"frozen\""), std::string::npos);
  EXPECT_NE(tab.find("<autoFilter ref=\"A4:D6\""), std::string::npos) << tab;
  EXPECT_NE(tab.find("paperSize=\"9\""), std::string::npos);
  EXPECT_NE(tab.find("orientation=\"landscape\""), std::string::npos);
  EXPECT_NE(tab.find("fitToHeight=\"0\""), std::string::npos);
  EXPECT_NE(tab.find("<cols>"), std::string::npos);
  const auto book = unzipped(write(all_kinds()), "xl/workbook.xml");
  EXPECT_NE(book.find("_xlnm.Print_Titles"), std::string::npos);
  EXPECT_NE(book.find("name=\"Hồ sơ\""), std::string::npos);
}

TEST(Workbook, HoldsATabPerSheet) {
  auto second = all_kinds();
  second.name = "Số liệu";
  const std::vector<Sheet> sheets = {all_kinds(), second};
  EXPECT_EQ(times(unzipped(write_workbook(sheets), "xl/worksheets/sheet2.xml"), "<row "), 6u);
}

TEST(Workbook, SaysSoWhenThereIsNothing) {
  auto sheet = sheet_full_of({});
  sheet.empty = "Không có gì";
  EXPECT_NE(unzipped(write(sheet), kStrings).find("Không có gì"), std::string::npos);
}

TEST(Workbook, IsTheSameForTheSameSheet) {
  EXPECT_EQ(write(all_kinds()), write(all_kinds()));
  auto later = all_kinds();
  later.as_of_us += 3'600'000'000;
  EXPECT_NE(write(later), write(all_kinds()));
}

}  // namespace
}  // namespace giaoban::records
