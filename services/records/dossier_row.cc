// Folding one event into a row.
#include "services/records/dossier_row.h"

#include "workflows/core/way.h"

namespace giaoban::records {

namespace {

// What an event is applied with.
struct With {
  const v1::Kind* kind;
  int64_t at_us;
};

bool enter(DossierRow& row, const v1::Entered& entered, const With& with) {
  const v1::Kind* kind = with.kind;
  row.state = entered.state();
  row.due_us = entered.due_us();
  row.ended = entered.end();
  row.with_author = entered.with_author();
  row.holder_unit = entered.end() ? "" : entered.holder().unit_id();
  row.holder_role = entered.end() ? v1::ROLE_UNSPECIFIED : entered.holder().role();
  row.entered_us = with.at_us;
  row.returned = false;
  row.outcome = v1::OUTCOME_UNSPECIFIED;
  row.pending.clear();
  if (!entered.end() || kind == nullptr) return true;
  if (const auto* state = core::find_state(*kind, entered.state())) row.outcome = state->outcome();
  return true;
}

// A decision that is not held, or whose hold is over.
bool take_effect(DossierRow& row, const v1::DossierEvent& event, const With& with) {
  switch (event.event_case()) {
    case v1::DossierEvent::kApproved:
      row.decided = enter(row, event.approved().entered(), with);
      row.counted = row.rounds > 0;
      return true;
    case v1::DossierEvent::kForwarded:
      row.decided = enter(row, event.forwarded().entered(), with);
      return true;
    case v1::DossierEvent::kSentBack:
      row.decided = enter(row, event.sent_back().entered(), with);
      row.returned = row.with_author;
      ++row.returns;
      return true;
    case v1::DossierEvent::kRejected:
      row.decided = enter(row, event.rejected().entered(), with);
      row.counted = false;
      return true;
    default:
      return false;
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

bool seal(DossierRow& row, const With& with) {
  v1::DossierEvent held;
  if (row.pending.empty() || !held.ParseFromString(row.pending)) return false;
  row.pending.clear();
  return take_effect(row, held, with);
}

// Ways of moving that nobody holds.
bool move(DossierRow& row, const v1::DossierEvent& event, const With& with) {
  switch (event.event_case()) {
    case v1::DossierEvent::kOpened:
      return enter(row, event.opened().entered(), with);
    case v1::DossierEvent::kSubmitted:
      row.rounds = event.submitted().round();
      row.counted = true;
      row.decided = false;
      return enter(row, event.submitted().entered(), with);
    case v1::DossierEvent::kWithdrawn:
      row.counted = false;
      row.decided = false;
      return enter(row, event.withdrawn().entered(), with);
    case v1::DossierEvent::kReopened:
      // Back before its judges the paper speaks again; with its author it waits for the next hand-in.
      if (!event.reopened().entered().with_author()) row.counted = row.rounds > 0;
      row.decided = false;
      return enter(row, event.reopened().entered(), with);
    case v1::DossierEvent::kExpired:
      return enter(row, event.expired().entered(), with);
    default:
      return take_effect(row, event, with);
  }
}

}  // namespace

v1::Stage stage_of(const DossierRow& row) {
  if (row.outcome == v1::OUTCOME_APPROVED) return v1::STAGE_APPROVED;
  if (row.rounds == 0) return v1::STAGE_OPENED;
  return row.decided || row.ended ? v1::STAGE_DECIDED : v1::STAGE_HANDED_IN;
}

bool apply(DossierRow& row, const v1::DossierEvent& event, const v1::Kind* kind) {
  const With with{kind, event.at_us()};
  row.version = static_cast<int64_t>(event.version());
  row.changed_us = event.at_us();
  bool entered = false;
  if (event.has_undone()) {
    row.pending.clear();
  } else if (event.has_sealed()) {
    entered = seal(row, with);
  } else if (seals_us(event) > 0) {
    row.pending = event.SerializeAsString();
  } else {
    entered = move(row, event, with);
  }
  row.stage = stage_of(row);
  return entered;
}

}  // namespace giaoban::records
