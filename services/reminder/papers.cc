// Papers on their way: follows the router's events, chases whoever a paper waits for, and tells the author what came of
// it.
#include "services/reminder/papers.h"

#include <algorithm>

#include "services/reminder/ladder.h"
#include "workflows/core/evolve.h"
#include "workflows/core/way.h"

namespace giaoban::reminder {

namespace {

// What the reminder never asks for; rows stay small.
void trim(v1::Dossier& dossier) {
  dossier.clear_fields();
  dossier.clear_attachments();
  dossier.clear_remarks();
  dossier.clear_remarks_content();
  dossier.clear_author_hands();
  dossier.clear_decided_hands();
  dossier.clear_asked_units();
  if (dossier.has_pending()) dossier.mutable_pending()->clear_remarks();
}

// The verb whose outcome took effect with this event, also when it was held until now.
v1::Verb effective(const v1::DossierEvent& event, const v1::Dossier& before) {
  switch (event.event_case()) {
    case v1::DossierEvent::kSentBack:
      return v1::VERB_SEND_BACK;
    case v1::DossierEvent::kWithdrawn:
      return v1::VERB_WITHDRAW;
    case v1::DossierEvent::kRejected:
      return v1::VERB_REJECT;
    case v1::DossierEvent::kSealed:
      return before.pending().verb();
    default:
      return v1::VERB_UNSPECIFIED;
  }
}

// When that was to be, however late the router came to it: a held decision takes effect at its own time, a deadline at
// its own.
int64_t since(const v1::DossierEvent& event, const v1::Dossier& before) {
  int64_t at_us = event.at_us();
  if (event.has_sealed()) at_us = std::min(at_us, before.pending().seals_us());
  if (event.has_expired()) at_us = std::min(at_us, before.at().expires_us());
  return at_us;
}

const v1::State* state_of(const v1::Kind* kind, const v1::Dossier& dossier) {
  return kind == nullptr ? nullptr : core::find_state(*kind, dossier.at().state());
}

}  // namespace

const v1::Kind* Papers::kind_of(const v1::Dossier& dossier) const {
  const auto published = directory_.kind_by_digest(dossier.kind_digest());
  return published ? &published->kind : nullptr;
}

const core::Calendar& Papers::calendar_of(const PaperRow& paper) const {
  const auto& at = paper.dossier.at();
  return directory_.calendar(at.with_author() ? paper.dossier.unit_id() : at.holder().unit_id());
}

void Papers::hear(Scribe& scribe, const v1::LogRecord& record) const {
  const auto& event = record.dossier();
  PaperRow paper = find_paper(scribe.store(), event.dossier_id()).value_or(PaperRow{});
  if (paper.opened_at == 0) paper.opened_at = record.position();
  const PaperRow before = paper;
  core::evolve(paper.dossier, event);
  trim(paper.dossier);
  const bool moved = paper.dossier.at().SerializeAsString() != before.dossier.at().SerializeAsString();
  if (moved) paper.climbed_us = event.at_us() - 1;
  if (event.has_opened() || event.has_submitted()) paper.author_id = event.actor().person_id();
  reckon_hand_in(paper, event, moved);
  paper.next_us = next_of(paper);
  save_paper(scribe.store(), paper);

  const bool ended = paper.dossier.at().end();
  if (event.has_opened() || paper.handed_us != before.handed_us || ended != before.dossier.at().end()) {
    duties_.reckon(scribe, {paper.dossier.unit_id(), paper.dossier.kind(), paper.dossier.period()});
  }
  if (!moved) return;
  const auto verb = effective(event, before.dossier);
  const int64_t since_us = since(event, before.dossier);
  if (ended && verb != v1::VERB_WITHDRAW) {
    tell_author(scribe, paper, v1::NOTICE_REASON_DECIDED, since_us);
  } else if (verb == v1::VERB_SEND_BACK) {
    tell_author(scribe, paper, v1::NOTICE_REASON_RETURNED, since_us);
  }
}

// A hand-in stands until the paper is taken back, refused or ended by time; one that was sent back still stands.
void Papers::reckon_hand_in(PaperRow& paper, const v1::DossierEvent& event, bool moved) const {
  const auto& at = paper.dossier.at();
  const bool again = event.has_reopened() && !at.with_author() && !at.end();
  if ((event.has_submitted() || again) && paper.handed_us == 0) paper.handed_us = event.at_us();
  if (event.has_withdrawn()) paper.handed_us = 0;
  if (!moved || !at.end()) return;
  const auto* state = state_of(kind_of(paper.dossier), paper.dossier);
  const auto outcome = state == nullptr ? v1::OUTCOME_UNSPECIFIED : state->outcome();
  if (outcome != v1::OUTCOME_APPROVED && outcome != v1::OUTCOME_UNSPECIFIED) paper.handed_us = 0;
}

int64_t Papers::next_of(const PaperRow& paper) const {
  const auto& at = paper.dossier.at();
  if (at.end() || at.due_us() == 0 || paper.dossier.has_pending()) return 0;
  const auto* state = state_of(kind_of(paper.dossier), paper.dossier);
  return state == nullptr ? 0 : next_rung(state->reminders(), at.due_us(), paper.climbed_us, calendar_of(paper));
}

void Papers::climb(Scribe& scribe, PaperRow paper) const {
  const auto& at = paper.dossier.at();
  const auto* kind = kind_of(paper.dossier);
  const auto* state = state_of(kind, paper.dossier);
  const auto rungs = reached(state == nullptr ? Ladder() : state->reminders(), at.due_us(), paper.climbed_us,
                             scribe.now_us(), calendar_of(paper));
  for (const auto& rung : rungs) tell_rung(scribe, paper, *kind, rung);
  // Looked at for another calendar only: the next one may still move a rung to a time before now, and it is not lost.
  if (!rungs.empty()) paper.climbed_us = scribe.now_us();
  paper.next_us = next_of(paper);
  save_paper(scribe.store(), paper);
}

void Papers::tell_author(Scribe& scribe, const PaperRow& paper, v1::NoticeReason reason, int64_t since_us) const {
  const auto& dossier = paper.dossier;
  const auto* kind = kind_of(dossier);
  if (kind == nullptr) return;
  v1::NoticeDue notice;
  notice.set_reason(reason);
  notice.set_dossier_id(dossier.dossier_id());
  notice.set_generation(dossier.at().generation());
  notice.set_whom(v1::WHOM_AUTHOR);
  notice.set_due_us(dossier.at().due_us());
  notice.set_since_us(since_us);
  notice.set_kind(dossier.kind());
  scribe.tell(notice, reason == v1::NOTICE_REASON_DECIDED ? "decided" : "returned", dossier.period(),
              authors(directory_, *kind, dossier.unit_id(), paper.author_id, scribe.now_us()));
}

void Papers::tell_rung(Scribe& scribe, const PaperRow& paper, const v1::Kind& kind, const v1::Rung& rung) const {
  const auto& dossier = paper.dossier;
  const auto& at = dossier.at();
  v1::NoticeDue notice;
  notice.set_reason(reason_of(rung));
  notice.set_dossier_id(dossier.dossier_id());
  notice.set_generation(at.generation());
  notice.set_rung_days(rung.days());
  notice.set_whom(rung.whom());
  notice.set_due_us(at.due_us());
  notice.set_since_us(rung_at(at.due_us(), rung.days(), calendar_of(paper)));
  notice.set_kind(dossier.kind());
  scribe.tell(notice, rung_name(rung.days()), dossier.period(), recipients(paper, kind, rung, scribe.now_us()));
}

Recipients Papers::recipients(const PaperRow& paper, const v1::Kind& kind, const v1::Rung& rung, int64_t now_us) const {
  const auto& dossier = paper.dossier;
  const auto& at = dossier.at();
  if (rung.whom() == v1::WHOM_AUTHOR) return authors(directory_, kind, dossier.unit_id(), paper.author_id, now_us);
  if (rung.whom() == v1::WHOM_SUPERIOR) {
    return superiors(directory_, at.with_author() ? dossier.unit_id() : at.holder().unit_id(), now_us);
  }
  if (at.with_author()) return owners(directory_, kind, dossier.unit_id(), now_us);
  auto told = holders_of(directory_, at.holder(), now_us);
  // Four eyes keep who handed it in from deciding it as a stand-in: then the holder is told, away or not.
  for (auto& one : told) {
    const bool stands_in = !one.for_person_id.empty();
    if (stands_in && one.person_id == paper.author_id) one = {one.for_person_id, one.holder};
  }
  return told;
}

}  // namespace giaoban::reminder
