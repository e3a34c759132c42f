// Small headers are checked before they are believed.
#include "services/gateway/trace.h"

#include <gtest/gtest.h>

namespace giaoban::gateway {
namespace {

TEST(Trace, IsTakenFromAWellFormedTraceparentOnly) {
  EXPECT_EQ(trace_of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), "4bf92f3577b34da6a3ce929d0e0e4736");
  for (const char* bad :
       {"", "4bf92f3577b34da6a3ce929d0e0e4736", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}) {
    EXPECT_EQ(trace_of(bad), std::nullopt) << bad;
  }
}

TEST(Timeout, IsAPositiveNumberOfAtMostTenDigits) {
  EXPECT_EQ(timeout_of("1500"), std::chrono::milliseconds(1500));
  EXPECT_EQ(timeout_of("9999999999"), std::chrono::milliseconds(9'999'999'999));
  for (const char* bad : {"", "0", "-1", "+1", "1.5", "1s", "12345678901"})
    EXPECT_EQ(timeout_of(bad), std::nullopt) << bad;
}

TEST(Token, IsReadFromItsCookieAndFromNoOther) {
  const std::string token(43, 'x');
  EXPECT_EQ(token_of("__Host-giaoban=" + token), token);
  EXPECT_EQ(token_of("a=b; __Host-giaoban=" + token + "; c=d"), token);
  EXPECT_EQ(token_of("giaoban=" + token), "") << "anybody could have set it";
  EXPECT_EQ(token_of("not__Host-giaoban=" + token), "");
  EXPECT_EQ(token_of("__Host-giaoban=" + token + "x"), "");
  EXPECT_EQ(token_of("__Host-giaoban=" + std::string(42, 'x') + "/"), "");
  EXPECT_EQ(token_of("__Host-giaoban="), "");
  EXPECT_EQ(token_of(""), "");
  EXPECT_EQ(token_of("; ;"), "");
}

TEST(Origin, MustNameTheHost) {
  EXPECT_TRUE(is_same_origin("http://127.0.0.1:8080", "127.0.0.1:8080"));
  EXPECT_TRUE(is_same_origin("https://Giaoban.example", "giaoban.example"));
  for (const char* bad : {"null", "http://127.0.0.1", "http://127.0.0.1:8081", "http://evil.example", "127.0.0.1:8080",
                          "ftp://127.0.0.1:8080", "http://127.0.0.1:8080.evil.example", "http://127.0.0.1:8080/"}) {
    EXPECT_FALSE(is_same_origin(bad, "127.0.0.1:8080")) << bad;
  }
}

}  // namespace
}  // namespace giaoban::gateway
