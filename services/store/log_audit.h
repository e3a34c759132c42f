// A log against what was signed for it: its chain, its own checkpoints and those that were copied elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/audit.pb.h"
#include "giaoban/v1/report.pb.h"
#include "services/store/checkpoint.h"
#include "services/store/store.h"

namespace giaoban::store {

// A sentence for people, in both languages.
struct Sentence {
  std::string vi;
  std::string en;
};

// What was found. `report.fault` is the English half of `fault`.
struct LogAudit {
  v1::LogVerified report;
  Sentence fault;                 // empty when everything holds
  std::vector<Sentence> remarks;  // no faults: what was given up after a restore, who has taken over
};

// Verifies the chain, then every checkpoint against it: of this log, and of the logs that it continues up to where it
// continues them. What a chain alone cannot show (a cut tail, a suffix made again, a file rolled back) is shown by
// copied checkpoints only. The first bad position is
//   - of a record that does not follow: its own; of a tail that is missing: the one after the last record;
//   - of records that are others than those signed for: the one after the last checkpoint that holds;
//   - of a checkpoint that is no good itself: the one it lies at.
// Works on a reader's store, in one snapshot; `copied` must have been read before, because the owner goes on writing.
// An empty public key means that no checkpoint is looked at. Throws what the store throws.
LogAudit audit_log(Store& store, const LogOwner& owner, std::string_view public_key,
                   const std::vector<v1::SignedCheckpoint>& copied);

}  // namespace giaoban::store
