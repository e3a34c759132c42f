// Making the folder, copying, and taking it away.
#include "services/rehearsal/copies.h"

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "services/store/sqlite_copy.h"

namespace giaoban::rehearsal {
namespace {

namespace fs = std::filesystem;

std::string temporary_folder() {
  std::string path = (fs::temp_directory_path() / "giaoban-rehearsal-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) throw std::system_error(errno, std::generic_category(), path);
  return path;
}

void remove(const std::string& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

}  // namespace

Copies::Copies(const runtime::DataFolder& folder, const std::vector<std::string>& services)
    : path_(temporary_folder()) {
  try {
    for (const auto& service : services) {
      if (fs::exists(folder.database(service))) store::copy_sqlite(folder.database(service), database(service));
    }
  } catch (...) {
    remove(path_);
    throw;
  }
}

Copies::~Copies() {
  remove(path_);
}

}  // namespace giaoban::rehearsal
