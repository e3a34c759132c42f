// One writer of a log on a simulated disk that remembers what it acknowledged and says what is left of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/store/log.h"
#include "services/store/store.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/disk_file.h"

namespace giaoban::simulation {

// What a start finds to be wrong.
struct Damage {
  uint64_t lost = 0;   // acknowledged records that are not there, or not the same
  std::string broken;  // the first thing that does not hold together; empty when all does
};

// Opens "writer.db" as the product does, appends in transactions that also keep a tally, and acknowledges when the
// commit returned. Lives through many processes: after each end, start() again. The disk must outlive it.
class Writer {
 public:
  // `settings` are run after every opening.
  Writer(Disk& disk, uint64_t seed, std::string settings)
      : disk_(disk), chance_(seed), settings_(std::move(settings)) {}

  // Opens, compares what is there with what was acknowledged, takes the log over. Throws what the store throws; what is
  // there counts as acknowledged only once the log was taken over.
  Damage start();
  // One transaction of 1 to 4 records; acknowledged when it returns. Throws what the store throws.
  void append();
  // Makes the WAL so long that the store soon carries it over by itself.
  void write_much();
  void checkpoint() { store_->define("PRAGMA wal_checkpoint(TRUNCATE)"); }
  // After StoreFull: nothing of the last append is there.
  void take_back();
  // An orderly end, as far as the disk lets it.
  void close();
  // The process dies, with or without the power.
  void die(bool power);

  uint64_t acknowledged() const { return acknowledged_.size(); }
  store::Store& store() { return *store_; }

 private:
  Damage compare(const std::vector<std::string>& found);
  std::string fault_of_file();
  void forget_memory();

  Disk& disk_;
  Chance chance_;
  std::string settings_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Log> log_;
  std::vector<std::string> acknowledged_;  // the hashes, by position
  std::vector<std::string> unknown_;       // of the transaction whose outcome nobody knows
};

}  // namespace giaoban::simulation
