// Save: the author writes fields; after a return only those that the remarks name.
#include "workflows/core/form.h"
#include "workflows/core/refusal.h"
#include "workflows/core/verbs/fields.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {
namespace {

v1::Refusal nothing_to_save() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "save.fields",
                "Không có mục nào để lưu. Đề nghị điền ít nhất một mục rồi lưu.",
                "There is no field to save. Fill in at least one.");
}

}  // namespace

Admission may_save(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_SAVE, .who = Who::kAuthor, .with_author = true});
}

Decision decide_save(const Act& act) {
  const v1::Save& save = act.command.save();
  const v1::Form& form = act.context.kind->kind.form();
  if (save.fields().empty()) return nothing_to_save();
  if (save.fields_size() > kMaxFields) return too_many_fields("save.fields");
  if (auto no = check_values(form, save.fields())) return *std::move(no);

  static const std::vector<v1::Field> none;
  const std::vector<v1::Field>& before = act.context.fields == nullptr ? none : *act.context.fields;
  const std::vector<v1::Field> after = merge(form, before, save.fields());
  if (auto no = check_unlocked(form, before, after, act.dossier.remarks())) return *std::move(no);
  if (auto no = check_size(after, "save.fields")) return *std::move(no);

  Step step = step_by(act);
  step.event.mutable_saved();
  add_fields(step, after);
  return decided(std::move(step));
}

void evolve_saved(v1::Dossier& dossier, const v1::DossierEvent& event) {
  *dossier.mutable_fields() = event.content();
  add_author_hands(dossier, event.actor());
}

}  // namespace giaoban::core
