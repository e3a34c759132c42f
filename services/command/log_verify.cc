// `giaoban log verify`: the logs of a folder against their chains, their checkpoints and the copied ones.
#include <algorithm>
#include <filesystem>

#include "giaoban/v1/report.pb.h"
#include "services/command/log_verbs.h"
#include "services/runtime/audit_key.h"
#include "services/store/checkpoint_file.h"
#include "services/store/log_audit.h"

namespace giaoban::command {
namespace {

namespace fs = std::filesystem;

// What all logs of the folder are verified with.
struct Against {
  std::string public_key;
  std::string copies;  // folder; empty when there is none
};

void show(Console& console, const store::LogAudit& audit) {
  const auto& log = audit.report;
  const std::string records = std::to_string(log.records());
  if (log.first_bad() != 0) {
    const std::string bad = std::to_string(log.first_bad());
    console.say(log.service() + ": HỎNG từ vị trí " + bad + ": " + audit.fault.vi,
                "BROKEN from position " + bad + ": " + audit.fault.en);
    console.warn("Sổ " + log.service() + " đã bị sửa hoặc hỏng từ vị trí " + bad + ": " + audit.fault.vi +
                     ". Hãy dừng dịch vụ và khôi phục từ bản sao lưu.",
                 "The log of " + log.service() + " was changed or damaged from position " + bad + ": " +
                     audit.fault.en + ". Stop the service and restore it from a backup.");
  } else {
    const std::string count = std::to_string(log.checkpoints());
    const std::string last = std::to_string(log.signed_());
    const bool any = log.checkpoints() > 0;
    console.say(
        log.service() + ": " + records + " bản ghi, chuỗi băm nguyên vẹn, " +
            (any ? count + " chốt ký đúng, tới vị trí " + last : "chưa có chốt ký nào"),
        records + " records, the chain holds, " +
            (any ? count + " signed checkpoints hold, up to position " + last : "there are no signed checkpoints yet"));
  }
  for (const auto& remark : audit.remarks) console.say("  " + log.service() + ": " + remark.vi, remark.en);
}

// A disk that is away leaves an empty mount point behind, which says nothing against any log.
void tell_uncopied(Console& console, const std::string& service, const std::string& place) {
  console.warn("Không có chốt nào của sổ " + service + " trong " + place +
                   ": sổ bị cắt đuôi hoặc bị thay bằng bản cũ sẽ không lộ ra. Hãy xem ổ đĩa đó đã được nối chưa.",
               "None of the checkpoints of the log of " + service + " is copied to " + place +
                   ": a log that was cut or replaced by an older one will not show. See whether that disk is mounted.");
}

std::optional<std::string> public_key(Console& console, const LogFlags& flags, const runtime::DataFolder& folder) {
  const std::string file = flags.key.empty() ? runtime::public_key_file(folder) : flags.key;
  auto key = runtime::read_public_key(file);
  if (auto* read = std::get_if<std::string>(&key)) return std::move(*read);
  console.refuse(std::get<v1::Refusal>(key));
  return std::nullopt;
}

std::optional<std::string> copies(Console& console, const LogFlags& flags, const runtime::DataFolder& folder) {
  if (!flags.checkpoints.empty()) {
    if (fs::is_directory(flags.checkpoints)) return flags.checkpoints;
    console.refuse(
        v1::REFUSAL_CODE_NOT_FOUND,
        "Không có thư mục " + flags.checkpoints + ". Hãy cho thư mục chứa các tệp *.checkpoints.jsonl.",
        "There is no folder " + flags.checkpoints + ". Name the one that holds the *.checkpoints.jsonl files.");
    return std::nullopt;
  }
  const auto settings = console.settings(folder.settings_file());
  if (!settings) return std::nullopt;
  const std::string place = folder.checkpoints(*settings);
  if (fs::is_directory(place)) return place;
  if (!settings->audit().copy_to().empty()) {
    console.warn("Không vào được thư mục chốt đã sao chép " + place +
                     ": sổ bị cắt đuôi hoặc bị thay bằng bản cũ sẽ không lộ ra. Hãy nối lại ổ đĩa đó rồi kiểm tra lại.",
                 "The folder of copied checkpoints " + place +
                     " cannot be entered: a log that was cut or replaced by an older one will not show. Bring that "
                     "disk back and verify again.");
  }
  return std::string();
}

std::optional<Against> against(Console& console, const LogFlags& flags, const runtime::DataFolder& folder) {
  auto key = public_key(console, flags, folder);
  if (!key) return std::nullopt;
  auto place = copies(console, flags, folder);
  if (!place) return std::nullopt;
  return Against{std::move(*key), std::move(*place)};
}

}  // namespace

int verify_logs(Console& console, const LogFlags& flags) {
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto with = against(console, flags, *folder);
  if (!with) return kRefused;
  std::vector<std::string> services = flags.services;
  if (services.empty()) {
    for (const auto& name : services_with_a_log()) {
      if (fs::exists(folder->database(name))) services.push_back(name);
    }
  }
  v1::LogVerifyReport report;
  bool good = true;
  for (const auto& service : services) {
    const auto store = open_log(console, *folder, service);
    if (!store) return kRefused;
    const store::LogOwner owner{service, folder->about.node(), folder->about.deployment_id(),
                                std::max(folder->about.generation(), 1U)};
    // Before the log is looked at: a running service goes on, and copies only what it has stored.
    const auto copied = with->copies.empty()
                            ? std::vector<v1::SignedCheckpoint>()
                            : store::read_checkpoints(with->copies + "/" + store::checkpoint_file_name(service));
    const auto audit = store::audit_log(*store, owner, with->public_key, copied);
    *report.add_logs() = audit.report;
    show(console, audit);
    if (copied.empty() && !with->copies.empty() && audit.report.records() > 0)
      tell_uncopied(console, service, with->copies);
    good = good && audit.report.first_bad() == 0;
  }
  if (services.empty()) console.say("Chưa có sổ nhật ký nào", "there are no logs yet");
  console.print(report);
  return good ? kOk : kRefused;
}

}  // namespace giaoban::command
