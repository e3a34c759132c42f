// The CSV reader: what RFC 4180 allows is read, everything else is said with its line.
#include "services/directory/csv.h"

#include "tests/directory/scene.h"

namespace giaoban::directory {
namespace {

using Cells = std::vector<std::string>;

struct ReadFile {
  std::vector<CsvRecord> records;
  v1::ImportUnitsResponse out;  // holds the errors
};

ReadFile read(std::string_view text) {
  ReadFile file;
  LineErrors errors;
  file.records = read_csv(text, errors);
  errors.write(*file.out.mutable_errors());
  return file;
}

TEST(Csv, ReadsCellsBetweenCommas) {
  const auto file = read("a,b,c\n1,,3\n");
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[0].cells, (Cells{"a", "b", "c"}));
  EXPECT_EQ(file.records[1].cells, (Cells{"1", "", "3"}));
  EXPECT_EQ(file.out.errors_size(), 0);
}

TEST(Csv, ReadsAnEmptyLastCellAtTheEndOfTheFile) {
  const auto file = read("a,b\n1,");
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[1].cells, (Cells{"1", ""}));
}

TEST(Csv, ReadsQuotedCellsWithCommasQuotesAndLineBreaks) {
  const auto file = read("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\nnext\n");
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[0].cells, (Cells{"a,b", "say \"x\"", "two\nlines"}));
  EXPECT_EQ(file.records[1].line, 3U);
  EXPECT_EQ(file.out.errors_size(), 0);
}

TEST(Csv, ReadsCrLfLfAndAByteOrderMark) {
  const auto file = read(
      "\xEF\xBB\xBF"
      "a,b\r\n1,2\n");
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[0].cells, (Cells{"a", "b"}));
  EXPECT_EQ(file.records[1].cells, (Cells{"1", "2"}));
  EXPECT_EQ(file.out.errors_size(), 0);
}

TEST(Csv, LeavesBlankLinesOutButCountsThem) {
  const auto file = read("a\n\r\n\nb\n");
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[1].line, 4U);
}

struct Bad {
  std::string name;
  std::string text;
  uint32_t line;
  std::string words;
};

class CsvFault : public testing::TestWithParam<Bad> {};

TEST_P(CsvFault, IsSaidOnceWithItsLineAndTheRecordIsMarked) {
  const auto file = read(GetParam().text);
  ASSERT_EQ(file.out.errors_size(), 1) << testing::PrintToString(test::said(file.out.errors()));
  EXPECT_TRUE(test::says(file.out.errors(), GetParam().line, GetParam().words))
      << testing::PrintToString(test::said(file.out.errors()));
  int marked = 0;
  for (const auto& record : file.records) marked += record.whole ? 0 : 1;
  EXPECT_EQ(marked, 1);
}

INSTANTIATE_TEST_SUITE_P(Each, CsvFault,
                         testing::Values(Bad{"QuoteInsidePlainCell", "a\nb\"c\"\nd\n", 2, "stands inside a cell"},
                                         Bad{"TextAfterClosingQuote", "a\n\"b\"c,d\ne\n", 2, "After a closing quote"},
                                         Bad{"QuoteNeverClosed", "a\nb\n\"c\nd\ne", 3, "never closed"},
                                         Bad{"LoneCarriageReturn", "a\rb\nc\n", 1, "lone carriage return"},
                                         Bad{"NotUtf8", "a\nb\xFF\xFE,\xC3\nc\n", 2, "not UTF-8"},
                                         Bad{"Nul", std::string("a\nb\0c\n", 6), 2, "U+0000"},
                                         Bad{"TooManyColumns", "a\n" + std::string(100, ',') + "\n", 2, "64 columns"}),
                         [](const auto& one) { return one.param.name; });

TEST(Csv, KeepsTheFirstErrorsAndSaysHowManyMoreThereAre) {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "\xFF\n";
  const auto file = read(text);
  ASSERT_EQ(file.out.errors_size(), 501);
  EXPECT_TRUE(test::says(file.out.errors(), 500, "100 more errors"));
}

}  // namespace
}  // namespace giaoban::directory
