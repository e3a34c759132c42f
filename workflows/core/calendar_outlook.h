// How far the days of rest are known, and when it is time to say that they are not.
#pragma once

#include <optional>

#include "workflows/core/calendar.h"
#include "workflows/core/findings.h"

namespace giaoban::core {

// What an operator must hear at `now_us`: no calendar is in force, none says for any year that it names all its days of
// rest, or the last year of which one does ends in less than 60 days. Empty when all is well.
std::optional<Said> calendar_warning(bool any_in_force, Day known_until, int64_t now_us);

}  // namespace giaoban::core
