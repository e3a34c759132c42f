// `giaoban clock set`: moves business time, in folders made for that; every service, or as many as take it.
#include <CLI/CLI.hpp>

#include "giaoban/v1/runtime.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

// "2026-11-22" is that midnight at UTC+7, "2026-11-22 17:30" (or with a T) that minute.
std::optional<int64_t> parse_moment(const std::string& text) {
  const auto day = core::parse_date(text.substr(0, 10));
  if (!day || text.size() == 10) return day;
  const bool shaped = text.size() == 16 && (text[10] == ' ' || text[10] == 'T') && text[13] == ':';
  if (!shaped) return std::nullopt;
  int parts[2] = {0, 0};
  for (int part = 0; part < 2; ++part) {
    for (size_t i = 0; i < 2; ++i) {
      const char c = text[11 + 3 * static_cast<size_t>(part) + i];
      if (c < '0' || c > '9') return std::nullopt;
      parts[part] = parts[part] * 10 + (c - '0');
    }
  }
  if (parts[0] > 23 || parts[1] > 59) return std::nullopt;
  return *day + parts[0] * core::kHour + parts[1] * core::kMinute;
}

int set(Console& console, const std::string& text) {
  const auto moment = parse_moment(text);
  if (!moment) {
    console.refuse(v1::REFUSAL_CODE_INVALID_FIELD,
                   "\"" + text + "\" không phải là thời điểm. Hãy viết như 2026-11-30 hoặc \"2026-11-30 17:00\".",
                   "\"" + text + "\" is no moment. Write it like 2026-11-30 or \"2026-11-30 17:00\".");
    return kUsage;
  }
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::SetClockRequest request;
  request.set_business_us(*moment);
  v1::SetClockResponse last;
  for (const auto& service : runtime::service_names()) {
    const auto moved = connection->ask<v1::SetClockResponse>(service, "ClockService/SetClock", request);
    if (!moved) {
      console.warn("Dịch vụ " + service + " không nhận; các dịch vụ trước nó đã chỉnh rồi, hãy chạy lại lệnh này.",
                   "The service " + service + " did not take it; those before it did. Run this command again.");
      return kRefused;
    }
    last = *moved;
  }
  console.print(last);
  console.say("Giờ nghiệp vụ là " + core::for_people(last.business_us()), "business time");
  return kOk;
}

}  // namespace

void add_clock(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "clock", "Giờ nghiệp vụ", "business time");
  const auto moment = std::make_shared<std::string>();
  add_verb(noun, console, "set", "Chỉnh giờ tới, chỉ với thư mục tạo bằng init --stepped-clock",
           "move business time forward, only in a folder made by init --stepped-clock",
           "giaoban clock set \"2026-11-30 17:00\"\ngiaoban clock set 2026-12-01",
           [&console, moment] { return set(console, *moment); })
      .add_option("TIME", *moment, "Thời điểm theo giờ Việt Nam / moment at UTC+7")
      ->required();
}

}  // namespace giaoban::command
