// What units owe: opened for a period, met or missed, taken back, and chased along the cadence's ladder.
#pragma once

#include <string>

#include "services/reminder/obligation_rows.h"
#include "services/reminder/periods.h"
#include "services/reminder/scribe.h"

namespace giaoban::reminder {

// Keeps references: directory and periods must outlive it. Everything is written through the scribe's step.
class Duties {
 public:
  Duties(const core::Directory& directory, const Periods& periods) : directory_(directory), periods_(periods) {}

  // The unit owes this; done twice, it changes nothing. A paper that is there already answers at once.
  void open(Scribe& scribe, const Period& period, const std::string& unit_id) const;

  // Sets the obligation by the papers as they stand: the linked one, as long as it is handed in, else the one handed in
  // first, else one that was begun. On time when handed in by the due time. A paper withdrawn, rejected or ended by
  // time answers nothing, so a hand-in before it is forgotten. Nothing happens where nothing is owed.
  void reckon(Scribe& scribe, const ObligationKey& key) const;

  // Nothing is owed any more, by a decision: no rung comes, and a paper that is there or comes answers nothing. The row
  // is open or missing before; `person_id` is empty for the operator.
  void exempt(Scribe& scribe, ObligationRow& row, const std::string& basis, const std::string& person_id) const;
  // It stands as if it had never been exempt: open or missing by the clock, or met by the paper that is there. Rungs
  // that passed meanwhile are not made up for.
  void lift(Scribe& scribe, ObligationRow& row, const std::string& person_id) const;

  // Tells the rungs whose time has come and misses what is overdue; only for rows with nothing handed in.
  void climb(Scribe& scribe, ObligationRow row) const;

  // Whom a rung speaks to at `now_us`.
  Recipients recipients(const v1::Obligation& owed, const v1::Kind& kind, const v1::Rung& rung, int64_t now_us) const;
  // The version under which its period was opened; nullptr when the period is not known.
  const v1::Kind* kind_of(const v1::Obligation& obligation) const;

 private:
  const core::Calendar& calendar_of(const v1::Obligation& obligation) const;
  void meet(Scribe& scribe, ObligationRow& row, const std::string& dossier_id, int64_t handed_us) const;
  void tell(Scribe& scribe, const v1::Obligation& owed, const v1::Kind& kind, const v1::Rung& rung) const;

  const core::Directory& directory_;
  const Periods& periods_;
};

}  // namespace giaoban::reminder
