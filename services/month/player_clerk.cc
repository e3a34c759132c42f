// The clerks' part of the play: what waits for them, one paper after the other.
#include <algorithm>

#include "giaoban/v1/obligation.pb.h"
#include "services/month/judgement.h"
#include "services/month/player.h"
#include "services/month/sentences.h"

namespace giaoban::month {

Task<void> Player::review(size_t index) {
  Person& clerk = cast_.persons[cast_.reviewers[index].person];
  std::vector<std::string> waiting;
  v1::ListMyTurnRequest request;
  request.set_limit(200);
  do {
    const auto page = co_await door_.ask<v1::ListMyTurnResponse>(clerk, "DossierService/ListMyTurn", request);
    if (!page) co_return;
    for (const auto& turn : page->turns()) waiting.push_back(turn.dossier().dossier_id());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  for (const auto& dossier_id : waiting) co_await judge_one(clerk, dossier_id);
}

Task<void> Player::judge_one(Person& clerk, std::string dossier_id) {
  v1::GetDossierRequest look;
  look.set_dossier_id(dossier_id);
  const auto paper = co_await door_.ask<v1::GetDossierResponse>(clerk, "DossierService/GetDossier", look);
  if (!paper || paper->dossier().at().with_author()) co_return;
  const auto known = filing_of_.find(dossier_id);
  const bool to_reject = known != filing_of_.end() && plan_.filings[known->second].is_rejected && !rejected_;
  const auto judgement = judge(seed_, *paper, to_reject);
  const auto& about = paper->dossier();
  const Draw words(seed_, about.unit_id() + "/" + about.kind() + "/words/" + std::to_string(about.rounds()));
  uint64_t version = paper->dossier().version();
  for (const auto verb : judgement.before) {
    auto request = command(dossier_id, version);
    if (verb == v1::VERB_RECEIVE) request.mutable_receive();
    if (verb == v1::VERB_CLAIM) request.mutable_claim();
    if (verb == v1::VERB_COMMENT) request.mutable_comment()->set_text(remark_text(words));
    const auto done = co_await door_.decide(clerk, request);
    if (!done) co_return;
    version = done->version();
  }
  if (judgement.decision == v1::VERB_UNSPECIFIED) co_return;
  auto request = command(dossier_id, version);
  if (judgement.decision == v1::VERB_APPROVE) request.mutable_approve();
  if (judgement.decision == v1::VERB_FORWARD) request.mutable_forward()->set_text(remark_text(words));
  if (judgement.decision == v1::VERB_REJECT) request.mutable_reject()->set_text(rejection_text());
  if (judgement.decision == v1::VERB_SEND_BACK) {
    const std::vector<v1::Field> fields(paper->fields().begin(), paper->fields().end());
    *request.mutable_send_back()->add_remarks() = object_to(words, paper->kind().form(), fields);
  }
  const auto decided = co_await door_.decide(clerk, request);
  if (decided) after_decision(dossier_id, judgement.decision);
}

// By a clerk of the highest level that decides at all.
Task<void> Player::exempt(size_t index) {
  const Filing& filing = plan_.filings[plan_.exemptions[index].filing];
  const auto highest = std::max_element(cast_.reviewers.begin(), cast_.reviewers.end(),
                                        [](const Reviewer& a, const Reviewer& b) { return a.level < b.level; });
  if (highest == cast_.reviewers.end()) co_return;
  v1::ExemptRequest request;
  request.set_obligation_id(cast_.cells[filing.cell].unit_id + "/" + owed_[filing.kind].name() + "/" + plan_.period);
  request.set_basis(exemption_basis());
  Person& clerk = cast_.persons[highest->person];
  co_await door_.ask<v1::ExemptResponse>(clerk, "ObligationService/Exempt", request);
}

void Player::after_decision(const std::string& dossier_id, v1::Verb decision) {
  const auto known = filing_of_.find(dossier_id);
  if (known == filing_of_.end()) return;
  const size_t index = known->second;
  if (decision == v1::VERB_SEND_BACK) {
    ++rounds_[index];
    queue_.insert({some_evening(index, rounds_[index], 3), {What::kCorrect, index, dossier_id}});
  }
  if (decision == v1::VERB_REJECT) {
    rejected_ = true;
    ++rounds_[index];
    queue_.insert({some_evening(index, rounds_[index], 3), {What::kFile, index, {}}});
  }
}

}  // namespace giaoban::month
