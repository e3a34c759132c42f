// Reopen: an ended dossier comes back to the state that its kind names.
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"

namespace giaoban::core {

Admission may_reopen(const v1::Dossier& dossier, const Context& context) {
  Admission admission =
      admit(dossier, context, {.verb = v1::VERB_REOPEN, .who = Who::kAuthorOrDecider, .at_end = true});
  const Grant* grant = std::get_if<Grant>(&admission);
  if (grant != nullptr && !dossier.at().end()) return not_open(v1::VERB_REOPEN, *grant->state);
  return admission;
}

Decision decide_reopen(const Act& act) {
  const std::string& text = act.command.reopen().text();
  if (auto no = check_words("reopen.text", text, Needed::kYes)) return *std::move(no);
  auto entered = enter_anew(act.dossier, act.grant.move->to(), act.context);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);

  Step step = step_by(act);
  *step.event.mutable_reopened()->mutable_entered() = std::get<v1::Entered>(std::move(entered));
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_reopened(v1::Dossier& dossier, const v1::DossierEvent& event) {
  count_move(dossier, v1::VERB_REOPEN);
  dossier.clear_remarks();
  dossier.clear_remarks_content();
  stand(dossier, event.reopened().entered(), event.at_us());
}

}  // namespace giaoban::core
