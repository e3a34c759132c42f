// Receive: the office asked confirms that the paper has arrived; no state changes and no clock stops.
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_receive(const v1::Dossier& dossier, const Context& context) {
  Admission admission = admit(dossier, context, {.verb = v1::VERB_RECEIVE});
  const Grant* grant = std::get_if<Grant>(&admission);
  if (grant != nullptr && dossier.received_us() != 0) return not_open(v1::VERB_RECEIVE, *grant->state);
  return admission;
}

Decision decide_receive(const Act& act) {
  Step step = step_by(act);
  step.event.mutable_received();
  return decided(std::move(step));
}

void evolve_received(v1::Dossier& dossier, const v1::DossierEvent& event) {
  dossier.set_received_us(event.at_us());
}

}  // namespace giaoban::core
