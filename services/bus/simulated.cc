// Queues in one thread behind the bus port.
#include "services/bus/simulated.h"

#include <utility>

namespace giaoban::bus {

class WireEnd final : public Bus {
 public:
  WireEnd(Wire& wire, std::string name) : wire_(wire), name_(std::move(name)) {}

  void wait(std::chrono::milliseconds) override {}
  void wake() override {}
  bool receive(Incoming& incoming) override { return take(wire_.ends_[name_].incoming, incoming); }
  bool receive_answer(Answer& answer) override { return take(wire_.ends_[name_].answers, answer); }

  bool reply(const std::string& peer, std::string_view frame) override {
    const auto to = wire_.ends_.find(peer);
    if (to == wire_.ends_.end() || wire_.cut_.contains(name_) || wire_.cut_.contains(peer)) return false;
    ++wire_.carried_;
    to->second.answers.push_back({name_, std::string(frame)});
    return true;
  }

  bool send(std::string_view service, std::string_view frame) override {
    const auto to = wire_.ends_.find(std::string(service));
    if (to == wire_.ends_.end() || wire_.cut_.contains(name_) || wire_.cut_.contains(to->first)) return false;
    ++wire_.carried_;
    to->second.incoming.push_back({name_, wire_.ends_[name_].caller, std::string(frame)});
    return true;
  }

 private:
  template <class T>
  static bool take(std::deque<T>& queue, T& out) {
    if (queue.empty()) return false;
    out = std::move(queue.front());
    queue.pop_front();
    return true;
  }
  Wire& wire_;
  std::string name_;
};

std::unique_ptr<Bus> Wire::attach(const std::string& service) {
  return attach_caller({service, v1::CALLER_KIND_SERVICE, ""}, service);
}

std::unique_ptr<Bus> Wire::attach_caller(const Caller& caller, const std::string& peer) {
  ends_[peer].caller = caller;
  return std::make_unique<WireEnd>(*this, peer);
}

void Wire::forget(const std::string& service) {
  ends_[service].incoming.clear();
  ends_[service].answers.clear();
  for (auto& [name, queues] : ends_) {
    std::erase_if(queues.incoming, [&](const Incoming& i) { return i.peer == service; });
  }
}

}  // namespace giaoban::bus
