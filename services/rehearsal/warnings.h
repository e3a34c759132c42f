// What makes a rehearsal less than the truth, or shows that nobody would be told.
#pragma once

#include <cstdint>

#include "giaoban/v1/report.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/rehearsal/ensemble.h"
#include "workflows/core/directory.h"

namespace giaoban::rehearsal {

// Business time: from the first moment to the first after it.
struct Span {
  int64_t from_us = 0;
  int64_t until_us = 0;
};

// At most so many units without an office; the last warning says how many more there are.
inline constexpr int kMostVacant = 50;

// Adds them: a mode in which nothing leaves, a calendar that is not known to the end, offices that a reminder of an
// obligation would speak to and that nobody holds.
void add_warnings(Ensemble& ensemble, const core::Directory& directory, const v1::Settings& settings, const Span& span,
                  v1::RehearsalReport& report);

}  // namespace giaoban::rehearsal
