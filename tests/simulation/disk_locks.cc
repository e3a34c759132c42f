// Accounts for the locks of a simulated file.
#include "tests/simulation/disk_locks.h"

#include <sqlite3.h>

#include <algorithm>

namespace giaoban::simulation {

bool FileLocks::raise(int& level, int wanted) {
  if (level >= wanted) return true;
  if (wanted == SQLITE_LOCK_SHARED) {
    if (pending_) return false;
    ++shared_;
    level = SQLITE_LOCK_SHARED;
    return true;
  }
  if (level < SQLITE_LOCK_RESERVED) {
    if (reserved_) return false;
    reserved_ = true;
    level = SQLITE_LOCK_RESERVED;
  }
  if (wanted == SQLITE_LOCK_RESERVED) return true;
  pending_ = true;
  level = SQLITE_LOCK_PENDING;
  if (shared_ > 1) return false;
  level = SQLITE_LOCK_EXCLUSIVE;
  return true;
}

void FileLocks::lower(int& level, int wanted) {
  if (level >= SQLITE_LOCK_RESERVED && wanted <= SQLITE_LOCK_SHARED) {
    reserved_ = pending_ = false;
    level = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED && wanted == SQLITE_LOCK_NONE) {
    --shared_;
    level = SQLITE_LOCK_NONE;
  }
}

void* SharedIndex::region(Held& held, size_t index, size_t size, bool make) {
  if (!held.attached) ++attached_;
  held.attached = true;
  if (index >= regions_.size()) {
    if (!make) return nullptr;
    while (regions_.size() <= index) regions_.emplace_back(size);
  }
  return regions_[index].data();
}

bool SharedIndex::lock(Held& held, unsigned first, unsigned count, bool exclusive) {
  for (unsigned i = first; i < first + count; ++i) {
    const unsigned bit = 1u << i;
    if (held.exclusive & bit) continue;
    const int mine = (held.shared & bit) ? 1 : 0;
    if (held_[i] < 0 || (exclusive && held_[i] > mine)) return false;
  }
  for (unsigned i = first; i < first + count; ++i) {
    const unsigned bit = 1u << i;
    if ((held.exclusive & bit) || (!exclusive && (held.shared & bit))) continue;
    held_[i] = exclusive ? -1 : held_[i] + 1;
    held.shared &= ~bit;
    (exclusive ? held.exclusive : held.shared) |= bit;
  }
  return true;
}

void SharedIndex::unlock(Held& held, unsigned first, unsigned count) {
  for (unsigned i = first; i < first + count; ++i) {
    const unsigned bit = 1u << i;
    if (held.exclusive & bit) held_[i] = 0;
    if (held.shared & bit) --held_[i];
    held.exclusive &= ~bit;
    held.shared &= ~bit;
  }
}

void SharedIndex::detach(Held& held) {
  unlock(held, 0, SQLITE_SHM_NLOCK);
  if (held.attached && --attached_ == 0) regions_.clear();
  held.attached = false;
}

std::vector<std::string> SharedIndex::saved() const {
  std::vector<std::string> copy;
  for (const auto& region : regions_) copy.emplace_back(region.begin(), region.end());
  return copy;
}

void SharedIndex::restore(const std::vector<std::string>& saved) {
  for (size_t i = 0; i < regions_.size(); ++i) {
    std::fill(regions_[i].begin(), regions_[i].end(), '\0');
    if (i < saved.size()) std::copy(saved[i].begin(), saved[i].end(), regions_[i].begin());
  }
}

}  // namespace giaoban::simulation
