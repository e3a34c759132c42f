// Reads events the way an auditor would: kind file in one hand, directory's log in the other.
#include "tests/simulation/law.h"

#include <google/protobuf/text_format.h>

#include <algorithm>

namespace giaoban::simulation {
namespace {

const v1::Entered* entered_of(const v1::DossierEvent& event) {
  switch (event.event_case()) {
    case v1::DossierEvent::kOpened:
      return &event.opened().entered();
    case v1::DossierEvent::kSubmitted:
      return &event.submitted().entered();
    case v1::DossierEvent::kApproved:
      return &event.approved().entered();
    case v1::DossierEvent::kSentBack:
      return &event.sent_back().entered();
    case v1::DossierEvent::kRejected:
      return &event.rejected().entered();
    case v1::DossierEvent::kForwarded:
      return &event.forwarded().entered();
    case v1::DossierEvent::kWithdrawn:
      return &event.withdrawn().entered();
    case v1::DossierEvent::kReopened:
      return &event.reopened().entered();
    case v1::DossierEvent::kExpired:
      return &event.expired().entered();
    default:
      return nullptr;
  }
}

int64_t seals_of(const v1::DossierEvent& event) {
  switch (event.event_case()) {
    case v1::DossierEvent::kApproved:
      return event.approved().seals_us();
    case v1::DossierEvent::kSentBack:
      return event.sent_back().seals_us();
    case v1::DossierEvent::kRejected:
      return event.rejected().seals_us();
    case v1::DossierEvent::kForwarded:
      return event.forwarded().seals_us();
    default:
      return 0;
  }
}

const v1::ContentRef* paper_of(const v1::DossierEvent& event) {
  switch (event.event_case()) {
    case v1::DossierEvent::kSubmitted:
      return &event.submitted().paper();
    case v1::DossierEvent::kApproved:
      return &event.approved().paper();
    case v1::DossierEvent::kSentBack:
      return &event.sent_back().paper();
    case v1::DossierEvent::kRejected:
      return &event.rejected().paper();
    case v1::DossierEvent::kForwarded:
      return &event.forwarded().paper();
    default:
      return nullptr;
  }
}

bool by_author(const v1::DossierEvent& event) {
  return event.has_opened() || event.has_saved() || event.has_submitted() || event.has_withdrawn() ||
         event.has_attached();
}

bool by_holder(const v1::DossierEvent& event) {
  return decides(event) || event.has_received() || event.has_claimed() || event.has_released();
}

const v1::State* state_named(const v1::Kind& kind, const std::string& name) {
  const auto& states = kind.way().states();
  const auto at = std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.name() == name; });
  return at == states.end() ? nullptr : &*at;
}

}  // namespace

v1::Verb verb_of(const v1::DossierEvent& event) {
  switch (event.event_case()) {
    case v1::DossierEvent::kSaved:
      return v1::VERB_SAVE;
    case v1::DossierEvent::kSubmitted:
      return v1::VERB_SUBMIT;
    case v1::DossierEvent::kReceived:
      return v1::VERB_RECEIVE;
    case v1::DossierEvent::kClaimed:
      return v1::VERB_CLAIM;
    case v1::DossierEvent::kReleased:
      return v1::VERB_RELEASE;
    case v1::DossierEvent::kApproved:
      return v1::VERB_APPROVE;
    case v1::DossierEvent::kSentBack:
      return v1::VERB_SEND_BACK;
    case v1::DossierEvent::kRejected:
      return v1::VERB_REJECT;
    case v1::DossierEvent::kForwarded:
      return v1::VERB_FORWARD;
    case v1::DossierEvent::kWithdrawn:
      return v1::VERB_WITHDRAW;
    case v1::DossierEvent::kCommented:
      return v1::VERB_COMMENT;
    case v1::DossierEvent::kAttached:
      return v1::VERB_ATTACH;
    case v1::DossierEvent::kReopened:
      return v1::VERB_REOPEN;
    default:
      return v1::VERB_UNSPECIFIED;
  }
}

bool decides(const v1::DossierEvent& event) {
  return event.has_approved() || event.has_sent_back() || event.has_rejected() || event.has_forwarded();
}

void Law::say(std::string_view invariant, const v1::LogRecord& record, const std::string& what) {
  findings_.violated(invariant, "router " + std::to_string(record.position()) + ": " + what + " {" +
                                    record.dossier().ShortDebugString().substr(0, 300) + "}");
}

void Law::take_directory(const Chain::Link& link) {
  const auto& event = link.record.directory();
  offices_.take(event, link.record.position(), link.record.at_us());
  if (event.has_kind_published()) {
    v1::Kind kind;
    google::protobuf::TextFormat::ParseFromString(event.kind_published().file(), &kind);
    kinds_[event.kind_published().digest()] = kind;
  }
}

void Law::take_router(const Chain::Link& link, int64_t news_at_most_us) {
  const auto& record = link.record;
  if (!record.has_dossier()) return say("I8", record, "is about no dossier");
  const auto& event = record.dossier();
  auto& paper = papers_[event.dossier_id()];
  if (event.version() != paper.version + 1)
    say("I14", record, "is not the next version after " + std::to_string(paper.version));
  check_request(record);
  check_authority(record, paper, link, news_at_most_us);
  check_way(record, paper);
  check_eyes(record, paper);
  check_paper(record, paper);
  apply(event, paper, link.true_us);
  if (event.has_expired()) findings_.sometimes("a paper expired");
  if (event.has_sealed() && event.actor().person_id().empty()) findings_.sometimes("a decision sealed by itself");
  if (!event.actor().delegation_id().empty()) findings_.sometimes("a right that was lent was used");
  if (decides(event) && event.actor().directory_position() < chains_.of("directory").head()) {
    findings_.sometimes("a decision while the directory had moved on");
  }
}

void Law::check_request(const v1::LogRecord& record) {
  if (record.request_id().empty()) {
    if (record.principal() != "router") say("I2", record, "has no request behind it");
    return;
  }
  const auto [at, fresh] =
      batches_.try_emplace({record.principal(), record.request_id()}, record.position(), record.position());
  if (fresh) return;
  if (at->second.second + 1 != record.position()) say("I2", record, "a request took effect twice");
  at->second.second = record.position();
}

void Law::check_authority(const v1::LogRecord& record, const Paper& paper, const Chain::Link& link,
                          int64_t news_at_most_us) {
  const auto& event = record.dossier();
  const auto& actor = event.actor();
  const auto& directory = chains_.of("directory");
  const uint64_t position = actor.directory_position();
  if (position > directory.head()) return say("I10", record, "knows a directory that is not there yet");
  if (position < directory.head() && !actor.person_id().empty()) {
    const int64_t age = link.true_us - directory.links[position].true_us;
    if (age > news_at_most_us) say("I10", record, "acted on a directory that was " + std::to_string(age) + " us old");
  }
  if (actor.person_id().empty()) {
    if (!event.has_sealed() && !event.has_expired()) say("I10", record, "was done by nobody");
    return;
  }
  if (record.principal() != actor.person_id()) say("I10", record, "was asked by " + record.principal());
  const std::string why = offices_.no_right(actor, event.at_us(), position);
  if (!why.empty()) say("I10", record, "had no right: " + why);
  const std::string unit = event.has_opened() ? event.opened().unit_id() : paper.unit_id;
  if (by_author(event) && actor.unit_id() != unit) say("I10", record, "wrote in another unit's paper");
  if (by_holder(event) &&
      (actor.unit_id() != paper.at.holder().unit_id() || actor.role() != paper.at.holder().role())) {
    say("I10", record, "acted on a paper that waits for somebody else");
  }
  if (!offices_.within(unit, actor.unit_id())) say("I10", record, "acted on a paper of another branch");
}

void Law::check_way(const v1::LogRecord& record, const Paper& paper) {
  const auto& event = record.dossier();
  const bool settles = event.has_undone() || event.has_sealed();
  if (settles) {
    if (!paper.pending) return say("I8", record, "nothing waits to seal");
    if (event.has_undone() && event.actor().person_id() != paper.pending_actor.person_id())
      say("I8", record, "undid another's decision");
    if (event.has_undone() && event.at_us() >= paper.seals_us) say("I8", record, "undid after the seal");
    if (event.has_sealed() && event.actor().person_id().empty() && event.at_us() < paper.seals_us)
      say("I21", record, "sealed too early");
    return;
  }
  if (event.has_opened()) {
    if (paper.version != 0) say("I8", record, "opened twice");
    if (!kinds_.contains(event.opened().kind_digest())) say("I8", record, "of a kind that was never published");
    return;
  }
  const v1::State* state = state_named(kinds_[paper.kind_digest], paper.at.state());
  if (state == nullptr) return say("I8", record, "the paper stands in no state of its kind");
  if (paper.pending && !event.has_commented() && !event.has_attached())
    say("I8", record, "while a decision waits to seal");
  if (event.has_expired()) {
    if (!state->has_expiry() || event.expired().entered().state() != state->expiry().to())
      say("I8", record, "does not expire so");
    if (event.at_us() < paper.at.expires_us()) say("I21", record, "expired too early");
    return;
  }
  const auto move = std::find_if(state->moves().begin(), state->moves().end(),
                                 [&](const auto& m) { return m.verb() == verb_of(event); });
  if (move == state->moves().end()) return say("I8", record, "its state does not know the verb");
  if (paper.at.end() && !event.has_commented() && !event.has_reopened()) say("I8", record, "after the end");
  const auto* entered = entered_of(event);
  if (entered == nullptr) return;
  const bool skipped = entered->skipped_size() > 0 && entered->skipped(0) == move->to();
  if (entered->state() != move->to() && !skipped)
    say("I8", record, "led to " + entered->state() + " instead of " + move->to());
  if (entered->generation() <= paper.at.generation()) say("I8", record, "the generation did not rise");
}

void Law::check_eyes(const v1::LogRecord& record, const Paper& paper) {
  const auto& event = record.dossier();
  if (!decides(event)) return;
  for (const auto& person : {event.actor().person_id(), event.actor().for_person_id()}) {
    if (person.empty()) continue;
    if (paper.authors.contains(person)) say("I11", record, person + " decides on a paper of their own");
    if (paper.deciders.contains(person)) say("I11", record, person + " counts twice");
  }
}

void Law::check_paper(const v1::LogRecord& record, const Paper& paper) {
  const auto* judged = paper_of(record.dossier());
  if (judged != nullptr && judged->digest() != paper.fields_digest)
    say("I12", record, "is about another paper than the last one saved");
}

void Law::apply(const v1::DossierEvent& event, Paper& paper, int64_t true_us) {
  paper.version = event.version();
  if (event.has_opened()) {
    paper.kind_digest = event.opened().kind_digest();
    paper.unit_id = event.opened().unit_id();
  }
  if ((event.has_opened() || event.has_saved()) && event.has_content()) paper.fields_digest = event.content().digest();
  if (event.has_opened() || event.has_saved() || event.has_submitted()) {
    paper.authors.insert(event.actor().person_id());
    if (!event.actor().for_person_id().empty()) paper.authors.insert(event.actor().for_person_id());
  }
  if (event.has_submitted()) paper.deciders.clear();
  const auto stand = [&](const v1::Entered& entered) {
    paper.at = entered;
    paper.pending = false;
    paper.standings.emplace_back(true_us, entered.generation());
  };
  const auto count = [&](const v1::Actor& actor) {
    paper.deciders.insert(actor.person_id());
    if (!actor.for_person_id().empty()) paper.deciders.insert(actor.for_person_id());
  };
  if (event.has_undone()) {
    paper.pending = false;
  } else if (event.has_sealed()) {
    count(paper.pending_actor);
    stand(v1::Entered(paper.pending_entered));
  } else if (decides(event) && seals_of(event) != 0) {
    paper.pending = true;
    paper.pending_entered = *entered_of(event);
    paper.pending_actor = event.actor();
    paper.pending_verb = verb_of(event);
    paper.seals_us = seals_of(event);
  } else if (const auto* entered = entered_of(event)) {
    if (decides(event)) count(event.actor());
    stand(*entered);
  }
}

}  // namespace giaoban::simulation
