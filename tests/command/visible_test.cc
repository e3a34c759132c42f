// What somebody called themselves is shown on the operator's terminal, never obeyed by it.
#include "services/command/visible.h"

#include <gtest/gtest.h>

namespace giaoban::command {
namespace {

TEST(Visible, LeavesWhatPeopleWriteAlone) {
  for (const char* text :
       {"", "Chi bộ thôn Ngọc Sơn", "a\tb\nc", "👍 “Đảng” – …", "Vi\u0323\u0302t", "\xff\xfe", "\xe2\x80"}) {
    EXPECT_EQ(visible(text), text);
  }
}

TEST(Visible, WritesOutWhatATerminalWouldObey) {
  EXPECT_EQ(visible("a\x1b[2Jb"), "a\\x1b[2Jb");
  EXPECT_EQ(visible("\x07\x7f\r"), "\\x07\\x7f\\x0d");
  EXPECT_EQ(visible("\xc2\x9b"
                    "31m"),
            "\\x9b31m")
      << "the escape of eight bits";
  EXPECT_EQ(visible(std::string("a\0b", 3)), "a\\x00b");
}

TEST(Visible, WritesOutWhatTurnsLettersRound) {
  EXPECT_EQ(visible("\u202ehctup\u202c"), "\\u202ehctup\\u202c");
  EXPECT_EQ(visible("\u2066\u2069\u200f"), "\\u2066\\u2069\\u200f");
}

}  // namespace
}  // namespace giaoban::command
