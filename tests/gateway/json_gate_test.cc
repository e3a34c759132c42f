// What the JSON gate lets pass and what it does not.
#include "services/gateway/json_gate.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace giaoban::gateway {
namespace {

std::optional<v1::RefusalCode> refused(const std::string& text, JsonBounds bounds = {}) {
  const auto refusal = check_json(text, bounds);
  if (!refusal) return std::nullopt;
  EXPECT_FALSE(refusal->text_vi().empty());
  EXPECT_FALSE(refusal->text_en().empty());
  return refusal->code();
}

TEST(JsonGate, LetsStandardJsonPass) {
  for (const char* text :
       {"{}", " { } ", "[]", "{\"a\":[1,-2,0,3.5,1e9,-1.0E-3],\"b\":{\"a\":null},\"c\":true,\"d\":false}", "\"x\"", "0",
        "{\"tên\":\"Chi bộ thôn Ngọc Sơn\"}", "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u1ed9\\ud83d\\ude00\"}",
        "\r\n\t{\"a\":1}\r\n"}) {
    EXPECT_EQ(refused(text), std::nullopt) << text;
  }
}

TEST(JsonGate, RefusesWhatIsNotStandard) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "[1,]",
                           "{\"a\":1,}",
                           "{'a':1}",
                           "{a:1}",
                           "{\"a\" 1}",
                           "{\"a\":}",
                           "{\"a\":1 \"b\":2}",
                           "[1 2]",
                           "01",
                           "-",
                           "+1",
                           "1.",
                           ".5",
                           "1e",
                           "0x10",
                           "NaN",
                           "Infinity",
                           "True",
                           "nul",
                           "{} {}",
                           "{}x",
                           "// note\n{}",
                           "{\"a\":\"line\nbreak\"}",
                           "{\"a\":\"\\x41\"}",
                           "{\"a\":\"\\u12\"}",
                           "{\"a\":\"open",
                           "{\"a\":\"\\",
                           "[\"\t\"]"}) {
    EXPECT_EQ(refused(text), v1::REFUSAL_CODE_MALFORMED) << text;
  }
}

TEST(JsonGate, RefusesTextThatIsNotUtf8) {
  const std::vector<std::string> bad = {
      "\xff",     "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80",
      "\xe1\xbb", "\x80",     "a\xc3"};
  for (const std::string& bytes : bad) EXPECT_EQ(refused("{\"a\":\"" + bytes + "\"}"), v1::REFUSAL_CODE_MALFORMED);
}

TEST(JsonGate, RefusesHalvesOfPairs) {
  for (const char* text : {"[\"\\ud83d\"]", "[\"\\ude00\"]", "[\"\\ud83dx\"]", "[\"\\ud83d\\u0041\"]"}) {
    EXPECT_EQ(refused(text), v1::REFUSAL_CODE_MALFORMED) << text;
  }
}

TEST(JsonGate, RefusesAKeyThatIsThereTwiceHoweverItIsSpelt) {
  EXPECT_EQ(refused("{\"a\":1,\"a\":1}"), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("{\"a\":1,\"\\u0061\":2}"), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("{\"request_id\":\"x\",\"requestId\":\"y\"}"), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]"), v1::REFUSAL_CODE_MALFORMED);
  EXPECT_EQ(refused("[{\"a\":1},{\"a\":1,\"b\":{\"a\":1}}]"), std::nullopt);
}

TEST(JsonGate, NamesTheByteAtWhichItWentWrong) {
  const auto refusal = check_json("{\"a\":1,}", {});
  ASSERT_TRUE(refusal);
  EXPECT_NE(refusal->text_en().find("byte 8"), std::string::npos) << refusal->text_en();
}

TEST(JsonGate, BoundsTheDepth) {
  const auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refused(nested(32)), std::nullopt);
  EXPECT_EQ(refused(nested(33)), v1::REFUSAL_CODE_TOO_LARGE);
  std::string objects;
  for (int i = 0; i < 20'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(refused(objects), v1::REFUSAL_CODE_TOO_LARGE);
}

TEST(JsonGate, RefusesTwentyThousandLevelsAtOnce) {
  const std::string bomb = std::string(20'000, '[') + std::string(20'000, ']');
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(refused(bomb), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(250));
}

TEST(JsonGate, BoundsTheNumberOfKeysAndValues) {
  std::string list = "[0";
  for (int i = 0; i < 9'998; ++i) list += ",0";
  EXPECT_EQ(refused(list + "]"), std::nullopt);
  EXPECT_EQ(refused(list + ",0]"), v1::REFUSAL_CODE_TOO_LARGE);
}

TEST(JsonGate, LetsTheLargestTableOfAFormPass) {
  std::string rows;
  for (int row = 0; row < 200; ++row) {
    std::string cells;
    for (int column = 0; column < 6; ++column) {
      cells += std::string(column ? "," : "") + R"({"name":"c)" + std::to_string(column) + R"(","text":"x"})";
    }
    rows += std::string(row ? "," : "") + "{\"cells\":[" + cells + "]}";
  }
  EXPECT_EQ(refused(R"({"save":{"fields":[{"name":"tasks","table":{"rows":[)" + rows + "]}}]}}"), std::nullopt);
}

}  // namespace
}  // namespace giaoban::gateway
