// Long lists are cut between records only, and every part knows its place in the file.
#include "services/command/csv_parts.h"

#include <gtest/gtest.h>

namespace giaoban::command {
namespace {

TEST(CsvParts, LeaveAShortListWhole) {
  const auto parts = csv_parts("a,b\n1,2\n3,4", 100);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].csv, "a,b\n1,2\n3,4");
  EXPECT_EQ(parts[0].lines_before, 0U);
}

TEST(CsvParts, RepeatTheHeaderAndCountTheLines) {
  const auto parts = csv_parts("a,b\n1,2\n3,4\n5,6\n", 12);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].csv, "a,b\n1,2\n3,4\n");
  EXPECT_EQ(parts[1].csv, "a,b\n5,6\n");
  EXPECT_EQ(parts[1].lines_before, 2U);
}

TEST(CsvParts, KeepARecordWithALineBreakTogether) {
  const auto parts = csv_parts("a\n\"x\ny\"\n\"z\"\"\n\"\n", 8);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].csv, "a\n\"x\ny\"\n");
  EXPECT_EQ(parts[1].csv, "a\n\"z\"\"\n\"\n");
  EXPECT_EQ(parts[1].lines_before, 2U);
}

TEST(CsvParts, GiveAnEmptyListOnePart) {
  EXPECT_EQ(csv_parts("", 10).size(), 1U);
}

}  // namespace
}  // namespace giaoban::command
