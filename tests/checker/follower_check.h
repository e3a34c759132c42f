// Looks at those who follow the logs: each stands where that log really was, and has done once what it says up to
// there.
#pragma once

#include <map>
#include <string>

#include "tests/checker/checker.h"
#include "tests/checker/findings.h"
#include "tests/checker/log_check.h"

namespace giaoban::checker {

// `logs` by the name of their owner. For router, reminder, notifier and records: the cursor's log id and hash are those
// of the log at its position; nothing is parked; the reminder's papers and the records' rows have the version that the
// router's log gives them up to there; each notice up to there is one delivery in the portal. A service whose file is
// not there has heard nothing, and that is a fault only when all are known to be at rest, at the heads. Never throws.
void check_followers(const std::string& data, const std::map<std::string, LogRead>& logs, const Known& known,
                     Findings& findings);

}  // namespace giaoban::checker
