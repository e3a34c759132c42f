// Makes a process: store, wire, clock, ids and host around a service; and takes it away again.
#include "tests/simulation/room.h"

#include <utility>

#include "services/store/sqlite.h"
#include "tests/simulation/fused_store.h"

namespace giaoban::simulation {
namespace {

class WatchedJournal final : public runtime::Journal {
 public:
  WatchedJournal(const Room& room, Watcher& watcher) : room_(room), watcher_(watcher) {}
  void write(Level, std::string_view what, const std::vector<runtime::Detail>& details) override {
    std::string line(what);
    for (const auto& [name, value] : details) line += " " + std::string(name) + "=" + value;
    watcher_.wrote_journal(room_, line);
  }

 private:
  const Room& room_;
  Watcher& watcher_;
};

}  // namespace

struct Room::Process {
  Process(Room& room, uint64_t seed)
      : fuse([&room](const std::string&) {
          room.power_ ? room.in_.disk.cut_power(room.file_) : room.in_.disk.freeze(room.end_);
        }),
        service(room.in_.make(room.service_, fuse)),
        store(store::open_sqlite(room.in_.disk.path(room.file_ + ".db", room.end_)), fuse,
              [&room](store::Store& committed) { room.in_.watcher.committed(room, committed); }),
        bus(room.in_.wire.attach(room.end_, {room.service_, v1::CALLER_KIND_SERVICE, ""},
                                 [this](const Passing& passing) { pass(passing); })),
        clock(room.in_.wall),
        ids(seed),
        journal(room, room.in_.watcher),
        host(*service, store, *bus, clock, ids, journal, "test") {}

  void pass(const Passing& passing) {
    const bool reply = passing.what == Passing::What::kBeforeReply || passing.what == Passing::What::kAfterReply;
    const bool after = passing.what == Passing::What::kAfterReply || passing.what == Passing::What::kAfterSend;
    fuse.pass(reply ? Point::kReply : Point::kSend, after);
  }

  Fuse fuse;
  std::unique_ptr<runtime::Service> service;
  FusedStore store;
  std::unique_ptr<bus::Bus> bus;
  ProcessClock clock;
  runtime::SeededIds ids;
  WatchedJournal journal;
  runtime::Host host;
};

Room::Room(std::string service, std::string end, Surroundings surroundings, std::string file)
    : service_(std::move(service)),
      end_(std::move(end)),
      file_(file.empty() ? service_ : std::move(file)),
      in_(std::move(surroundings)) {}

Room::~Room() {
  if (process_) kill(false);
}

bool Room::start(uint64_t seed) {
  if (process_) kill(false);
  ++incarnation_;
  try {
    process_ = std::make_unique<Process>(*this, seed);
    process_->host.start();
    in_.watcher.started(*this, process_->store);
  } catch (const std::exception& e) {
    bury(e.what());
    return false;
  }
  return true;
}

bool Room::turn() {
  try {
    return process_->host.turn();
  } catch (const std::exception& e) {
    bury(e.what());
    return true;
  }
}

void Room::kill(bool power) {
  power_ = power;
  bury(power ? "power" : "kill");
}

void Room::arm(Point point, bool after, uint32_t nth, bool power) {
  power_ = power;
  process_->fuse.arm(point, after, nth);
}

// Nothing that the process still does on its way out may reach the disk or the wire.
void Room::bury(const std::string& of) {
  in_.watcher.died(*this, of);
  const bool blown = process_ && process_->fuse.blown();
  if (!blown && !in_.disk.dark(file_)) power_ ? in_.disk.cut_power(file_) : in_.disk.freeze(end_);
  in_.wire.detach(end_);
  process_.reset();
  in_.disk.thaw(end_);
  if (in_.disk.dark(file_)) in_.disk.thaw(file_);
  power_ = false;
}

runtime::Host& Room::host() {
  return process_->host;
}
store::Store& Room::store() {
  return process_->store;
}
runtime::Moment Room::now() {
  return process_->clock.now();
}

}  // namespace giaoban::simulation
