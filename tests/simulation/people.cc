// Asking, hearing, asking again; and what answers must never do (I2, I3, I17).
#include "tests/simulation/people.h"

#include <algorithm>

namespace giaoban::simulation {
namespace {

constexpr int64_t kPatienceUs = 400'000;

// Answers that are no outcome: nothing was decided, and the same key may be asked again.
bool is_final(const v1::Reply& reply) {
  if (!reply.has_refusal()) return true;
  switch (reply.refusal().code()) {
    case v1::REFUSAL_CODE_AUTHORITY_STALE:
    case v1::REFUSAL_CODE_OVERLOADED:
    case v1::REFUSAL_CODE_STORE_FULL:
    case v1::REFUSAL_CODE_UNAVAILABLE:
    case v1::REFUSAL_CODE_UNKNOWN_OUTCOME:
    case v1::REFUSAL_CODE_INTERNAL:
      return false;
    default:
      return true;
  }
}

std::string content_of(const v1::Reply& reply) {
  v1::Reply content = reply;
  content.clear_correlation();
  content.clear_position();
  content.clear_business_us();
  return content.SerializeAsString();
}

}  // namespace

People::People(Random random, Wire& wire, const WallClock& wall, const Law& law, const Profile& profile,
               Findings& findings)
    : random_(random),
      wire_(wire),
      wall_(wall),
      law_(law),
      profile_(profile),
      findings_(findings),
      ids_(random.next()) {
  ends_["gateway"] = wire.attach("gateway", {"gateway", v1::CALLER_KIND_GATEWAY, ""});
  ends_["gateway-2"] = wire.attach("gateway-2", {"gateway", v1::CALLER_KIND_GATEWAY, ""});
  ends_["operator"] = wire.attach("operator", {"operator", v1::CALLER_KIND_OPERATOR, ""});
}

People::~People() {
  for (const auto& [name, end] : ends_) wire_.detach(name);
}

size_t People::open() const {
  return open_.size();
}

void People::begin(Wish wish) {
  wish.begun_us = wall_.true_us;
  findings_.happened("wish " + wish.person + " " + wish.method + " " + wish.verb + " " + wish.request_id);
  open_.push_back(wishes_.size());
  wishes_.push_back(std::move(wish));
  ask(wishes_.size() - 1);
}

void People::ask(size_t index) {
  Wish& wish = wishes_[index];
  v1::Envelope envelope;
  auto& request = *envelope.mutable_request();
  request.set_method("giaoban.v1." + wish.method);
  request.set_correlation(next_correlation_);
  request.set_person_id(wish.person);
  request.set_payload(wish.payload);
  if (wish.times++ > 0) findings_.sometimes("asked again");
  wish.asked_us = wall_.true_us;
  if (ends_.at(wish.end)->send(wish.service, envelope.SerializeAsString())) asked_[next_correlation_] = index;
  ++next_correlation_;
}

void People::listen() {
  for (const auto& [name, end] : ends_) {
    bus::Answer answer;
    while (end->receive_answer(answer)) {
      v1::Envelope envelope;
      envelope.ParseFromString(answer.frame);
      take(envelope.reply());
    }
  }
  std::vector<size_t> again;
  std::erase_if(open_, [&](size_t index) { return wishes_[index].answer.has_value(); });
  for (const size_t index : open_) {
    if (wall_.true_us - wishes_[index].asked_us > kPatienceUs) again.push_back(index);
  }
  for (const size_t index : again) ask(index);
}

void People::take(const v1::Reply& reply) {
  const auto asked = asked_.find(reply.correlation());
  if (asked == asked_.end())
    return findings_.violated("I9", "an answer to a question that nobody asked, or a second one");
  Wish& wish = wishes_[asked->second];
  asked_.erase(asked);
  if (!is_final(reply)) {
    findings_.sometimes("answered " + v1::RefusalCode_Name(reply.refusal().code()));
    if (reply.refusal().code() == v1::REFUSAL_CODE_INTERNAL) {
      findings_.violated("I9", "a fault of ours in " + wish.method + " " + wish.verb);
    }
    return;
  }
  const std::string content = content_of(reply);
  const bool command = !wish.request_id.empty();
  if (wish.answer && command && *wish.answer != content) {
    findings_.violated("I2", "two answers to " + wish.request_id + " of " + wish.person + " (" + wish.verb + ")");
  }
  if (wish.answer) return;
  wish.answer = content;
  findings_.happened("answer " + wish.person + " " + wish.verb + " " + reply.refusal().ShortDebugString());
  learn(wish, reply);
}

void People::learn(Wish& wish, const v1::Reply& reply) {
  if (reply.has_refusal()) {
    findings_.sometimes("refused " + v1::RefusalCode_Name(reply.refusal().code()));
    return;
  }
  wish.yes = true;
  const auto known =
      std::find_if(papers_.begin(), papers_.end(), [&](const Known& k) { return k.id == wish.dossier_id; });
  if (wish.method == "DossierService/Decide") {
    v1::DecideResponse response;
    if (!response.ParseFromString(reply.payload())) return findings_.violated("I2", "an unreadable answer");
    findings_.sometimes("did " + wish.verb);
    acknowledged(wish, response);
    if (known == papers_.end()) return;
    known->version = std::max(known->version, response.version());
    known->acknowledged = std::max(known->acknowledged, response.version());
  } else if (wish.method == "DossierService/GetDossier") {
    v1::GetDossierResponse read;
    if (!read.ParseFromString(reply.payload())) return;
    check_read(wish, read);
    if (known != papers_.end()) known->version = std::max(known->version, read.dossier().version());
  }
}

// Whoever asks after an acknowledgement sees it.
void People::check_read(const Wish& wish, const v1::GetDossierResponse& read) {
  findings_.sometimes("read");
  if (read.dossier().version() < wish.at_least) {
    findings_.violated("I17", "read version " + std::to_string(read.dossier().version()) + " of " + wish.dossier_id +
                                  " after version " + std::to_string(wish.at_least) + " was acknowledged");
  }
}

}  // namespace giaoban::simulation
