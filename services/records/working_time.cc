// Counting whole weeks, whole days and the rest of a day.
#include "services/records/working_time.h"

#include <algorithm>

#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

using core::kDay;
using core::kHour;

constexpr int64_t kMorning = 7 * kHour + kHour / 2;
constexpr int64_t kMorningWork = 4 * kHour;
constexpr int64_t kAfternoon = 13 * kHour + kHour / 2;
constexpr int64_t kAfternoonWork = 3 * kHour + kHour / 2;
static_assert(kMorningWork + kAfternoonWork == kWorkedDayUs);

}  // namespace

int64_t worked_until(int64_t at_us) {
  const int64_t local = std::max<int64_t>(at_us, 0) + core::kZone;
  const int64_t day = local / kDay + 3;  // since a Monday: 1970-01-01 was a Thursday
  const int64_t weekday = day % 7;
  int64_t worked = (day / 7 * 5 + std::min<int64_t>(weekday, 5)) * kWorkedDayUs;
  if (weekday < 5) {
    const int64_t time = local % kDay;
    worked += std::clamp<int64_t>(time - kMorning, 0, kMorningWork) +
              std::clamp<int64_t>(time - kAfternoon, 0, kAfternoonWork);
  }
  return worked;
}

}  // namespace giaoban::records
