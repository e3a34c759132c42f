// Remembers what lies under unsynced sectors, and forgets them when the power goes.
#include "tests/simulation/disk_file.h"

#include <algorithm>
#include <cstring>

namespace giaoban::simulation {

namespace {
constexpr uint64_t kSector = 512;
constexpr size_t kNothing = static_cast<size_t>(-1);  // a sector beyond the end
}  // namespace

uint64_t Chance::next() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

bool DiskFile::read(char* out, size_t size, uint64_t at) const {
  const size_t there = at < bytes_.size() ? std::min<size_t>(size, bytes_.size() - at) : 0;
  std::memcpy(out, bytes_.data() + (there == 0 ? 0 : at), there);
  std::memset(out + there, 0, size - there);
  return there == size;
}

void DiskFile::write(std::string_view bytes, uint64_t at, Chance& chance) {
  if (bytes.empty()) return;
  ++writes_;
  const uint64_t end = at + bytes.size();
  for (uint64_t sector = at / kSector; sector <= (end - 1) / kSector; ++sector) touch(sector, chance);
  if (end > bytes_.size()) bytes_.resize(end);
  std::memcpy(bytes_.data() + at, bytes.data(), bytes.size());
}

void DiskFile::truncate(uint64_t size, Chance& chance) {
  ++writes_;
  for (uint64_t sector = size / kSector; sector * kSector < bytes_.size(); ++sector) touch(sector, chance);
  bytes_.resize(size);
}

void DiskFile::sync() {
  synced_size_ = bytes_.size();
  if (std::none_of(unsynced_.begin(), unsynced_.end(), [](const Unsynced& u) { return u.forgotten; })) {
    forget_unsynced();
    return;
  }
  for (const auto& u : unsynced_) slots_[u.sector] = 0;
  std::erase_if(unsynced_, [](const Unsynced& u) { return !u.forgotten; });
  for (size_t i = 0; i < unsynced_.size(); ++i) slots_[unsynced_[i].sector] = static_cast<uint32_t>(i + 1);
}

void DiskFile::fail_sync(Chance& chance) {
  for (auto& u : unsynced_) u.forgotten = u.forgotten || chance.one_in(2);
}

void DiskFile::touch(uint64_t sector, Chance& chance) {
  if (sector >= slots_.size()) slots_.resize(sector + 1);
  uint32_t& slot = slots_[sector];
  if (slot == 0) {
    const size_t before = sector * kSector >= synced_size_ ? kNothing : save(sector, kNothing);
    unsynced_.push_back({sector, before, kNothing, 0, writes_, false});
    slot = static_cast<uint32_t>(unsynced_.size());
    return;
  }
  Unsynced& u = unsynced_[slot - 1];
  if (chance.one_in(++u.versions)) u.between = save(sector, u.between);
  u.last = writes_;
  u.forgotten = false;
}

// Copies a sector as it is now to its place, a new one when it has none.
size_t DiskFile::save(uint64_t sector, size_t place) {
  const uint64_t at = sector * kSector;
  if (place == kNothing) {
    place = saved_.size();
    saved_.resize(place + kSector);
  }
  read(saved_.data() + place, kSector, at);
  return place;
}

void DiskFile::forget_unsynced() {
  for (const auto& u : unsynced_) slots_[u.sector] = 0;
  unsynced_.clear();
  saved_.clear();
}

uint64_t DiskFile::size_after_cut(Chance& chance) const {
  const uint64_t now = bytes_.size();
  if (now == synced_size_) return now;
  switch (chance.below(3)) {
    case 0:
      return synced_size_;
    case 1:
      return now;
    default:  // a file grows in steps and shrinks at once
      return now < synced_size_ ? now : synced_size_ + chance.below((now - synced_size_) / kSector + 1) * kSector;
  }
}

void DiskFile::cut(Chance& chance, Disk::Counts& counts) {
  const uint64_t was = bytes_.size();
  const uint64_t size = size_after_cut(chance);
  // Every file has its fate: nothing was written out, all was, all until a moment, or anything.
  enum Fate { kLost, kKept, kUntil, kAny };
  const auto fate = static_cast<Fate>(chance.below(4));
  const uint64_t moment = chance.below(writes_ + 1);
  const uint64_t percent = chance.below(101);
  const bool noise = chance.one_in(2);
  bytes_.resize((std::max(size, was) + kSector - 1) / kSector * kSector);
  for (const auto& u : unsynced_) {
    if (u.sector * kSector >= was) {  // cut off by a truncate: there only if that is lost
      if (u.sector * kSector < size) restore(u, u.before, 0, kSector, false, chance);
      continue;
    }
    if (fate >= kUntil && chance.one_in(16)) {
      const size_t middle = chance.below(kSector);
      const bool head = chance.one_in(2);
      restore(u, u.before, head ? 0 : middle, head ? middle : kSector, noise, chance);
      ++counts.sectors_torn;
      continue;
    }
    const bool kept =
        fate == kKept || (fate == kUntil && u.last <= moment) || (fate == kAny && chance.below(100) < percent);
    ++(kept ? counts.sectors_kept : counts.sectors_lost);
    if (kept && !u.forgotten) continue;
    const bool halfway = fate >= kUntil && u.between != kNothing && chance.one_in(2);
    restore(u, halfway ? u.between : u.before, 0, kSector, noise, chance);
  }
  bytes_.resize(size);
  synced_size_ = size;
  forget_unsynced();
}

// Puts an older version of bytes [from, to) back; where there was none, zeros or noise.
void DiskFile::restore(const Unsynced& unsynced, size_t place, size_t from, size_t to, bool noise, Chance& chance) {
  char* sector = bytes_.data() + unsynced.sector * kSector;
  if (place != kNothing) {
    std::memcpy(sector + from, saved_.data() + place + from, to - from);
    return;
  }
  for (size_t i = from; i < to; ++i) sector[i] = noise ? static_cast<char>(chance.next()) : '\0';
}

}  // namespace giaoban::simulation
