// The mail that tells somebody to look into the portal: a count and a link, no content and no names. Pure.
#include "services/notifier/letter.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "services/store/digest.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

struct Words {
  std::string_view subject;
  std::string_view vi;
  std::string_view en;
};

Words words_for(v1::NoticeReason reason) {
  if (reason == v1::NOTICE_REASON_DECIDED) {
    return {"Giao ban: 1 việc của đồng chí đã có kết quả / 1 item of yours has been decided",
            "Kính gửi đồng chí,\r\n\r\n1 việc của đồng chí đã có kết quả. Mời đồng chí xem tại:",
            "1 item of yours has been decided. Please see it at the address above."};
  }
  if (reason == v1::NOTICE_REASON_ESCALATION) {
    return {"Giao ban: 1 việc cần đồng chí đôn đốc / 1 item needs your follow-up",
            "Kính gửi đồng chí,\r\n\r\n1 việc ở cấp dưới cần đồng chí đôn đốc. Mời đồng chí xem tại:",
            "1 item below your level needs your follow-up. Please see it at the address above."};
  }
  return {"Giao ban: 1 việc chờ đồng chí xử lý / 1 item waits for you",
          "Kính gửi đồng chí,\r\n\r\n1 việc chờ đồng chí xử lý. Mời đồng chí mở:",
          "1 item waits for you. Please open the address above."};
}

}  // namespace

std::string compose(const Letter& letter) {
  const Words words = words_for(letter.reason);
  std::string text(words.vi);
  text += "\r\n" + letter.portal_url + "\r\n\r\n";
  text += "Thư này do hệ thống gửi tự động; đề nghị không trả lời.\r\n\r\n--\r\n";
  text.append(words.en);
  text += "\r\nThis mail was sent automatically; please do not reply.\r\n";
  return "Date: " + mail_date(letter.date_us) +            //
         "\r\nMessage-ID: " + letter.message_id +          //
         "\r\nFrom: " + letter.from +                      //
         "\r\nTo: " + letter.to +                          //
         "\r\nSubject: " + encode_header(words.subject) +  //
         "\r\nAuto-Submitted: auto-generated"              //
         "\r\nMIME-Version: 1.0"                           //
         "\r\nContent-Type: text/plain; charset=UTF-8"     //
         "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64(text, 76);
}

bool is_address(std::string_view text) {
  constexpr std::string_view kForbidden = "<>()[]\\,;:\"";
  if (text.size() > 254) return false;
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.rfind('@') != at) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < '\x7f' && kForbidden.find(c) == std::string_view::npos; });
}

std::string message_id(std::string_view delivery_id, std::string_view node) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string id = "<";
  for (const char c : store::sha256({delivery_id}).substr(0, 16)) {
    const auto byte = static_cast<unsigned char>(c);
    id += kHex[byte >> 4U];
    id += kHex[byte & 15U];
  }
  return id + "@" + std::string(node) + ">";
}

std::string encode_header(std::string_view text) {
  constexpr size_t kBytes = 39;  // 52 characters of base64, 12 around them, and "Subject: " before the first
  std::string out;
  while (!text.empty()) {
    size_t size = std::min(kBytes, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) --size;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string mail_date(int64_t us) {
  using std::chrono::sys_days;
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const core::Day day = core::day_of(us);
  const sys_days date{std::chrono::year{day.year} / static_cast<int>(day.month) / static_cast<int>(day.day)};
  const auto second = static_cast<int>((us - core::start_of(day)) / core::kSecond);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0700",
                kDays[std::chrono::weekday{date}.c_encoding()], day.day, kMonths[day.month - 1], day.year,
                second / 3600, second / 60 % 60, second % 60);
  return text.data();
}

std::string base64(std::string_view bytes, size_t width) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  size_t in_line = 0;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t three = 0;
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) three = three << 8U | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += k <= count ? kLetters[three >> (18 - 6 * k) & 63U] : '=';
    in_line += 4;
    if (width != 0 && (in_line == width || i + 3 >= bytes.size())) {
      out += "\r\n";
      in_line = 0;
    }
  }
  return out;
}

}  // namespace giaoban::notifier
