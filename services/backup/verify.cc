// Verifies a backup: first that its files are those that were written, then that they agree with each other.
#include <filesystem>
#include <map>
#include <set>

#include "services/backup/backup.h"
#include "services/backup/known.h"
#include "services/backup/manifest.h"
#include "services/backup/partial.h"
#include "services/runtime/audit_key.h"
#include "services/runtime/text_file.h"
#include "services/store/log_audit.h"
#include "services/store/sqlite_copy.h"

namespace giaoban::backup {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFaults = 50;

class Verification {
 public:
  Verification(std::string folder, v1::BackupManifest manifest, const MakeService& make_service)
      : folder_(std::move(folder)), make_service_(make_service) {
    report_.set_backup(folder_);
    *report_.mutable_manifest() = std::move(manifest);
  }

  v1::BackupReport run() {
    check_files();
    // Of files that are not those of the backup nothing more can be said.
    if (report_.faults_size() > 0) return std::move(report_);
    check_about();
    for (const auto& file : report_.manifest().files()) {
      const std::string service = service_of(file.name());
      if (!service.empty()) stores_[service] = store::open_sqlite_still(folder_ + "/" + file.name());
    }
    const std::string key = public_key();
    if (key.empty()) return std::move(report_);
    for (const auto& file : report_.manifest().files()) {
      const auto found = stores_.find(service_of(file.name()));
      if (found == stores_.end()) continue;
      try {
        check_database(found->first, *found->second, file, key);
      } catch (const std::runtime_error& what) {  // a table that is not there, a page that cannot be read
        fault(file.name() + ": không đọc được (" + what.what() + ")",
              file.name() + ": cannot be read (" + what.what() + ")");
      }
    }
    if (report_.faults_size() > 0) return std::move(report_);
    for (const auto& [service, store] : stores_) check_cursors(service, *store);
    return std::move(report_);
  }

 private:
  void fault(const std::string& vi, const std::string& en) {
    if (report_.faults_size() < kMostFaults) report_.add_faults(vi + " / " + en);
  }

  void check_files() {
    const auto there = all_files(folder_);
    std::set<std::string> unknown(there.begin(), there.end());
    unknown.erase("manifest.txtpb");
    for (const auto& file : report_.manifest().files()) {
      if (unknown.erase(file.name()) == 0) {
        fault(file.name() + ": thiếu tệp này", file.name() + ": the file is missing");
        continue;
      }
      const auto found = describe(folder_, file.name());
      if (found.bytes() != file.bytes()) {
        fault(file.name() + ": dài " + std::to_string(found.bytes()) + " byte, lúc sao lưu là " +
                  std::to_string(file.bytes()),
              file.name() + ": has " + std::to_string(found.bytes()) + " bytes, had " + std::to_string(file.bytes()) +
                  " when it was backed up");
      } else if (found.sha256() != file.sha256()) {
        fault(file.name() + ": nội dung không còn như lúc sao lưu",
              file.name() + ": its content is not what was backed up");
      }
    }
    for (const auto& name : unknown) {
      fault(name + ": tệp này không thuộc bản sao lưu", name + ": the file does not belong to the backup");
    }
  }

  void check_about() {
    v1::Folder about;
    const auto read = runtime::read_text_file(folder_ + "/folder.txtpb", about);
    const auto& manifest = report_.manifest();
    if (!read.exists || !read.faults.empty() || about.node() != manifest.node() ||
        about.deployment_id() != manifest.deployment_id() || about.generation() != manifest.generation()) {
      fault("folder.txtpb: không đọc được hoặc không khớp với manifest.txtpb",
            "folder.txtpb: cannot be read, or does not agree with manifest.txtpb");
    }
  }

  std::string public_key() {
    auto key = runtime::read_public_key(folder_ + "/keys/audit.public.txtpb");
    if (auto* bytes = std::get_if<std::string>(&key)) return std::move(*bytes);
    const auto& refusal = std::get<v1::Refusal>(key);
    fault(refusal.text_vi(), refusal.text_en());
    return {};
  }

  void check_database(const std::string& service, store::Store& store, const v1::BackupFile& file,
                      const std::string& key) {
    const std::string name = service + ".db: ";
    for (const auto& damage : store::damage_of(store)) {
      fault(name + "cơ sở dữ liệu hỏng (" + damage + ")", name + "the database is damaged (" + damage + ")");
    }
    if (report_.faults_size() > 0) return;
    const auto& manifest = report_.manifest();
    const store::LogOwner owner{service, manifest.node(), manifest.deployment_id(), manifest.generation()};
    const auto audit = store::audit_log(store, owner, key, copied_checkpoints(folder_ + "/checkpoints", service));
    if (audit.report.first_bad() != 0) {
      const std::string at = std::to_string(audit.report.first_bad());
      fault(name + "sổ hỏng từ vị trí " + at + ": " + audit.fault.vi,
            name + "the log is broken from position " + at + ": " + audit.fault.en);
    }
    v1::BackupFile found = file;
    if (!file.log_id().empty()) describe_log(store, found);
    if (found.SerializeAsString() != file.SerializeAsString()) {
      fault(name + "sổ không phải là sổ ghi trong manifest.txtpb", name + "the log is not the one of manifest.txtpb");
    }
    for (const auto& what : make_service_(service)->faults(store)) {
      fault(name + "bảng không khớp với sổ (" + what + ")", name + "the tables do not agree with the log: " + what);
    }
  }

  void check_cursors(const std::string& service, store::Store& store) {
    store.prepare("SELECT source, log_id, position, hash FROM cursor ORDER BY source")
        .each({}, [&](const store::Row& row) {
          const std::string source(row.text(0));
          if (reads_on(source, row.text(1), row.integer(2), row.blob(3))) return;
          const std::string at = std::to_string(row.integer(2));
          fault(service + ".db: con trỏ ở vị trí " + at + " không nằm trong sổ của " + source,
                service + ".db: its cursor at position " + at + " does not lie in the log of " + source);
        });
  }

  bool reads_on(const std::string& source, std::string_view log_id, int64_t position, std::string_view hash) {
    const auto found = stores_.find(source);
    if (found == stores_.end()) return false;
    bool good = false;
    found->second->prepare("SELECT log_id FROM log_head").one({}, [&](const store::Row& row) {
      good = row.text(0) == log_id;
    });
    return good && found->second->prepare("SELECT 1 FROM log WHERE position = $1 AND hash = $2")
                       .one({position, store::Blob{hash}}, [](const store::Row&) {});
  }

  std::string folder_;
  const MakeService& make_service_;
  v1::BackupReport report_;
  std::map<std::string, std::unique_ptr<store::Store>> stores_;
};

}  // namespace

std::variant<v1::BackupReport, v1::Refusal> verify(const std::string& from, const MakeService& make_service) {
  const std::string folder = plain_path(from);
  auto manifest = read_manifest(folder);
  if (auto* refusal = std::get_if<v1::Refusal>(&manifest)) return std::move(*refusal);
  return Verification(folder, std::get<v1::BackupManifest>(std::move(manifest)), make_service).run();
}

}  // namespace giaoban::backup
