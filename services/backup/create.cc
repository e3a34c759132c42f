// Makes a backup: small files and checkpoints first, then the databases, consumers before those that they follow.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "services/backup/backup.h"
#include "services/backup/manifest.h"
#include "services/backup/partial.h"
#include "services/store/checkpoint_file.h"
#include "services/store/sqlite.h"
#include "services/store/sqlite_copy.h"
#include "workflows/core/refusal.h"

namespace giaoban::backup {
namespace {

namespace fs = std::filesystem;

v1::Refusal not_empty(const std::string& path) {
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      path + " đã có sẵn và không trống; không có gì bị thay đổi. Hãy đặt một tên mới cho bản sao lưu.",
                      path + " is there already and not empty; nothing was changed. Give the backup a new name.");
}

bool is_taken(const std::string& path) {
  const auto status = fs::symlink_status(path);
  if (!fs::exists(status)) return false;
  return !fs::is_directory(status) || !fs::is_empty(path);
}

// Whose logs the service follows, as its database says.
std::set<std::string> sources_of(const std::string& database) {
  std::set<std::string> sources;
  const auto store = store::open_sqlite_reader(database);
  bool follows = false;
  store->prepare("SELECT 1 FROM sqlite_schema WHERE name = 'cursor'").one({}, [&](const store::Row&) {
    follows = true;
  });
  if (!follows) return sources;
  store->prepare("SELECT source FROM cursor").each({}, [&](const store::Row& row) {
    sources.insert(std::string(row.text(0)));
  });
  return sources;
}

// Consumers before those that they follow: a log that is copied later is longer, so every cursor lies within it.
std::vector<std::string> in_order(const runtime::DataFolder& folder) {
  std::map<std::string, std::set<std::string>> left;
  for (const auto& name : runtime::service_names()) {
    if (fs::exists(folder.database(name))) left[name] = sources_of(folder.database(name));
  }
  std::vector<std::string> order;
  while (!left.empty()) {
    const auto followed = [&](const std::string& name) {
      return std::any_of(left.begin(), left.end(), [&](const auto& other) { return other.second.contains(name); });
    };
    auto next = std::find_if(left.begin(), left.end(), [&](const auto& one) { return !followed(one.first); });
    if (next == left.end()) next = left.begin();  // a circle has no good order; verify will say what came of it
    order.push_back(next->first);
    left.erase(next);
  }
  return order;
}

void copy_checkpoints(const std::string& from, const std::string& to, v1::BackupManifest& manifest) {
  for (const auto& service : runtime::service_names()) {
    const std::string name = store::checkpoint_file_name(service);
    if (!fs::exists(from + "/" + name)) continue;
    copy_file(from + "/" + name, to + "/checkpoints/" + name);
    *manifest.add_files() = describe(to, "checkpoints/" + name);
  }
}

void copy_databases(const runtime::DataFolder& folder, const std::string& to, const MakeService& make_service,
                    v1::BackupManifest& manifest) {
  for (const auto& service : in_order(folder)) {
    const std::string name = service + ".db";
    store::copy_sqlite(folder.database(service), to + "/" + name);
    fs::permissions(to + "/" + name, fs::perms::owner_read | fs::perms::owner_write);
    auto* file = manifest.add_files();
    *file = describe(to, name);
    const auto store = store::open_sqlite_still(to + "/" + name);
    if (make_service(service)->keeps_log()) describe_log(*store, *file);
  }
}

}  // namespace

std::variant<v1::BackupReport, v1::Refusal> create(const runtime::DataFolder& folder, const v1::Settings& settings,
                                                   const std::string& to, const MakeService& make_service,
                                                   runtime::Clock& clock) {
  const std::string target = plain_path(to);
  if (is_taken(target)) return not_empty(target);
  auto begun = Partial::begin(target);
  if (auto* refusal = std::get_if<v1::Refusal>(&begun)) return std::move(*refusal);
  auto& partial = std::get<Partial>(begun);
  v1::BackupManifest manifest;
  manifest.set_layout(kLayout);
  manifest.set_node(folder.about.node());
  manifest.set_deployment_id(folder.about.deployment_id());
  manifest.set_generation(folder.about.generation());
  manifest.set_begun_us(clock.now().machine_us);
  manifest.set_version(GIAOBAN_VERSION);
  manifest.set_checkpoints(plain_path(folder.checkpoints(settings)));
  partial.make_folder("keys");
  partial.make_folder("checkpoints");
  for (const auto& name : small_files(folder.path)) {
    copy_file(folder.path + "/" + name, partial.path() + "/" + name);
    *manifest.add_files() = describe(partial.path(), name);
  }
  // A checkpoint that was copied is in its database already, so those copied now are all within the logs copied next.
  copy_checkpoints(manifest.checkpoints(), partial.path(), manifest);
  copy_databases(folder, partial.path(), make_service, manifest);
  manifest.set_ended_us(clock.now().machine_us);
  write_manifest(partial.path(), manifest);
  partial.finish();
  return verify(target, make_service);
}

}  // namespace giaoban::backup
