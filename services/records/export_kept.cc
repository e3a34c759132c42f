// Keeping and forgetting.
#include "services/records/export_kept.h"

#include <algorithm>
#include <numeric>

namespace giaoban::records {

uint32_t KeptFile::parts() const {
  return static_cast<uint32_t>(std::max<size_t>((bytes.size() + kPartBytes - 1) / kPartBytes, 1));
}

std::string KeptFile::part(uint32_t number) const {
  return number < parts() ? bytes.substr(number * kPartBytes, kPartBytes) : "";
}

KeptFile* KeptFiles::find(const std::string& key, const runtime::Moment& now, uint64_t directory_position) {
  forget_old(now);
  const auto found = std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file.key == key; });
  if (found == files_.end()) return nullptr;
  if (found->directory_position == directory_position) return &*found;
  files_.erase(found);
  return nullptr;
}

void KeptFiles::keep(KeptFile file, const runtime::Moment& now) {
  forget_old(now);
  std::erase_if(files_, [&](const auto& other) { return other.key == file.key; });
  files_.push_back(std::move(file));
  const auto bytes = [&] {
    return std::accumulate(files_.begin(), files_.end(), size_t{0},
                           [](size_t sum, const auto& kept) { return sum + kept.bytes.size(); });
  };
  while (files_.size() > kMostKeptFiles || bytes() > kMostKeptBytes) files_.pop_front();
}

void KeptFiles::forget_old(const runtime::Moment& now) {
  std::erase_if(files_, [&](const auto& file) {
    return now.machine_us - file.made.machine_us > kKeptUs || now.business_us - file.made.business_us > kKeptUs;
  });
}

}  // namespace giaoban::records
