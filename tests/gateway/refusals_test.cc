// Every refusal has one Connect code, the one that the contract says in brackets.
#include "services/gateway/refusals.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

namespace giaoban::gateway {
namespace {

// What envelope.proto says: a comment that ends in "[code].", then "REFUSAL_CODE_X = n;".
std::map<std::string, std::string> codes_of_the_contract() {
  std::ifstream file(SOURCE_DIR "/proto/giaoban/v1/envelope.proto");
  std::map<std::string, std::string> codes;
  std::string bracket;
  for (std::string line; std::getline(file, line);) {
    const size_t begin = line.rfind('[');
    const size_t end = line.rfind("].");
    if (line.starts_with("  //")) {
      bracket = begin < end && end != std::string::npos ? line.substr(begin + 1, end - begin - 1) : "";
    } else if (line.starts_with("  REFUSAL_CODE_") && !bracket.empty()) {
      codes[line.substr(2, line.find(' ', 2) - 2)] = bracket;
    }
  }
  return codes;
}

TEST(Refusals, EachHasTheConnectCodeThatTheContractSays) {
  const auto contract = codes_of_the_contract();
  const auto* values = v1::RefusalCode_descriptor();
  ASSERT_GT(values->value_count(), 20);
  for (int i = 0; i < values->value_count(); ++i) {
    const auto* value = values->value(i);
    const auto code = connect_code(static_cast<v1::RefusalCode>(value->number()));
    if (value->number() == v1::REFUSAL_CODE_UNSPECIFIED) {
      EXPECT_FALSE(code);
      continue;
    }
    ASSERT_TRUE(contract.contains(value->name())) << value->name() << " has no code in brackets";
    ASSERT_TRUE(code) << value->name() << " has no Connect code";
    EXPECT_EQ(code->name, contract.at(value->name())) << value->name();
    EXPECT_GE(code->status, 400u);
  }
}

TEST(Refusals, BecomeConnectErrorsWithBothLanguagesAndTheRefusalItself) {
  v1::Refusal refusal;
  refusal.set_code(v1::REFUSAL_CODE_OVERLOADED);
  refusal.set_field("a.b");
  refusal.set_text_vi("Bận \"quá\"");
  refusal.set_text_en("Busy\n");
  refusal.set_retry_after_ms(1'001);
  const HttpResponse response = refusal_response(refusal);
  EXPECT_EQ(response.status, 429u);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(
      response.body.find("{\"code\":\"resource_exhausted\",\"message\":\"Bận \\\"quá\\\" / Busy\\u000a\",\"details\":"
                         "[{\"type\":\"giaoban.v1.Refusal\",\"value\":\""),
      0u)
      << response.body;
  EXPECT_EQ(response.body.find('='), std::string::npos) << "base64 in Connect's details has no padding";
  ASSERT_EQ(response.headers.size(), 1u);
  EXPECT_EQ(response.headers[0], (std::pair<std::string, std::string>("Retry-After", "2")));
}

TEST(Refusals, UnknownCodesOfLaterVersionsComeOutAsInternal) {
  v1::Refusal refusal;
  refusal.set_code(static_cast<v1::RefusalCode>(999));
  EXPECT_EQ(refusal_response(refusal).status, 500u);
}

}  // namespace
}  // namespace giaoban::gateway
