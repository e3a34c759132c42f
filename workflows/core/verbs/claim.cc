// Claim and release: one person of the office takes the paper on, and puts it back for the others.
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_claim(const v1::Dossier& dossier, const Context& context) {
  Admission admission = admit(dossier, context, {.verb = v1::VERB_CLAIM});
  const Grant* grant = std::get_if<Grant>(&admission);
  if (grant == nullptr) return admission;
  if (is_claimed_by_another(dossier, *grant->state, context)) return claimed_by_another();
  if (dossier.claimed_by() == context.person_id) return not_open(v1::VERB_CLAIM, *grant->state);
  return admission;
}

Decision decide_claim(const Act& act) {
  Step step = step_by(act);
  step.event.mutable_claimed();
  return decided(std::move(step));
}

void evolve_claimed(v1::Dossier& dossier, const v1::DossierEvent& event) {
  dossier.set_claimed_by(event.actor().person_id());
}

Admission may_release(const v1::Dossier& dossier, const Context& context) {
  Admission admission = admit(dossier, context, {.verb = v1::VERB_RELEASE});
  const Grant* grant = std::get_if<Grant>(&admission);
  if (grant == nullptr) return admission;
  if (dossier.claimed_by().empty()) return not_open(v1::VERB_RELEASE, *grant->state);
  if (is_claimed_by_another(dossier, *grant->state, context)) return claimed_by_another();
  return admission;
}

Decision decide_release(const Act& act) {
  Step step = step_by(act);
  step.event.mutable_released();
  return decided(std::move(step));
}

void evolve_released(v1::Dossier& dossier, const v1::DossierEvent&) {
  dossier.clear_claimed_by();
}

}  // namespace giaoban::core
