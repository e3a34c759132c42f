// One act that was let in, and the step that it becomes.
#include "workflows/core/verbs/act.h"

#include "workflows/core/form.h"
#include "workflows/core/verbs/sentences.h"

namespace giaoban::core {
namespace {

constexpr size_t kMaxTextLength = 4'000;

}  // namespace

Step step_by(const Act& act, v1::Actor actor) {
  Step step;
  step.event.set_dossier_id(act.command.dossier_id());
  step.event.set_version(act.dossier.version() + 1);
  step.event.set_at_us(act.context.now_us);
  *step.event.mutable_actor() = std::move(actor);
  return step;
}

v1::Content& content_of(Step& step) {
  if (!step.content) step.content.emplace().set_version(step.event.version());
  step.event.mutable_content()->set_version(step.event.version());
  return *step.content;
}

void add_text(Step& step, const std::string& text) {
  if (!text.empty()) content_of(step).set_text(text);
}

Decision decided(Step step) {
  std::vector<Step> steps;
  steps.push_back(std::move(step));
  return steps;
}

std::optional<v1::Refusal> check_words(std::string_view field, std::string_view text, Needed needed) {
  if (needed == Needed::kYes && is_blank(text)) return text_missing(field);
  return check_text(field, text, kMaxTextLength);
}

}  // namespace giaoban::core
