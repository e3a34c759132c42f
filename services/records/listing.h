// ListDossiers: checks the question, finds a page, and says how to go on behind it.
#pragma once

#include <variant>

#include "giaoban/v1/records.pb.h"
#include "services/records/known.h"
#include "services/records/scope.h"

namespace giaoban::records {

// `total` is exact; with words it is counted up to Finder::kCounted, one more means more than that, and it stays what
// the first page said. A page token names a place in the list, not a number of lines: papers that come or move
// meanwhile make no other paper appear twice or be left out. Words without a letter or digit find anything. A draft
// that was never handed in waits for nobody but its author: waiting_for_me shows it, waiting_unit_id and the days do
// not; outside its own unit it has no title and no words find it.
std::variant<v1::ListDossiersResponse, v1::Refusal> list_dossiers(const v1::ListDossiersRequest& request,
                                                                  const Scope& scope, const Known& known);

}  // namespace giaoban::records
