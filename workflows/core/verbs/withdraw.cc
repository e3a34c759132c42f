// Withdraw: the author takes the paper back before a decision.
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"

namespace giaoban::core {

Admission may_withdraw(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_WITHDRAW, .who = Who::kAuthor});
}

Decision decide_withdraw(const Act& act) {
  const std::string& text = act.command.withdraw().text();
  if (auto no = check_words("withdraw.text", text, Needed::kNo)) return *std::move(no);
  auto entered = enter(act.dossier, act.grant.move->to(), act.context);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);

  Step step = step_by(act);
  *step.event.mutable_withdrawn()->mutable_entered() = std::get<v1::Entered>(std::move(entered));
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_withdrawn(v1::Dossier& dossier, const v1::DossierEvent& event) {
  count_move(dossier, v1::VERB_WITHDRAW);
  stand(dossier, event.withdrawn().entered(), event.at_us());
}

}  // namespace giaoban::core
