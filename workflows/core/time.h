// Days and periods at UTC+7. Pure arithmetic on microseconds UTC; who works when is the calendar's to say.
// Total: moments outside the years 1 to 9999 count as the nearest moment inside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "giaoban/v1/kind.pb.h"

namespace giaoban::core {

inline constexpr int64_t kSecond = 1'000'000;
inline constexpr int64_t kMinute = 60 * kSecond;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kDay = 24 * kHour;
// Asia/Ho_Chi_Minh has been UTC+7 without a change since 1975-06-13.
inline constexpr int64_t kZone = 7 * kHour;

// A day of the calendar in the zone.
struct Day {
  int year = 0;
  unsigned month = 0;  // 1-12
  unsigned day = 0;    // 1-31
  bool operator==(const Day&) const = default;
};

Day day_of(int64_t us);
// Midnight at the beginning of the day; a day past the end of its month means the last of that month.
int64_t start_of(Day day);

// Days are numbered from 1970-01-01 in the zone; the first is 0001-01-01, the last 9999-12-31.
inline constexpr int64_t kFirstDay = -719'162;
inline constexpr int64_t kLastDay = 2'932'896;
int64_t day_number(int64_t us);
// Midnight at the beginning of the day with that number; its inverse.
int64_t midnight(int64_t day);
// 0 is Monday, 6 Sunday.
int weekday(int64_t day);

// The first moment of a period "2026-11" or "2026-Q4"; empty when the text is no period.
std::optional<int64_t> period_start(std::string_view period);
// The period after it, of the same length; empty when the text is no period.
std::string next_period(std::string_view period);
// The period of that length in which `us` lies; empty for EVERY_UNSPECIFIED.
std::string period_of(int64_t us, v1::Every every);
// When the cadence opens for a period; empty when the text is no period of its length. When it wants the paper depends
// on a calendar: cadence_due in workflows/core/calendar.h.
std::optional<int64_t> cadence_opens(const v1::Cadence&, std::string_view period);
// "2026-11-22" -> midnight in the zone; empty when it is no date of the calendar.
std::optional<int64_t> parse_date(std::string_view date);
// The day as "2026-11-22".
std::string date_text(Day day);
// For people: "22/11/2026 17:00".
std::string for_people(int64_t us);

}  // namespace giaoban::core
