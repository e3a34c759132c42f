// Turning every service until nothing moves, and time to the next thing that is due.
#include "services/rehearsal/ensemble.h"

#include <algorithm>
#include <stdexcept>

#include "services/store/log.h"
#include "services/store/sqlite.h"
#include "workflows/core/time.h"

namespace giaoban::rehearsal {
namespace {

// Time that passes when somebody waits for no known moment: for an answer, to ask again.
constexpr int64_t kMomentUs = 50'000;
constexpr int kMostTurns = 1'000'000;  // at one moment
constexpr int kMostMoments = 1'000;    // of waiting, about a minute
constexpr uint32_t kAtATime = 500;

runtime::Moment present(const runtime::DataFolder& folder) {
  const int64_t machine_us = runtime::RealClock().now().machine_us;
  return {folder.about.stepped_clock() ? folder.about.begins_us() : machine_us, machine_us};
}

}  // namespace

void Ensemble::FirstError::write(Level level, std::string_view what, const std::vector<runtime::Detail>& details) {
  if (level != Level::kError || !text.empty()) return;
  text = what;
  for (const auto& [name, value] : details) text.append(" ").append(name).append("=").append(value);
}

const std::vector<std::string>& Ensemble::services() {
  static const std::vector<std::string> names = {"notifier", "reminder", "router", "directory"};
  return names;
}

Ensemble::Ensemble(const runtime::DataFolder& folder, const v1::Settings& settings, const MakeService& make_service)
    : copies_(folder, services()), clock_(present(folder)) {
  const runtime::HostLimits limits{settings.limits().batch(), settings.limits().in_flight(), 2000};
  for (const auto& name : services()) {
    Room& room = rooms_[name];
    room.service = make_service(name, folder, settings);
    room.store = store::open_sqlite(copies_.database(name));
    room.bus = wire_.attach(name);
    room.host = std::make_unique<runtime::Host>(*room.service, *room.store, *room.bus, clock_, ids_, journal_,
                                                folder.about.node(), limits);
    room.host->start();
    const auto status = room.host->status();
    for (const auto& cursor : status.cursors()) heard_before_[name + "/" + cursor.source()] = cursor.position();
  }
  operator_ = wire_.attach_caller({"operator", v1::CALLER_KIND_OPERATOR, ""}, "rehearsal");
  settle();
}

uint64_t Ensemble::heard_before(const std::string& service, const std::string& source) const {
  const auto found = heard_before_.find(service + "/" + source);
  return found == heard_before_.end() ? 0 : found->second;
}

bool Ensemble::turn() {
  bool moved = false;
  for (auto& [name, room] : rooms_) moved |= room.host->turn();
  if (!journal_.text.empty()) throw std::runtime_error("a service failed in the rehearsal: " + journal_.text);
  return moved;
}

bool Ensemble::all_heard() {
  std::map<std::string, v1::GetStatusResponse> all;
  for (auto& [name, room] : rooms_) all[name] = room.host->status();
  for (const auto& [name, status] : all) {
    if (status.in_flight() != 0) return false;
    for (const auto& cursor : status.cursors()) {
      if (!cursor.stopped().empty()) {
        throw std::runtime_error(name + " does not follow " + cursor.source() + ": " + cursor.stopped());
      }
      if (cursor.position() != all[cursor.source()].head()) return false;
    }
  }
  return true;
}

void Ensemble::settle() {
  for (int moments = 0; moments < kMostMoments; ++moments) {
    int turns = 0;
    while (turn()) {
      if (++turns > kMostTurns) throw std::runtime_error("the services do not come to rest");
    }
    if (all_heard()) return;
    clock_.pass(kMomentUs);
  }
  throw std::runtime_error("the services do not hear each other");
}

int64_t Ensemble::until_next() {
  const auto now = clock_.now();
  int64_t left = -1;
  const auto consider = [&](int64_t due_us, int64_t from_us) {
    if (due_us == 0) return;
    const int64_t us = std::max<int64_t>(due_us - from_us, 0);
    left = left < 0 ? us : std::min(left, us);
  };
  for (auto& [name, room] : rooms_) {
    consider(room.service->next_due_us(*room.store), now.business_us);
    consider(room.service->next_retry_us(), now.machine_us);
  }
  return left;
}

void Ensemble::play_to(int64_t until_us) {
  int moments = 0;
  while (true) {
    const int64_t left = until_next();
    if (left < 0 || now_us() + left >= until_us) break;
    moments = left == 0 ? moments + 1 : 0;
    if (moments > kMostMoments) throw std::runtime_error("what is due is not done");
    clock_.pass(left == 0 ? kMomentUs : left);
    settle();
  }
  if (now_us() >= until_us) return;
  clock_.pass(until_us - now_us());
  settle();
}

std::string Ensemble::ask(const std::string& service, const std::string& method, const std::string& payload) {
  v1::Envelope envelope;
  auto& request = *envelope.mutable_request();
  request.set_method("giaoban.v1." + method);
  request.set_correlation(++correlation_);
  request.set_payload(payload);
  operator_->send(service, envelope.SerializeAsString());
  for (int turns = 0; turns < kMostTurns; ++turns) {
    bus::Answer answer;
    while (operator_->receive_answer(answer)) {
      if (!envelope.ParseFromString(answer.frame) || envelope.reply().correlation() != correlation_) continue;
      if (!envelope.reply().has_refusal()) return envelope.reply().payload();
      throw std::runtime_error(method + ": " + envelope.reply().refusal().text_en());
    }
    turn();
  }
  throw std::runtime_error(method + ": no answer");
}

std::vector<v1::LogRecord> Ensemble::records(const std::string& service, uint64_t after) {
  store::Log log(*rooms_.at(service).store, "");
  log.reload();  // how far it goes
  std::vector<v1::LogRecord> records;
  while (true) {
    const auto entries = log.read(after, kAtATime);
    if (entries.empty()) return records;
    for (const auto& entry : entries) records.emplace_back().ParseFromString(entry.record());
    after = records.back().position();
  }
}

}  // namespace giaoban::rehearsal
