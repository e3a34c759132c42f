// What must hold before any verb: the state knows it, nothing waits to seal, the person may, four eyes, no claim.
#include "workflows/core/verbs/guard.h"

#include <algorithm>

#include "workflows/core/authority.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/way.h"

namespace giaoban::core {
namespace {

using Persons = google::protobuf::RepeatedPtrField<std::string>;

bool among(const Persons& persons, const std::string& person_id) {
  return !person_id.empty() && std::find(persons.begin(), persons.end(), person_id) != persons.end();
}

// Moves that lead back are counted one by one; any other is taken at most once in a round, because a unit is asked
// once in a round, so for those the rounds are the bound.
uint32_t times_taken(const v1::Dossier& dossier, const v1::Move& move) {
  for (const v1::Taken& taken : dossier.taken()) {
    if (taken.verb() == move.verb() && taken.state() == dossier.at().state()) return taken.times();
  }
  const bool counted = move.verb() == v1::VERB_SUBMIT || move.verb() == v1::VERB_SEND_BACK ||
                       move.verb() == v1::VERB_WITHDRAW || move.verb() == v1::VERB_REOPEN;
  return counted || dossier.rounds() == 0 ? 0 : dossier.rounds() - 1;
}

std::optional<v1::Actor> decider_right(const v1::Dossier& dossier, const Context& context) {
  if (dossier.asked_units().empty()) return std::nullopt;
  const std::string& last = *dossier.asked_units().rbegin();
  for (const v1::State& state : context.kind->kind.way().states()) {
    if (!state.has_asked()) continue;
    const v1::Unit* unit = context.directory.ascend(dossier.unit_id(), state.asked().level());
    if (unit == nullptr || unit->unit_id() != last) continue;
    if (auto actor = right_of(context.directory, context.person_id, last, state.asked().role(), context.now_us)) {
      return actor;
    }
  }
  return std::nullopt;
}

std::optional<v1::Actor> right_for(Who who, const v1::Dossier& dossier, const v1::State& state,
                                   const Context& context) {
  switch (who) {
    case Who::kHolder:
      return holder_right(dossier, state, context);
    case Who::kAuthor:
      return author_right(dossier, context);
    case Who::kAuthorOrDecider: {
      auto author = author_right(dossier, context);
      return author ? author : decider_right(dossier, context);
    }
    case Who::kReader: {
      // Whoever the paper waits for speaks in that office, anybody else in the one that lets them read.
      auto holder = holder_right(dossier, state, context);
      if (holder) return holder;
      return right_to_read(context.directory, context.person_id, dossier.unit_id(), context.now_us);
    }
  }
  return std::nullopt;
}

std::optional<v1::Refusal> check_open(const v1::Dossier& dossier, const v1::State& state, const v1::Move* move,
                                      const Rule& rule) {
  if (dossier.at().end() && !rule.at_end) return closed(rule.verb, state);
  if (rule.needs_move && move == nullptr) return not_open(rule.verb, state);
  if (rule.with_author && !state.author()) return not_open(rule.verb, state);
  if (rule.needs_move && move->at_most() > 0 && times_taken(dossier, *move) >= move->at_most()) {
    return taken_too_often(rule.verb, move->at_most());
  }
  if (dossier.has_pending() && !rule.while_pending) return waits_to_seal(dossier.pending());
  return std::nullopt;
}

}  // namespace

Admission admit(const v1::Dossier& dossier, const Context& context, const Rule& rule) {
  if (context.kind == nullptr) return no_kind("");
  const v1::State* state = find_state(context.kind->kind, dossier.at().state());
  if (state == nullptr) return not_open(rule.verb, v1::State::default_instance());
  const v1::Move* move = find_move(*state, rule.verb);
  if (auto no = check_open(dossier, *state, move, rule)) return *std::move(no);

  auto actor = right_for(rule.who, dossier, *state, context);
  if (!actor) return not_authorised(rule.verb);
  if (rule.decides) {
    const bool four_eyes = move == nullptr || !move->has_four_eyes() || move->four_eyes();
    if (four_eyes && had_a_hand(dossier, *actor)) return own_paper(rule.verb);
    if (is_claimed_by_another(dossier, *state, context)) return claimed_by_another();
  }
  return Grant{state, move, *std::move(actor)};
}

std::optional<v1::Actor> author_right(const v1::Dossier& dossier, const Context& context) {
  const v1::Unit* unit = context.directory.unit(dossier.unit_id());
  if (unit == nullptr || context.kind == nullptr) return std::nullopt;
  return right_of_any(context.directory, context.person_id, unit->unit_id(), author_roles(context.kind->kind, *unit),
                      context.now_us);
}

std::optional<v1::Actor> holder_right(const v1::Dossier& dossier, const v1::State& state, const Context& context) {
  if (state.author()) return author_right(dossier, context);
  if (dossier.at().end()) return std::nullopt;
  const v1::Holder& holder = dossier.at().holder();
  return right_of(context.directory, context.person_id, holder.unit_id(), holder.role(), context.now_us);
}

bool is_claimed_by_another(const v1::Dossier& dossier, const v1::State& state, const Context& context) {
  if (dossier.claimed_by().empty() || dossier.claimed_by() == context.person_id) return false;
  Context as_claimant = context;
  as_claimant.person_id = dossier.claimed_by();
  return holder_right(dossier, state, as_claimant).has_value();
}

bool had_a_hand(const v1::Dossier& dossier, const v1::Actor& actor) {
  return among(dossier.author_hands(), actor.person_id()) || among(dossier.author_hands(), actor.for_person_id()) ||
         among(dossier.decided_hands(), actor.person_id()) || among(dossier.decided_hands(), actor.for_person_id());
}

Admission still_deciding(const v1::Actor& decider, v1::Verb verb, const Context& context) {
  auto right = right_of(context.directory, context.person_id, decider.unit_id(), decider.role(), context.now_us);
  if (!right) return not_authorised(verb);
  return Grant{nullptr, nullptr, std::move(*right)};
}

v1::Actor router_itself(const Context& context) {
  v1::Actor actor;
  actor.set_directory_position(context.directory.position());
  return actor;
}

}  // namespace giaoban::core
