// Questions "is this still waiting?" about everything that is to go into one message, until all answers are there.
#include "services/notifier/rounds.h"

#include <algorithm>
#include <utility>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/obligation.pb.h"

namespace giaoban::notifier {

namespace {

// A decision is news, not a reminder: it stays true.
bool is_reminder(const v1::NoticeDue& notice) {
  return notice.reason() != v1::NOTICE_REASON_DECIDED;
}

runtime::Ask question(const v1::NoticeDue& notice, uint64_t tag) {
  if (notice.obligation_id().empty()) {
    v1::CheckWaitingRequest request;
    request.set_dossier_id(notice.dossier_id());
    request.set_generation(notice.generation());
    return {"router", "giaoban.v1.DossierService/CheckWaiting", request.SerializeAsString(), tag};
  }
  v1::CheckOwedRequest request;
  request.set_obligation_id(notice.obligation_id());
  return {"reminder", "giaoban.v1.ObligationService/CheckOwed", request.SerializeAsString(), tag};
}

Round::Answer read(const runtime::Outcome& outcome, bool owed) {
  const auto* payload = std::get_if<std::string>(&outcome);
  if (payload == nullptr) return Round::Answer::kUnknown;
  v1::CheckWaitingResponse waiting;
  v1::CheckOwedResponse owing;
  if (owed ? !owing.ParseFromString(*payload) : !waiting.ParseFromString(*payload)) return Round::Answer::kUnknown;
  return (owed ? owing.owed() : waiting.waiting()) ? Round::Answer::kOpen : Round::Answer::kSettled;
}

}  // namespace

bool Round::has(Answer answer) const {
  return std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.answer == answer; });
}

std::optional<Round> Rounds::begin(Round round, const std::vector<v1::NoticeDue>& notices, runtime::Work& work) {
  const uint64_t number = next_++;
  size_t missing = 0;
  for (size_t i = 0; i < round.items.size(); ++i) {
    const auto& notice = notices.at(i);
    if (!is_reminder(notice)) {
      round.items[i].answer = Round::Answer::kOpen;
      continue;
    }
    const uint64_t tag = next_++;
    asked_[tag] = {number, i, !notice.obligation_id().empty()};
    work.asks.push_back(question(notice, tag));
    ++missing;
  }
  if (missing == 0) return round;
  missing_[number] = missing;
  open_[number] = std::move(round);
  return std::nullopt;
}

std::optional<Round> Rounds::answered(uint64_t tag, const runtime::Outcome& outcome) {
  const auto asked = asked_.extract(tag);
  if (asked.empty()) return std::nullopt;
  const auto& what = asked.mapped();
  open_.at(what.round).items.at(what.item).answer = read(outcome, what.owed);
  if (--missing_.at(what.round) > 0) return std::nullopt;
  missing_.erase(what.round);
  return std::move(open_.extract(what.round).mapped());
}

bool Rounds::is_open(const std::string& person_id, v1::Channel channel) const {
  return std::any_of(open_.begin(), open_.end(), [&](const auto& entry) {
    return entry.second.channel == channel && entry.second.person_id == person_id && entry.second.dispatch_id.empty();
  });
}

size_t Rounds::open(v1::Channel channel) const {
  return static_cast<size_t>(
      std::count_if(open_.begin(), open_.end(), [&](const auto& entry) { return entry.second.channel == channel; }));
}

void Rounds::forget() {
  open_.clear();
  missing_.clear();
  asked_.clear();
}

}  // namespace giaoban::notifier
