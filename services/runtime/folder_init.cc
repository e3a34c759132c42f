// Makes a data folder; folder.txtpb comes last, so a folder either is one or can be completed by a second try.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include "services/runtime/audit_key.h"
#include "services/runtime/folder.h"
#include "services/runtime/folder_rules.h"
#include "services/runtime/ids.h"
#include "services/runtime/settings.h"
#include "services/runtime/text_file.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;
// What a try that was cut short may have left; lost+found is what a fresh disk has.
constexpr std::array<std::string_view, 6> kOwn = {"keys",          "sockets",    "journal",
                                                  "giaoban.txtpb", "lost+found", "giaoban.txtpb.tmp"};

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST) throw_errno("make folder", path);
  if (::chmod(path.c_str(), kFolderMode) != 0) throw_errno("chmod", path);
}

std::optional<v1::Refusal> taken(const std::string& path) {
  if (fs::exists(path + "/folder.txtpb")) {
    return core::refuse(
        v1::REFUSAL_CODE_ALREADY_EXISTS, "",
        path + " đã là thư mục dữ liệu; không có gì bị thay đổi. Hãy dùng nó, hoặc chọn thư mục khác bằng --data.",
        path + " is a data folder already; nothing was changed. Use it, or name another one with --data.");
  }
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename().string();
    if (name == "folder.txtpb.tmp" || std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end()) continue;
    return core::refuse(
        v1::REFUSAL_CODE_ALREADY_EXISTS, "",
        path + " có sẵn tệp khác (" + name + "); không có gì bị thay đổi. Hãy chọn một thư mục trống hoặc mới.",
        path + " holds other files (" + name + "); nothing was changed. Name an empty or a new folder.");
  }
  return std::nullopt;
}

void write_keys(const DataFolder& folder, const MakeKeys& make_keys) {
  v1::AllowList allowed;
  const auto add = [&](const std::string& name, v1::CallerKind kind) {
    const v1::KeyPair pair = make_keys();
    write_text_file(folder.key_file(name), "Bí mật / secret: CURVE, " + name + ".", pair);
    auto* key = allowed.add_keys();
    key->set_name(name);
    key->set_public_key(pair.public_key());
    key->set_kind(kind);
  };
  for (const auto& name : service_names()) add(name, v1::CALLER_KIND_SERVICE);
  add("gateway", v1::CALLER_KIND_GATEWAY);
  add("operator", v1::CALLER_KIND_OPERATOR);
  write_text_file(folder.key_file("allowed"), "Ai được nói trên đường truyền / who may speak on the bus.", allowed);
}

void name_deployment(v1::Folder& about) {
  using namespace std::chrono;
  const auto now_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  about.set_deployment_id(RandomIds().uuid7(now_us));
  about.set_generation(1);
}

std::optional<v1::Refusal> not_a_folder(const std::string& path) {
  if (!fs::exists(path) || fs::is_directory(path)) return std::nullopt;
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      path + " là một tệp, không phải thư mục. Hãy chọn chỗ khác bằng --data.",
                      path + " is a file, not a folder. Name another place with --data.");
}

}  // namespace

std::variant<DataFolder, v1::Refusal> DataFolder::init(const std::string& path, const std::string& node,
                                                       bool stepped_clock, int64_t begins_us,
                                                       const MakeKeys& make_keys) {
  DataFolder folder{fs::absolute(path).lexically_normal().string(), {}};
  while (folder.path.size() > 1 && folder.path.back() == '/') folder.path.pop_back();
  folder.about.set_node(node);
  folder.about.set_stepped_clock(stepped_clock);
  folder.about.set_begins_us(begins_us);
  folder.about.set_layout(kLayout);
  name_deployment(folder.about);
  if (const auto refusal = check_about(folder.about)) return *refusal;
  if (const auto refusal = folder.endpoint("directory", default_settings()); refusal.index() == 1) {
    return std::get<v1::Refusal>(refusal);
  }
  if (const auto refusal = not_a_folder(folder.path)) return *refusal;
  if (fs::exists(folder.path)) {
    if (const auto refusal = taken(folder.path)) return *refusal;
  } else {
    fs::create_directories(fs::path(folder.path).parent_path());
  }
  make_folder(folder.path);
  // Two inits at once: the second waits here and then finds the work of the first.
  const File alone(::open(folder.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!alone.is_open() || ::flock(alone.descriptor(), LOCK_EX) != 0) throw_errno("lock", folder.path);
  if (const auto refusal = taken(folder.path)) return *refusal;
  for (const char* part : {"/keys", "/sockets", "/journal"}) make_folder(folder.path + part);
  write_keys(folder, make_keys);
  if (const auto pair = audit_key(folder); pair.index() == 1) return std::get<v1::Refusal>(pair);
  write_file(folder.settings_file(), first_settings(), kFileMode);
  sync_folder(folder.path + "/keys");
  folder.save();
  sync_folder(fs::path(folder.path).parent_path().string());
  return folder;
}

void DataFolder::save() const {
  write_text_file(path + "/folder.txtpb", "Do giaoban init tạo, không sửa / made by giaoban init, do not edit.", about);
}

std::variant<DataFolder, v1::Refusal> DataFolder::complete() const {
  if (!about.deployment_id().empty()) return *this;
  const File alone(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!alone.is_open() || ::flock(alone.descriptor(), LOCK_EX) != 0) throw_errno("lock", path);
  auto again = open(path);  // somebody else may have been first
  auto* folder = std::get_if<DataFolder>(&again);
  if (folder == nullptr || !folder->about.deployment_id().empty()) return again;
  name_deployment(folder->about);
  folder->save();
  return again;
}

}  // namespace giaoban::runtime
