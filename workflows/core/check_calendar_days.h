// The part of check_calendar that looks at the days of a pack.
#pragma once

#include "giaoban/v1/calendar.pb.h"
#include "workflows/core/findings.h"

namespace giaoban::core {

// From, until, and every day that differs.
void check_days(const v1::Calendar& calendar, Findings& findings);

}  // namespace giaoban::core
