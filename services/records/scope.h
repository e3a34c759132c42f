// What a caller may see: the units of their offices and everything below; an operator sees everything.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/records/unit_order.h"
#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::records {

struct Scope {
  std::vector<std::string> tops;   // none below another; the empty id stands for everything
  std::vector<PlaceRange> ranges;  // one per top, in order of places
  // Offices through which papers wait for the caller: unit and role; nobody's for an operator. A paper that is with its
  // author waits for the first role that may open its kind; the others of its unit that may open it are asked too.
  std::set<std::pair<std::string, v1::Role>> offices = {};
};

// The part of the tree that a question is about. With a unit: it and everything below, NOT_FOUND when there is none,
// NOT_AUTHORISED when the caller holds no office there or above. Without: all that the caller may see, perhaps nothing.
std::variant<Scope, v1::Refusal> scope_of(const std::string& unit_id, const runtime::Call& call,
                                          const core::Directory& directory, const UnitOrder& order, int64_t now_us);

}  // namespace giaoban::records
