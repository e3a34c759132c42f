// The letter: what stands in it and what never does, and the forms that mail programs insist on.
#include "services/notifier/letter.h"

#include <gtest/gtest.h>

#include "workflows/core/time.h"

namespace giaoban::notifier {
namespace {

std::string unbase64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto at = kLetters.find(c);
    if (at == std::string_view::npos) continue;
    bits = bits << 6U | static_cast<uint32_t>(at);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255U);
  }
  return out;
}

std::string unencode(std::string text) {
  std::string out;
  for (size_t at = 0; (at = text.find("=?UTF-8?B?", at)) != std::string::npos;) {
    const size_t end = text.find("?=", at + 10);
    out += unbase64(text.substr(at + 10, end - at - 10));
    at = end;
  }
  return out;
}

std::string header(const std::string& message, const std::string& name) {
  const auto at = message.find("\r\n" + name + ": ");
  auto end = message.find("\r\n", at + 2);
  while (message[end + 2] == ' ') end = message.find("\r\n", end + 2);
  return message.substr(at + name.size() + 4, end - at - name.size() - 4);
}

v1::ReasonCount count_of(v1::NoticeReason reason, uint32_t count) {
  v1::ReasonCount one;
  one.set_reason(reason);
  one.set_count(count);
  return one;
}

Letter letter() {
  Letter letter;
  letter.from = "giaoban@luc-nam.vn";
  letter.to = "bithu@example.vn";
  letter.message_id = message_id("d1", "luc-nam");
  letter.date_us = *core::parse_date("2026-11-22") + 17 * core::kHour;
  letter.portal_url = "https://giaoban.example";
  letter.unsubscribe_url = "https://giaoban.example/unsubscribe/0123";
  letter.counts = {count_of(v1::NOTICE_REASON_OVERDUE, 1)};
  return letter;
}

TEST(Letter, SaysHowManyWaitAndWhereInBothLanguages) {
  const std::string message = compose(letter());
  EXPECT_EQ(unencode(header(message, "Subject")), "Giao ban: 1 việc chờ đồng chí xử lý / 1 item waits for you");
  const std::string body = unbase64(message.substr(message.find("\r\n\r\n")));
  EXPECT_NE(body.find("- 1 việc quá hạn\r\n"), std::string::npos);
  EXPECT_NE(body.find("- 1 item is overdue\r\n"), std::string::npos);
  EXPECT_NE(body.find("\r\nhttps://giaoban.example\r\n"), std::string::npos);
}

TEST(Letter, CarriesTheHeadersOfAnAutomaticMail) {
  const std::string message = compose(letter());
  EXPECT_EQ(message.substr(0, message.find("\r\n")), "Date: Sun, 22 Nov 2026 17:00:00 +0700");
  EXPECT_EQ(header(message, "From"), "giaoban@luc-nam.vn");
  EXPECT_EQ(header(message, "To"), "bithu@example.vn");
  EXPECT_EQ(header(message, "Message-ID"), letter().message_id);
  EXPECT_EQ(header(message, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header(message, "MIME-Version"), "1.0");
  EXPECT_EQ(header(message, "Content-Type"), "text/plain; charset=UTF-8");
}

TEST(Letter, HasOnlyShortLinesOfAscii) {
  auto long_link = letter();
  long_link.portal_url = "https://giaoban.example/" + std::string(300, 'x');
  const std::string message = compose(long_link);
  size_t begin = 0;
  for (size_t end; (end = message.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
    const bool link = message.compare(begin, 17, "List-Unsubscribe:") == 0;
    EXPECT_LE(end - begin, link ? 998U : 78U);
  }
  EXPECT_EQ(begin, message.size());
  for (const char c : message) EXPECT_GT(c, 0);
}

TEST(Letter, TellsADecisionAndAnEscalationFromATaskThatWaits) {
  auto other = letter();
  other.counts = {count_of(v1::NOTICE_REASON_DECIDED, 1)};
  EXPECT_NE(unencode(header(compose(other), "Subject")).find("đã có kết quả"), std::string::npos);
  other.counts = {count_of(v1::NOTICE_REASON_ESCALATION, 1)};
  EXPECT_NE(unencode(header(compose(other), "Subject")).find("đôn đốc"), std::string::npos);
}

TEST(Letter, CountsByWhatIsToBeDoneAndSumsUpWhatWaits) {
  auto many = letter();
  many.counts = {count_of(v1::NOTICE_REASON_RETURNED, 1), count_of(v1::NOTICE_REASON_OVERDUE, 3),
                 count_of(v1::NOTICE_REASON_DECIDED, 2)};
  const std::string message = compose(many);
  EXPECT_EQ(unencode(header(message, "Subject")), "Giao ban: 4 việc chờ đồng chí xử lý / 4 items wait for you");
  const std::string body = unbase64(message.substr(message.find("\r\n\r\n")));
  EXPECT_NE(body.find("- 1 việc được trả lại để bổ sung\r\n- 3 việc quá hạn\r\n- 2 việc của đồng chí đã có kết quả"),
            std::string::npos);
}

TEST(Letter, SpeaksOneLanguageToWhomItShould) {
  auto other = letter();
  other.language = v1::LANGUAGE_VI;
  EXPECT_EQ(unencode(header(compose(other), "Subject")), "Giao ban: 1 việc chờ đồng chí xử lý");
  other.language = v1::LANGUAGE_EN;
  const std::string message = compose(other);
  EXPECT_EQ(unencode(header(message, "Subject")), "Giao ban: 1 item waits for you");
  EXPECT_EQ(unbase64(message.substr(message.find("\r\n\r\n"))).find("việc"), std::string::npos);
}

TEST(Letter, OffersTheOneClickOfRfc8058) {
  const std::string message = compose(letter());
  EXPECT_EQ(header(message, "List-Id"), "<giaoban.luc-nam.vn>");
  EXPECT_EQ(header(message, "List-Unsubscribe"), "<https://giaoban.example/unsubscribe/0123>");
  EXPECT_EQ(header(message, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

TEST(MessageId, IsTheSameForOneMessageAndAnotherForTheNext) {
  const auto id = message_id("c1/report/2026-11/0/0/p1/email", "luc-nam");
  EXPECT_EQ(id, message_id("c1/report/2026-11/0/0/p1/email", "luc-nam"));
  EXPECT_NE(id, message_id("c1/report/2026-11/0/0/p2/email", "luc-nam"));
  EXPECT_EQ(message_id("abc", "n"), "<ba7816bf8f01cfea414140de5dae2223@n>");  // FIPS 180-4, example 1
}

TEST(Address, IsPlainAsciiWithOneAt) {
  EXPECT_TRUE(is_address("bi.thu+01@luc-nam.example.vn"));
  EXPECT_TRUE(is_address("giaoban@localhost"));
  for (const std::string bad :
       {"", "bithu", "@a", "a@", "a@b@c", "a b@c", "bí@c.vn", "a@b,c@d", "<a@b>", "a@b>", "\"a\"@b"}) {
    EXPECT_FALSE(is_address(bad)) << bad;
  }
}

TEST(Address, NeverBreaksALine) {
  EXPECT_FALSE(is_address("a@b\r\nBcc: c@d"));
  EXPECT_FALSE(is_address("a@b\n"));
  EXPECT_FALSE(is_address(std::string("a@b\0", 4)));
}

TEST(EncodedHeader, SplitsBetweenCharactersOnly) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "xử lý ";
  const std::string encoded = encode_header(text);
  EXPECT_EQ(unencode(encoded), text);
  size_t words = 0;
  for (size_t at = 0; (at = encoded.find("=?UTF-8?B?", at)) != std::string::npos; ++words) {
    const size_t end = encoded.find("?=", at + 10) + 2;
    EXPECT_LE(end - at, 75U);
    const std::string word = unbase64(encoded.substr(at + 10, end - at - 12));
    EXPECT_NE(static_cast<unsigned char>(word.front()) & 0xc0U, 0x80U);
    at = end;
  }
  EXPECT_GT(words, 5U);
}

TEST(Base64, MatchesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("foobar", 4), "Zm9v\r\nYmFy\r\n");
}

}  // namespace
}  // namespace giaoban::notifier
