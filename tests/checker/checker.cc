// Runs every check once.
#include "tests/checker/checker.h"

#include "tests/checker/dossier_check.h"
#include "tests/checker/log_check.h"
#include "tests/checker/reminder_check.h"

namespace giaoban::checker {

v1::CheckerReport check(const std::string& data, const std::string& acks) {
  Findings findings;
  read_log(data, "directory", findings);
  const auto dossiers = read_log(data, "router", findings);
  const auto reminders = read_log(data, "reminder", findings);
  const Replay replay(dossiers, findings);
  replay.check_acknowledgements(acks);
  replay.check_states(data);
  check_reminders(reminders, findings);
  return findings.report();
}

}  // namespace giaoban::checker
