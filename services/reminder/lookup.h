// What others ask the reminder: the obligations of a part of the tree, page by page, and whether one is still open.
#pragma once

#include <string>
#include <variant>

#include "giaoban/v1/obligation.pb.h"
#include "services/reminder/periods.h"
#include "services/store/store.h"

namespace giaoban::reminder {

// A page by period, kind and unit. The right to see the unit was checked before. Refuses an unknown unit, a limit over
// 1,000 and a token that it did not give.
std::variant<v1::ListObligationsResponse, v1::Refusal> list_owed(store::Store& store, const core::Directory& directory,
                                                                 const Periods& periods,
                                                                 const v1::ListObligationsRequest& request);

// Open or missing; false also for what was never owed.
v1::CheckOwedResponse check_owed(store::Store& store, const v1::CheckOwedRequest& request);

v1::Refusal no_such_unit(const std::string& unit_id);

}  // namespace giaoban::reminder
