// Rows of exemptions: who freed a unit from what it owed, and on which paper.
#pragma once

#include <string>
#include <string_view>

#include "services/reminder/obligation_rows.h"

namespace giaoban::reminder {

// One row per obligation that is exempt now, beside its own row, so that the many that are not stay small.
std::string_view exemption_schema();

// `person_id` is empty for the operator. Once per obligation, until it is dropped.
void put_exemption(store::Store& store, const ObligationKey& key, const std::string& basis,
                   const std::string& person_id);
void drop_exemption(store::Store& store, const ObligationKey& key);
// Writes basis and person into an obligation that is exempt; leaves any other as it is.
void name_exemption(store::Store& store, v1::Obligation& obligation);

}  // namespace giaoban::reminder
