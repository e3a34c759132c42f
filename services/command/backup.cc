// `giaoban backup`: copies a deployment while it runs, verifies a copy, and makes a new data folder from it.
#include <sys/resource.h>

#include <CLI/CLI.hpp>

#include <algorithm>

#include "services/backup/backup.h"
#include "services/command/help.h"
#include "services/command/nouns.h"

namespace giaoban::command {
namespace {

constexpr int kGently = 10;

using Outcome = std::variant<v1::BackupReport, v1::Refusal>;

std::string megabytes(const v1::BackupManifest& manifest) {
  uint64_t bytes = 0;
  for (const auto& file : manifest.files()) bytes += file.bytes();
  const uint64_t tenths = (bytes + 50'000) / 100'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Where the logs of a backup end: "directory 1571, router 312".
std::string heads(const v1::BackupManifest& manifest) {
  std::string text;
  for (const auto& file : manifest.files()) {
    if (file.log_id().empty()) continue;
    const std::string service = file.name().substr(0, file.name().find('.'));
    text += (text.empty() ? "" : ", ") + service + " " + std::to_string(file.head());
  }
  return text.empty() ? "-" : text;
}

// Ends the command when there is nothing good to tell.
std::optional<int> ended(Console& console, const Outcome& outcome) {
  if (const auto* refusal = std::get_if<v1::Refusal>(&outcome)) return console.refuse(*refusal);
  const auto& report = std::get<v1::BackupReport>(outcome);
  console.print(report);
  if (report.faults_size() == 0) return std::nullopt;
  for (const auto& fault : report.faults()) console.line("  " + fault);
  console.warn("Bản sao lưu " + report.backup() + " HỎNG: " + std::to_string(report.faults_size()) +
                   " chỗ sai. Đừng dùng nó; hãy dùng bản khác và tạo bản mới bằng: giaoban backup create",
               "The backup " + report.backup() + " is BROKEN: " + std::to_string(report.faults_size()) +
                   " faults. Do not use it; take another one, and make a new one with: giaoban backup create");
  return kRefused;
}

int create(Console& console, const std::string& to) {
  const auto opened = console.folder();
  if (!opened) return kRefused;
  const auto folder = opened->complete();
  if (const auto* refusal = std::get_if<v1::Refusal>(&folder)) return console.refuse(*refusal);
  const auto settings = console.settings(opened->settings_file());
  if (!settings) return kRefused;
  // People wait for the services beside it.
  ::setpriority(PRIO_PROCESS, 0, kGently);
  runtime::RealClock clock;
  const auto outcome =
      backup::create(std::get<runtime::DataFolder>(folder), *settings, to, console.callbacks.make_service, clock);
  if (const auto code = ended(console, outcome)) return *code;
  const auto& report = std::get<v1::BackupReport>(outcome);
  const std::string size = megabytes(report.manifest());
  console.say("Đã sao lưu và kiểm tra lại: " + report.backup() + ", " + size + " MB",
              "backed up and verified; the logs end at: " + heads(report.manifest()));
  console.say("Bản sao lưu chứa khoá bí mật và dữ liệu cá nhân: hãy giữ kín như thư mục dữ liệu",
              "it holds secret keys and personal data: keep it as safe as the data folder");
  return kOk;
}

int verify(Console& console, const std::string& from) {
  const auto outcome = backup::verify(from, console.callbacks.make_service);
  if (const auto code = ended(console, outcome)) return *code;
  const auto& report = std::get<v1::BackupReport>(outcome);
  console.say("Bản sao lưu nguyên vẹn: " + report.backup() + ", " + megabytes(report.manifest()) + " MB",
              "the backup holds; its logs end at: " + heads(report.manifest()));
  return kOk;
}

void tell_restored(Console& console, const v1::BackupReport& report) {
  const std::string withheld = std::to_string(report.not_sent_again());
  console.say("Đã khôi phục vào " + report.data() + ", đời " + std::to_string(report.generation()),
              "restored and verified; the logs go on after: " + heads(report.manifest()));
  console.say(withheld + " thư chưa gửi xong lúc sao lưu sẽ không gửi lại; mọi người vẫn thấy thông báo trong cổng",
              withheld + " mails that were under way will not be sent again; people see the notices in the portal");
  for (const auto& gap : report.gaps()) {
    const std::string lost = std::to_string(gap.signed_() - std::min(gap.signed_(), gap.backed_up()));
    console.say("MẤT: sổ " + gap.service() + " đã ký tới vị trí " + std::to_string(gap.signed_()) +
                    ", bản sao lưu tới " + std::to_string(gap.backed_up()) + ": ít nhất " + lost +
                    " bản ghi sau đó không còn",
                "LOST: at least " + lost + " records of " + gap.service() + " that were signed after the backup");
  }
  console.say(
      "Khoá của hệ thống khác (keys/allowed.txtpb) bị thu hồi sau bản sao lưu nay lại được nhận: hãy xem lại tệp đó",
      "keys of other systems that were revoked after the backup are accepted again: look through "
      "keys/allowed.txtpb");
  console.say(
      "Mọi người đăng nhập lại. HÃY TẮT HẲN BẢN GỐC trước khi chạy bản này: hai bản chỉ tự nhận ra nhau khi cùng "
      "một máy, hoặc cùng thấy thư mục audit.copy_to",
      "everybody signs in anew; see to it that the original stays off: the two notice each other only on one "
      "machine, or through the folder of audit.copy_to");
  console.line("  giaoban run all --data " + report.data());
}

int restore(Console& console, const std::string& from) {
  const auto settings = console.settings(from + "/giaoban.txtpb");
  if (!settings) return kRefused;
  runtime::RealClock clock;
  const auto outcome = backup::restore(from, console.data, *settings, console.callbacks.make_service, clock);
  if (const auto code = ended(console, outcome)) return *code;
  tell_restored(console, std::get<v1::BackupReport>(outcome));
  return kOk;
}

}  // namespace

void add_backup(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "backup", "Sao lưu và khôi phục", "backup and restore");
  const auto place = std::make_shared<std::string>();
  auto& creating = add_verb(noun, console, "create", "Sao lưu hệ thống, đang chạy hay không, rồi kiểm tra lại bản sao",
                            "back the deployment up, running or not, and verify the copy",
                            "giaoban backup create /mnt/backup/2026-11-22\n"
                            "giaoban backup create /mnt/backup/2026-11-22 --data /var/lib/giaoban --json",
                            [&console, place] { return create(console, *place); });
  creating.add_option("TO", *place, "Thư mục mới hoặc trống / new or empty folder")->required();
  auto& verifying = add_verb(noun, console, "verify", "Kiểm tra từng byte của một bản sao lưu; mã 1 khi có chỗ hỏng",
                             "look at every byte of a backup; exit 1 when something is wrong",
                             "giaoban backup verify /mnt/backup/2026-11-22\n"
                             "giaoban backup verify /mnt/backup/2026-11-22 --json",
                             [&console, place] { return verify(console, *place); });
  verifying.add_option("FROM", *place, "Bản sao lưu / the backup")->required();
  auto& restoring = add_verb(noun, console, "restore",
                             "Khôi phục vào một thư mục dữ liệu mới: không gửi lại thư, không chạy cạnh bản gốc",
                             "restore to a new data folder: sends nothing again, does not run beside the original",
                             "giaoban backup restore /mnt/backup/2026-11-22 --data /var/lib/giaoban-2\n"
                             "giaoban backup restore /mnt/backup/2026-11-22 --data /var/lib/giaoban-2 --json",
                             [&console, place] { return restore(console, *place); });
  restoring.add_option("FROM", *place, "Bản sao lưu / the backup")->required();
}

}  // namespace giaoban::command
