// Frames lie in one queue per direction and connection until their time has come.
#include "tests/simulation/wire.h"

#include <algorithm>

namespace giaoban::simulation {

class End final : public bus::Bus {
 public:
  End(Wire& wire, std::string name, uint64_t incarnation)
      : wire_(wire), name_(std::move(name)), incarnation_(incarnation) {}

  void wait(std::chrono::milliseconds) override {}
  void wake() override {}

  bool receive(bus::Incoming& incoming) override {
    std::string from;
    uint64_t connection = 0;
    if (!alive() || !wire_.take(name_, false, from, connection, incoming.frame)) return false;
    incoming.caller = wire_.ends_.at(from).caller;
    incoming.peer = from + "#" + std::to_string(connection);
    return true;
  }
  bool receive_answer(bus::Answer& answer) override {
    uint64_t connection = 0;
    return alive() && wire_.take(name_, true, answer.service, connection, answer.frame);
  }
  bool reply(const std::string& peer, std::string_view frame) override {
    if (!alive()) return false;
    pass(Passing::What::kBeforeReply);
    const bool carried = wire_.answer(name_, peer, frame);
    pass(Passing::What::kAfterReply);
    return carried;
  }
  bool send(std::string_view service, std::string_view frame) override {
    if (!alive()) return false;
    pass(Passing::What::kBeforeSend);
    const auto held = wire_.held_on_.find({name_, std::string(service)});
    const std::string to = held == wire_.held_on_.end() ? std::string(service) : held->second;
    const bool carried = wire_.carry(name_, to, false, wire_.connection(name_, to), frame);
    pass(Passing::What::kAfterSend);
    return carried;
  }

 private:
  bool alive() const {
    const auto end = wire_.ends_.find(name_);
    return end != wire_.ends_.end() && end->second.incarnation == incarnation_;
  }
  void pass(Passing::What what) const {
    const auto& end = wire_.ends_.at(name_);
    if (end.passing) end.passing({what, name_});
  }
  Wire& wire_;
  std::string name_;
  uint64_t incarnation_;
};

std::unique_ptr<bus::Bus> Wire::attach(const std::string& name, const bus::Caller& caller,
                                       std::function<void(const Passing&)> passing) {
  detach(name);
  const uint64_t incarnation = next_incarnation_++;
  ends_[name] = {caller, incarnation, std::move(passing)};
  return std::make_unique<End>(*this, name, incarnation);
}

void Wire::detach(const std::string& name) {
  ends_.erase(name);
  std::erase_if(connections_, [&](const auto& pair) { return pair.first.first == name || pair.first.second == name; });
  inboxes_.erase(name);
  for (auto& [to, inbox] : inboxes_) {
    std::erase_if(inbox, [&](const auto& link) { return std::get<0>(link.first) == name; });
  }
}

void Wire::reconnect(const std::string& name) {
  std::erase_if(connections_, [&](const auto& pair) { return pair.first.first == name || pair.first.second == name; });
  for (auto& [to, inbox] : inboxes_) {
    for (auto& [link, frames] : inbox) {
      if (to == name || std::get<0>(link) == name) break_off(frames, std::get<1>(link));
    }
  }
}

// What a broken connection still holds is lost; but a question may have arrived, and is read late, behind newer ones.
void Wire::break_off(std::deque<Frame>& frames, bool answers) {
  if (!answers && random_.one_in(2)) {
    for (auto& frame : frames) frame.ready_us = now_us_ + random_.between(0, faults_.longest_delay_us * 4);
    counts_.late += frames.size();
  } else {
    counts_.lost += frames.size();
    frames.clear();
  }
}

uint64_t Wire::connection(const std::string& asker, const std::string& asked) {
  auto& number = connections_[{asker, asked}];
  if (number == 0) number = next_connection_++;
  return number;
}

bool Wire::answer(const std::string& from, const std::string& peer, std::string_view bytes) {
  const auto hash = peer.find('#');
  const std::string to = peer.substr(0, hash);
  const uint64_t asked = std::stoull(peer.substr(hash + 1));
  const auto present = connections_.find({to, from});
  if (present == connections_.end() || present->second != asked) {
    ++counts_.refused;
    return false;
  }
  return carry(from, to, true, asked, bytes);
}

bool Wire::carry(const std::string& from, const std::string& to, bool answers, uint64_t connection,
                 std::string_view bytes) {
  if (!ends_.contains(to)) {
    ++counts_.refused;
    return false;
  }
  ++counts_.carried;
  if (parted_.contains({from, to}) || random_.per_mille(faults_.loss)) {
    ++counts_.lost;
    return true;
  }
  auto& queue = inboxes_[to][{from, answers, connection}];
  int64_t ready = now_us_ + random_.between(20, std::max<int64_t>(21, faults_.longest_delay_us));
  if (!queue.empty()) ready = std::max(ready, queue.back().ready_us);
  queue.push_back({ready, std::string(bytes)});
  return true;
}

bool Wire::take(const std::string& to, bool answers, std::string& from, uint64_t& connection, std::string& bytes) {
  // Which connection is read first is chance; within one, the first frame is the next.
  auto& inbox = inboxes_[to];
  std::erase_if(inbox, [](const auto& link) { return link.second.empty(); });
  std::vector<Inbox::iterator> ready;
  for (auto it = inbox.begin(); it != inbox.end(); ++it) {
    if (std::get<1>(it->first) == answers && it->second.front().ready_us <= now_us_) ready.push_back(it);
  }
  if (ready.empty()) return false;
  const auto chosen = ready[random_.below(ready.size())];
  from = std::get<0>(chosen->first);
  connection = std::get<2>(chosen->first);
  bytes = std::move(chosen->second.front().bytes);
  chosen->second.pop_front();
  return true;
}

int64_t Wire::next_ready_us() const {
  int64_t next = 0;
  for (const auto& [to, inbox] : inboxes_) {
    for (const auto& [link, frames] : inbox) {
      if (!frames.empty() && (next == 0 || frames.front().ready_us < next)) next = frames.front().ready_us;
    }
  }
  return next;
}

bool Wire::has_frame_for(const std::string& name) const {
  const auto inbox = inboxes_.find(name);
  return inbox != inboxes_.end() && std::any_of(inbox->second.begin(), inbox->second.end(), [&](const auto& link) {
           return !link.second.empty() && link.second.front().ready_us <= now_us_;
         });
}

}  // namespace giaoban::simulation
