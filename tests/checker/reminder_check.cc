// Remembers what was seen.
#include "tests/checker/reminder_check.h"

#include <set>
#include <string>

namespace giaoban::checker {

void check_reminders(const std::vector<v1::LogRecord>& records, Findings& findings) {
  std::set<std::string> notices, opened, met, exempt;
  const auto once = [&](std::set<std::string>& seen, const std::string& id, const std::string& what) {
    if (!seen.insert(id).second) findings.twice(what + " " + id + " comes twice in the log of reminder");
  };
  for (const auto& record : records) {
    const auto& event = record.reminder();
    switch (event.event_case()) {
      case v1::ReminderEvent::kNoticeDue:
        once(notices, event.notice_due().notice_id(), "notice");
        break;
      case v1::ReminderEvent::kObligationOpened:
        once(opened, event.obligation_opened().obligation().obligation_id(), "obligation");
        break;
      case v1::ReminderEvent::kObligationMet:
        once(met, event.obligation_met().obligation_id(), "the keeping of obligation");
        break;
      case v1::ReminderEvent::kObligationExempted:
        once(exempt, event.obligation_exempted().obligation_id(), "the exemption of obligation");
        break;
      case v1::ReminderEvent::kObligationExemptionLifted:
        exempt.erase(event.obligation_exemption_lifted().obligation_id());
        break;
      case v1::ReminderEvent::kObligationReopened:
        met.erase(event.obligation_reopened().obligation_id());
        break;
      default:
        break;
    }
  }
}

}  // namespace giaoban::checker
