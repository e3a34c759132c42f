// Restores a backup: copies it, verifies the copy, and makes it the next generation of its deployment.
#include <algorithm>
#include <filesystem>
#include <map>

#include "services/backup/backup.h"
#include "services/backup/known.h"
#include "services/backup/manifest.h"
#include "services/backup/partial.h"
#include "services/runtime/audit_key.h"
#include "services/runtime/ids.h"
#include "services/store/sqlite.h"
#include "workflows/core/refusal.h"

namespace giaoban::backup {
namespace {

namespace fs = std::filesystem;

v1::Refusal is_there(const std::string& path) {
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      path + " đã có sẵn; không có gì bị thay đổi. Hãy khôi phục vào một thư mục mới bằng --data.",
                      path + " is there already; nothing was changed. Restore to a new folder, named by --data.");
}

// One restore, after its copy was verified.
class Restoring {
 public:
  Restoring(std::string folder, const v1::BackupManifest& manifest, const Known& known, const MakeService& make_service,
            runtime::Clock& clock)
      : folder_(std::move(folder)), manifest_(manifest), make_service_(make_service), now_us_(clock.now().machine_us) {
    restored_.generation = std::max(manifest.generation(), known.generation) + 1;
    for (const auto& file : manifest.files()) {
      if (const std::string service = service_of(file.name()); !service.empty()) services_.push_back(service);
    }
  }

  // How many messages to the outside will not be sent because of it.
  uint32_t run(runtime::DataFolder& data) {
    restored_.business_us = data.about.stepped_clock() ? data.about.begins_us() : now_us_;
    for (const auto& service : services_) look_into(service, data.about.stepped_clock());
    const auto key = audit_key(data);
    if (const auto* no = std::get_if<v1::Refusal>(&key))
      throw std::runtime_error(no->text_vi() + " / " + no->text_en());
    uint32_t withheld = 0;
    for (const auto& service : services_) withheld += turn(service, std::get_if<runtime::FolderAuditKey>(&key));
    data.about.set_generation(restored_.generation);
    data.about.set_restored_us(now_us_);
    return withheld;
  }

 private:
  struct Log {
    std::string old_id;
    std::string new_id;
  };

  std::string database(const std::string& service) const { return folder_ + "/" + service + ".db"; }

  // Every log gets its new id before any cursor is pointed to it.
  void look_into(const std::string& service, bool stepped) {
    const auto store = store::open_sqlite(database(service));
    store->prepare("SELECT log_id, last, last_us FROM log_head").one({}, [&](const store::Row& row) {
      logs_[service] = {std::string(row.text(0)), ids_.uuid7(now_us_)};
      restored_.heads[service] = static_cast<uint64_t>(row.integer(1));
      if (stepped) restored_.business_us = std::max(restored_.business_us, row.integer(2));
    });
    if (!stepped) return;
    store->prepare("SELECT us FROM business_clock").one({}, [&](const store::Row& row) {
      restored_.business_us = std::max(restored_.business_us, row.integer(0));
    });
  }

  uint32_t turn(const std::string& service, const runtime::FolderAuditKey* key) {
    const auto store = store::open_sqlite(database(service));
    const auto of_service = make_service_(service);
    // A backup may be older than a table.
    store->define(of_service->schema());
    store->define(store::checkpoint_schema());
    store->begin();
    store->prepare("UPDATE log_head SET log_id = $1, epoch = epoch + 1").run({std::string_view(logs_[service].new_id)});
    for (const auto& [source, log] : logs_) {
      store->prepare("UPDATE cursor SET log_id = $2 WHERE source = $1")
          .run({std::string_view(source), std::string_view(log.new_id)});
    }
    if (key != nullptr && of_service->keeps_log()) sign_first(service, key->key, *store);
    const uint32_t withheld = of_service->restored(restored_, *store);
    store->commit();
    return withheld;
  }

  // What says, signed, where the new log leaves the old one.
  void sign_first(const std::string& service, const store::SigningKey& key, store::Store& store) {
    v1::Checkpoint first;
    store.prepare("SELECT last, hash FROM log_head").one({}, [&](const store::Row& row) {
      first.set_position(static_cast<uint64_t>(row.integer(0)));
      first.set_hash(std::string(row.blob(1)));
    });
    if (first.position() == 0) return;
    first.set_service(service);
    first.set_node(manifest_.node());
    first.set_log_id(logs_[service].new_id);
    first.set_signed_us(now_us_);
    first.set_deployment_id(manifest_.deployment_id());
    first.set_generation(restored_.generation);
    first.set_continues_log_id(logs_[service].old_id);
    store::write_checkpoint(store, first.position(), store::sign_checkpoint(first, key));
  }

  std::string folder_;
  const v1::BackupManifest& manifest_;
  const MakeService& make_service_;
  int64_t now_us_;
  runtime::RandomIds ids_;
  std::vector<std::string> services_;
  std::map<std::string, Log> logs_;
  runtime::Restored restored_;
};

void copy_all(const std::string& from, const v1::BackupManifest& manifest, const Partial& to) {
  for (const char* folder : {"keys", "checkpoints", "sockets", "journal"}) to.make_folder(folder);
  for (const auto& file : manifest.files()) {
    fs::create_directories(fs::path(to.path() + "/" + file.name()).parent_path());
    copy_file(from + "/" + file.name(), to.path() + "/" + file.name());
  }
  copy_file(from + "/manifest.txtpb", to.path() + "/manifest.txtpb");
}

// Where checkpoints of the original may lie that it signed after the backup.
std::vector<std::string> elsewhere(const v1::BackupManifest& manifest, const std::string& target,
                                   const v1::Settings& settings) {
  std::vector<std::string> folders = {plain_path(runtime::DataFolder{target, {}}.checkpoints(settings))};
  if (!manifest.checkpoints().empty() && manifest.checkpoints() != folders.front()) {
    folders.push_back(manifest.checkpoints());
  }
  return folders;
}

void tell_gaps(const Known& known, v1::BackupReport& report) {
  for (const auto& file : report.manifest().files()) {
    const auto found = known.last.find(service_of(file.name()));
    if (file.log_id().empty() || found == known.last.end() || found->second <= file.head()) continue;
    auto* gap = report.add_gaps();
    gap->set_service(found->first);
    gap->set_backed_up(file.head());
    gap->set_signed_(found->second);
  }
}

}  // namespace

std::variant<v1::BackupReport, v1::Refusal> restore(const std::string& from, const std::string& to,
                                                    const v1::Settings& settings, const MakeService& make_service,
                                                    runtime::Clock& clock) {
  const std::string backup = plain_path(from);
  const std::string target = plain_path(to);
  const auto manifest = read_manifest(backup);
  if (const auto* refusal = std::get_if<v1::Refusal>(&manifest)) return *refusal;
  if (fs::exists(fs::symlink_status(target))) return is_there(target);
  const auto endpoint = runtime::DataFolder{target, {}}.endpoint("directory", settings);
  if (const auto* refusal = std::get_if<v1::Refusal>(&endpoint)) return *refusal;
  auto begun = Partial::begin(target);
  if (auto* refusal = std::get_if<v1::Refusal>(&begun)) return std::move(*refusal);
  auto& partial = std::get<Partial>(begun);
  copy_all(backup, std::get<v1::BackupManifest>(manifest), partial);
  // The copy and not the original: what comes back is what was verified.
  auto verified = verify(partial.path(), make_service);
  if (std::holds_alternative<v1::Refusal>(verified)) return verified;
  auto& report = std::get<v1::BackupReport>(verified);
  report.set_backup(backup);
  if (report.faults_size() > 0) return verified;
  fs::remove(partial.path() + "/manifest.txtpb");
  auto opened = runtime::DataFolder::open(partial.path());
  if (auto* refusal = std::get_if<v1::Refusal>(&opened)) return std::move(*refusal);
  auto& data = std::get<runtime::DataFolder>(opened);
  const auto& made = report.manifest();
  const auto key = runtime::read_public_key(runtime::public_key_file(data));
  const auto* public_key = std::get_if<std::string>(&key);
  const auto folders = elsewhere(made, target, settings);
  Known known;
  if (public_key != nullptr) {
    known = known_in(folders, {"", made.node(), made.deployment_id(), made.generation()}, *public_key);
  }
  report.set_not_sent_again(Restoring(partial.path(), made, known, make_service, clock).run(data));
  if (folders.size() > 1 && fs::is_directory(folders.back())) data.about.set_announce_to(folders.back());
  data.save();
  partial.finish();
  report.set_data(target);
  report.set_generation(data.about.generation());
  tell_gaps(known, report);
  return verified;
}

}  // namespace giaoban::backup
