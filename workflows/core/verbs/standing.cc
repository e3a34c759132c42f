// How a dossier changes when it comes to stand somewhere; shared by the evolve functions of the verbs that move.
#include "workflows/core/verbs/standing.h"

#include <algorithm>

namespace giaoban::core {
namespace {

void add_once(google::protobuf::RepeatedPtrField<std::string>& all, const std::string& one) {
  if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end()) *all.Add() = one;
}

}  // namespace

void stand(v1::Dossier& dossier, const v1::Entered& entered, int64_t at_us) {
  if (&dossier.at() != &entered) *dossier.mutable_at() = entered;
  dossier.set_entered_us(at_us);
  dossier.set_generation(entered.generation());
  dossier.clear_claimed_by();
  dossier.clear_received_us();
  dossier.clear_pending();
  const v1::Entered& at = dossier.at();
  if (!at.end() && !at.with_author()) add_once(*dossier.mutable_asked_units(), at.holder().unit_id());
}

void add_author_hands(v1::Dossier& dossier, const v1::Actor& actor) {
  add_once(*dossier.mutable_author_hands(), actor.person_id());
  add_once(*dossier.mutable_author_hands(), actor.for_person_id());
}

void add_decided_hands(v1::Dossier& dossier, const v1::Actor& actor) {
  add_once(*dossier.mutable_decided_hands(), actor.person_id());
  add_once(*dossier.mutable_decided_hands(), actor.for_person_id());
}

void count_move(v1::Dossier& dossier, v1::Verb verb) {
  for (v1::Taken& taken : *dossier.mutable_taken()) {
    if (taken.verb() == verb && taken.state() == dossier.at().state()) {
      taken.set_times(taken.times() + 1);
      return;
    }
  }
  v1::Taken& taken = *dossier.add_taken();
  taken.set_state(dossier.at().state());
  taken.set_verb(verb);
  taken.set_times(1);
}

}  // namespace giaoban::core
