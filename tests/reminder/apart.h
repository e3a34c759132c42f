// A service on a host of its own beside the house, so that its process can die and another take its place.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/house/house.h"

namespace giaoban::test {

// Shares the house's wire and clock; its store outlives its processes.
template <class S>
class Apart {
 public:
  Apart(House& house, const std::string& name, std::function<std::unique_ptr<S>()> make)
      : house_(house),
        name_(name),
        make_(std::move(make)),
        store_(store::open_sqlite(":memory:")),
        bus_(house.wire().attach(name)) {}

  void start() {
    service_ = make_();
    host_ = std::make_unique<runtime::Host>(*service_, *store_, *bus_, house_.clock(), ids_, house_.journal(), "test");
    host_->start();
    settle();
  }
  // As if its process had died: memory gone, frames lost.
  void die() {
    host_.reset();
    service_.reset();
    house_.wire().forget(name_);
  }
  bool turn() {
    const bool moved = house_.turn();
    return (host_ && host_->turn()) || moved;
  }
  void settle() {
    int rounds = 0;
    while (turn()) {
      if (++rounds > 100'000) throw std::runtime_error("the house does not come to rest");
    }
  }
  // The answer or the refusal; no answer is an error of the test.
  runtime::Outcome call(const std::string& method, const google::protobuf::Message& request, const As& as) {
    const auto end = house_.wire().attach_caller(as.caller, "caller of " + name_);
    v1::Envelope envelope;
    envelope.mutable_request()->set_method("giaoban.v1." + method);
    envelope.mutable_request()->set_person_id(as.person_id);
    envelope.mutable_request()->set_payload(request.SerializeAsString());
    end->send(name_, envelope.SerializeAsString());
    settle();
    bus::Answer answer;
    if (!end->receive_answer(answer) || !envelope.ParseFromString(answer.frame)) throw std::runtime_error("no answer");
    if (envelope.reply().has_refusal()) return envelope.reply().refusal();
    return envelope.reply().payload();
  }
  v1::GetStatusResponse status() { return host_->status(); }
  store::Store& store() { return *store_; }
  std::vector<v1::LogRecord> log() {
    std::vector<v1::LogRecord> records;
    store_->prepare("SELECT record FROM log ORDER BY position").each({}, [&](const store::Row& row) {
      records.emplace_back().ParseFromString(std::string(row.blob(0)));
    });
    return records;
  }

 private:
  House& house_;
  std::string name_;
  std::function<std::unique_ptr<S>()> make_;
  runtime::SeededIds ids_{99};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<S> service_;
  std::unique_ptr<runtime::Host> host_;
};

}  // namespace giaoban::test
