// Turning every host in order until nothing moves.
#include "tests/house/house.h"

#include <algorithm>

namespace giaoban::test {

void House::add_service(std::unique_ptr<runtime::Service> service) {
  const std::string name(service->name());
  auto& room = rooms_[name];
  room.service = std::move(service);
  room.store = store::open_sqlite(folder_.empty() ? ":memory:" : folder_ + "/" + name + ".db");
  room.bus = wire_.attach(name);
}

void House::open(Room& room) {
  room.host = std::make_unique<runtime::Host>(*room.service, *room.store, *room.bus, clock_, ids_, journal_, "test");
  room.host->start();
}

void House::start() {
  for (auto& [name, room] : rooms_) open(room);
  settle();
}

bool House::turn() {
  bool moved = false;
  for (auto& [name, room] : rooms_) {
    if (room.host) moved |= room.host->turn();
  }
  return moved;
}

void House::settle() {
  int rounds = 0;
  while (turn()) {
    if (++rounds > 100'000) throw std::runtime_error("the house does not come to rest");
  }
}

void House::advance_to(int64_t business_us) {
  settle();
  for (;;) {
    int64_t next = business_us;
    for (auto& [name, room] : rooms_) {
      const int64_t due = room.service->next_due_us(*room.store);
      if (due != 0) next = std::min(next, due);
    }
    clock_.set_business(next);
    settle();
    if (next >= business_us) return;
  }
}

void House::pass_machine(int64_t us) {
  clock_.pass_machine(us);
  settle();
}

runtime::Outcome House::call(const std::string& service, const std::string& method,
                             const google::protobuf::Message& request, const As& as, uint64_t min_position) {
  return call_bytes(service, method, request.SerializeAsString(), as, min_position);
}

runtime::Outcome House::call_bytes(const std::string& service, const std::string& method, const std::string& payload,
                                   const As& as, uint64_t min_position) {
  // Beside the service of that name, if it lives here, so that its own answers are not taken from it.
  bus::Caller caller = as.caller;
  const auto end = wire_.attach_caller(caller, "caller:" + caller.name);
  v1::Envelope envelope;
  auto& request = *envelope.mutable_request();
  request.set_method("giaoban.v1." + method);
  request.set_correlation(next_correlation_);
  request.set_person_id(as.person_id);
  request.set_min_position(min_position);
  request.set_payload(payload);
  if (!end->send(service, envelope.SerializeAsString())) {
    return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "", "không tới được", "cannot be reached");
  }
  const uint64_t number = next_correlation_++;
  settle();
  bus::Answer answer;
  while (end->receive_answer(answer)) {
    envelope.ParseFromString(answer.frame);
    if (envelope.reply().correlation() != number) continue;
    if (envelope.reply().has_refusal()) return envelope.reply().refusal();
    return envelope.reply().payload();
  }
  return core::refuse(v1::REFUSAL_CODE_UNKNOWN_OUTCOME, "", "không có trả lời", "no answer came");
}

v1::Refusal House::refused(const std::string& service, const std::string& method,
                           const google::protobuf::Message& request, const As& as) {
  const auto outcome = call(service, method, request, as);
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) return *no;
  throw std::runtime_error(method + " was expected to be refused");
}

std::vector<v1::LogRecord> House::log_of(const std::string& service) {
  std::vector<v1::LogRecord> records;
  rooms_.at(service).store->prepare("SELECT record FROM log ORDER BY position").each({}, [&](const store::Row& row) {
    records.emplace_back().ParseFromString(std::string(row.blob(0)));
  });
  return records;
}

void House::restart(const std::string& service) {
  auto& room = rooms_.at(service);
  room.host.reset();
  wire_.forget(service);
  open(room);
  settle();
}

}  // namespace giaoban::test
