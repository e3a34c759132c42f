// Reads, writes, syncs, locks and shared memory of an open file; nothing here may throw through C.
#include "tests/simulation/disk_calls.h"

#include <memory>
#include <utility>

namespace giaoban::simulation {

namespace {

struct Opened {
  std::shared_ptr<DiskState> disk;
  std::unique_ptr<OpenFile> file;
};

// What lies in SQLite's memory.
struct Handle {
  sqlite3_file for_sqlite;
  Opened* opened;  // owned, between open and close
};

Opened& of(sqlite3_file* file) {
  return *reinterpret_cast<Handle*>(file)->opened;
}

int close_file(sqlite3_file* file) noexcept {
  const std::unique_ptr<Opened> opened(&of(file));
  opened->disk->closed(*opened->file);
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 at) noexcept {
  const auto& open = *of(file).file;
  if (open.dead) return SQLITE_IOERR_READ;
  const bool whole = open.file->read(static_cast<char*>(out), static_cast<size_t>(size), static_cast<uint64_t>(at));
  return whole ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

// Asks the plan; SQLITE_OK when the call may happen.
int may(const Opened& opened, DiskCallKind kind, int failure) {
  const OpenFile& open = *opened.file;
  if (open.dead) return failure;
  if (open.name.empty()) return SQLITE_OK;
  switch (opened.disk->ask(kind, open.name, open.process)) {
    case DiskFault::kNone:
      return SQLITE_OK;
    case DiskFault::kFull:
      return kind == DiskCallKind::kWrite ? SQLITE_FULL : failure;
    default:
      return failure;
  }
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) noexcept {
  auto& [disk, open] = of(file);
  const auto place = static_cast<uint64_t>(at);
  const auto count = static_cast<size_t>(size);
  if (const int code = may(of(file), DiskCallKind::kWrite, SQLITE_IOERR_WRITE); code != SQLITE_OK) return code;
  if (place + count > open->file->bytes().size() && disk->full(open->name)) return SQLITE_FULL;
  ++disk->counts.writes;
  open->file->write({static_cast<const char*>(bytes), count}, place, disk->chance);
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) noexcept {
  auto& [disk, open] = of(file);
  const int code = may(of(file), DiskCallKind::kTruncate, SQLITE_IOERR_TRUNCATE);
  if (code == SQLITE_OK) open->file->truncate(static_cast<uint64_t>(size), disk->chance);
  return code;
}

int sync_file(sqlite3_file* file, int) noexcept {
  auto& [disk, open] = of(file);
  const int code = may(of(file), DiskCallKind::kSync, SQLITE_IOERR_FSYNC);
  if (code == SQLITE_OK) {
    disk->sync(*open);
  } else if (!open->dead) {
    open->file->fail_sync(disk->chance);
  }
  return code;
}

int file_size(sqlite3_file* file, sqlite3_int64* out) noexcept {
  const auto& open = *of(file).file;
  if (open.dead) return SQLITE_IOERR_FSTAT;
  *out = static_cast<sqlite3_int64>(open.file->bytes().size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) noexcept {
  auto& open = *of(file).file;
  if (open.dead) return SQLITE_IOERR_LOCK;
  return open.file->locks.raise(open.level, level) ? SQLITE_OK : SQLITE_BUSY;
}
int unlock_file(sqlite3_file* file, int level) noexcept {
  auto& open = *of(file).file;
  open.file->locks.lower(open.level, level);
  return SQLITE_OK;
}
int check_reserved(sqlite3_file* file, int* out) noexcept {
  const auto& open = *of(file).file;
  if (open.dead) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  *out = open.file->locks.reserved();
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int what, void* value) noexcept {
  if (what != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
  *static_cast<sqlite3_int64*>(value) = 0;  // files are never mapped
  return SQLITE_OK;
}
int sector_size(sqlite3_file*) noexcept {
  return 512;
}
int characteristics(sqlite3_file*) noexcept {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_region(sqlite3_file* file, int index, int size, int make, void volatile** out) noexcept {
  auto& open = *of(file).file;
  *out = nullptr;
  if (open.dead) return SQLITE_IOERR_SHMMAP;
  *out = open.file->index.region(open.held, static_cast<size_t>(index), static_cast<size_t>(size), make != 0);
  return SQLITE_OK;
}
int lock_region(sqlite3_file* file, int first, int count, int flags) noexcept {
  auto& open = *of(file).file;
  const auto from = static_cast<unsigned>(first);
  const auto many = static_cast<unsigned>(count);
  if (flags & SQLITE_SHM_UNLOCK) {
    open.file->index.unlock(open.held, from, many);
    return SQLITE_OK;
  }
  if (open.dead) return SQLITE_IOERR_SHMLOCK;
  return open.file->index.lock(open.held, from, many, (flags & SQLITE_SHM_EXCLUSIVE) != 0) ? SQLITE_OK : SQLITE_BUSY;
}
void barrier(sqlite3_file*) noexcept {}  // one thread
int unmap_regions(sqlite3_file* file, int) noexcept {
  auto& open = *of(file).file;
  if (std::exchange(open.puts_index_back, false)) open.file->index.restore(open.index_at_death);
  open.file->index.detach(open.held);
  return SQLITE_OK;
}

const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods table = [] {
    sqlite3_io_methods m{};
    m.iVersion = 2;
    m.xClose = close_file;
    m.xRead = read_file;
    m.xWrite = write_file;
    m.xTruncate = truncate_file;
    m.xSync = sync_file;
    m.xFileSize = file_size;
    m.xLock = lock_file;
    m.xUnlock = unlock_file;
    m.xCheckReservedLock = check_reserved;
    m.xFileControl = control_file;
    m.xSectorSize = sector_size;
    m.xDeviceCharacteristics = characteristics;
    m.xShmMap = map_region;
    m.xShmLock = lock_region;
    m.xShmBarrier = barrier;
    m.xShmUnmap = unmap_regions;
    return m;
  }();
  return table;
}

}  // namespace

int size_in_sqlite() {
  return sizeof(Handle);
}

void hand_to_sqlite(sqlite3_file* out, std::shared_ptr<DiskState> disk, std::unique_ptr<OpenFile> file) {
  disk->opened(*file);
  auto opened = std::make_unique<Opened>(Opened{std::move(disk), std::move(file)});
  auto* handle = reinterpret_cast<Handle*>(out);
  handle->opened = opened.release();
  handle->for_sqlite.pMethods = &methods();
}

}  // namespace giaoban::simulation
