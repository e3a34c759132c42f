// Reject: the office asked says no for good, and why.
#include "workflows/core/verbs/judgement.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_reject(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_REJECT, .decides = true});
}

Decision decide_reject(const Act& act) {
  const std::string& text = act.command.reject().text();
  if (auto no = check_words("reject.text", text, Needed::kYes)) return *std::move(no);
  auto judgement = judge(act);
  if (auto* no = std::get_if<v1::Refusal>(&judgement)) return std::move(*no);
  auto& [entered, seals_us] = std::get<Judgement>(judgement);

  Step step = step_by(act);
  v1::Rejected& rejected = *step.event.mutable_rejected();
  rejected.mutable_entered()->Swap(&entered);
  if (act.dossier.has_fields()) *rejected.mutable_paper() = act.dossier.fields();
  rejected.set_seals_us(seals_us);
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_rejected(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::Rejected& rejected = event.rejected();
  settle(dossier, event,
         {.verb = v1::VERB_REJECT,
          .actor = event.actor(),
          .entered = rejected.entered(),
          .content = event.has_content() ? &event.content() : nullptr},
         rejected.seals_us());
}

}  // namespace giaoban::core
