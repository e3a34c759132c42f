// Writes what the reminder decides in one step: events into its log, each notice once, and the counts.
#include "services/reminder/scribe.h"

namespace giaoban::reminder {

namespace {

// Everything of a notice's key but the person. Where a rung found nobody, a slash and a number stand for one.
std::string key_of(const std::string& subject, uint32_t generation, std::string_view rung) {
  return subject + "/" + std::to_string(generation) + "/" + std::string(rung) + "/";
}

}  // namespace

std::string_view Scribe::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS notice_made (notice_id TEXT PRIMARY KEY, whom BIGINT NOT NULL) WITHOUT ROWID;
  )";
}

Scribe::Made Scribe::made(store::Store& store, const std::string& subject, uint32_t generation, std::string_view rung,
                          v1::Whom whom) {
  const std::string from = key_of(subject, generation, rung);
  const std::string until = from.substr(0, from.size() - 1) + '0';  // what follows a slash
  Made made;
  store.prepare("SELECT notice_id, whom FROM notice_made WHERE notice_id >= $1 AND notice_id < $2")
      .each({std::string_view(from), std::string_view(until)}, [&](const store::Row& row) {
        const auto id = row.text(0);
        const bool here = row.integer(1) == whom;
        if (id.substr(from.size()).starts_with('/')) {
          made.vacant = made.vacant || here;
          return;
        }
        made.person_ids.emplace_back(id.substr(from.size()));
        if (here) made.notice_ids.emplace_back(id);
      });
  return made;
}

uint64_t Scribe::write(v1::ReminderEvent event, const std::string& principal) {
  v1::LogRecord record;
  record.set_at_us(now_us());
  record.set_trace_id(trace_id_);
  record.set_principal(principal.empty() ? "reminder" : principal);
  *record.mutable_reminder() = std::move(event);
  return work_.log.append(record);
}

void Scribe::move(v1::Obligation& obligation, v1::ObligationState to) {
  tally_.moved(obligation, obligation.state(), to);
  obligation.set_state(to);
}

void Scribe::tell(const v1::NoticeDue& notice, std::string_view rung, const std::string& period,
                  const Recipients& recipients) {
  const std::string& subject = notice.obligation_id().empty() ? notice.dossier_id() : notice.obligation_id();
  const std::string key = key_of(subject, notice.generation(), rung);
  if (recipients.empty()) note(key + "/" + std::to_string(notice.whom()), notice.whom());
  for (const auto& recipient : recipients) {
    const std::string id = key + recipient.person_id;
    const bool fresh = note(id, notice.whom());
    if (!fresh) continue;
    v1::ReminderEvent event;
    auto& due = *event.mutable_notice_due();
    due = notice;
    due.set_notice_id(id);
    due.set_person_id(recipient.person_id);
    due.set_for_person_id(recipient.for_person_id);
    *due.mutable_holder() = recipient.holder;
    tally_.told(period, due);
    write(std::move(event));
  }
}

bool Scribe::note(const std::string& id, v1::Whom whom) {
  return store()
             .prepare("INSERT INTO notice_made (notice_id, whom) VALUES ($1, $2) ON CONFLICT DO NOTHING")
             .run({std::string_view(id), int64_t{whom}}) == 1;
}

}  // namespace giaoban::reminder
