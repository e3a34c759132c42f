// giaoban-load: people at work, as one program; for tests that break the services meanwhile.
//
//   giaoban-load prepare --data DIR --kinds FOLDER --password WORDS     makes the small district
//   giaoban-load play --data DIR --acks FILE [--in-flight N] [--per-second N] [--commands N] [--give-up-ms N]
//
// `play` goes on until SIGTERM or SIGINT, or until so many commands are acknowledged; then it prints its counts as JSON
// on one line and exits 0. Exit 1 when something is not as it must be, 2 on bad usage.
#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "services/bus/zeromq.h"
#include "services/runtime/folder.h"
#include "services/runtime/settings.h"
#include "tests/processes/district.h"
#include "tests/processes/loader.h"

namespace giaoban::processes {
namespace {

using Flags = std::map<std::string, std::string>;

template <class T>
T value_of(std::variant<T, v1::Refusal> result) {
  if (const auto* no = std::get_if<v1::Refusal>(&result)) throw std::runtime_error(no->text_en());
  return std::get<T>(std::move(result));
}

// A deployment's wire, under one of its keys.
class Wire {
 public:
  Wire(const std::string& data, const std::string& key)
      : folder_(value_of(runtime::DataFolder::open(data))), context_([this] { return value_of(folder_.allowed()); }) {
    const auto read = runtime::read_settings({folder_.settings_file(), runtime::environment_of_process(), {}});
    if (!read.faults.empty()) throw std::runtime_error(read.faults.front().text_en());
    bus::Endpoints all;
    for (const auto& name : runtime::service_names()) all[name] = value_of(folder_.endpoint(name, read.settings));
    bus_ = bus::connect_zeromq(context_, all, value_of(folder_.key(key)));
  }
  bus::Bus& bus() { return *bus_; }

 private:
  runtime::DataFolder folder_;
  bus::Context context_;
  std::unique_ptr<bus::Bus> bus_;
};

std::string flag(const Flags& flags, const std::string& name) {
  const auto at = flags.find(name);
  if (at == flags.end()) throw std::invalid_argument("--" + name + " is missing");
  return at->second;
}

std::string listed(const std::map<std::string, uint64_t>& codes) {
  std::string text;
  for (const auto& [code, count] : codes) text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", code, count);
  return text;
}

int play(const Flags& flags) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  LoadOptions options;
  if (flags.contains("in-flight")) options.in_flight = std::stoul(flag(flags, "in-flight"));
  if (flags.contains("per-second")) options.per_second = std::stod(flag(flags, "per-second"));
  if (flags.contains("give-up-ms")) options.give_up = std::chrono::milliseconds(std::stoul(flag(flags, "give-up-ms")));
  const uint64_t enough = flags.contains("commands") ? std::stoul(flag(flags, "commands")) : UINT64_MAX;
  Wire wire(flag(flags, "data"), "gateway");
  Acks acks(flag(flags, "acks"));
  Loader loader(wire.bus(), acks, options);
  const timespec at_once{};
  while (loader.counts().acknowledged < enough && sigtimedwait(&signals, nullptr, &at_once) < 0) loader.turn();
  loader.finish();
  const auto& counts = loader.counts();
  fmt::print(
      "{{\"commands\":{},\"acknowledged\":{},\"unknown\":{},\"retried\":{},\"papers\":{},\"put_off\":{{{}}},"
      "\"refused\":"
      "{{{}}},\"longest_gap_ms\":{}}}\n",
      counts.commands, counts.acknowledged, counts.unknown, counts.retried, counts.papers, listed(counts.put_off),
      listed(counts.refused), counts.longest_gap.count());
  return 0;
}

int prepare(const Flags& flags) {
  Wire wire(flag(flags, "data"), "operator");
  make_district(wire.bus(), flag(flags, "kinds"), flag(flags, "password"));
  return 0;
}

int run(const std::string& verb, const Flags& flags) {
  if (verb == "prepare") return prepare(flags);
  if (verb == "play") return play(flags);
  throw std::invalid_argument("prepare or play");
}

}  // namespace
}  // namespace giaoban::processes

int main(int argc, char** argv) {
  giaoban::processes::Flags flags;
  try {
    for (int i = 2; i + 1 < argc; i += 2) flags[std::string(argv[i]).substr(2)] = argv[i + 1];
    return giaoban::processes::run(argc > 1 ? argv[1] : "", flags);
  } catch (const std::invalid_argument& e) {
    std::fprintf(stderr, "giaoban-load: %s\n", e.what());
    return 2;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "giaoban-load: %s\n", e.what());
    return 1;
  }
}
