// The locks and the shared index of one simulated file, as its connections share them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace giaoban::simulation {

// SQLite's lock levels (SQLITE_LOCK_NONE ... SQLITE_LOCK_EXCLUSIVE); each connection keeps its own level.
class FileLocks {
 public:
  // False when another connection is in the way. A failed wish for EXCLUSIVE ends at PENDING, as on unix.
  bool raise(int& level, int wanted);
  void lower(int& level, int wanted);
  bool reserved() const { return reserved_; }

 private:
  int shared_ = 0;
  bool reserved_ = false;  // by exactly one connection, whose level is RESERVED or above
  bool pending_ = false;
};

// The WAL index: memory shared by the connections of a file, and its eight locks. Empty again once nobody is attached.
class SharedIndex {
 public:
  // What one connection holds of it.
  struct Held {
    bool attached = false;
    unsigned shared = 0;  // a bit for each lock
    unsigned exclusive = 0;
  };

  // nullptr when the region is not there and not to be made. Stays where it is until the last connection detaches.
  void* region(Held& held, size_t index, size_t size, bool make);
  bool lock(Held& held, unsigned first, unsigned count, bool exclusive);
  void unlock(Held& held, unsigned first, unsigned count);
  void detach(Held& held);

  // A process that dies leaves the memory as it was: what it does to it while closing is taken back.
  std::vector<std::string> saved() const;
  void restore(const std::vector<std::string>& saved);

 private:
  std::vector<std::vector<char>> regions_;
  int attached_ = 0;
  int held_[8] = {};  // connections sharing it, or -1
};

}  // namespace giaoban::simulation
