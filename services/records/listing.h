// ListDossiers: checks the question, finds a page, and says how to go on behind it.
#pragma once

#include <variant>

#include "giaoban/v1/records.pb.h"
#include "services/records/scope.h"
#include "services/store/store.h"

namespace giaoban::records {

// `total` is exact without words. With words it is exact as long as the search looked at no more than Finder::kCounted
// papers; beyond that it is the number found so far, and it stays what the first page said. A page may be shorter than
// the limit although there is a next one. A page token names a place in the list, not a number of lines: papers that
// come or move meanwhile make no other paper appear twice or be left out. Words without a letter or digit find
// anything.
std::variant<v1::ListDossiersResponse, v1::Refusal> list_dossiers(const v1::ListDossiersRequest& request,
                                                                  const Scope& scope, const core::Directory& directory,
                                                                  const UnitOrder& order, store::Store& store);

}  // namespace giaoban::records
