// Files of several parts, kept in memory for the minute in which their parts are asked for.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "services/records/scope.h"
#include "services/runtime/clock.h"

namespace giaoban::records {

inline constexpr size_t kPartBytes = size_t{768} * 1024;
inline constexpr size_t kMostKeptFiles = 8;
inline constexpr size_t kMostKeptBytes = size_t{16} * 1024 * 1024;  // in all, so also the largest file
inline constexpr int64_t kKeptUs = 60'000'000;

// One made file.
struct KeptFile {
  std::string key;  // who asked for what
  std::string name;
  std::string media_type;
  std::string bytes;
  runtime::Moment made;
  uint64_t directory_position = 0;  // rights are as of here
  uint64_t router_position = 0;
  Offices offices;  // that the caller held when it was made; they may end by time, of which the directory says nothing

  uint32_t parts() const;
  // Part `number`; empty when there is none.
  std::string part(uint32_t number) const;
};

// One thread. Nothing of it is in the store: after a restart files are made again.
class KeptFiles {
 public:
  // The file, or nullptr when it was never made or may no longer be given out: older than kKeptUs by either clock, or
  // the directory has said something since, perhaps that the person may see less. Good until the next call.
  KeptFile* find(const std::string& key, const runtime::Moment& now, uint64_t directory_position);
  // Takes the place of an older one under its key; the oldest go until all fit. At most kMostKeptBytes large.
  void keep(KeptFile file, const runtime::Moment& now);
  size_t size() const { return files_.size(); }

 private:
  void forget_old(const runtime::Moment& now);
  std::deque<KeptFile> files_;  // oldest first
};

}  // namespace giaoban::records
