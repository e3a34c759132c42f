// Which verb may stand where in a way, and whether it moves the paper.
#pragma once

#include <optional>

#include "giaoban/v1/kind.pb.h"

namespace giaoban::core {

// Whom a state asks.
enum class Stand { kNobody, kAuthor, kAsked, kEnd };

Stand stand_of(const v1::State& state);

// What a verb may do in a way.
struct VerbRule {
  bool moves = false;      // leads to another state
  bool by_author = false;  // may stand in a state of the author
  bool by_asked = false;   // may stand in a state that asks an office
  bool at_end = false;     // may stand at an end

  bool allows(Stand stand) const;
};

// Empty for verbs that are never written as moves: open, expire, undo, seal, and numbers that this version does not
// know.
std::optional<VerbRule> rule_of(v1::Verb verb);

// A yes, a no, a return or a passing on: what four eyes are about.
bool is_decision(v1::Verb verb);

// Verbs that can come again in one dossier and are counted: the only ones that a bound means something for, because
// a unit is asked once between two hand-ins.
bool leads_back(v1::Verb verb);

}  // namespace giaoban::core
