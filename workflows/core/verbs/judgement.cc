// What approve, send back, reject and forward have in common: where the paper goes, at once or after a hold.
#include "workflows/core/verbs/judgement.h"

#include <algorithm>

#include "workflows/core/verbs/standing.h"
#include "workflows/core/way.h"

namespace giaoban::core {

std::variant<Judgement, v1::Refusal> judge(const Act& act) {
  const int64_t hold_us = std::max<int64_t>(act.context.hold_us, 0);
  Context at_seal = act.context;
  at_seal.now_us += hold_us;
  auto entered = enter(act.dossier, act.grant.move->to(), at_seal);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);
  return Judgement{std::get<v1::Entered>(std::move(entered)), hold_us == 0 ? 0 : at_seal.now_us};
}

void settle(v1::Dossier& dossier, const v1::DossierEvent& event, const Judged& judged, int64_t seals_us) {
  if (seals_us == 0) {
    take_effect(dossier, judged, event.at_us());
    return;
  }
  v1::Pending& pending = *dossier.mutable_pending();
  pending.Clear();
  pending.set_seals_us(seals_us);
  *pending.mutable_actor() = judged.actor;
  *pending.mutable_entered() = judged.entered;
  pending.set_verb(judged.verb);
  if (judged.remarks != nullptr) *pending.mutable_remarks() = *judged.remarks;
  if (judged.content != nullptr) *pending.mutable_content() = *judged.content;
  pending.set_version(event.version());
  dossier.set_generation(judged.entered.generation());
}

void take_effect(v1::Dossier& dossier, const Judged& judged, int64_t at_us) {
  add_decided_hands(dossier, judged.actor);
  if (judged.remarks != nullptr) {
    count_move(dossier, judged.verb);
    *dossier.mutable_remarks() = *judged.remarks;
    dossier.clear_remarks_content();
    if (judged.content != nullptr) *dossier.mutable_remarks_content() = *judged.content;
  }
  stand(dossier, judged.entered, at_us);
}

}  // namespace giaoban::core
