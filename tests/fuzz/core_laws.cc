// The laws of decide and evolve, each in a function of its own.
#include "tests/fuzz/core_laws.h"

#include <algorithm>

#include "tests/fuzz/demand.h"
#include "workflows/core/authority.h"
#include "workflows/core/way.h"

namespace giaoban::fuzz {
namespace {

constexpr const char* kId = "01934f8e-5a00-7c3d-9f00-0123456789ab";

bool is_decision(const v1::DossierEvent& event) {
  return event.has_approved() || event.has_sent_back() || event.has_rejected() || event.has_forwarded();
}

v1::Verb verb_of(const v1::DossierEvent& event) {
  return event.has_approved()    ? v1::VERB_APPROVE
         : event.has_sent_back() ? v1::VERB_SEND_BACK
         : event.has_rejected()  ? v1::VERB_REJECT
                                 : v1::VERB_FORWARD;
}

std::set<std::string> hands_of(const v1::Actor& actor) {
  std::set<std::string> hands = {actor.person_id(), actor.for_person_id()};
  hands.erase("");
  return hands;
}

bool same(const v1::Dossier& one, const v1::Dossier& other) {
  return one.SerializeAsString() == other.SerializeAsString();
}

v1::Dossier fold(const std::vector<v1::DossierEvent>& events) {
  v1::Dossier dossier;
  for (const v1::DossierEvent& event : events) {
    v1::DossierEvent read;  // as it comes back from the log
    demand(read.ParseFromString(event.SerializeAsString()), "an event cannot be read back");
    core::evolve(dossier, read);
  }
  return dossier;
}

void demand_spoken(const v1::Refusal& no) {
  demand(no.code() != v1::REFUSAL_CODE_UNSPECIFIED && v1::RefusalCode_IsValid(no.code()), "a refusal has no code");
  demand(!no.text_vi().empty() && !no.text_en().empty(), "a refusal says nothing");
}

}  // namespace

core::Context WatchedDossier::context(std::string_view person, const core::StoredFile* file) const {
  return {.directory = *directory_,
          .kind = kind_,
          .person_id = person,
          .now_us = now_us_,
          .hold_us = hold_us_,
          .fields = dossier_.has_fields() ? &fields_ : nullptr,
          .file = file};
}

bool WatchedDossier::take(v1::DecideRequest command, const std::string& person, const core::StoredFile* file,
                          bool stale) {
  command.set_dossier_id(kId);
  if (!stale) command.set_expected_version(dossier_.version());
  const uint64_t version = dossier_.version();
  const core::Decision decision = core::decide(dossier_, command, context(person, file));
  if (const auto* no = std::get_if<v1::Refusal>(&decision)) {
    demand_spoken(*no);
    return false;
  }
  demand(person.empty() || command.expected_version() == version, "a stale command was carried out");
  const auto& steps = std::get<std::vector<core::Step>>(decision);
  demand(!steps.empty(), "a command was carried out without an event");
  for (const core::Step& step : steps) follow(step, person);
  return true;
}

void WatchedDossier::follow(const core::Step& step, const std::string& person) {
  v1::DossierEvent event = step.event;
  const v1::Dossier before = dossier_;
  demand(event.version() == before.version() + 1, "an event does not carry the next version");
  demand(event.dossier_id() == kId && event.at_us() == now_us_, "an event is of another dossier or time");
  demand(event.has_content() == step.content.has_value(), "an event and its content do not belong together");
  if (step.content) {
    demand(step.content->version() == event.version(), "a content lies under another version");
    event.mutable_content()->set_digest("digest of " + std::to_string(event.version()));
  }
  demand_right(event, person);
  demand_two_pairs_of_eyes(event);
  demand_own_deadline(event, before);
  core::evolve(dossier_, event);
  events_.push_back(event);
  demand(dossier_.version() == event.version(), "evolve left the version behind");
  demand(dossier_.generation() >= before.generation() && dossier_.generation() <= before.generation() + 1,
         "the deadline's generation jumps");
  demand(dossier_.at().end() != dossier_.at().has_holder(), "a paper waits for nobody, or for somebody at its end");
  demand(!dossier_.at().end() || !dossier_.has_pending(), "a decision waits to seal at an end");
  demand_no_life_after_an_end(event, before);
  if (event.has_undone()) demand_undone();
  if (step.content && (event.has_saved() || event.has_opened())) {
    fields_ = {step.content->fields().begin(), step.content->fields().end()};
  }
  note_hands(event);
}

// Whoever acts holds the office named, or has it from somebody who does, at this moment.
void WatchedDossier::demand_right(const v1::DossierEvent& event, const std::string& person) const {
  const v1::Actor& actor = event.actor();
  demand(actor.person_id() == person, "an event names another person than acted");
  demand(actor.directory_position() == directory_->position(), "an event does not say how it knew the right");
  if (person.empty()) {
    demand(event.has_expired() || event.has_sealed(), "the router acted without a deadline");
    return;
  }
  const v1::Office* office = directory_->office(actor.office_id());
  demand(office != nullptr && core::runs(*office, now_us_), "somebody acted in an office that nobody holds now");
  demand(office->unit_id() == actor.unit_id() && office->role() == actor.role(), "an act names another office");
  if (office->person_id() != person) {
    const v1::Delegation* lent = directory_->delegation(actor.delegation_id());
    demand(lent != nullptr && core::runs(*lent, now_us_) && lent->to_person_id() == person &&
               lent->office_id() == office->office_id() && actor.for_person_id() == office->person_id(),
           "somebody acted in an office that is not theirs");
  }
  if (!is_decision(event)) return;
  demand(dossier_.at().holder().unit_id() == actor.unit_id() && dossier_.at().holder().role() == actor.role(),
         "somebody decided who was not asked");
  const auto& holder = dossier_.at().holder();
  demand(dossier_.claimed_by().empty() || dossier_.claimed_by() == person ||
             !core::right_of(*directory_, dossier_.claimed_by(), holder.unit_id(), holder.role(), now_us_),
         "somebody decided what another claimed");
}

void WatchedDossier::demand_two_pairs_of_eyes(const v1::DossierEvent& event) const {
  if (!is_decision(event)) return;
  const auto* state = core::find_state(kind_->kind, dossier_.at().state());
  const auto* move = state == nullptr ? nullptr : core::find_move(*state, verb_of(event));
  demand(move != nullptr, "a decision that the kind does not know");
  if (move->has_four_eyes() && !move->four_eyes()) return;
  for (const std::string& hand : hands_of(event.actor())) {
    demand(!writers_.contains(hand), "somebody decided on a paper of their own:", hand);
    demand(!deciders_.contains(hand), "somebody decided twice in one round:", hand);
  }
}

void WatchedDossier::demand_no_life_after_an_end(const v1::DossierEvent& event, const v1::Dossier& before) const {
  if (!before.at().end() || event.has_reopened()) return;
  demand(event.has_commented(), "something other than a remark happened after the end");
  v1::Dossier expected = before;
  expected.set_version(event.version());
  expected.set_comments(before.comments() + 1);
  demand(same(expected, dossier_), "a remark changed an ended paper");
}

void WatchedDossier::demand_own_deadline(const v1::DossierEvent& event, const v1::Dossier& before) const {
  if (event.has_expired()) {
    demand(before.at().expires_us() > 0 && now_us_ >= before.at().expires_us(), "a paper expired before its time");
    demand(!before.has_pending(), "a paper expired under a decision");
  }
  if (event.has_sealed() && event.actor().person_id().empty()) {
    demand(now_us_ >= before.pending().seals_us(), "a decision sealed before its time");
  }
  if (event.has_undone()) demand(now_us_ < before.pending().seals_us(), "a decision was undone after it sealed");
}

// As if the decision had never been made; what was said meanwhile stays, and so does the count of deadlines: the one
// that was to seal must not come back as another's.
void WatchedDossier::demand_undone() const {
  std::vector<v1::DossierEvent> others;
  const auto held = std::find_if(events_.rbegin(), events_.rend(), is_decision);
  demand(held != events_.rend(), "something was undone that nobody decided");
  for (const v1::DossierEvent& event : events_) {
    if (&event != &*held && &event != &events_.back()) others.push_back(event);
  }
  v1::Dossier expected = fold(others);
  expected.set_version(dossier_.version());
  expected.set_generation(dossier_.generation());
  demand(same(expected, dossier_), "undo left something of the decision behind:",
         expected.ShortDebugString() + " became " + dossier_.ShortDebugString());
}

void WatchedDossier::note_hands(const v1::DossierEvent& event) {
  const auto hands = hands_of(event.actor());
  if (event.has_opened() || event.has_saved() || event.has_attached() || event.has_submitted()) {
    writers_.insert(hands.begin(), hands.end());
  }
  if (event.has_submitted()) deciders_.clear();
  if (event.has_undone()) deciders_ = deciders_before_held_;
  if (!is_decision(event)) return;
  deciders_before_held_ = deciders_;
  deciders_.insert(hands.begin(), hands.end());
}

void WatchedDossier::look(const std::string& person) const {
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  for (const v1::OpenVerb& shown : core::open_verbs(dossier_, context(person, nullptr))) {
    demand(!shown.label().vi().empty(), "a verb without a label");
    if (!shown.has_closed()) continue;
    demand_spoken(shown.closed());
    v1::DecideRequest command;
    command.set_dossier_id(kId);
    command.set_expected_version(dossier_.version());
    command.GetReflection()->MutableMessage(&command, verbs->field(shown.verb() - 1));
    const core::Decision decision = core::decide(dossier_, command, context(person, nullptr));
    const auto* no = std::get_if<v1::Refusal>(&decision);
    demand(no != nullptr && no->code() == shown.closed().code(), "a verb is shown as closed for another reason");
  }
}

void WatchedDossier::bear(const v1::DossierEvent& event) const {
  v1::Dossier any = dossier_;
  core::evolve(any, event);
  demand(any.version() == event.version(), "evolve left the version behind");
}

void WatchedDossier::replay() const {
  demand(same(fold(events_), dossier_), "the events do not make the dossier again");
}

}  // namespace giaoban::fuzz
