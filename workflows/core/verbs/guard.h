// What must hold before any verb: the state knows it, nothing waits to seal, the person may, four eyes, no claim.
#pragma once

#include <optional>
#include <variant>

#include "workflows/core/decide.h"

namespace giaoban::core {

// Leave to act: where the dossier stands, the move that the kind offers there, and by which right.
struct Grant {
  const v1::State* state = nullptr;
  const v1::Move* move = nullptr;  // nullptr for verbs that need none
  v1::Actor actor;
};
using Admission = std::variant<Grant, v1::Refusal>;

// Who a verb is for.
enum class Who {
  kHolder,           // whoever the paper waits for: its author, or the office asked
  kAuthor,           // its author, wherever it stands
  kAuthorOrDecider,  // its author, or an office that the kind asks in the unit asked last
  kReader,           // whoever may read it
};

// What a verb asks for, as its file says.
struct Rule {
  v1::Verb verb = v1::VERB_UNSPECIFIED;
  Who who = Who::kHolder;
  bool decides = false;        // four eyes, unless the move says otherwise, and only the claimant
  bool with_author = false;    // only while the paper is with its author
  bool at_end = false;         // also when the dossier has ended
  bool needs_move = true;      // the state must offer it
  bool while_pending = false;  // also while a decision waits to seal
};

// Asks in the order that decide.h gives. Verbs that a deadline may use too (expire, undo, seal) do not come here.
Admission admit(const v1::Dossier& dossier, const Context& context, const Rule& rule);

// The author's right: an office of may_open in the unit whose paper it is.
std::optional<v1::Actor> author_right(const v1::Dossier& dossier, const Context& context);

// The right of whoever the paper waits for.
std::optional<v1::Actor> holder_right(const v1::Dossier& dossier, const v1::State& state, const Context& context);

// Whether the paper is claimed by somebody else who still is of the office that it waits for. The claim of who has left
// it, own or lent, counts for nothing: what is open moves on to whoever comes after.
bool is_claimed_by_another(const v1::Dossier& dossier, const v1::State& state, const Context& context);

// Whether this natural person, or whoever it represents, had a hand in the paper or decided on it in this round.
bool had_a_hand(const v1::Dossier& dossier, const v1::Actor& actor);

// Whoever decided takes the decision back or lets it go out: only while the office that gave the right is still theirs.
Admission still_deciding(const v1::Actor& decider, v1::Verb verb, const Context& context);

// The actor of what the router does on its own account: nobody, at the position heard.
v1::Actor router_itself(const Context& context);

}  // namespace giaoban::core
