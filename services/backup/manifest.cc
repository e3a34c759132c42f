// The manifest of a backup, and its files by name.
#include "services/backup/manifest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "services/runtime/file.h"
#include "services/runtime/text_file.h"
#include "services/store/file_digest.h"
#include "workflows/core/refusal.h"

namespace giaoban::backup {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0600;
constexpr size_t kPiece = 1024 * 1024;
constexpr const char* kManifest = "/manifest.txtpb";

void write_all(const runtime::File& file, const char* bytes, size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t written = ::write(file.descriptor(), bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) runtime::throw_errno("write", path);
    bytes += written;
    size -= static_cast<size_t>(written);
  }
}

v1::Refusal no_backup(const std::string& folder) {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                      folder +
                          " không phải là bản sao lưu: không có manifest.txtpb, tệp được ghi sau cùng. Nếu việc sao "
                          "lưu bị ngắt giữa chừng, hãy chạy lại: giaoban backup create",
                      folder +
                          " is no backup: there is no manifest.txtpb, which is written last. If making it was cut "
                          "short, run giaoban backup create again.");
}

v1::Refusal other_layout(const std::string& folder, uint32_t layout) {
  const std::string number = std::to_string(layout);
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "layout",
                      folder + ": bản sao lưu theo cách sắp xếp số " + number + ", phiên bản này chỉ đọc được số " +
                          std::to_string(kLayout) + ". Hãy dùng phiên bản giaoban đã tạo bản sao lưu.",
                      folder + ": the backup has layout " + number + ", this version reads " + std::to_string(kLayout) +
                          " only. Use the giaoban that made it.");
}

v1::Refusal leads_out(const std::string& folder, const std::string& name) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "files",
                      folder + ": manifest.txtpb nêu tên tệp không nằm trong bản sao lưu (" + name +
                          "); nó không do giaoban viết. Đừng dùng bản sao lưu này.",
                      folder + ": manifest.txtpb names a file that does not lie in the backup (" + name +
                          "); giaoban did not write it. Do not use this backup.");
}

// "router.db", "keys/allowed.txtpb": nothing that leads out of the folder.
bool stays_inside(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || path.is_absolute()) return false;
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

}  // namespace

std::string service_of(const std::string& name) {
  const std::string_view ending = ".db";
  const bool database = name.ends_with(ending) && name.find('/') == std::string::npos;
  return database ? name.substr(0, name.size() - ending.size()) : std::string();
}

std::vector<std::string> small_files(const std::string& folder) {
  std::vector<std::string> keys;
  for (const auto& entry : fs::directory_iterator(folder + "/keys")) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.ends_with(".txtpb")) keys.push_back("keys/" + name);
  }
  // A pair is written before it is allowed, so with the list first every key in it has its pair.
  std::sort(keys.begin(), keys.end());
  const auto allowed = std::find(keys.begin(), keys.end(), "keys/allowed.txtpb");
  if (allowed != keys.end()) std::rotate(keys.begin(), allowed, allowed + 1);
  keys.emplace_back("folder.txtpb");
  if (fs::exists(folder + "/giaoban.txtpb")) keys.emplace_back("giaoban.txtpb");
  return keys;
}

std::vector<std::string> all_files(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) names.push_back(fs::relative(entry.path(), folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void copy_file(const std::string& from, const std::string& to) {
  const runtime::File source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.is_open()) runtime::throw_errno("open", from);
  const runtime::File copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
  if (!copy.is_open()) runtime::throw_errno("create", to);
  if (::fchmod(copy.descriptor(), kFileMode) != 0) runtime::throw_errno("chmod", to);
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t got = ::read(source.descriptor(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) runtime::throw_errno("read", from);
    if (got == 0) break;
    write_all(copy, piece.data(), static_cast<size_t>(got), to);
  }
  if (::fsync(copy.descriptor()) != 0) runtime::throw_errno("sync", to);
}

v1::BackupFile describe(const std::string& folder, const std::string& name) {
  const store::FileDigest digest = store::digest_of_file(folder + "/" + name);
  v1::BackupFile file;
  file.set_name(name);
  file.set_bytes(digest.bytes);
  file.set_sha256(digest.sha256);
  return file;
}

void describe_log(store::Store& store, v1::BackupFile& file) {
  store.prepare("SELECT log_id, last, hash FROM log_head").one({}, [&](const store::Row& row) {
    file.set_log_id(std::string(row.text(0)));
    file.set_head(static_cast<uint64_t>(row.integer(1)));
    file.set_hash(std::string(row.blob(2)));
  });
}

void write_manifest(const std::string& folder, const v1::BackupManifest& manifest) {
  runtime::write_text_file(folder + kManifest, "Bản sao lưu của giaoban, không sửa / a backup, do not edit.", manifest);
}

std::variant<v1::BackupManifest, v1::Refusal> read_manifest(const std::string& folder) {
  if (!fs::is_regular_file(folder + kManifest)) return no_backup(folder);
  v1::BackupManifest manifest;
  const auto read = runtime::read_text_file(folder + kManifest, manifest);
  if (!read.faults.empty()) return read.faults.front();
  if (manifest.layout() != kLayout) return other_layout(folder, manifest.layout());
  for (const auto& file : manifest.files()) {
    if (!stays_inside(file.name())) return leads_out(folder, file.name());
  }
  return manifest;
}

}  // namespace giaoban::backup
