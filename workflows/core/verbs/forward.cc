// Forward: the office asked hands the paper to the next level, with an opinion if it has one.
#include "workflows/core/verbs/judgement.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_forward(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_FORWARD, .decides = true});
}

Decision decide_forward(const Act& act) {
  const std::string& text = act.command.forward().text();
  if (auto no = check_words("forward.text", text, Needed::kNo)) return *std::move(no);
  auto judgement = judge(act);
  if (auto* no = std::get_if<v1::Refusal>(&judgement)) return std::move(*no);
  auto& [entered, seals_us] = std::get<Judgement>(judgement);

  Step step = step_by(act);
  v1::Forwarded& forwarded = *step.event.mutable_forwarded();
  forwarded.mutable_entered()->Swap(&entered);
  if (act.dossier.has_fields()) *forwarded.mutable_paper() = act.dossier.fields();
  forwarded.set_seals_us(seals_us);
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_forwarded(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::Forwarded& forwarded = event.forwarded();
  settle(dossier, event,
         {.verb = v1::VERB_FORWARD,
          .actor = event.actor(),
          .entered = forwarded.entered(),
          .content = event.has_content() ? &event.content() : nullptr},
         forwarded.seals_us());
}

}  // namespace giaoban::core
