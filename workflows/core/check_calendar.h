// Check: refuses a calendar by which people would be sent home, or to work, on the wrong day.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "workflows/core/calendar_file.h"

namespace giaoban::core {

using KnowsUnit = std::function<bool(std::string_view unit_id)>;

// All faults, each at its place in the file: no source, another zone, days that are none, out of order, twice or not
// within from and until; spans that are none or overlap; a week without hours; a day of the lunar calendar on another
// date; a day in lieu or swapped one that stands for nothing, or for a day that was worked or off already; complete for
// less than whole years; a unit that is not known, where `knows_unit` is given. Ordinary working days are those of the
// file's own week, else Monday to Friday. Empty: good. Pure; any input ends.
std::vector<v1::KindFault> check_calendar(const CalendarFile& file, const KnowsUnit& knows_unit = {});

}  // namespace giaoban::core
