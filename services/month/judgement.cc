// Draws a clerk's decision.
#include "services/month/judgement.h"

#include <algorithm>

#include "services/month/draw.h"

namespace giaoban::month {

namespace {

constexpr unsigned kSendBackPerMille = 80;
constexpr unsigned kSendBackAbovePerMille = 10;
constexpr unsigned kForwardPerMille = 65;
constexpr unsigned kReceivePerMille = 100;
constexpr unsigned kClaimPerMille = 60;
constexpr unsigned kCommentPerMille = 40;

// A kind file that offers forward before approve wants its papers above.
bool prefers_forward(const v1::GetDossierResponse& paper) {
  for (const auto& verb : paper.verbs()) {
    if (verb.verb() == v1::VERB_FORWARD || verb.verb() == v1::VERB_APPROVE) return verb.verb() == v1::VERB_FORWARD;
  }
  return false;
}

// Another unit was asked before this one.
bool was_forwarded(const v1::Dossier& dossier) {
  return dossier.asked_units_size() > 1;
}

}  // namespace

Judgement judge(uint64_t seed, const v1::GetDossierResponse& paper, bool reject) {
  const auto& dossier = paper.dossier();
  const auto open = [&](v1::Verb verb) {
    return std::any_of(paper.verbs().begin(), paper.verbs().end(),
                       [&](const v1::OpenVerb& v) { return v.verb() == verb && !v.has_closed(); });
  };
  Draw draw(seed, dossier.unit_id() + "/" + dossier.kind() + "/" + std::to_string(dossier.rounds()) + "/" +
                      dossier.at().state());
  Judgement judgement;
  const auto first = [&](v1::Verb verb, unsigned share) {
    if (draw.per_mille(share) && open(verb)) judgement.before.push_back(verb);
  };
  first(v1::VERB_RECEIVE, kReceivePerMille);
  first(v1::VERB_CLAIM, kClaimPerMille);
  first(v1::VERB_COMMENT, kCommentPerMille);
  const bool above = was_forwarded(dossier);
  const bool objects = dossier.rounds() < 2 && draw.per_mille(above ? kSendBackAbovePerMille : kSendBackPerMille);
  const bool goes_up = prefers_forward(paper) || draw.per_mille(kForwardPerMille);
  if (reject && open(v1::VERB_REJECT)) {
    judgement.decision = v1::VERB_REJECT;
  } else if (objects && open(v1::VERB_SEND_BACK) && !paper.fields().empty()) {
    judgement.decision = v1::VERB_SEND_BACK;
  } else if (open(v1::VERB_FORWARD) && (goes_up || !open(v1::VERB_APPROVE))) {
    judgement.decision = v1::VERB_FORWARD;
  } else if (open(v1::VERB_APPROVE)) {
    judgement.decision = v1::VERB_APPROVE;
  }
  return judgement;
}

}  // namespace giaoban::month
