// Undo: whoever decided takes the decision back before it seals; the paper stands where it stood.
#include "workflows/core/verbs/guard.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"

namespace giaoban::core {

Admission may_undo(const v1::Dossier& dossier, const Context& context) {
  if (!dossier.has_pending() || context.now_us >= dossier.pending().seals_us()) return not_pending();
  const v1::Actor& decider = dossier.pending().actor();
  if (context.person_id.empty() || context.person_id != decider.person_id()) return not_authorised(v1::VERB_UNDO);
  return still_deciding(decider, v1::VERB_UNDO, context);
}

Decision decide_undo(const Act& act) {
  Step step = step_by(act);
  step.event.mutable_undone();
  return decided(std::move(step));
}

void evolve_undone(v1::Dossier& dossier, const v1::DossierEvent&) {
  dossier.clear_pending();
}

}  // namespace giaoban::core
