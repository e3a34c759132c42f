// The mail that tells somebody to look into the portal: counts and a link, no content and no names. Pure.
#include "services/notifier/letter.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "services/notifier/preferences.h"
#include "services/notifier/wording.h"
#include "services/store/digest.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

constexpr std::string_view kLine = "\r\n";

// What is said in one language: a greeting, the counts, what they are about, the link.
std::string body_vi(const Letter& letter) {
  std::string text = "Kính gửi đồng chí,\r\n\r\n";
  for (const auto& one : letter.counts) text.append("- ").append(say_vi(one)).append(kLine);
  for (const auto& line : letter.lines_vi) text.append("  · ").append(line).append(kLine);
  text += "\r\nMời đồng chí mở:\r\n" + letter.portal_url + "\r\n\r\n";
  text += "Thư này do hệ thống gửi tự động; đề nghị không trả lời.\r\n";
  if (letter.unsubscribe_url.empty()) return text;
  return text + "Chỉ nhận bản tổng hợp buổi sáng: " + letter.unsubscribe_url + "\r\n";
}

std::string body_en(const Letter& letter, bool with_link) {
  std::string text;
  for (const auto& one : letter.counts) text.append("- ").append(say_en(one)).append(kLine);
  for (const auto& line : letter.lines_en) text.append("  · ").append(line).append(kLine);
  text += with_link ? "\r\nPlease open:\r\n" + letter.portal_url + "\r\n\r\n"
                    : std::string("\r\nPlease open the address above.\r\n");
  text += "This mail was sent automatically; please do not reply.\r\n";
  if (letter.unsubscribe_url.empty()) return text;
  return text + "Morning digest only: " + (with_link ? letter.unsubscribe_url : "see the address above") + "\r\n";
}

std::string subject_of(const Letter& letter) {
  if (letter.language == v1::LANGUAGE_EN) return "Giao ban: " + sum_en(letter.counts);
  std::string subject = "Giao ban: " + sum_vi(letter.counts);
  return letter.language == v1::LANGUAGE_VI ? subject : subject + " / " + sum_en(letter.counts);
}

std::string body_of(const Letter& letter) {
  if (letter.language == v1::LANGUAGE_EN) return body_en(letter, true);
  std::string text = body_vi(letter);
  return letter.language == v1::LANGUAGE_VI ? text : text + "\r\n--\r\n" + body_en(letter, false);
}

// RFC 2919, named for the domain that sends; RFC 2369 and RFC 8058 for the one click.
std::string list_headers(const Letter& letter) {
  std::string headers = "\r\nList-Id: <giaoban." + letter.from.substr(letter.from.find('@') + 1) + ">";
  if (letter.unsubscribe_url.empty()) return headers;
  return headers + "\r\nList-Unsubscribe: <" + letter.unsubscribe_url +
         ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click";
}

}  // namespace

std::string compose(const Letter& letter) {
  return "Date: " + mail_date(letter.date_us) +                 //
         "\r\nMessage-ID: " + letter.message_id +               //
         "\r\nFrom: " + letter.from +                           //
         "\r\nTo: " + letter.to +                               //
         "\r\nSubject: " + encode_header(subject_of(letter)) +  //
         list_headers(letter) +                                 //
         "\r\nAuto-Submitted: auto-generated"                   //
         "\r\nMIME-Version: 1.0"                                //
         "\r\nContent-Type: text/plain; charset=UTF-8"          //
         "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64(body_of(letter), 76);
}

bool is_address(std::string_view text) {
  constexpr std::string_view kForbidden = "<>()[]\\,;:\"";
  if (text.size() > 254) return false;
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.rfind('@') != at) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < '\x7f' && kForbidden.find(c) == std::string_view::npos; });
}

std::string message_id(std::string_view dispatch_id, std::string_view node) {
  return "<" + hex(store::sha256({dispatch_id}).substr(0, 16)) + "@" + std::string(node) + ">";
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
