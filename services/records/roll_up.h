// RollUpReports: brings the numbers of many papers of one kind and period together, as the form in force says.
#pragma once

#include <variant>

#include "giaoban/v1/records.pb.h"
#include "services/records/scope.h"
#include "services/store/store.h"

namespace giaoban::records {

// Counts the latest handed-in version of every paper that was neither taken back nor rejected. With a unit its own
// papers are left out: only what lies below is brought together. A kind that is owed needs a period. Sums that no
// longer fit stop at the largest number; averages are rounded half away from zero. A list has no total, only `given`.
std::variant<v1::RollUpReportsResponse, v1::Refusal> roll_up_reports(const v1::RollUpReportsRequest& request,
                                                                     const Scope& scope,
                                                                     const core::Directory& directory,
                                                                     store::Store& store);

}  // namespace giaoban::records
