// What units owe: opened for a period, met or missed, taken back, and chased along the cadence's ladder.
#include "services/reminder/duties.h"

#include <algorithm>

#include "services/reminder/exemption_rows.h"
#include "services/reminder/ladder.h"
#include "services/reminder/paper_rows.h"

namespace giaoban::reminder {

namespace {

bool is_met(v1::ObligationState state) {
  return state == v1::OBLIGATION_STATE_ON_TIME || state == v1::OBLIGATION_STATE_LATE;
}

// nullptr when no paper is there that answers, or might.
const Answer* choose(const v1::Obligation& owed, const std::vector<Answer>& answers) {
  const Answer* best = nullptr;
  const auto rank = [&](const Answer& a) {
    const bool linked = a.dossier_id == owed.dossier_id();
    if (a.handed_us != 0) return linked ? 4 : 3;
    return linked ? 2 : 1;
  };
  for (const auto& answer : answers) {
    if (answer.ended && answer.handed_us == 0) continue;
    const bool earlier = best != nullptr && rank(answer) == 3 && rank(*best) == 3 && answer.handed_us < best->handed_us;
    if (best == nullptr || rank(answer) > rank(*best) || earlier) best = &answer;
  }
  return best;
}

// The next moment that an open or missing obligation waits for. It is missed once the due moment itself is over.
int64_t next_of(const ObligationRow& row, const Ladder& ladder, const core::Calendar& calendar) {
  const auto& owed = row.obligation;
  const int64_t rung = next_rung(ladder, owed.due_us(), row.climbed_us, calendar);
  if (owed.state() != v1::OBLIGATION_STATE_OPEN) return rung;
  return rung == 0 ? owed.due_us() + 1 : std::min(rung, owed.due_us() + 1);
}

}  // namespace

const v1::Kind* Duties::kind_of(const v1::Obligation& obligation) const {
  const Period* period = periods_.find(obligation.period(), obligation.kind());
  const auto published = period == nullptr ? nullptr : directory_.kind_by_digest(period->digest);
  return published ? &published->kind : nullptr;  // the directory keeps every version, so the pointer stays good
}

const core::Calendar& Duties::calendar_of(const v1::Obligation& obligation) const {
  return directory_.calendar(obligation.unit_id());
}

void Duties::open(Scribe& scribe, const Period& period, const std::string& unit_id) const {
  const ObligationKey key{unit_id, period.kind, period.period};
  ObligationRow row;
  auto& owed = row.obligation;
  owed.set_obligation_id(key.id());
  owed.set_unit_id(unit_id);
  owed.set_kind(period.kind);
  owed.set_period(period.period);
  const v1::Kind* kind = kind_of(owed);
  const auto due =
      kind == nullptr ? std::nullopt : core::cadence_due(kind->cadence(), period.period, calendar_of(owed));
  owed.set_due_us(due.value_or(period.due_us));
  owed.set_opened_us(scribe.now_us());
  owed.set_state(v1::OBLIGATION_STATE_OPEN);
  row.climbed_us = scribe.now_us() - 1;  // a rung of this very moment is told, one before it is passed over
  const auto answers = answers_to(scribe.store(), key);
  if (const Answer* begun = choose(owed, answers)) owed.set_dossier_id(begun->dossier_id);
  row.next_us = next_of(row, kind == nullptr ? Ladder() : kind->cadence().reminders(), calendar_of(owed));
  if (!insert_obligation(scribe.store(), row)) return;
  owed.set_state(v1::OBLIGATION_STATE_UNSPECIFIED);
  scribe.move(owed, v1::OBLIGATION_STATE_OPEN);
  v1::ReminderEvent event;
  *event.mutable_obligation_opened()->mutable_obligation() = owed;
  scribe.write(std::move(event));
  if (!answers.empty()) reckon(scribe, key);
}

void Duties::reckon(Scribe& scribe, const ObligationKey& key) const {
  auto row = find_obligation(scribe.store(), key);
  if (!row) return;
  auto& owed = row->obligation;
  const auto answers = answers_to(scribe.store(), key);
  const Answer* answer = choose(owed, answers);
  if (owed.state() == v1::OBLIGATION_STATE_EXEMPT) {
    owed.set_dossier_id(answer == nullptr ? "" : answer->dossier_id);
    return save_obligation(scribe.store(), *row);
  }
  if (answer != nullptr && answer->handed_us != 0) return meet(scribe, *row, answer->dossier_id, answer->handed_us);
  owed.set_dossier_id(answer == nullptr ? "" : answer->dossier_id);
  owed.set_submitted_us(0);
  if (!is_met(owed.state())) return save_obligation(scribe.store(), *row);
  scribe.move(owed, v1::OBLIGATION_STATE_OPEN);
  v1::ReminderEvent event;
  event.mutable_obligation_reopened()->set_obligation_id(owed.obligation_id());
  scribe.write(std::move(event));
  row->climbed_us = scribe.now_us();  // what was passed while it was answered is not made up for
  climb(scribe, std::move(*row));
}

void Duties::exempt(Scribe& scribe, ObligationRow& row, const std::string& basis, const std::string& person_id) const {
  auto& owed = row.obligation;
  scribe.move(owed, v1::OBLIGATION_STATE_EXEMPT);
  owed.set_exempt_basis(basis);
  owed.set_exempted_by(person_id);
  row.next_us = 0;
  save_obligation(scribe.store(), row);
  put_exemption(scribe.store(), {owed.unit_id(), owed.kind(), owed.period()}, basis, person_id);
  v1::ReminderEvent event;
  auto& exempted = *event.mutable_obligation_exempted();
  exempted.set_obligation_id(owed.obligation_id());
  exempted.set_basis(basis);
  exempted.set_person_id(person_id);
  scribe.write(std::move(event), person_id.empty() ? "key:operator" : person_id);
}

void Duties::lift(Scribe& scribe, ObligationRow& row, const std::string& person_id) const {
  auto& owed = row.obligation;
  const ObligationKey key{owed.unit_id(), owed.kind(), owed.period()};
  scribe.move(owed, scribe.now_us() > owed.due_us() ? v1::OBLIGATION_STATE_MISSING : v1::OBLIGATION_STATE_OPEN);
  owed.clear_exempt_basis();
  owed.clear_exempted_by();
  drop_exemption(scribe.store(), key);
  v1::ReminderEvent event;
  auto& lifted = *event.mutable_obligation_exemption_lifted();
  lifted.set_obligation_id(owed.obligation_id());
  lifted.set_person_id(person_id);
  lifted.set_state(owed.state());
  scribe.write(std::move(event), person_id.empty() ? "key:operator" : person_id);
  const auto answers = answers_to(scribe.store(), key);
  const Answer* answer = choose(owed, answers);
  if (answer != nullptr && answer->handed_us != 0) return meet(scribe, row, answer->dossier_id, answer->handed_us);
  const v1::Kind* kind = kind_of(owed);
  row.climbed_us = scribe.now_us();
  row.next_us = next_of(row, kind == nullptr ? Ladder() : kind->cadence().reminders(), calendar_of(owed));
  save_obligation(scribe.store(), row);
}

void Duties::meet(Scribe& scribe, ObligationRow& row, const std::string& dossier_id, int64_t handed_us) const {
  auto& owed = row.obligation;
  if (is_met(owed.state()) && owed.dossier_id() == dossier_id && owed.submitted_us() == handed_us) return;
  owed.set_dossier_id(dossier_id);
  owed.set_submitted_us(handed_us);
  scribe.move(owed, handed_us <= owed.due_us() ? v1::OBLIGATION_STATE_ON_TIME : v1::OBLIGATION_STATE_LATE);
  row.next_us = 0;
  save_obligation(scribe.store(), row);
  v1::ReminderEvent event;
  auto& met = *event.mutable_obligation_met();
  met.set_obligation_id(owed.obligation_id());
  met.set_dossier_id(dossier_id);
  met.set_submitted_us(handed_us);
  met.set_state(owed.state());
  scribe.write(std::move(event));
}

void Duties::climb(Scribe& scribe, ObligationRow row) const {
  auto& owed = row.obligation;
  const v1::Kind* kind = kind_of(owed);
  const Ladder ladder = kind == nullptr ? Ladder() : kind->cadence().reminders();
  if (owed.state() == v1::OBLIGATION_STATE_OPEN && scribe.now_us() > owed.due_us()) {
    scribe.move(owed, v1::OBLIGATION_STATE_MISSING);
    v1::ReminderEvent event;
    event.mutable_obligation_missed()->set_obligation_id(owed.obligation_id());
    scribe.write(std::move(event));
  }
  const auto rungs = reached(ladder, owed.due_us(), row.climbed_us, scribe.now_us(), calendar_of(owed));
  for (const auto& rung : rungs) tell(scribe, owed, *kind, rung);
  // Looked at for another calendar only: the next one may still move a rung to a time before now, and it is not lost.
  if (!rungs.empty()) row.climbed_us = scribe.now_us();
  row.next_us = next_of(row, ladder, calendar_of(owed));
  save_obligation(scribe.store(), row);
}

void Duties::tell(Scribe& scribe, const v1::Obligation& owed, const v1::Kind& kind, const v1::Rung& rung) const {
  v1::NoticeDue notice;
  notice.set_reason(reason_of(rung));
  notice.set_obligation_id(owed.obligation_id());
  notice.set_dossier_id(owed.dossier_id());
  notice.set_rung_days(rung.days());
  notice.set_whom(rung.whom());
  notice.set_due_us(owed.due_us());
  notice.set_since_us(rung_at(owed.due_us(), rung.days(), calendar_of(owed)));
  notice.set_kind(owed.kind());
  scribe.tell(notice, rung_name(rung.days()), owed.period(), recipients(owed, kind, rung, scribe.now_us()));
}

Recipients Duties::recipients(const v1::Obligation& owed, const v1::Kind& kind, const v1::Rung& rung,
                              int64_t now_us) const {
  if (rung.whom() == v1::WHOM_SUPERIOR) return superiors(directory_, owed.unit_id(), now_us);
  return owners(directory_, kind, owed.unit_id(), now_us);
}

}  // namespace giaoban::reminder
