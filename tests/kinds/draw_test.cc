// The picture of a way: every state, every arrow, both languages, and words that mean something to Graphviz.
#include "tests/kinds/broken_kind.h"

namespace giaoban::core {
namespace {

std::string drawing(const std::string& text) {
  return draw(read_kind_file(text).kind);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Draw, ShowsWhoIsAskedAndWhen) {
  const std::string dot = drawing(good_kind());
  EXPECT_TRUE(has(dot, "digraph \"note\" {"));
  EXPECT_TRUE(has(dot, "Be Vietnam Pro,Liberation Sans,sans-serif"));
  EXPECT_TRUE(has(dot, "văn thư đảng uỷ xã"));
  EXPECT_TRUE(has(dot, "commune clerk"));
  EXPECT_TRUE(has(dot, "hạn: 16 giờ làm việc"));
  EXPECT_TRUE(has(dot, "due: 3 working days"));
  EXPECT_TRUE(has(dot, "nhắc: +1 người giữ hồ sơ"));
}

TEST(Draw, ShowsEveryMoveThatMovesAndTheExpiry) {
  const std::string dot = drawing(good_kind());
  EXPECT_TRUE(has(dot, "\"draft\" -> \"with_commune\" [label=<Trình<BR/>"));
  EXPECT_TRUE(has(dot, "\"with_commune\" -> \"expired\" [label=<Hết hạn, +5 ngày làm việc"));
  EXPECT_TRUE(has(dot, "\"returned\" -> \"with_commune\" [label=<Trình (tối đa 9 lần)"));
  EXPECT_FALSE(has(dot, "Lưu"));
}

TEST(Draw, UsesTheButtonsOwnLabel) {
  const auto kind = broken({{R"(four_eyes: true)", R"(label { vi: "Tiếp nhận" en: "Acknowledge" })"}});
  EXPECT_TRUE(has(drawing(kind.text), "\"with_district\" -> \"approved\" [label=<Tiếp nhận<BR/>"));
}

TEST(Draw, PaintsEndsByTheirOutcome) {
  const std::string dot = drawing(good_kind());
  const auto line = [&](const std::string& state) {
    const size_t from = dot.find("\n  \"" + state + "\" [");
    return dot.substr(from, dot.find('\n', from + 1) - from);
  };
  EXPECT_TRUE(has(line("approved"), "#2E7D32"));
  EXPECT_TRUE(has(line("rejected"), "#B3261E"));
  EXPECT_TRUE(has(line("expired"), "#6A3E8E"));
  EXPECT_TRUE(has(line("withdrawn"), "peripheries=2"));
  EXPECT_FALSE(has(line("draft"), "peripheries"));
}

TEST(Draw, KeepsWordsOfGraphvizAsWords) {
  const auto kind = broken({{R"(label { vi: "Nháp" en: "Draft" })", R"(label { vi: "A<B> & \"C\"" en: "]; x" })"}});
  EXPECT_TRUE(has(drawing(kind.text), "A&lt;B&gt; &amp; &quot;C&quot;"));
  v1::Kind odd;
  odd.set_name("a\"b\\");
  EXPECT_TRUE(has(draw(odd), R"(digraph "a\"b\\" {)"));
}

}  // namespace
}  // namespace giaoban::core
