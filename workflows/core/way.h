// The way of a paper: states, moves, who is asked at each, when an answer is due.
#pragma once

#include <string_view>
#include <variant>

#include "workflows/core/decide.h"

namespace giaoban::core {

// nullptr when the kind has no such state, the state no such move.
const v1::State* find_state(const v1::Kind& kind, std::string_view name);
const v1::Move* find_move(const v1::State& state, v1::Verb verb);

// Roles of may_open at the level of `unit`: those that may open and write its papers; the paper waits for the first of
// them that somebody holds. Empty when units of this level open none.
std::vector<v1::Role> author_roles(const v1::Kind& kind, const v1::Unit& unit);

// Where a paper of `dossier` stands after entering `state`: the holder found by climbing the tree, due and expiry times
// counted from context.now_us by the calendar of the unit that is asked (the author's own when it is with the author;
// an expiry from there too when the due time is past already), the next generation. A
// state whose unit was already asked since the last hand-in is left out and named in `skipped`: the paper goes where
// that state's approve (else forward) leads; a state with neither is entered all the same. NOT_FOUND when the state or
// a unit is missing, or when nobody holds the office that would be asked; the router's own deadline (no person) does
// enter a vacant office, where the paper waits for the successor. Uses of the dossier only unit_id, period, generation
// and asked_units.
std::variant<v1::Entered, v1::Refusal> enter(const v1::Dossier& dossier, std::string_view state,
                                             const Context& context);

// The same when a round begins, at a hand-in or a reopening: as if nobody had been asked yet.
std::variant<v1::Entered, v1::Refusal> enter_anew(const v1::Dossier& dossier, std::string_view state,
                                                  const Context& context);

}  // namespace giaoban::core
