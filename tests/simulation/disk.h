// A simulated disk for SQLite: forgets what was not synced when the power goes, fails and fills up on command.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace giaoban::simulation {

// What happens to a call to the disk. kIoError: the call does not happen and answers an I/O error; after a failed sync
// what it should have saved may be lost although a later sync succeeds, as on Linux. kFull: no room (a sync, truncate
// or delete answers an I/O error instead). kPowerCut: the call does not happen and the power goes for this file's
// service (cut_power). kDeath: the call does not happen and the process dies (freeze).
enum class DiskFault { kNone, kIoError, kFull, kPowerCut, kDeath };
enum class DiskCallKind { kWrite, kSync, kTruncate, kDelete };
struct DiskCall {
  DiskCallKind kind;
  std::string_view file;  // such as "router.db-wal"
  uint64_t number;        // of these calls of this disk, from 1
};

// Whole files by name.
struct DiskImage {
  std::map<std::string, std::string> files;
};

class DiskState;

// One disk of many files, all in memory. A file belongs to the service its name begins with, up to the first '.':
// "router.db" and "router.db-wal" are of "router"; where a service is asked for, "" means every service.
//
// The model: a file is sectors of 512 bytes. A write is lost or kept sector by sector until the next sync of its file,
// and a sector may be torn: some bytes new, the others as before. Bytes that were not written are never harmed, so the
// disk says SQLITE_IOCAP_POWERSAFE_OVERWRITE, as SQLite's unix VFS (the one the product runs on) does; it promises
// nothing else. Size changes are kept or lost too; what lies in a part that only the size says is there is zeros or
// noise. The name of a new file survives from its first sync on; the first sync of an opened journal or WAL makes every
// new or deleted name of its service survive, since SQLite syncs the folder then. Until then chance decides.
//
// The first disk makes itself SQLite's default for this process; paths not from path(), ":memory:" included, are
// served as before, and temporary files live in memory. A disk, its stores and its plan: one thread. Everything SQLite
// asks (chance, time, sleep) is answered from the seed of the newest disk: the same calls give the same bytes, as long
// as the process uses one disk at a time. Sleeping takes no time.
class Disk {
 public:
  explicit Disk(uint64_t seed, const DiskImage& image = {});
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // For open_sqlite. Two processes over one file name themselves; otherwise the service is the process.
  std::string path(std::string_view file, std::string_view process = "") const;
  // The files as a reader sees them now; call it when their stores are closed.
  DiskImage image() const;

  // Asked before every write, sync, truncate and delete that is about to happen. Must not throw (it is called through
  // C); must not open, close or freeze.
  using Plan = std::function<DiskFault(const DiskCall&)>;
  void set_plan(Plan plan);

  // The process dies: nothing it still does reaches the disk, its locks are gone, what it wrote stays, synced or not.
  // Call freeze, destroy its stores, then thaw; nobody else may use its files between. Opening is refused meanwhile.
  void freeze(std::string_view process);
  // The power goes for every file of the service: of what was not synced each sector, size change, creation and
  // deletion is kept or lost by chance. Every call fails until its stores are destroyed and thaw was called.
  void cut_power(std::string_view service);
  // The process may start again, the service has power again.
  void thaw(std::string_view service);
  // Whether the power went, by cut_power or by the plan, and thaw was not called yet.
  bool dark(std::string_view service) const;
  // While set, growing a file answers that there is no room.
  void set_full(std::string_view service, bool full);

  // What happened since the disk was made; sectors are counted at power cuts.
  struct Counts {
    uint64_t writes = 0;
    uint64_t syncs = 0;
    uint64_t sectors_lost = 0;
    uint64_t sectors_kept = 0;
    uint64_t sectors_torn = 0;
    uint64_t cuts = 0;
  };
  Counts counts() const;

 private:
  std::shared_ptr<DiskState> state_;  // shared with the files SQLite still has open
  std::string prefix_;
};

}  // namespace giaoban::simulation
