// One line per dossier: what its events add up to as far as people look it up, and how each event changes it.
#pragma once

#include <cstdint>
#include <string>

#include "giaoban/v1/event.pb.h"
#include "giaoban/v1/kind.pb.h"
#include "giaoban/v1/records.pb.h"

namespace giaoban::records {

// A row of the table of dossiers. A value.
struct DossierRow {
  int64_t no = 0;          // position of its first event in the router's log: small, unique, the same in every rebuild
  std::string dossier_id;  // 36 characters
  std::string kind;
  std::string kind_digest;
  std::string unit_id;
  int64_t place = 0;  // of the unit, see UnitOrder
  std::string period;
  std::string state;
  bool ended = false;
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  int64_t changed_us = 0;  // business time of the last event
  int64_t due_us = 0;
  int64_t rounds = 0;   // times handed in
  int64_t returns = 0;  // times sent back
  int64_t version = 0;
  bool counted = false;  // its handed-in version counts in sums: not taken back, not rejected
  std::string title;
  std::string pending;      // the held decision, serialised; empty when there is none
  std::string holder_unit;  // of the office that is asked; empty at an end
  v1::Role holder_role = v1::ROLE_UNSPECIFIED;
  int64_t entered_us = 0;    // since when it stands where it stands
  bool with_author = false;  // its author is asked
  bool decided = false;      // somebody decided since it was last handed in, taken back or reopened
  bool returned = false;     // it is with its author because it was sent back
  v1::Stage stage = v1::STAGE_OPENED;

  // Whether it waits for an answer: asked of somebody, and no draft that was never handed in.
  bool waits() const { return !ended && (rounds > 0 || !with_author); }
};

// How far a paper has come. Each stage contains the next, so a draft that was thrown away before it was ever handed in
// has only been begun, although it has ended.
v1::Stage stage_of(const DossierRow& row);

// Applies one event to everything but the title, which comes from the content. `kind` is the pinned one; nullptr leaves
// the outcome open. A held decision changes nothing but the version until it seals. Total, like core::evolve. True when
// the paper came to stand somewhere, be it where it stood before: one stay ended and another began.
bool apply(DossierRow& row, const v1::DossierEvent& event, const v1::Kind* kind);

}  // namespace giaoban::records
