// Working time at UTC+7: Monday to Friday, 07:30-11:30 and 13:30-17:00. Pure arithmetic on microseconds UTC.
// Public holidays are dated data and come with the calendar rule packs; until then every Monday to Friday is worked.
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
bool is_working_day(Day day);

// 17:00 of the day that `us` falls in (even when that is past), or of the next working day when it is a day of rest.
int64_t end_of_working_day(int64_t us);
// End of the working day `days` working days after (before, when negative) the working day of `us`; the working day of
// a Saturday is the Monday after it.
int64_t add_working_days(int64_t us, int days);
// The moment after `hours` hours of working time counted from `us`; the end of a day rather than the beginning of the
// next. `us` itself when `hours` is 0 or less.
int64_t add_working_hours(int64_t us, int hours);

// The first moment of a period "2026-11" or "2026-Q4"; empty when the text is no period.
std::optional<int64_t> period_start(std::string_view period);
// The period after it, of the same length; empty when the text is no period.
std::string next_period(std::string_view period);
// The period of that length in which `us` lies; empty for EVERY_UNSPECIFIED.
std::string period_of(int64_t us, v1::Every every);
// When the cadence opens and wants the paper of a period; both empty when the text is no period of its length.
std::optional<int64_t> cadence_opens(const v1::Cadence&, std::string_view period);
std::optional<int64_t> cadence_due(const v1::Cadence&, std::string_view period);
// "2026-11-22" -> midnight in the zone; empty when it is no date of the calendar.
std::optional<int64_t> parse_date(std::string_view date);
// For people: "22/11/2026 17:00".
std::string for_people(int64_t us);

}  // namespace giaoban::core
