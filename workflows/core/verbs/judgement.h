// What approve, send back, reject and forward have in common: where the paper goes, at once or after a hold.
#pragma once

#include <variant>

#include "workflows/core/verbs/act.h"

namespace giaoban::core {

// Where a decision leads, and when it seals; 0 means at once.
struct Judgement {
  v1::Entered entered;
  int64_t seals_us = 0;
};

// Under a hold the paper enters its next state when the decision seals, so times are counted from there.
std::variant<Judgement, v1::Refusal> judge(const Act& act);

// A decision as its event, or the dossier that holds it, tells it; views them.
struct Judged {
  v1::Verb verb = v1::VERB_UNSPECIFIED;
  const v1::Actor& actor;
  const v1::Entered& entered;
  const v1::ContentRef* content = nullptr;                                  // nullptr when it has none
  const google::protobuf::RepeatedPtrField<v1::Remark>* remarks = nullptr;  // of a return, else nullptr
};

// Evolves by a decision: it takes effect, or waits as pending when `seals_us` says so.
void settle(v1::Dossier& dossier, const v1::DossierEvent& event, const Judged& judged, int64_t seals_us);

// Evolves by a decision that takes effect.
void take_effect(v1::Dossier& dossier, const Judged& judged, int64_t at_us);

}  // namespace giaoban::core
