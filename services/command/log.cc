// `giaoban log`: its verbs, and writing a log out for others to verify; all of them while services run.
#include <google/protobuf/util/delimited_message_util.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "giaoban/v1/report.pb.h"
#include "services/command/help.h"
#include "services/command/log_verbs.h"
#include "services/command/nouns.h"
#include "services/store/log.h"
#include "services/store/sqlite.h"

namespace giaoban::command {

const std::vector<std::string>& services_with_a_log() {
  static const std::vector<std::string> names = {"directory", "router", "reminder"};
  return names;
}

std::unique_ptr<store::Store> open_log(Console& console, const runtime::DataFolder& folder,
                                       const std::string& service) {
  const std::string file = folder.database(service);
  const auto& known = services_with_a_log();
  const bool keeps = std::find(known.begin(), known.end(), service) != known.end();
  if (keeps && std::filesystem::exists(file)) return store::open_sqlite_reader(file);
  console.refuse(
      v1::REFUSAL_CODE_NOT_FOUND,
      keeps ? "Chưa có " + file + ": dịch vụ " + service + " chưa từng chạy trên thư mục này."
            : "Dịch vụ \"" + service + "\" không giữ sổ nhật ký. Các dịch vụ có sổ: directory, router, reminder.",
      keeps ? "There is no " + file + ": the service " + service + " has never run on this folder."
            : "The service \"" + service + "\" keeps no log. Those that do: directory, router, reminder.");
  return nullptr;
}

namespace {

constexpr uint32_t kBatch = 500;

uint64_t write_entries(const store::Log& log, std::ostream& out) {
  uint64_t after = 0;
  uint64_t records = 0;
  for (;;) {
    const auto entries = log.read(after, kBatch);
    if (entries.empty()) return records;
    for (const auto& entry : entries) {
      google::protobuf::util::SerializeDelimitedToOstream(entry, &out);
      ++records;
    }
    // Where one is missing, counting would come back to records that were written already.
    v1::LogRecord last;
    last.ParseFromString(entries.back().record());
    after = std::max(after + entries.size(), last.position());
  }
}

int export_log(Console& console, const LogFlags& flags) {
  if (console.json && flags.output.empty()) {
    console.refuse(v1::REFUSAL_CODE_MALFORMED, "Với --json cần nói ghi vào tệp nào: -o TỆP.",
                   "With --json name a file to write to: -o FILE.");
    return kUsage;
  }
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto store = open_log(console, *folder, flags.services.front());
  if (!store) return kRefused;
  store::Log log(*store, folder->about.node());
  log.reload();
  v1::LogVerified written;
  written.set_service(flags.services.front());
  written.set_log_id(log.id());
  if (flags.output.empty()) {
    write_entries(log, console.out());
    return kOk;
  }
  const std::string half = flags.output + ".tmp";
  std::ofstream out(half, std::ios::binary | std::ios::trunc);
  written.set_records(write_entries(log, out));
  out.close();
  if (!out) throw std::runtime_error("write " + half);
  std::filesystem::rename(half, flags.output);
  console.print(written);
  console.say("Đã ghi " + std::to_string(written.records()) + " bản ghi vào " + flags.output,
              std::to_string(written.records()) + " records written");
  return kOk;
}

}  // namespace

void add_log(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "log", "Sổ nhật ký", "logs");
  const auto flags = std::make_shared<LogFlags>();
  auto& verifying =
      add_verb(noun, console, "verify", "Kiểm tra sổ và các chốt đã ký, hoặc một bằng chứng; mã 1 khi có chỗ hỏng",
               "verify logs with what was signed for them, or one proof; exit 1 when something is broken",
               "giaoban log verify\n"
               "giaoban log verify router --json\n"
               "giaoban log verify --checkpoints /mnt/luu/chot --key audit.public.txtpb\n"
               "giaoban log verify --proof 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11-7.proof.json --key audit.public.txtpb",
               [&console, flags] {
                 return flags->proof.empty() ? verify_logs(console, *flags) : verify_proof(console, *flags);
               });
  auto* services =
      verifying.add_option("SERVICE", flags->services, "directory, router, reminder; mặc định tất cả / default all");
  auto* copies =
      verifying.add_option("--checkpoints", flags->checkpoints,
                           "Thư mục các chốt đã sao chép, mặc định theo cài đặt / folder of copied checkpoints");
  auto* key = verifying.add_option("--key", flags->key, "Tệp khoá công khai, mặc định của thư mục / public key file");
  verifying
      .add_option("--proof", flags->proof, "Tệp bằng chứng; không cần thư mục dữ liệu / proof, needs no data folder")
      ->needs(key)
      ->excludes(services)
      ->excludes(copies);
  auto& proving =
      add_verb(noun, console, "prove", "Ghi bằng chứng cho mỗi lần duyệt của một hồ sơ, hoặc cho một bản ghi",
               "write a proof of every approval of a dossier, or of one record",
               "giaoban log prove 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11\n"
               "giaoban log prove 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11 -o bang-chung\n"
               "giaoban log prove directory:12 -o directory-12.proof.json",
               [&console, flags] { return prove(console, *flags); });
  proving
      .add_option("DOSSIER|SERVICE:POSITION", flags->target,
                  "Mã hồ sơ, hoặc sổ và vị trí / dossier, or log and position")
      ->required();
  proving.add_option("-o,--output", flags->output,
                     "Tệp hoặc thư mục để ghi, mặc định ở đây / file or folder to write to");
  auto& exporting = add_verb(noun, console, "export", "Ghi một sổ ra: các LogEntry, mỗi cái có độ dài đi trước",
                             "write a log out as LogEntry messages, each preceded by its length",
                             "giaoban log export router -o router.log\ngiaoban log export router > router.log",
                             [&console, flags] { return export_log(console, *flags); });
  exporting.add_option("SERVICE", flags->services, "directory, router, reminder")->required()->expected(1);
  exporting.add_option("-o,--output", flags->output, "Tệp, mặc định in ra / file to write, default stdout");
}

}  // namespace giaoban::command
