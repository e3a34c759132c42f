// Submit: the author hands the paper to whoever is asked next; a new round of opinions begins.
#include "workflows/core/form.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"

namespace giaoban::core {

Admission may_submit(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_SUBMIT, .who = Who::kAuthor, .with_author = true});
}

Decision decide_submit(const Act& act) {
  static const std::vector<v1::Field> none;
  const std::vector<v1::Field>& fields = act.context.fields == nullptr ? none : *act.context.fields;
  if (auto no = check_complete(act.context.kind->kind.form(), fields)) return *std::move(no);
  auto entered = enter_anew(act.dossier, act.grant.move->to(), act.context);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);

  Step step = step_by(act);
  v1::Submitted& submitted = *step.event.mutable_submitted();
  *submitted.mutable_entered() = std::get<v1::Entered>(std::move(entered));
  if (act.dossier.has_fields()) *submitted.mutable_paper() = act.dossier.fields();
  submitted.set_round(act.dossier.rounds() + 1);
  return decided(std::move(step));
}

void evolve_submitted(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::Submitted& submitted = event.submitted();
  count_move(dossier, v1::VERB_SUBMIT);
  dossier.set_rounds(submitted.round());
  if (dossier.first_submitted_us() == 0) dossier.set_first_submitted_us(event.at_us());
  dossier.clear_decided_hands();
  dossier.clear_asked_units();
  dossier.clear_remarks();
  dossier.clear_remarks_content();
  add_author_hands(dossier, event.actor());
  stand(dossier, submitted.entered(), event.at_us());
}

}  // namespace giaoban::core
