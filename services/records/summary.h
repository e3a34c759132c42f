// SummariseDossiers: how many dossiers of each kind were begun, and how they ended.
#pragma once

#include <variant>

#include "giaoban/v1/records.pb.h"
#include "services/records/scope.h"
#include "services/store/store.h"

namespace giaoban::records {

// One line per kind in force, also when nothing was begun, by name. What ended by time counts as begun only.
std::variant<v1::SummariseDossiersResponse, v1::Refusal> summarise_dossiers(const v1::SummariseDossiersRequest& request,
                                                                            const Scope& scope,
                                                                            const core::Directory& directory,
                                                                            store::Store& store);

}  // namespace giaoban::records
