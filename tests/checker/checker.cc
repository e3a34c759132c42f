// Runs every check once.
#include "tests/checker/checker.h"

#include "tests/checker/dossier_check.h"
#include "tests/checker/follower_check.h"
#include "tests/checker/log_check.h"
#include "tests/checker/reminder_check.h"

namespace giaoban::checker {

v1::CheckerReport check(const std::string& data, const std::string& acks, const Known& known) {
  Findings findings;
  std::map<std::string, LogRead> logs;
  for (const char* service : {"directory", "router", "reminder"})
    logs[service] = known.without.contains(service) ? LogRead() : read_log(data, service, findings);
  const Replay replay(logs["router"].records, findings);
  replay.check_acknowledgements(acks);
  replay.check_states(data);
  check_reminders(logs["reminder"].records, findings);
  check_followers(data, logs, known, findings);
  return findings.report();
}

}  // namespace giaoban::checker
