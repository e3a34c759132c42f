// A notifier whose process can be made to die at any call that it makes of its store or of its courier.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "services/notifier/notifier_service.h"
#include "services/store/sqlite.h"
#include "tests/house/house.h"

namespace giaoban::test {

// Counts down with every call; at nothing left the process is gone. Disarmed it lets everything pass.
class Countdown {
 public:
  void arm(int calls) { left_ = calls; }
  void disarm() { left_ = 0; }
  bool is_armed() const { return left_ > 0; }
  void pass() {
    if (left_ > 0 && --left_ == 0) throw store::StoreBroken("the process is gone");
  }

 private:
  int left_ = 0;
};

// A store over another that dies before or after any statement and any commit.
class FragileStore final : public store::Store {
 public:
  FragileStore(store::Store& inner, Countdown& countdown) : inner_(inner), countdown_(countdown) {}
  store::Statement& prepare(std::string_view sql) override {
    auto& mine = statements_[std::string(sql)];
    if (!mine) mine = std::make_unique<Fragile>(inner_.prepare(sql), countdown_);
    return *mine;
  }
  void define(std::string_view sql) override { inner_.define(sql); }
  void begin() override { inner_.begin(); }
  void begin_reading() override { inner_.begin_reading(); }
  void commit() override {
    countdown_.pass();
    inner_.commit();
    countdown_.pass();
  }
  void rollback() override { inner_.rollback(); }
  bool in_transaction() const override { return inner_.in_transaction(); }

 private:
  class Fragile final : public store::Statement {
   public:
    Fragile(store::Statement& inner, Countdown& countdown) : inner_(inner), countdown_(countdown) {}
    int64_t run(std::initializer_list<store::Value> parameters) override {
      countdown_.pass();
      const int64_t changed = inner_.run(parameters);
      countdown_.pass();
      return changed;
    }
    void each(std::initializer_list<store::Value> parameters,
              const std::function<void(const store::Row&)>& row) override {
      inner_.each(parameters, row);
    }

   private:
    store::Statement& inner_;
    Countdown& countdown_;
  };
  store::Store& inner_;
  Countdown& countdown_;
  std::map<std::string, std::unique_ptr<Fragile>> statements_;
};

// Beside the house; the store outlives its processes.
class FragileNotifier {
 public:
  using Make = std::function<std::unique_ptr<notifier::NotifierService>()>;
  FragileNotifier(House& house, Make make)
      : house_(house),
        make_(std::move(make)),
        kept_(store::open_sqlite(":memory:")),
        bus_(house.wire().attach("notifier")) {
    start();
  }
  // Turns until nothing moves; true when the process died on the way, and then another has taken its place.
  bool settle() {
    bool has_died = false;
    for (int rounds = 0; rounds < 100'000; ++rounds) {
      bool moved = house_.turn();
      try {
        moved = host_->turn() || moved;
      } catch (const store::StoreBroken&) {
        has_died = moved = true;
        restart();
      }
      if (!moved) return has_died;
    }
    throw std::runtime_error("the house does not come to rest");
  }
  store::Store& store() { return *kept_; }
  Countdown& countdown() { return countdown_; }
  // Called when a process has died, before another begins.
  std::function<void()> died = [] {};

 private:
  void start() {
    fragile_ = std::make_unique<FragileStore>(*kept_, countdown_);
    service_ = make_();
    host_ =
        std::make_unique<runtime::Host>(*service_, *fragile_, *bus_, house_.clock(), ids_, house_.journal(), "test");
    host_->start();
  }
  void restart() {
    countdown_.disarm();
    died();
    host_.reset();
    service_.reset();
    fragile_.reset();
    kept_->rollback();
    house_.wire().forget("notifier");
    start();
  }

  House& house_;
  Make make_;
  Countdown countdown_;
  runtime::SeededIds ids_{99};
  std::unique_ptr<store::Store> kept_;
  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<FragileStore> fragile_;
  std::unique_ptr<notifier::NotifierService> service_;
  std::unique_ptr<runtime::Host> host_;
};

}  // namespace giaoban::test
