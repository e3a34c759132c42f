// Files by name, deaths and power cuts.
#include "tests/simulation/disk_state.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace giaoban::simulation {

std::string_view service_of(std::string_view file) {
  return file.substr(0, file.find('.'));
}

DiskState::DiskState(uint64_t seed, const DiskImage& image) : chance(seed) {
  for (const auto& [name, bytes] : image.files) entries_[name] = std::make_shared<DiskFile>(bytes);
  synced_entries_ = entries_;
}

// "" stands for every service.
bool DiskState::contains(const Names& names, std::string_view service) {
  return names.contains(service) || names.contains("");
}

std::shared_ptr<DiskFile> DiskState::find(std::string_view name) const {
  const auto at = entries_.find(name);
  return at == entries_.end() ? nullptr : at->second;
}

std::shared_ptr<DiskFile> DiskState::create(std::string_view name) {
  return entries_[std::string(name)] = std::make_shared<DiskFile>();
}

void DiskState::remove(std::string_view name, bool synced) {
  if (const auto at = entries_.find(name); at != entries_.end()) entries_.erase(at);
  if (!synced) return;
  if (const auto at = synced_entries_.find(name); at != synced_entries_.end()) synced_entries_.erase(at);
}

void DiskState::sync(OpenFile& file) {
  ++counts.syncs;
  file.file->sync();
  if (find(file.name) != file.file) return;  // deleted meanwhile
  if (!std::exchange(file.syncs_folder, false)) return sync_name(file.name);
  for (const auto& name : names_of(service_of(file.name))) sync_name(name);
}

// The name means after a power cut what it means now.
void DiskState::sync_name(const std::string& name) {
  if (auto now = find(name)) {
    synced_entries_[name] = std::move(now);
  } else {
    synced_entries_.erase(name);
  }
}

// Of files that are there now or would be after a power cut.
DiskState::Names DiskState::names_of(std::string_view service) const {
  Names names;
  for (const auto* entries : {&entries_, &synced_entries_}) {
    for (const auto& [name, file] : *entries) {
      if (service.empty() || service_of(name) == service) names.insert(name);
    }
  }
  return names;
}

DiskFault DiskState::ask(DiskCallKind kind, std::string_view file, std::string_view process) {
  ++calls_;
  const DiskFault fault = plan ? plan({kind, file, calls_}) : DiskFault::kNone;
  if (fault == DiskFault::kPowerCut) cut_power(service_of(file));
  if (fault == DiskFault::kDeath) freeze(process);
  return fault;
}

bool DiskState::refuses(std::string_view file, std::string_view process) const {
  return contains(dark_, service_of(file)) || contains(frozen_, process);
}

void DiskState::closed(OpenFile& file) {
  file.file->locks.lower(file.level, SQLITE_LOCK_NONE);
  file.file->index.detach(file.held);
  if (file.delete_on_close && !file.dead) remove(file.name, false);
  std::erase(open_, &file);
}

DiskImage DiskState::image() const {
  DiskImage image;
  for (const auto& [name, file] : entries_) image.files[name] = file->bytes();
  return image;
}

// Its locks go at once; the memory it shares stays as it is now, whatever closing does to it.
void DiskState::kill(OpenFile& file) {
  if (file.dead) return;
  file.dead = true;
  file.file->locks.lower(file.level, SQLITE_LOCK_NONE);
  file.file->index.unlock(file.held, 0, SQLITE_SHM_NLOCK);
  if (!file.held.attached) return;
  file.index_at_death = file.file->index.saved();
  file.puts_index_back = true;
}

void DiskState::freeze(std::string_view process) {
  frozen_.emplace(process);
  for (OpenFile* file : open_) {
    if (process.empty() || file->process == process) kill(*file);
  }
}

void DiskState::cut_power(std::string_view service) {
  ++counts.cuts;
  dark_.emplace(service);
  for (OpenFile* file : open_) {
    if (service.empty() || service_of(file->name) == service) kill(*file);
  }
  for (const auto& name : names_of(service)) {
    const auto newer = find(name);
    const auto synced = synced_entries_.find(name);
    const auto older = synced == synced_entries_.end() ? nullptr : synced->second;
    const auto left = newer == older || chance.one_in(2) ? newer : older;
    if (left) {
      left->cut(chance, counts);
      // A new file: connections that died with the old one still hold locks and memory of it.
      entries_[name] = std::make_shared<DiskFile>(left->bytes());
    } else {
      entries_.erase(name);
    }
    sync_name(name);
  }
}

void DiskState::thaw(std::string_view service) {
  const auto drop = [&](Names& names) {
    if (service.empty()) names.clear();
    if (const auto at = names.find(service); at != names.end()) names.erase(at);
  };
  drop(frozen_);
  drop(dark_);
}

void DiskState::set_full(std::string_view service, bool full) {
  if (full) {
    full_.emplace(service);
  } else if (service.empty()) {
    full_.clear();
  } else if (const auto at = full_.find(service); at != full_.end()) {
    full_.erase(at);
  }
}

}  // namespace giaoban::simulation
