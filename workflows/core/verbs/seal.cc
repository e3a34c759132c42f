// Seal: a held decision takes effect, when its time has come or when whoever decided says so.
#include "workflows/core/verbs/guard.h"
#include "workflows/core/verbs/judgement.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_seal(const v1::Dossier& dossier, const Context& context) {
  if (!dossier.has_pending()) return not_pending();
  const v1::Pending& pending = dossier.pending();
  if (context.person_id.empty()) {
    if (context.now_us < pending.seals_us()) return not_pending();
    return Grant{nullptr, nullptr, router_itself(context)};
  }
  if (context.person_id != pending.actor().person_id()) return not_authorised(v1::VERB_SEAL);
  return still_deciding(pending.actor(), v1::VERB_SEAL, context);
}

Decision decide_seal(const Act& act) {
  const uint32_t named = act.command.seal().generation();
  const bool says_now = named == 0 && !act.context.person_id.empty();
  if (!says_now && named != act.dossier.pending().entered().generation()) return not_pending();
  Step step = step_by(act);
  step.event.mutable_sealed();
  return decided(std::move(step));
}

void evolve_sealed(v1::Dossier& dossier, const v1::DossierEvent& event) {
  if (!dossier.has_pending()) return;
  v1::Pending pending;
  pending.Swap(dossier.mutable_pending());
  take_effect(dossier,
              {.verb = pending.verb(),
               .actor = pending.actor(),
               .entered = pending.entered(),
               .content = pending.has_content() ? &pending.content() : nullptr,
               .remarks = pending.verb() == v1::VERB_SEND_BACK ? &pending.remarks() : nullptr},
              event.at_us());
}

}  // namespace giaoban::core
