// Copies of the databases of a data folder, in a temporary folder that is gone when they are.
#pragma once

#include <string>
#include <vector>

#include "services/runtime/folder.h"

namespace giaoban::rehearsal {

// Owns the folder on the disk, which only this user can enter; it holds what the databases hold. Only a killed process
// leaves it behind.
class Copies {
 public:
  // Copies the databases of these services, in this order, whether the deployment runs or not. Consumers must come
  // before those that they follow: a log that is copied later is longer, so every cursor lies within it. One that is
  // not there is left out. Throws std::system_error, StoreFull or StoreBroken.
  Copies(const runtime::DataFolder& folder, const std::vector<std::string>& services);
  ~Copies();
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;

  std::string database(const std::string& service) const { return path_ + "/" + service + ".db"; }

 private:
  std::string path_;
};

}  // namespace giaoban::rehearsal
