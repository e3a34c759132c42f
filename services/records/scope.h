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

// Unit and role.
using Offices = std::set<std::pair<std::string, v1::Role>>;

struct Scope {
  std::vector<std::string> tops;   // none below another; the empty id stands for everything
  std::vector<PlaceRange> ranges;  // one per top, in order of places
  // Offices through which papers wait for the caller: unit and role; nobody's for an operator. A paper that is with its
  // author waits for the first role that may open its kind; the others of its unit that may open it are asked too.
  Offices offices = {};
  // A paper that was never handed in is its own unit's business, as the router has it: others see that it is there, but
  // not its title, not by its words, and not which it is. These are the units in which the caller holds an office.
  std::set<std::string> own = {};
  bool opens_all = false;  // an operator

  bool opens(int64_t rounds, const std::string& unit_id) const {
    return opens_all || rounds > 0 || own.contains(unit_id);
  }
};

// Offices that the caller holds at `now_us`, own or lent; of an integrator's key the one that it is bound to, whatever
// else its holder holds; of an operator none. UNAUTHENTICATED when nobody is signed in.
std::variant<Offices, v1::Refusal> held_by(const runtime::Call& call, const core::Directory& directory, int64_t now_us);

// The part of the tree that a question is about. With a unit: it and everything below, NOT_FOUND when there is none,
// NOT_AUTHORISED when the caller holds no office there or above. Without: all that the caller may see, perhaps nothing.
std::variant<Scope, v1::Refusal> scope_of(const std::string& unit_id, const runtime::Call& call,
                                          const core::Directory& directory, const UnitOrder& order, int64_t now_us);

}  // namespace giaoban::records
