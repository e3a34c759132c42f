// Walks down the reminder's log: no notice and no obligation happens twice.
#pragma once

#include <vector>

#include "giaoban/v1/log.pb.h"
#include "tests/checker/findings.h"

namespace giaoban::checker {

// A notice id twice, an obligation opened twice, or met twice with no reopening between, is a duplicate effect.
void check_reminders(const std::vector<v1::LogRecord>& records, Findings& findings);

}  // namespace giaoban::checker
