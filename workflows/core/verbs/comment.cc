// Comment: anybody who may read the dossier leaves a remark, at any time, also after its end.
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {

Admission may_comment(const v1::Dossier& dossier, const Context& context) {
  return admit(
      dossier, context,
      {.verb = v1::VERB_COMMENT, .who = Who::kReader, .at_end = true, .needs_move = false, .while_pending = true});
}

Decision decide_comment(const Act& act) {
  const std::string& text = act.command.comment().text();
  if (auto no = check_words("comment.text", text, Needed::kYes)) return *std::move(no);
  Step step = step_by(act);
  step.event.mutable_commented();
  add_text(step, text);
  return decided(std::move(step));
}

void evolve_commented(v1::Dossier& dossier, const v1::DossierEvent&) {
  dossier.set_comments(dossier.comments() + 1);
}

}  // namespace giaoban::core
