// A folder in the making: "<target>.partial" until everything in it is durable, then the target, or gone.
#include "services/backup/partial.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "workflows/core/refusal.h"

namespace giaoban::backup {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderMode = 0700;
constexpr std::array<std::string_view, 4> kFolders = {"keys", "checkpoints", "sockets", "journal"};
constexpr std::array<std::string_view, 5> kEndings = {".txtpb", ".txtpb.tmp", ".db", ".db-journal", ".db-wal"};

// Whether a backup or a restore that was cut short would leave it.
bool is_ours(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  if (entry.is_directory()) return std::find(kFolders.begin(), kFolders.end(), name) != kFolders.end();
  return name.ends_with(".db-shm") ||
         std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return name.ends_with(ending); });
}

v1::Refusal at_work(const std::string& path) {
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      "Một lệnh khác đang ghi " + path + ". Hãy chờ lệnh đó xong, hoặc chọn chỗ khác.",
                      "Another command is writing " + path + ". Wait until it is done, or name another place.");
}

v1::Refusal holds_other(const std::string& path, const std::string& name) {
  return core::refuse(
      v1::REFUSAL_CODE_ALREADY_EXISTS, "",
      path + " có sẵn tệp khác (" + name + "); không có gì bị thay đổi. Hãy dời nó đi, hoặc chọn chỗ khác.",
      path + " holds other files (" + name + "); nothing was changed. Move it away, or name another place.");
}

}  // namespace

std::string plain_path(const std::string& path) {
  std::string plain = fs::absolute(path).lexically_normal().string();
  while (plain.size() > 1 && plain.back() == '/') plain.pop_back();
  return plain;
}

std::variant<Partial, v1::Refusal> Partial::begin(const std::string& target) {
  const std::string path = target + ".partial";
  fs::create_directories(fs::path(target).parent_path());
  if (::mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST) runtime::throw_errno("make folder", path);
  runtime::File alone(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!alone.is_open()) runtime::throw_errno("open", path);
  if (::flock(alone.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return at_work(path);
    runtime::throw_errno("lock", path);
  }
  for (const auto& entry : fs::directory_iterator(path)) {
    if (!is_ours(entry)) return holds_other(path, entry.path().filename().string());
  }
  if (::fchmod(alone.descriptor(), kFolderMode) != 0) runtime::throw_errno("chmod", path);
  for (const auto& entry : fs::directory_iterator(path)) fs::remove_all(entry.path());
  return Partial(target, path, std::move(alone));
}

Partial::Partial(std::string target, std::string path, runtime::File alone)
    : target_(std::move(target)), path_(std::move(path)), alone_(std::move(alone)) {}

Partial::~Partial() {
  if (!alone_.is_open()) return;  // moved from, or finished
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Partial::make_folder(const std::string& name) const {
  const std::string path = path_ + "/" + name;
  if (::mkdir(path.c_str(), kFolderMode) != 0) runtime::throw_errno("make folder", path);
}

void Partial::finish() {
  for (const auto& entry : fs::directory_iterator(path_)) {
    if (entry.is_directory()) runtime::sync_folder(entry.path().string());
  }
  runtime::sync_folder(path_);
  if (::rename(path_.c_str(), target_.c_str()) != 0) runtime::throw_errno("rename to", target_);
  alone_ = runtime::File();
  runtime::sync_folder(fs::path(target_).parent_path().string());
}

}  // namespace giaoban::backup
