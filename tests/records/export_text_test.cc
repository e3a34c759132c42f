// Texts made fit for a file, and numbers and periods as people write them.
#include "services/records/export_text.h"

#include <gtest/gtest.h>

namespace giaoban::records {
namespace {

TEST(Printable, LeavesWhatPeopleWriteAlone) {
  const std::string text = "Chi bộ thôn Khe Sâu – Ẵ Ễ ữ đ “quoted” =1+1 <b> 👍";
  EXPECT_EQ(printable(text), text);
}

TEST(Printable, MakesOneLineOfMany) {
  EXPECT_EQ(printable("a\nb\tc\r\nd\u2028e"), "a b c  d e");
}

TEST(Printable, LetsNothingHide) {
  EXPECT_EQ(printable("a\u202Ecod.exe"), "a\uFFFDcod.exe");
  EXPECT_EQ(printable("\u2066x\u2069\u200F"), "\uFFFDx\uFFFD\uFFFD");
  EXPECT_EQ(printable(std::string("\x01\x1b[0m\x7f\u0085", 8)), "\uFFFD\uFFFD[0m\uFFFD\uFFFD");
  EXPECT_EQ(printable("\uFEFF\uFFFE\uFFFF"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Printable, IsTotalOnBytesThatAreNoText) {
  EXPECT_EQ(printable("a\xFF\xC3"), "a\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xED\xA0\x80").find('\xED'), std::string::npos);
}

TEST(Printable, CutsWhatAWorkbookCannotHold) {
  EXPECT_EQ(printable(std::string(20'000, 'x')).size(), 20'000u);
  const auto cut = printable(std::string(40'000, 'x'));
  EXPECT_EQ(cut.size(), kMostCellUnits - 1 + std::string("…").size());
  EXPECT_TRUE(cut.ends_with("x…"));
}

TEST(ForPeople, WritesPeriodsInBothLanguages) {
  EXPECT_EQ(period_for_people("2026-11", Language::kVietnamese), "11/2026");
  EXPECT_EQ(period_for_people("2026-Q4", Language::kVietnamese), "quý 4/2026");
  EXPECT_EQ(period_for_people("2026-Q4", Language::kEnglish), "Q4/2026");
  EXPECT_EQ(period_for_people("", Language::kEnglish), "");
  EXPECT_EQ(period_for_people("soon", Language::kEnglish), "soon");
}

TEST(ForPeople, GroupsNumbersAsTheLanguageDoes) {
  EXPECT_EQ(number_for_people(1234567.25, 1, true), "1.234.567,2");
  EXPECT_EQ(number_for_people(1234567, 0, false), "1,234,567");
  EXPECT_EQ(number_for_people(-1000, 0, true), "-1.000");
  EXPECT_EQ(number_for_people(999, 0, true), "999");
  EXPECT_EQ(number_for_people(0, 0, true), "0");
}

TEST(ForPeople, WritesCellsByTheirColumn) {
  EXPECT_EQ(cell_for_people({0.92}, {"", Shown::kPercent}, true), "92 %");
  EXPECT_EQ(cell_for_people({Instant{1'793'000'000'000'000}}, {"", Shown::kMoment}, true), "26/10/2026 14:33");
  EXPECT_EQ(cell_for_people({Instant{0}}, {"", Shown::kMoment}, true), "");
  EXPECT_EQ(cell_for_people({}, {"", Shown::kNumber}, true), "");
}

}  // namespace
}  // namespace giaoban::records
