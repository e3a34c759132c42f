// Following logs: one open Read per source, records handled with their cursor in one transaction, faults counted and
// parked.
#include <algorithm>

#include "services/runtime/host.h"

namespace giaoban::runtime {

namespace {
constexpr uint32_t kWaitMs = 1000;
constexpr int64_t kReadTimeoutUs = 4'000'000;
constexpr int64_t kAskAgainUs = 50'000;

v1::Refusal no_answer() {
  return core::refuse(v1::REFUSAL_CODE_UNKNOWN_OUTCOME, "", "Không có trả lời.", "No answer came in time.");
}
}  // namespace

bool Host::follow() {
  bool did = false;
  for (auto& follower : followers_) {
    auto& cursor = follower->cursor();
    if (follower->asking || !cursor.stopped.empty() || follower->ask_again_us > now_.machine_us) continue;
    v1::ReadRequest read;
    read.set_log_id(cursor.log_id);
    read.set_after(cursor.position);
    read.set_hash(cursor.hash);
    // Whoever has just started, or was cut off, wants to know at once how far the log has come, also when that is
    // nowhere.
    const bool old_news = cursor.heard_us == 0 || now_.machine_us - cursor.heard_us > 3 * kWaitMs * int64_t{1000};
    read.set_wait_ms(old_news ? 0 : kWaitMs);
    read.set_with_content(follower->source().with_content);
    const Asked asked{0, now_.machine_us + kReadTimeoutUs, follower.get(), now_.machine_us};
    if (send(follower->source().service, "giaoban.v1.LogService/Read", read.SerializeAsString(), asked)) {
      follower->asking = true;
      did = true;
    } else {
      follower->ask_again_us = now_.machine_us + kAskAgainUs;
    }
  }
  return did;
}

bool Host::send(const std::string& service, const std::string& method, const std::string& payload, Asked asked) {
  v1::Envelope envelope;
  auto& request = *envelope.mutable_request();
  request.set_method(method);
  request.set_correlation(next_correlation_);
  request.set_payload(payload);
  if (!bus_.send(service, envelope.SerializeAsString())) return false;
  asked_[next_correlation_++] = asked;
  return true;
}

void Host::send_asks() {
  std::vector<Ask> asks;
  asks.swap(asks_);
  for (const auto& ask : asks) {
    const Asked asked{ask.tag, now_.machine_us + limits_.ask_ms * int64_t{1000}};
    if (send(ask.service, ask.method, ask.payload, asked)) continue;
    asked_[next_correlation_++] = {ask.tag, now_.machine_us};  // answered as unknown in the next round
  }
}

bool Host::take_answers() {
  std::vector<std::pair<uint64_t, Outcome>> answers;
  bool did = false;
  bus::Answer answer;
  while (bus_.receive_answer(answer)) {
    did = true;
    v1::Envelope envelope;
    if (!envelope.ParseFromString(answer.frame) || !envelope.has_reply()) continue;
    const auto asked = asked_.find(envelope.reply().correlation());
    if (asked == asked_.end()) continue;
    const Asked what = asked->second;
    asked_.erase(asked);
    auto& reply = *envelope.mutable_reply();
    if (what.follower) {
      answered_read(*what.follower, reply, what.sent_us);
    } else if (what.until_us <= now_.machine_us) {
      // It lay in a socket while this process slept: what it says may long be otherwise.
      answers.emplace_back(what.tag, no_answer());
    } else if (reply.has_refusal()) {
      answers.emplace_back(what.tag, reply.refusal());
    } else {
      answers.emplace_back(what.tag, reply.payload());
    }
  }
  for (auto it = asked_.begin(); it != asked_.end();) {
    if (it->second.until_us > now_.machine_us) {
      ++it;
      continue;
    }
    if (it->second.follower) {
      it->second.follower->asking = false;
    } else {
      answers.emplace_back(it->second.tag, no_answer());
    }
    it = asked_.erase(it);
    did = true;
  }
  hand_over(answers, 0, answers.size());
  return did || !answers.empty();
}

// All in one commit; when anything throws, one by one, so that no answer loses its neighbours.
void Host::hand_over(const std::vector<std::pair<uint64_t, Outcome>>& answers, size_t from, size_t to) {
  if (from == to) return;
  try {
    transact([&](Work& step) {
      for (size_t i = from; i < to; ++i) service_.answered(answers[i].first, answers[i].second, step);
    });
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    journal_.error("an answer could not be handled", {{"fault", e.what()}});
    for (size_t i = from; to - from > 1 && i < to; ++i) hand_over(answers, i, i + 1);
  }
}

void Host::answered_read(Follower& follower, const v1::Reply& reply, int64_t sent_us) {
  follower.asking = false;
  auto& cursor = follower.cursor();
  if (reply.has_refusal()) {
    follower.ask_again_us = now_.machine_us + kAskAgainUs;
    if (reply.refusal().code() == v1::REFUSAL_CODE_INVALID_FIELD) {
      cursor.stopped = reply.refusal().text_en();
      journal_.error("a consumer stopped", {{"source", follower.source().service}, {"why", cursor.stopped}});
    }
    return;
  }
  v1::ReadResponse response;
  if (!response.ParseFromString(reply.payload())) return;
  const std::vector<v1::LogEntry> entries(response.entries().begin(), response.entries().end());
  cursor.stopped = follower.check(response.log_id(), entries);
  if (!cursor.stopped.empty()) {
    journal_.error("a consumer stopped", {{"source", follower.source().service}, {"why", cursor.stopped}});
    return;
  }
  follower.log_id = response.log_id();
  if (!entries.empty()) hear(follower, entries, 0, entries.size());
  cursor.head = response.head();
  // The news is as old as the question: an answer that lay in a socket while this process slept says nothing of now.
  if (cursor.position == cursor.head) cursor.heard_us = std::max(cursor.heard_us, sent_us);
}

void Host::hear(Follower& follower, const std::vector<v1::LogEntry>& entries, size_t from, size_t to) {
  const std::string& source = follower.source().service;
  try {
    transact([&](Work& step) {
      for (size_t i = from; i < to; ++i) {
        v1::LogRecord record;
        record.ParseFromString(entries[i].record());
        const std::string subject = service_.subject(record);
        if (follower.is_parked(step.store, subject)) {
          follower.park(step.store, record.position(), subject, entries[i], "behind a parked record", 0);
        } else {
          service_.hear(source, record, {entries[i].contents().begin(), entries[i].contents().end()}, step);
        }
        if (i + 1 == to) follower.move(step.store, follower.log_id, entries[i], record.position());
      }
    });
    handled_ += to - from;
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const store::StoreFull& e) {
    follower.ask_again_us = now_.machine_us + 10 * kAskAgainUs;
    journal_.error("disk full", {{"fault", e.what()}, {"source", source}});
  } catch (const std::exception& e) {
    if (to - from == 1) return fail(follower, entries[from], e.what());
    for (size_t i = from; i < to; ++i) {
      const uint64_t before = follower.cursor().position;
      hear(follower, entries, i, i + 1);
      if (follower.cursor().position == before) return;  // stopped, or to be tried again first
    }
  }
}

// Attempts are recorded durably before the next one; after the last the subject is parked and the cursor moves on.
void Host::fail(Follower& follower, const v1::LogEntry& entry, const std::string& fault) {
  v1::LogRecord record;
  record.ParseFromString(entry.record());
  const std::string& source = follower.source().service;
  const auto position = record.position();
  journal_.error("a record could not be handled",
                 {{"source", source}, {"position", std::to_string(position)}, {"fault", fault}});
  uint32_t attempts = 0;
  bool parked = false;
  try {
    transact([&](Work& step) {
      attempts = follower.attempt(step.store, position);
      parked = attempts >= kAttempts && !follower.source().never_park;
      if (!parked) return;
      follower.park(step.store, position, service_.subject(record), entry, fault, attempts);
      follower.move(step.store, follower.log_id, entry, position);
    });
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    follower.ask_again_us = now_.machine_us + 10 * kAskAgainUs;
    journal_.error("an attempt could not be recorded", {{"source", source}, {"fault", e.what()}});
    return;
  }
  if (parked) journal_.error("parked", {{"source", source}, {"position", std::to_string(position)}});
  if (attempts >= kAttempts && !parked) follower.cursor().stopped = "record " + std::to_string(position) + ": " + fault;
}

}  // namespace giaoban::runtime
