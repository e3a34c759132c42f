// What a simulated disk knows: its files by name, who has them open, what is dead and what is asked before a call.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/disk.h"
#include "tests/simulation/disk_file.h"

namespace giaoban::simulation {

// The service a file belongs to.
std::string_view service_of(std::string_view file);

// One open file. Once dead it stays dead: its process or its power is gone, and only closing it works.
struct OpenFile {
  std::shared_ptr<DiskFile> file;
  std::string name;  // empty: a temporary file
  std::string process;
  int level = 0;  // SQLITE_LOCK_...
  SharedIndex::Held held;
  bool dead = false;
  bool delete_on_close = false;
  bool syncs_folder = false;                // at its next sync
  std::vector<std::string> index_at_death;  // put back when it detaches
  bool puts_index_back = false;
};

// Behind a Disk; lives as long as the disk or any file of it that SQLite has open.
class DiskState {
 public:
  DiskState(uint64_t seed, const DiskImage& image);

  // For the files. A dead file must not be handed to any of these.
  std::shared_ptr<DiskFile> find(std::string_view name) const;
  std::shared_ptr<DiskFile> create(std::string_view name);
  void remove(std::string_view name, bool synced);
  void sync(OpenFile& file);
  DiskFault ask(DiskCallKind kind, std::string_view file, std::string_view process);
  bool full(std::string_view file) const { return contains(full_, service_of(file)); }
  bool refuses(std::string_view file, std::string_view process) const;

  void opened(OpenFile& file) { open_.push_back(&file); }
  void closed(OpenFile& file);

  // For the disk.
  DiskImage image() const;
  void freeze(std::string_view process);
  void cut_power(std::string_view service);
  void thaw(std::string_view service);
  bool dark(std::string_view service) const { return contains(dark_, service); }
  void set_full(std::string_view service, bool full);

  Disk::Plan plan;
  Disk::Counts counts;
  Chance chance;

 private:
  using Names = std::set<std::string, std::less<>>;
  using Entries = std::map<std::string, std::shared_ptr<DiskFile>, std::less<>>;
  Names names_of(std::string_view service) const;
  static bool contains(const Names& names, std::string_view service);
  void kill(OpenFile& file);
  void sync_name(const std::string& name);

  Entries entries_;              // as they are now
  Entries synced_entries_;       // as they are after the next power cut, unless chance keeps the new ones
  std::vector<OpenFile*> open_;  // not owned; in the order of opening
  Names frozen_;
  Names dark_;
  Names full_;
  uint64_t calls_ = 0;
};

}  // namespace giaoban::simulation
