// One place where a process of one service runs, dies and is started again, with its part of the disk.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/runtime/host.h"
#include "tests/simulation/clocks.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/fuse.h"
#include "tests/simulation/wire.h"

namespace giaoban::simulation {

class Room;

// What becomes known outside a process; the witnesses live behind it. Calls come in the order in which things happen.
class Watcher {
 public:
  virtual ~Watcher() = default;
  // A process has taken its log over and goes to work; `store` is as it found it.
  virtual void started(const Room& room, store::Store& store) = 0;
  // A write transaction has committed.
  virtual void committed(const Room& room, store::Store& store) = 0;
  virtual void died(const Room& room, const std::string& of) = 0;
  virtual void wrote_journal(const Room& room, const std::string& line) = 0;
};

// What a process is put into; all of it outlives the room.
struct Surroundings {
  Disk& disk;
  Wire& wire;
  const WallClock& wall;
  Watcher& watcher;
  std::function<std::unique_ptr<runtime::Service>(const std::string& service, Fuse& fuse)> make;
};

// One thread. `end` is its name on the wire: that of the service, or another for a second process of the same service.
class Room {
 public:
  // `file` is its database without ".db"; empty means the service's own.
  Room(std::string service, std::string end, Surroundings surroundings, std::string file = "");
  ~Room();
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  // Starts a process; false when it died on the way.
  bool start(uint64_t seed);
  // One turn; true when it did something. A process that breaks is dead afterwards.
  bool turn();
  // Ends the process from outside; with `power` what its disk had not synced is lost.
  void kill(bool power);
  void arm(Point point, bool after, uint32_t nth, bool power);
  // Whether there is anything for it to do: frames, results, time. A hint; a turn is never wrong.
  bool alive() const { return process_ != nullptr; }
  const std::string& service() const { return service_; }
  const std::string& end() const { return end_; }
  // Counts the processes that were started here.
  uint64_t incarnation() const { return incarnation_; }
  runtime::Host& host();
  // As the process sees it; the room must be alive.
  store::Store& store();
  runtime::Moment now();

 private:
  struct Process;
  void bury(const std::string& of);
  std::string service_;
  std::string end_;
  std::string file_;
  Surroundings in_;
  std::unique_ptr<Process> process_;
  uint64_t incarnation_ = 0;
  bool power_ = false;  // what the fuse takes away
};

}  // namespace giaoban::simulation
