// Approve: the office asked says yes, in the sense of the kind: approve, acknowledge, give opinion.
#include "workflows/core/verbs/judgement.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_approve(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_APPROVE, .decides = true});
}

Decision decide_approve(const Act& act) {
  const std::string& text = act.command.approve().text();
  if (auto no = check_words("approve.text", text, Needed::kNo)) return *std::move(no);
  auto judgement = judge(act);
  if (auto* no = std::get_if<v1::Refusal>(&judgement)) return std::move(*no);
  auto& [entered, seals_us] = std::get<Judgement>(judgement);

  Step step = step_by(act);
  v1::Approved& approved = *step.event.mutable_approved();
  approved.mutable_entered()->Swap(&entered);
  if (act.dossier.has_fields()) *approved.mutable_paper() = act.dossier.fields();
  approved.set_seals_us(seals_us);
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_approved(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::Approved& approved = event.approved();
  settle(dossier, event,
         {.verb = v1::VERB_APPROVE,
          .actor = event.actor(),
          .entered = approved.entered(),
          .content = event.has_content() ? &event.content() : nullptr},
         approved.seals_us());
}

}  // namespace giaoban::core
