// Expire: a state's deadline ran out; only the router itself may say so, under the deadline's present generation.
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"

namespace giaoban::core {
namespace {

v1::Refusal not_yet(int64_t expires_us) {
  const std::string when = for_people(expires_us);
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "", "Hồ sơ chưa hết hạn, hạn là " + when + ". Không cần làm gì.",
                "The dossier has not expired, its time ends at " + when + ". Nothing is to be done.");
}

v1::Refusal old_deadline() {
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "expire.generation",
                "Hạn này đã được thay bằng hạn khác nên không còn hiệu lực. Không cần làm gì.",
                "Another deadline took the place of this one, so it has no effect. Nothing is to be done.");
}

}  // namespace

Admission may_expire(const v1::Dossier& dossier, const Context& context) {
  if (!context.person_id.empty()) return not_authorised(v1::VERB_EXPIRE);
  if (context.kind == nullptr) return no_kind("");
  const v1::State* state = find_state(context.kind->kind, dossier.at().state());
  if (state == nullptr) return not_open(v1::VERB_EXPIRE, v1::State::default_instance());
  if (dossier.at().end()) return closed(v1::VERB_EXPIRE, *state);
  if (!state->has_expiry() || dossier.at().expires_us() == 0) return not_open(v1::VERB_EXPIRE, *state);
  if (dossier.has_pending()) return waits_to_seal(dossier.pending());
  if (context.now_us < dossier.at().expires_us()) return not_yet(dossier.at().expires_us());
  return Grant{state, nullptr, router_itself(context)};
}

Decision decide_expire(const Act& act) {
  if (act.command.expire().generation() != act.dossier.at().generation()) return old_deadline();
  auto entered = enter(act.dossier, act.grant.state->expiry().to(), act.context);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);
  Step step = step_by(act);
  *step.event.mutable_expired()->mutable_entered() = std::get<v1::Entered>(std::move(entered));
  return decided(std::move(step));
}

void evolve_expired(v1::Dossier& dossier, const v1::DossierEvent& event) {
  stand(dossier, event.expired().entered(), event.at_us());
}

}  // namespace giaoban::core
