// One act that was let in, and the step that it becomes.
#pragma once

#include <string>
#include <string_view>

#include "workflows/core/decide.h"
#include "workflows/core/verbs/guard.h"

namespace giaoban::core {

// Views all that a verb may look at; lives for one decision.
struct Act {
  const v1::Dossier& dossier;
  const v1::DecideRequest& command;
  const Context& context;
  const Grant& grant;
};

// The step's frame: dossier, next version, time and actor; the verb adds the event itself.
Step step_by(const Act& act, v1::Actor actor);
inline Step step_by(const Act& act) {
  return step_by(act, act.grant.actor);
}

// A content for the texts of this step, named by its event.
v1::Content& content_of(Step& step);
// The same with a text, when there is one.
void add_text(Step& step, const std::string& text);

Decision decided(Step step);

// What was asked to be judged: refuses a text that is too long, cannot be printed, or is blank where one is needed.
enum class Needed { kNo, kYes };
std::optional<v1::Refusal> check_words(std::string_view field, std::string_view text, Needed needed);

}  // namespace giaoban::core
