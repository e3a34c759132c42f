// The one program: `giaoban run <service>|all` and the command line; the only file that knows every service.
#include <google/protobuf/stubs/logging.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "services/backup/backup.h"
#include "services/bus/zeromq.h"
#include "services/command/command.h"
#include "services/directory/directory_service.h"
#include "services/gateway/gateway.h"
#include "services/month/demo.h"
#include "services/notifier/notifier_service.h"
#include "services/notifier/secret_file.h"
#include "services/notifier/sms_courier.h"
#include "services/notifier/smtp_courier.h"
#include "services/notifier/webhook_courier.h"
#include "services/records/records_service.h"
#include "services/rehearsal/silent.h"
#include "services/reminder/reminder_service.h"
#include "services/router/router_service.h"
#include "services/runtime/audit_key.h"
#include "services/runtime/checkpoints.h"
#include "services/runtime/host.h"
#include "services/runtime/journal.h"
#include "services/store/sqlite.h"

namespace giaoban {
namespace {

using Service = std::unique_ptr<runtime::Service>;
constexpr rlim_t kFiles = 8192;

// What one service needs to be made; `wake` makes its loop look for results from the outside.
struct Making {
  const v1::Settings& settings;
  const runtime::DataFolder& folder;
  std::function<void()> wake;
};

// Every way out that the settings name; a webhook needs none.
notifier::Couriers make_couriers(const v1::NotifierSettings& settings, const std::function<void()>& wake) {
  notifier::Couriers couriers;
  if (!settings.smtp_url().empty()) {
    couriers[v1::CHANNEL_EMAIL] = std::make_unique<notifier::SmtpCourier>(
        notifier::SmtpOptions{settings.smtp_url(), settings.smtp_starttls(), settings.smtp_user(),
                              notifier::read_secret(settings.smtp_password_file())},
        wake);
  }
  if (!settings.sms_url().empty()) {
    notifier::PostOptions post;
    post.private_too = true;
    post.plain_http = true;
    couriers[v1::CHANNEL_SMS] = std::make_unique<notifier::SmsCourier>(
        notifier::SmsOptions{settings.sms_url(), notifier::read_secret(settings.sms_token_file()), post}, wake);
  }
  notifier::PostOptions post;
  post.allowed = notifier::Networks(settings.webhook_networks());
  couriers[v1::CHANNEL_WEBHOOK] = std::make_unique<notifier::WebhookCourier>(post, wake);
  return couriers;
}

// The table of services. A new one is a row here, a folder, and its name in runtime::service_names().
Service make_service(const std::string& name, const Making& with) {
  const auto& settings = with.settings;
  if (name == "directory") {
    return std::make_unique<directory::DirectoryService>(settings.gateway().argon2_kib(),
                                                         settings.gateway().argon2_passes());
  }
  if (name == "router") {
    return std::make_unique<router::RouterService>(router::RouterOptions{
        settings.router().authority_max_age_ms() * int64_t{1000}, settings.router().hold_seconds() * int64_t{1'000'000},
        settings.router().bulk_hold_seconds() * int64_t{1'000'000}});
  }
  if (name == "reminder") return std::make_unique<reminder::ReminderService>();
  if (name == "notifier") {
    return std::make_unique<notifier::NotifierService>(settings.notifier(), with.folder.about.node(),
                                                       make_couriers(settings.notifier(), with.wake));
  }
  if (name == "records") return std::make_unique<records::RecordsService>(settings.notifier().portal_url());
  throw std::invalid_argument("no service is called " + name);
}

// For what only a service knows of its own tables.
Service never_started(const std::string& name) {
  const auto settings = runtime::default_settings();
  return make_service(name, {settings, {}, [] {}});
}

// As it would run, with the same ways out; but what is sent there goes nowhere.
Service rehearsed(const std::string& name, const runtime::DataFolder& folder, const v1::Settings& settings) {
  if (name != "notifier") return make_service(name, {settings, folder, [] {}});
  auto couriers = make_couriers(settings.notifier(), [] {});
  for (auto& [channel, courier] : couriers) courier = std::make_unique<rehearsal::SilentCourier>();
  return std::make_unique<notifier::NotifierService>(settings.notifier(), folder.about.node(), std::move(couriers));
}

template <class T>
T value_of(std::variant<T, v1::Refusal> result) {
  if (const auto* no = std::get_if<v1::Refusal>(&result))
    throw std::runtime_error(no->text_vi() + " / " + no->text_en());
  return std::get<T>(std::move(result));
}

bus::Endpoints endpoints(const runtime::DataFolder& folder, const v1::Settings& settings) {
  bus::Endpoints all;
  for (const auto& name : runtime::service_names()) all[name] = value_of(folder.endpoint(name, settings));
  return all;
}

std::unique_ptr<bus::Context> make_context(const runtime::DataFolder& folder) {
  return std::make_unique<bus::Context>([folder] { return value_of(folder.allowed()); });
}

std::unique_ptr<runtime::Clock> make_clock(const runtime::DataFolder& folder) {
  if (folder.about.stepped_clock()) return std::make_unique<runtime::SteppedClock>(folder.about.begins_us());
  return std::make_unique<runtime::RealClock>();
}

std::unique_ptr<runtime::Journal> make_journal(const runtime::DataFolder& folder, const v1::Settings& settings,
                                               const std::string& name) {
  const std::string file = settings.journal().to() == "file" ? folder.journal_file(name) : "";
  return runtime::open_journal(name, file, settings.journal().level());
}

// For a service that keeps a log; null for the others.
std::unique_ptr<runtime::Checkpoints> make_checkpoints(const runtime::Service& service,
                                                       const runtime::DataFolder& folder, const v1::Settings& settings,
                                                       runtime::Journal& journal) {
  if (!service.keeps_log()) return nullptr;
  const auto pair = value_of(runtime::audit_key(folder));
  if (pair.fresh) journal.warn("made the key that signs checkpoints", {{"public", public_key_file(folder)}});
  const auto& about = folder.about;
  const store::LogOwner owner{std::string(service.name()), about.node(), about.deployment_id(),
                              std::max(about.generation(), 1U)};
  return std::make_unique<runtime::Checkpoints>(
      runtime::CheckpointOptions{owner, pair.key, folder.checkpoints(settings), settings.audit().copy_to().empty(),
                                 settings.audit().every_records(), settings.audit().every_seconds()},
      runtime::threaded_copier(), journal);
}

void run_service(const std::string& name, const runtime::DataFolder& folder, const v1::Settings& settings,
                 bus::Context& context, const std::atomic<bool>& stop) {
  const auto lock = value_of(folder.lock(name));
  const auto journal = make_journal(folder, settings, name);
  const auto clock = make_clock(folder);
  const auto keys = value_of(folder.key(name));
  const auto store = store::open_sqlite(folder.database(name));
  const auto wire = bus::bind_zeromq(context, name, endpoints(folder, settings), keys);
  bus::prove_strangers_refused(context, endpoints(folder, settings).at(name), keys.public_key());
  const Service service = make_service(name, {settings, folder, [&wire] { wire->wake(); }});
  runtime::RandomIds ids;
  const runtime::HostLimits limits{settings.limits().batch(), settings.limits().in_flight(), 2000};
  const auto checkpoints = make_checkpoints(*service, folder, settings, *journal);
  runtime::Host host(*service, *store, *wire, *clock, ids, *journal, folder.about.node(), limits, checkpoints.get());
  try {
    if (const auto no = backup::announce(folder, name, *store)) {
      throw runtime::MustNotRun(no->text_vi() + " / " + no->text_en());
    }
    host.run(stop);
  } catch (const runtime::MustNotRun& e) {
    journal->error("the service must not run", {{"why", e.what()}});
    throw;
  } catch (const std::exception& e) {
    journal->error("the service ends; starting it again is the recovery", {{"fault", e.what()}});
    throw;
  }
}

void run_gateway(const runtime::DataFolder& folder, const v1::Settings& settings, bus::Context& context,
                 const std::atomic<bool>& stop) {
  const auto lock = value_of(folder.lock("gateway"));
  const auto journal = make_journal(folder, settings, "gateway");
  const auto wire = bus::connect_zeromq(context, endpoints(folder, settings), value_of(folder.key("gateway")));
  const auto clock = make_clock(folder);
  runtime::RandomIds ids;
  gateway::Gateway gateway({settings}, *wire, *clock, ids, *journal);
  const char* scheme = settings.gateway().tls_certificate().empty() ? "http" : "https";
  std::fprintf(stderr, "%s://%s:%u/\n", scheme, settings.gateway().host().c_str(), gateway.port());
  gateway.run(stop);
}

// A bus and a door need a file for every connection, and the usual 1,024 are soon gone.
void allow_many_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= kFiles) return;
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, kFiles);
  setrlimit(RLIMIT_NOFILE, &files);
}

// Runs each in a thread of its own until a signal comes or one of them fails.
int run(const runtime::DataFolder& folder, const v1::Settings& settings, const std::string& which) {
  std::vector<std::string> names = {which};
  if (which == "all") {
    names = runtime::service_names();
    names.push_back("gateway");
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  allow_many_files();
  const auto context = make_context(folder);
  std::atomic<bool> stop = false;
  std::atomic<bool> failed = false;
  std::atomic<bool> must_not_run = false;
  {
    std::vector<std::jthread> threads;
    for (const auto& name : names) {
      threads.emplace_back([&, name] {
        try {
          name == "gateway" ? run_gateway(folder, settings, *context, stop)
                            : run_service(name, folder, settings, *context, stop);
        } catch (const std::exception& e) {
          std::fprintf(stderr, "%s: %s\n", name.c_str(), e.what());
          if (dynamic_cast<const runtime::MustNotRun*>(&e) != nullptr) must_not_run = true;
          failed = true;
        }
      });
    }
    const timespec tick{0, 50'000'000};
    while (!failed && sigtimedwait(&signals, nullptr, &tick) < 0) {
    }
    stop = true;
  }
  if (must_not_run) return command::kMustNotRun;
  return failed ? command::kRefused : command::kOk;
}

std::unique_ptr<bus::Bus> connect(const runtime::DataFolder& folder, const v1::Settings& settings,
                                  const std::string& key) {
  // Owns the context of the bus that it is.
  class Connected final : public bus::Bus {
   public:
    Connected(std::unique_ptr<bus::Context> context, std::unique_ptr<bus::Bus> wire)
        : context_(std::move(context)), wire_(std::move(wire)) {}
    void wait(std::chrono::milliseconds at_most) override { wire_->wait(at_most); }
    void wake() override { wire_->wake(); }
    bool receive(bus::Incoming& incoming) override { return wire_->receive(incoming); }
    bool receive_answer(bus::Answer& answer) override { return wire_->receive_answer(answer); }
    bool reply(const std::string& peer, std::string_view frame) override { return wire_->reply(peer, frame); }
    bool send(std::string_view service, std::string_view frame) override { return wire_->send(service, frame); }

   private:
    std::unique_ptr<bus::Context> context_;
    std::unique_ptr<bus::Bus> wire_;
  };
  auto context = make_context(folder);
  auto wire = bus::connect_zeromq(*context, endpoints(folder, settings), value_of(folder.key(key)));
  return std::make_unique<Connected>(std::move(context), std::move(wire));
}

int demo(const command::DemoFlags& flags) {
  return month::run_demo({flags.district, flags.period, flags.seed, flags.data, flags.exit, flags.json, flags.processes,
                          flags.kills, flags.settings, "/proc/self/exe", bus::make_keys, connect});
}

}  // namespace
}  // namespace giaoban

int main(int argc, char** argv) {
  google::protobuf::SetLogHandler(nullptr);  // what cannot be read is refused in our own words

  giaoban::command::Callbacks callbacks;
  callbacks.connect = giaoban::connect;
  callbacks.run = giaoban::run;
  callbacks.make_keys = giaoban::bus::make_keys;
  callbacks.demo = giaoban::demo;
  callbacks.make_service = giaoban::never_started;
  callbacks.make_rehearsed = giaoban::rehearsed;
  return giaoban::command::main(argc, argv, callbacks);
}
