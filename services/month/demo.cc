// The story of the demo, from the empty folder to the table at the end.
#include "services/month/demo.h"

#include <google/protobuf/util/json_util.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "services/month/checking.h"
#include "services/month/clockwork.h"
#include "services/month/processes.h"
#include "services/month/progress.h"
#include "services/month/table.h"
#include "workflows/core/time.h"

namespace giaoban::month {

namespace {

namespace fs = std::filesystem;
using Machine = std::chrono::steady_clock;

// A temporary folder, removed in the end; or the one that was asked for, kept.
class Place {
 public:
  explicit Place(const std::string& asked) : temporary_(asked.empty()) {
    std::string made = fs::temp_directory_path() / "giaoban-demo-XXXXXX";
    if (temporary_ && !mkdtemp(made.data())) throw std::runtime_error("no temporary folder can be made");
    root_ = temporary_ ? fs::path(made) : fs::absolute(asked);
  }
  ~Place() {
    std::error_code ignored;
    if (temporary_) fs::remove_all(root_, ignored);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string data() const { return temporary_ ? root_ / "data" : root_; }
  std::string acks() const { return fs::path(data()) / "acknowledged.jsonl"; }

 private:
  bool temporary_;
  fs::path root_;
};

// The folder of the sources (or of what was installed) that holds the trees and the kinds.
fs::path find_resources(const std::string& program) {
  for (fs::path at = fs::canonical(program).parent_path(); at != at.root_path(); at = at.parent_path()) {
    if (fs::exists(at / "services/directory/trees") && fs::exists(at / "workflows/kinds")) return at;
  }
  throw std::runtime_error(
      "không tìm thấy workflows/kinds và services/directory/trees cạnh chương trình / "
      "workflows/kinds and services/directory/trees are not near the program");
}

// The wanted port when it is free, otherwise one that is.
uint16_t free_port(uint16_t wanted) {
  for (const uint16_t port : {wanted, uint16_t{0}}) {
    const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = bind(socket_fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(socket_fd);
    if (bound) return ntohs(address.sin_port);
  }
  throw std::runtime_error("no port is free");
}

template <class T>
T value_of(std::variant<T, v1::Refusal> result) {
  if (const auto* no = std::get_if<v1::Refusal>(&result))
    throw std::runtime_error(no->text_vi() + " / " + no->text_en());
  return std::get<T>(std::move(result));
}

std::vector<std::string> process_names(bool each) {
  if (!each) return {"all"};
  std::vector<std::string> names = runtime::service_names();
  names.push_back("gateway");
  return names;
}

// Kills one process after the other as the month goes on: each of `names` so many times, evenly spread.
class Killer {
 public:
  Killer(Processes& processes, std::vector<std::string> names, uint32_t times)
      : processes_(processes), names_(std::move(names)), total_(times * static_cast<uint32_t>(names_.size())) {}

  void at(double progress) {
    while (done_ < total_ && progress >= (done_ + 1.0) / (total_ + 2.0)) {
      processes_.kill_and_restart(names_[done_ % names_.size()]);
      ++done_;
    }
  }
  uint32_t done() const { return done_; }

 private:
  Processes& processes_;
  std::vector<std::string> names_;
  uint32_t total_;
  uint32_t done_ = 0;
};

// Ctrl+C while signals are blocked; otherwise they end the process by themselves.
bool interrupted() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  const timespec none{0, 0};
  return sigtimedwait(&signals, nullptr, &none) > 0;
}

v1::DemoReport play(const DemoOptions& options, const MonthOptions& month, Processes& processes, const AskAll& ask,
                    uint16_t port) {
  Progress progress("giao ban " + options.period);
  Killer killer(processes, process_names(options.processes), options.kills);
  auto watched = Machine::now();
  MonthPorts ports;
  ports.ask = ask;
  ports.gateway_port = [port] { return port; };
  ports.on_progress = [&](double done) {
    progress.show(done);
    if (interrupted()) throw std::runtime_error("dừng giữa chừng / stopped on the way");
    killer.at(done);
    if (Machine::now() - watched < std::chrono::milliseconds(100)) return;
    watched = Machine::now();
    processes.watch();
  };
  ports.note = [&](const std::string& text) { progress.note(text); };
  v1::DemoReport report = play_month(month, ports);
  processes.watch();
  progress.show(1);
  report.set_kills(killer.done());
  return report;
}

void tell(const DemoOptions& options, const v1::DemoReport& report) {
  if (options.json) {
    google::protobuf::util::JsonPrintOptions print;
    print.preserve_proto_field_names = true;
    print.always_print_primitive_fields = true;
    std::string json;
    if (!google::protobuf::util::MessageToJsonString(report, &json, print).ok()) throw std::runtime_error("no JSON");
    std::printf("%s\n", json.c_str());
  } else {
    std::printf("%s", table_of(report).c_str());
  }
  std::fflush(stdout);
}

void tell_logins(const MonthOptions& month, uint16_t port) {
  std::fprintf(stderr, "\nhttp://127.0.0.1:%u/\n", port);
  for (const auto& login : demo_logins(month)) {
    std::fprintf(stderr, "  %s / %s: %s (%s)\n      %s  %s\n", login.what_vi.c_str(), login.what_en.c_str(),
                 login.name.c_str(), login.unit.c_str(), login.login.c_str(), login.password.c_str());
  }
  std::fprintf(stderr, "Ctrl+C để dừng / to stop\n");
}

// From here on decisions are held as the settings say, and business time goes on beside real time, second by second:
// otherwise nothing that is held would ever seal.
void stay_up(const MonthOptions& month, uint16_t port, Processes& processes, const AskAll& ask,
             const std::vector<std::string>& command) {
  MonthPorts ports;
  ports.ask = ask;
  ports.gateway_port = [port] { return port; };
  const int64_t morning_us = play_next_morning(month, ports);
  processes.restart(command);
  Operator asks(ask);
  Clockwork clockwork(asks, {"directory", "router", "reminder", "notifier", "records"}, morning_us);
  const auto since = Machine::now();
  tell_logins(month, port);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  const timespec second{1, 0};
  while (sigtimedwait(&signals, nullptr, &second) < 0) {
    processes.watch();
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(Machine::now() - since);
    clockwork.flow_to(morning_us + passed.count());
  }
}

// `giaoban --data ... --gateway.port=... run`, to which a service's name is added. A month is played from event to
// event, so decisions are not held in it.
std::vector<std::string> command_of(const std::string& program, const std::string& data,
                                    const runtime::SettingSources& sources, bool holds) {
  const auto is_hold = [](const std::string& name) {
    return name == "router.hold_seconds" || name == "router.bulk_hold_seconds";
  };
  std::vector<std::string> command = {program, "--data", data};
  for (const auto& [name, value] : sources.flags) {
    if (holds || !is_hold(name)) command.push_back("--" + name + "=" + value);
  }
  if (!holds) {
    command.emplace_back("--router.hold_seconds=0");
    command.emplace_back("--router.bulk_hold_seconds=0");
  }
  command.emplace_back("run");
  return command;
}

// Unless the visitor named a mail server: mails are gathered, asked about and written as always, and in mode test none
// leaves. They are not paced, because the month passes in seconds.
void rehearse_mail(runtime::SettingSources& sources) {
  if (!runtime::read_settings(sources).settings.notifier().smtp_url().empty()) return;
  sources.flags.emplace_back("notifier.smtp_url", "smtp://127.0.0.1:25");
  sources.flags.emplace_back("notifier.mode", "test");
  sources.flags.emplace_back("notifier.per_second", "1000");
}

int run(DemoOptions options) {
  options.program = fs::canonical(options.program);  // "/proc/self/exe" means another program in a child
  const Place place(options.data);
  const fs::path resources = find_resources(options.program);
  MonthOptions month{options.district,
                     options.seed,
                     options.period,
                     resources / "services/directory/trees" / (options.district + ".csv"),
                     resources / "workflows/kinds",
                     resources / "workflows/rules/calendar",
                     place.acks()};
  const auto folder = value_of(runtime::DataFolder::init(place.data(), options.district, true,
                                                         month_begins_us(options.period), options.make_keys));
  runtime::SettingSources sources = options.settings;
  const uint16_t port = free_port(static_cast<uint16_t>(runtime::read_settings(sources).settings.gateway().port()));
  sources.flags.emplace_back("gateway.port", std::to_string(port));
  sources.flags.emplace_back("notifier.portal_url", "http://127.0.0.1:" + std::to_string(port));

  rehearse_mail(sources);

  const auto begun = Machine::now();
  Processes processes(command_of(options.program, place.data(), sources, false), process_names(options.processes));
  processes.start();
  const auto bus = options.connect(folder, runtime::read_settings(sources).settings, "operator");
  const AskAll ask = over(*bus);
  v1::DemoReport report = play(options, month, processes, ask, port);
  const v1::CheckerReport check = check_month(options.program, place.data(), place.acks());
  add_check(report, check);
  report.set_peak_mb(processes.peak_mb());
  report.set_wall_s(std::chrono::duration<double>(Machine::now() - begun).count());
  report.set_form(options.processes ? "one process per service" : "one process");
  tell(options, report);
  for (const auto& fault : check.faults()) std::fprintf(stderr, "%s\n", fault.c_str());
  if (!options.exit) {
    stay_up(month, port, processes, ask, command_of(options.program, place.data(), sources, true));
  }
  processes.stop();
  const bool good =
      report.lost() == 0 && report.duplicate_effects() == 0 && report.state_equals_fold() && report.log_verified();
  return good ? 0 : 1;
}

}  // namespace

int run_demo(const DemoOptions& options) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  if (!options.exit) pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  try {
    return run(options);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "\ndemo: %s\n", e.what());
    return 1;
  }
}

}  // namespace giaoban::month
