// One hand per paper; an answer that comes late, to an earlier attempt at the same command, is as good as any.
#include "tests/processes/loader.h"

#include <algorithm>

namespace giaoban::processes {

namespace {

constexpr auto kIdle = std::chrono::milliseconds(5);
constexpr auto kSoon = std::chrono::milliseconds(20);
constexpr size_t kCodePrefix = 13;  // of "REFUSAL_CODE_"

bool may_pass(v1::RefusalCode code) {
  return code == v1::REFUSAL_CODE_UNAVAILABLE || code == v1::REFUSAL_CODE_UNKNOWN_OUTCOME ||
         code == v1::REFUSAL_CODE_OVERLOADED || code == v1::REFUSAL_CODE_AUTHORITY_STALE ||
         code == v1::REFUSAL_CODE_STORE_FULL;
}

}  // namespace

Loader::Loader(bus::Bus& bus, Acks& acks, LoadOptions options)
    : bus_(bus), client_(bus), acks_(acks), options_(options), hands_(options.in_flight) {}

void Loader::turn() {
  bool did = false;
  uint64_t number = 0;
  runtime::Outcome outcome;
  while (client_.take(number, outcome)) {
    did = true;
    const auto at = asked_.find(number);
    if (at == asked_.end()) continue;
    const auto [index, request_id] = at->second;
    asked_.erase(at);
    const auto& command = hands_[index].command;
    if (command && command->request_id() == request_id) answered(index, outcome);
  }
  const auto now = Machine::now();
  // Another hand is the first each time: where commands are counted out, the last would wait until their paper moved on.
  first_ = (first_ + 1) % hands_.size();
  for (size_t turn = 0; turn < hands_.size(); ++turn) {
    const size_t i = (first_ + turn) % hands_.size();
    auto& hand = hands_[i];
    if (!hand.command) {
      if (!may_begin()) continue;
      begin(hand);
    }
    if (now >= hand.give_up) {
      ++counts_.unknown;
      leave(hand);
    } else if (now >= hand.send_at) {
      send(i);
      did = true;
    }
  }
  if (!did) bus_.wait(kIdle);
}

void Loader::finish() {
  ending_ = true;
  const auto until = Machine::now() + options_.last_wait;
  const auto open = [](const Hand& hand) { return hand.command.has_value(); };
  while (Machine::now() < until && std::any_of(hands_.begin(), hands_.end(), open)) turn();
  counts_.unknown += static_cast<uint64_t>(std::count_if(hands_.begin(), hands_.end(), open));
}

bool Loader::may_begin() {
  if (ending_) return false;
  if (options_.per_second <= 0) return true;
  const std::chrono::duration<double> passed = Machine::now() - begun_;
  return static_cast<double>(counts_.commands) < options_.per_second * passed.count();
}

void Loader::begin(Hand& hand) {
  if (!hand.paper) hand.paper.emplace(next_paper_++, ids_, now_us());
  hand.command = hand.paper->next(ids_, now_us());
  hand.person = hand.paper->person();
  hand.send_at = Machine::now();
  hand.give_up = hand.send_at + options_.give_up;
  hand.asked = false;
  ++counts_.commands;
}

void Loader::send(size_t index) {
  auto& hand = hands_[index];
  const uint64_t number = client_.begin("router", "DossierService/Decide", *hand.command, hand.person);
  if (number == 0) {
    hand.send_at = Machine::now() + kSoon;
    return;
  }
  counts_.retried += hand.asked;
  hand.asked = true;
  hand.send_at = Machine::now() + options_.ask_again;
  asked_[number] = {index, hand.command->request_id()};
  // What was asked long ago and never answered is forgotten, so that the list stays short.
  while (asked_.size() > 64 * hands_.size()) asked_.erase(asked_.begin());
}

void Loader::answered(size_t index, const runtime::Outcome& outcome) {
  auto& hand = hands_[index];
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) return refused(hand, *no);
  v1::DecideResponse response;
  if (!response.ParseFromString(std::get<std::string>(outcome))) throw std::runtime_error("an answer is no answer");
  acknowledged(hand, response);
}

void Loader::acknowledged(Hand& hand, const v1::DecideResponse& response) {
  acks_.add(hand.person, hand.command->request_id(), response);
  const auto now = Machine::now();
  const auto gap = std::chrono::duration_cast<std::chrono::milliseconds>(now - last_ack_);
  if (counts_.acknowledged > 0) counts_.longest_gap = std::max(counts_.longest_gap, gap);
  last_ack_ = now;
  ++counts_.acknowledged;
  hand.command.reset();
  hand.paper->went_on(response);
  if (!hand.paper->over()) return;
  ++counts_.papers;
  hand.paper.reset();
}

void Loader::refused(Hand& hand, const v1::Refusal& refusal) {
  const std::string code = v1::RefusalCode_Name(refusal.code()).substr(kCodePrefix);
  if (!may_pass(refusal.code())) {
    ++counts_.refused[code];
    return leave(hand);
  }
  ++counts_.put_off[code];
  const std::chrono::milliseconds said(refusal.retry_after_ms());
  hand.send_at = Machine::now() + std::clamp<std::chrono::milliseconds>(said, kSoon, options_.ask_again);
}

void Loader::leave(Hand& hand) {
  hand.command.reset();
  hand.paper.reset();
}

}  // namespace giaoban::processes
