// One file of the simulated disk: its bytes now, and what lies under each sector that was not synced.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/disk.h"
#include "tests/simulation/disk_locks.h"

namespace giaoban::simulation {

// Chance from a seed, the same on every machine (splitmix64).
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  uint64_t next();
  uint64_t below(uint64_t n) { return next() % n; }
  bool one_in(uint64_t n) { return below(n) == 0; }

 private:
  uint64_t state_;
};

// Keeps at most two older versions of a sector, so its memory is bounded however long nobody syncs.
class DiskFile {
 public:
  DiskFile() = default;
  explicit DiskFile(std::string synced) : bytes_(std::move(synced)), synced_size_(bytes_.size()) {}

  const std::string& bytes() const { return bytes_; }
  // False when the file ends before; the rest is zeros.
  bool read(char* out, size_t size, uint64_t at) const;
  void write(std::string_view bytes, uint64_t at, Chance& chance);
  void truncate(uint64_t size, Chance& chance);
  void sync();
  // The system forgets that some sectors must still be written; they are readable until the power goes.
  void fail_sync(Chance& chance);
  // Decides what is left of everything that was not synced.
  void cut(Chance& chance, Disk::Counts& counts);

  FileLocks locks;
  SharedIndex index;

 private:
  struct Unsynced {
    uint64_t sector = 0;
    size_t before = 0;   // as last synced: place in saved_, or kNothing
    size_t between = 0;  // one of the versions since, every one as likely as any other
    uint64_t versions = 0;
    uint64_t last = 0;  // number of the last write to it
    bool forgotten = false;
  };

  void touch(uint64_t sector, Chance& chance);
  size_t save(uint64_t sector, size_t place);
  void forget_unsynced();
  uint64_t size_after_cut(Chance& chance) const;
  void restore(const Unsynced& unsynced, size_t place, size_t from, size_t to, bool noise, Chance& chance);

  std::string bytes_;
  uint64_t synced_size_ = 0;
  std::vector<uint32_t> slots_;  // by sector: 1 + index in unsynced_, or 0
  std::vector<Unsynced> unsynced_;
  std::string saved_;
  uint64_t writes_ = 0;
};

}  // namespace giaoban::simulation
