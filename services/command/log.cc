// `giaoban log`: verifies the hash chains of the logs, and writes a log out for others to verify; both while services
// run.
#include <google/protobuf/util/delimited_message_util.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>

#include "giaoban/v1/report.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/store/log.h"
#include "services/store/sqlite.h"

namespace giaoban::command {
namespace {

constexpr uint32_t kBatch = 500;

struct Flags {
  std::vector<std::string> services;
  std::string output;
};

const std::vector<std::string>& services_with_a_log() {
  static const std::vector<std::string> names = {"directory", "router", "reminder"};
  return names;
}

// Null when there is no such database; the person was told.
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

void show(Console& console, const v1::LogVerified& log) {
  const std::string records = std::to_string(log.records());
  if (log.first_bad() == 0) {
    console.say(log.service() + ": " + records + " bản ghi, chuỗi băm nguyên vẹn",
                records + " records, the chain holds");
    return;
  }
  const std::string bad = std::to_string(log.first_bad());
  console.say(log.service() + ": HỎNG từ vị trí " + bad, "BROKEN from position " + bad + ": " + log.fault());
  console.warn("Sổ " + log.service() + " đã bị sửa hoặc hỏng từ vị trí " + bad +
                   ". Hãy dừng dịch vụ và khôi phục từ bản sao lưu.",
               "The log of " + log.service() + " was changed or damaged from position " + bad +
                   ". Stop the service and restore it from a backup.");
}

int verify(Console& console, const Flags& flags) {
  const auto folder = console.folder();
  if (!folder) return kRefused;
  std::vector<std::string> services = flags.services;
  if (services.empty()) {
    for (const auto& name : services_with_a_log()) {
      if (std::filesystem::exists(folder->database(name))) services.push_back(name);
    }
  }
  v1::LogVerifyReport report;
  bool good = true;
  for (const auto& service : services) {
    const auto store = open_log(console, *folder, service);
    if (!store) return kRefused;
    auto* log = report.add_logs();
    *log = store::verify_log(*store);
    log->set_service(service);
    show(console, *log);
    good = good && log->first_bad() == 0;
  }
  if (services.empty()) console.say("Chưa có sổ nhật ký nào", "there are no logs yet");
  console.print(report);
  return good ? kOk : kRefused;
}

uint64_t write_entries(const store::Log& log, std::ostream& out) {
  uint64_t after = 0;
  for (;;) {
    const auto entries = log.read(after, kBatch);
    if (entries.empty()) return after;
    for (const auto& entry : entries) {
      google::protobuf::util::SerializeDelimitedToOstream(entry, &out);
      ++after;
    }
  }
}

int export_log(Console& console, const Flags& flags) {
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
  const auto flags = std::make_shared<Flags>();
  auto& verifying = add_verb(noun, console, "verify", "Kiểm tra chuỗi băm của mọi sổ; mã 1 khi có chỗ hỏng",
                             "verify the hash chains of all logs; exit 1 when one is broken",
                             "giaoban log verify\ngiaoban log verify router --json",
                             [&console, flags] { return verify(console, *flags); });
  verifying.add_option("SERVICE", flags->services, "directory, router, reminder; mặc định tất cả / default all");
  auto& exporting = add_verb(noun, console, "export", "Ghi một sổ ra: các LogEntry, mỗi cái có độ dài đi trước",
                             "write a log out as LogEntry messages, each preceded by its length",
                             "giaoban log export router -o router.log\ngiaoban log export router > router.log",
                             [&console, flags] { return export_log(console, *flags); });
  exporting.add_option("SERVICE", flags->services, "directory, router, reminder")->required()->expected(1);
  exporting.add_option("-o,--output", flags->output, "Tệp, mặc định in ra / file to write, default stdout");
}

}  // namespace giaoban::command
