// SetClock and GetStatus, to all services at once.
#include "services/month/clockwork.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <thread>

namespace giaoban::month {

namespace {

using Machine = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kFirstPause = std::chrono::microseconds(300);
constexpr auto kLongestPause = std::chrono::microseconds(4000);

std::string unrest_of(const v1::GetStatusResponse& status, const std::map<std::string, uint64_t>& heads,
                      int64_t business_us) {
  for (const auto& cursor : status.cursors()) {
    const auto head = heads.find(cursor.source());
    if (head == heads.end() || cursor.position() == head->second) continue;
    return status.service() + " has heard " + std::to_string(cursor.position()) + " of " +
           std::to_string(head->second) + " records of " + cursor.source();
  }
  if (status.in_flight() != 0)
    return status.service() + " has " + std::to_string(status.in_flight()) + " things under way";
  if (status.business_us() != business_us) return status.service() + " keeps another time";
  if (status.next_due_us() != 0 && status.next_due_us() <= business_us) return status.service() + " has something due";
  return {};
}

}  // namespace

std::string unrest(const std::vector<v1::GetStatusResponse>& services, int64_t business_us) {
  std::map<std::string, uint64_t> heads;
  for (const auto& status : services) heads[status.service()] = status.head();
  for (const auto& status : services) {
    std::string what = unrest_of(status, heads, business_us);
    if (!what.empty()) return what;
  }
  return {};
}

void Clockwork::move_to(int64_t business_us) {
  set_clocks(business_us, [this](const auto& questions) { operator_.insist(questions); });
}

void Clockwork::flow_to(int64_t business_us) {
  set_clocks(business_us, [this](const auto& questions) { operator_.ask_once(questions); });
}

void Clockwork::set_clocks(int64_t business_us, const std::function<void(const std::vector<Question>&)>& ask) {
  now_us_ = std::max(now_us_, business_us);
  v1::SetClockRequest request;
  request.set_business_us(now_us_);
  std::vector<Question> questions;
  for (const auto& service : services_) questions.push_back({service, "ClockService/SetClock", &request});
  ask(questions);
}

std::vector<v1::GetStatusResponse> Clockwork::statuses() {
  const v1::GetStatusRequest request;
  std::vector<Question> questions;
  for (const auto& service : services_) questions.push_back({service, "StatusService/GetStatus", &request});
  std::vector<v1::GetStatusResponse> statuses(services_.size());
  const auto answers = operator_.insist(questions);
  for (size_t i = 0; i < answers.size(); ++i) {
    if (!statuses[i].ParseFromString(answers[i]))
      throw std::runtime_error("the status of " + services_[i] + " cannot be read");
    for (const auto& cursor : statuses[i].cursors()) {
      if (cursor.stopped().empty()) continue;
      throw std::runtime_error(services_[i] + " has stopped following " + cursor.source() + ": " + cursor.stopped());
    }
  }
  return statuses;
}

int64_t Clockwork::settle() {
  const auto until = Machine::now() + kPatience;
  auto pause = kFirstPause;
  while (true) {
    const auto all = statuses();
    const std::string what = unrest(all, now_us_);
    if (what.empty()) {
      int64_t next = 0;
      for (const auto& status : all) {
        if (status.next_due_us() != 0 && (next == 0 || status.next_due_us() < next)) next = status.next_due_us();
      }
      return next;
    }
    if (Machine::now() > until) throw std::runtime_error("no rest within a minute: " + what);
    const bool behind = std::any_of(
        all.begin(), all.end(), [&](const v1::GetStatusResponse& status) { return status.business_us() < now_us_; });
    if (behind) move_to(now_us_);
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
}

}  // namespace giaoban::month
