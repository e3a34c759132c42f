// Writes what the reminder decides in one step: events into its log, each notice once, and the counts.
#include "services/reminder/scribe.h"

namespace giaoban::reminder {

std::string_view Scribe::schema() {
  return "CREATE TABLE IF NOT EXISTS notice_made (notice_id TEXT PRIMARY KEY);";
}

void Scribe::write(v1::ReminderEvent event) {
  v1::LogRecord record;
  record.set_at_us(now_us());
  record.set_trace_id(trace_id_);
  record.set_principal("reminder");
  *record.mutable_reminder() = std::move(event);
  work_.log.append(record);
}

void Scribe::move(v1::Obligation& obligation, v1::ObligationState to) {
  tally_.moved(obligation, obligation.state(), to);
  obligation.set_state(to);
}

void Scribe::tell(const v1::NoticeDue& notice, std::string_view rung, const std::string& period,
                  const Recipients& recipients) {
  const std::string& subject = notice.obligation_id().empty() ? notice.dossier_id() : notice.obligation_id();
  for (const auto& recipient : recipients) {
    const std::string id =
        subject + "/" + std::to_string(notice.generation()) + "/" + std::string(rung) + "/" + recipient.person_id;
    const bool fresh = store()
                           .prepare("INSERT INTO notice_made (notice_id) VALUES ($1) ON CONFLICT DO NOTHING")
                           .run({std::string_view(id)}) == 1;
    if (!fresh) continue;
    v1::ReminderEvent event;
    auto& due = *event.mutable_notice_due();
    due = notice;
    due.set_notice_id(id);
    due.set_person_id(recipient.person_id);
    *due.mutable_holder() = recipient.holder;
    tally_.told(period, due);
    write(std::move(event));
  }
}

}  // namespace giaoban::reminder
