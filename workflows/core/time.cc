// Days and periods at UTC+7. Pure arithmetic on microseconds UTC.
#include "workflows/core/time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace giaoban::core {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// Days are counted from 1970-01-01 in the zone.
constexpr int64_t count_of(year_month_day date) {
  return sys_days{date}.time_since_epoch().count();
}
static_assert(kFirstDay == count_of(std::chrono::year{1} / 1 / 1));
static_assert(kLastDay == count_of(std::chrono::year{9999} / 12 / 31));

// Digits only, exactly all of `text`.
std::optional<int> number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct Period {
  int year = 0;
  int month = 0;   // its first
  int months = 0;  // 1 or 3
};

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  if (!year || *year < 1) return std::nullopt;
  if (text[5] == 'Q') {
    if (text[6] < '1' || text[6] > '4') return std::nullopt;
    return Period{*year, (text[6] - '1') * 3 + 1, 3};
  }
  const auto month = number(text.substr(5, 2));
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return Period{*year, *month, 1};
}

std::string to_text(Period period) {
  std::array<char, 64> text{};
  if (period.months == 3) {
    std::snprintf(text.data(), text.size(), "%04d-Q%d", period.year, (period.month - 1) / 3 + 1);
  } else {
    std::snprintf(text.data(), text.size(), "%04d-%02d", period.year, period.month);
  }
  return text.data();
}

int months_of(v1::Every every) {
  if (every == v1::EVERY_MONTH) return 1;
  return every == v1::EVERY_QUARTER ? 3 : 0;
}

std::optional<Period> period_for(const v1::Cadence& cadence, std::string_view text) {
  const auto period = parse_period(text);
  if (!period || period->months != months_of(cadence.every())) return std::nullopt;
  return period;
}

}  // namespace

int64_t midnight(int64_t day) {
  return day * kDay - kZone;
}

int64_t day_number(int64_t us) {
  const int64_t local = std::clamp(us, midnight(kFirstDay), midnight(kLastDay) + kDay - 1) + kZone;
  return local >= 0 ? local / kDay : -((kDay - 1 - local) / kDay);
}

// 1970-01-01 was a Thursday.
int weekday(int64_t day) {
  return static_cast<int>((((day + 3) % 7) + 7) % 7);
}

Day day_of(int64_t us) {
  const year_month_day date{sys_days{std::chrono::days{day_number(us)}}};
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

int64_t start_of(Day day) {
  const std::chrono::year year{std::clamp(day.year, 1, 9999)};
  const std::chrono::month month{std::clamp(day.month, 1U, 12U)};
  const std::chrono::day last = (year / month / std::chrono::last).day();
  const std::chrono::day within{std::clamp(day.day, 1U, static_cast<unsigned>(last))};
  return midnight(count_of(year / month / within));
}

std::optional<int64_t> period_start(std::string_view period) {
  const auto parsed = parse_period(period);
  if (!parsed) return std::nullopt;
  return start_of({parsed->year, static_cast<unsigned>(parsed->month), 1});
}

std::string next_period(std::string_view period) {
  auto parsed = parse_period(period);
  if (!parsed) return {};
  parsed->month += parsed->months;
  if (parsed->month > 12) {
    parsed->month -= 12;
    ++parsed->year;
  }
  return parsed->year > 9999 ? std::string{} : to_text(*parsed);
}

std::string period_of(int64_t us, v1::Every every) {
  const int months = months_of(every);
  if (months == 0) return {};
  const Day day = day_of(us);
  const int month = static_cast<int>(day.month);
  return to_text({day.year, month - (month - 1) % months, months});
}

std::optional<int64_t> cadence_opens(const v1::Cadence& cadence, std::string_view period) {
  const auto parsed = period_for(cadence, period);
  if (!parsed) return std::nullopt;
  return start_of({parsed->year, static_cast<unsigned>(parsed->month), cadence.opens_day()});
}

std::optional<int64_t> parse_date(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto year = number(date.substr(0, 4));
  const auto month = number(date.substr(5, 2));
  const auto day = number(date.substr(8, 2));
  if (!year || !month || !day || *year < 1) return std::nullopt;
  const Day parsed{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
  const int64_t us = start_of(parsed);
  return day_of(us) == parsed ? std::optional(us) : std::nullopt;
}

std::string date_text(Day day) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", day.year, day.month, day.day);
  return text.data();
}

std::string for_people(int64_t us) {
  const Day day = day_of(us);
  const int64_t day_start = midnight(day_number(us));
  const int64_t minutes = std::clamp<int64_t>(us - day_start, 0, kDay - 1) / kMinute;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02u/%02u/%04d %02d:%02d", day.day, day.month, day.year,
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.data();
}

}  // namespace giaoban::core
