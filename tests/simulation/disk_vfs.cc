// SQLite's file system calls by path, for the simulated disk; everything else goes where it went before.
#include "tests/simulation/disk_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>

#include "tests/simulation/disk_calls.h"

namespace giaoban::simulation {

namespace {

constexpr std::string_view kPrefix = "/giaoban-disk/";

// One file of one disk, as a process named it: /giaoban-disk/<disk>/<process>/<file>.
struct Place {
  std::shared_ptr<DiskState> disk;
  std::string_view process;
  std::string_view file;
  bool refused() const { return !disk || disk->refuses(file, process); }
};

class FileSystem {
 public:
  static FileSystem& of(sqlite3_vfs* vfs) { return *static_cast<FileSystem*>(vfs->pAppData); }

  FileSystem();
  std::string attach(const std::shared_ptr<DiskState>& disk, uint64_t seed);
  void detach(const DiskState& disk);
  // Nothing when the path is not of a simulated disk.
  std::optional<Place> place(const char* path) const;
  sqlite3_vfs* before() const { return before_; }
  void random(char* out, int size);

 private:
  sqlite3_vfs* before_ = nullptr;  // SQLite's own, lives for ever
  sqlite3_vfs vfs_{};
  mutable std::mutex mutex_;
  std::map<unsigned, std::weak_ptr<DiskState>> disks_;
  Chance chance_{0};
};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* out, int flags, int* out_flags) noexcept {
  FileSystem& system = FileSystem::of(vfs);
  out->pMethods = nullptr;
  auto opened = std::make_unique<OpenFile>();
  std::shared_ptr<DiskState> disk;
  if (path == nullptr) {  // temporary: memory of its own
    disk = std::make_shared<DiskState>(0, DiskImage());
    opened->file = std::make_shared<DiskFile>();
  } else {
    const auto place = system.place(path);
    if (!place) return system.before()->xOpen(system.before(), path, out, flags, out_flags);
    if (place->refused()) return SQLITE_CANTOPEN;
    disk = place->disk;
    opened->file = disk->find(place->file);
    if (opened->file && (flags & SQLITE_OPEN_EXCLUSIVE)) return SQLITE_CANTOPEN;
    if (!opened->file && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    if (!opened->file) opened->file = disk->create(place->file);
    // As the unix one does, and for these only.
    const int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    opened->syncs_folder = (flags & journals) != 0 && (flags & SQLITE_OPEN_CREATE) != 0;
    opened->name = place->file;
    opened->process = place->process;
    opened->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  }
  if (out_flags) *out_flags = flags;
  hand_to_sqlite(out, std::move(disk), std::move(opened));
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) noexcept {
  FileSystem& system = FileSystem::of(vfs);
  const auto place = system.place(path);
  if (!place) return system.before()->xDelete(system.before(), path, sync_folder);
  if (place->refused()) return SQLITE_IOERR_DELETE;
  if (!place->disk->find(place->file)) return SQLITE_IOERR_DELETE_NOENT;
  if (place->disk->ask(DiskCallKind::kDelete, place->file, place->process) != DiskFault::kNone)
    return SQLITE_IOERR_DELETE;
  place->disk->remove(place->file, sync_folder != 0);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* out) noexcept {
  FileSystem& system = FileSystem::of(vfs);
  const auto place = system.place(path);
  if (!place) return system.before()->xAccess(system.before(), path, flags, out);
  if (place->refused()) return SQLITE_IOERR_ACCESS;
  const auto file = place->disk->find(place->file);
  *out = file && !(flags == SQLITE_ACCESS_EXISTS && file->bytes().empty());  // as the unix one sees it
  return SQLITE_OK;
}

int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) noexcept {
  FileSystem& system = FileSystem::of(vfs);
  if (!std::string_view(path).starts_with(kPrefix))
    return system.before()->xFullPathname(system.before(), path, size, out);
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

int random_bytes(sqlite3_vfs* vfs, int size, char* out) noexcept {
  FileSystem::of(vfs).random(out, size);
  return size;
}

int sleep_for_nothing(sqlite3_vfs*, int us) noexcept {
  return us;
}

// Julian day of 2026-11-02 00:00 UTC, in milliseconds; nothing of ours asks, but it must be the same every time.
constexpr sqlite3_int64 kJulianMs = 212'660'337'600'000;

int time_ms(sqlite3_vfs*, sqlite3_int64* out) noexcept {
  *out = kJulianMs;
  return SQLITE_OK;
}
int time_days(sqlite3_vfs*, double* out) noexcept {
  *out = static_cast<double>(kJulianMs) / 86'400'000.0;
  return SQLITE_OK;
}

FileSystem::FileSystem() {
  sqlite3_initialize();
  before_ = sqlite3_vfs_find(nullptr);
  vfs_ = *before_;
  vfs_.iVersion = 2;
  vfs_.szOsFile = std::max(before_->szOsFile, size_in_sqlite());
  vfs_.pNext = nullptr;
  vfs_.zName = "giaoban-disk";
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.xAccess = access_file;
  vfs_.xFullPathname = full_path;
  vfs_.xRandomness = random_bytes;
  vfs_.xSleep = sleep_for_nothing;
  vfs_.xCurrentTime = time_days;
  vfs_.xCurrentTimeInt64 = time_ms;
  sqlite3_vfs_register(&vfs_, 1);
}

std::string FileSystem::attach(const std::shared_ptr<DiskState>& disk, uint64_t seed) {
  const std::lock_guard lock(mutex_);
  // The smallest free number: a world's paths are the same whatever ran before it.
  unsigned number = 1;
  while (disks_.contains(number)) ++number;
  disks_[number] = disk;
  chance_ = Chance(seed);
  sqlite3_randomness(0, nullptr);  // SQLite asks for a new seed when it next needs chance
  return std::string(kPrefix) + std::to_string(number) + "/";
}

void FileSystem::random(char* out, int size) {
  const std::lock_guard lock(mutex_);
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(chance_.next() >> 56);
}

void FileSystem::detach(const DiskState& disk) {
  const std::lock_guard lock(mutex_);
  std::erase_if(disks_, [&](const auto& one) { return one.second.lock().get() == &disk; });
}

std::optional<Place> FileSystem::place(const char* path) const {
  std::string_view rest(path);
  if (!rest.starts_with(kPrefix)) return std::nullopt;
  rest.remove_prefix(kPrefix.size());
  const auto number = static_cast<unsigned>(std::strtoul(rest.data(), nullptr, 10));
  rest.remove_prefix(std::min(rest.find('/'), rest.size() - 1) + 1);
  const auto slash = std::min(rest.find('/'), rest.size() - 1);
  Place place;
  place.process = rest.substr(0, slash);
  place.file = rest.substr(slash + 1);
  const std::lock_guard lock(mutex_);
  if (const auto at = disks_.find(number); at != disks_.end()) place.disk = at->second.lock();
  return place;
}

// SQLite keeps its file systems for the life of the process.
FileSystem& file_system() {
  static FileSystem system;
  return system;
}

}  // namespace

std::string attach(const std::shared_ptr<DiskState>& disk, uint64_t seed) {
  return file_system().attach(disk, seed);
}
void detach(const DiskState& disk) {
  file_system().detach(disk);
}

}  // namespace giaoban::simulation
