// Folding one event into a row.
#include "services/records/dossier_row.h"

#include "workflows/core/way.h"

namespace giaoban::records {

namespace {

void enter(DossierRow& row, const v1::Entered& entered, const v1::Kind* kind) {
  row.state = entered.state();
  row.due_us = entered.due_us();
  row.ended = entered.end();
  row.outcome = v1::OUTCOME_UNSPECIFIED;
  row.pending.clear();
  if (!entered.end() || kind == nullptr) return;
  if (const auto* state = core::find_state(*kind, entered.state())) row.outcome = state->outcome();
}

// A decision that is not held, or whose hold is over.
void take_effect(DossierRow& row, const v1::DossierEvent& event, const v1::Kind* kind) {
  switch (event.event_case()) {
    case v1::DossierEvent::kApproved:
      enter(row, event.approved().entered(), kind);
      row.counted = row.rounds > 0;
      break;
    case v1::DossierEvent::kForwarded:
      enter(row, event.forwarded().entered(), kind);
      break;
    case v1::DossierEvent::kSentBack:
      enter(row, event.sent_back().entered(), kind);
      ++row.returns;
      break;
    case v1::DossierEvent::kRejected:
      enter(row, event.rejected().entered(), kind);
      row.counted = false;
      break;
    default:
      break;
  }
}

int64_t seals_us(const v1::DossierEvent& event) {
  switch (event.event_case()) {
    case v1::DossierEvent::kApproved:
      return event.approved().seals_us();
    case v1::DossierEvent::kForwarded:
      return event.forwarded().seals_us();
    case v1::DossierEvent::kSentBack:
      return event.sent_back().seals_us();
    case v1::DossierEvent::kRejected:
      return event.rejected().seals_us();
    default:
      return 0;
  }
}

void seal(DossierRow& row, const v1::Kind* kind) {
  v1::DossierEvent held;
  if (row.pending.empty() || !held.ParseFromString(row.pending)) return;
  row.pending.clear();
  take_effect(row, held, kind);
}

// Ways of moving that nobody holds.
void move(DossierRow& row, const v1::DossierEvent& event, const v1::Kind* kind) {
  switch (event.event_case()) {
    case v1::DossierEvent::kOpened:
      enter(row, event.opened().entered(), kind);
      break;
    case v1::DossierEvent::kSubmitted:
      enter(row, event.submitted().entered(), kind);
      row.rounds = event.submitted().round();
      row.counted = true;
      break;
    case v1::DossierEvent::kWithdrawn:
      enter(row, event.withdrawn().entered(), kind);
      row.counted = false;
      break;
    case v1::DossierEvent::kReopened:
      enter(row, event.reopened().entered(), kind);
      // Back before its judges the paper speaks again; with its author it waits for the next hand-in.
      if (!event.reopened().entered().with_author()) row.counted = row.rounds > 0;
      break;
    case v1::DossierEvent::kExpired:
      enter(row, event.expired().entered(), kind);
      break;
    default:
      break;
  }
}

}  // namespace

void apply(DossierRow& row, const v1::DossierEvent& event, const v1::Kind* kind) {
  row.version = static_cast<int64_t>(event.version());
  row.changed_us = event.at_us();
  if (event.has_undone()) {
    row.pending.clear();
  } else if (event.has_sealed()) {
    seal(row, kind);
  } else if (seals_us(event) > 0) {
    row.pending = event.SerializeAsString();
  } else {
    move(row, event, kind);
    take_effect(row, event, kind);
  }
}

}  // namespace giaoban::records
