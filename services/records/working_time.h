// Working time between two moments, by one subtraction each: how long papers stay and wait.
#pragma once

#include <cstdint>

namespace giaoban::records {

// What is worked on one working day.
inline constexpr int64_t kWorkedDayUs = int64_t{7} * 3'600'000'000 + 1'800'000'000;

// Working time from a fixed Monday up to `at_us`, by the hours of workflows/core/time; so the working time between two
// moments is a difference. Never falls. Total: before 1970 it is that of 1970.
int64_t worked_until(int64_t at_us);

}  // namespace giaoban::records
