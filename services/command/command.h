// The command line: `giaoban <noun> <verb>`; knows no service, only how to ask one and what main.cc hands in.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "giaoban/v1/settings.pb.h"
#include "services/backup/backup.h"
#include "services/bus/bus.h"
#include "services/rehearsal/rehearsal.h"
#include "services/runtime/folder.h"
#include "services/runtime/settings.h"

namespace giaoban::command {

// What `giaoban demo` was asked for.
struct DemoFlags {
  std::string district = "luc-nam";  // or "dong-trieu"
  std::string period = "2026-11";    // the month to play
  uint64_t seed = 1;
  std::string data;                  // folder to play in; empty: a temporary one
  bool exit = false;                 // end after the month instead of staying up
  bool json = false;                 // DemoReport as JSON on stdout; progress goes to stderr
  bool processes = false;            // one process per service instead of one for all
  uint32_t kills = 0;                // how often each service is killed with SIGKILL on the way; only with processes
  runtime::SettingSources settings;  // environment and flags; `file` is empty
};

// What only main.cc can do, because it knows every service and the bus.
struct Callbacks {
  // An end of the wire that asks under the named key of the folder; throws when the bus cannot be had.
  std::function<std::unique_ptr<bus::Bus>(const runtime::DataFolder&, const v1::Settings&, const std::string& key_name)>
      connect;
  // Runs one service, "gateway" too, or "all" until it is told to stop; the exit code.
  std::function<int(const runtime::DataFolder&, const v1::Settings&, const std::string& name)> run;
  std::function<int(const DemoFlags&)> demo;
  runtime::MakeKeys make_keys;
  backup::MakeService make_service;
  rehearsal::MakeService make_rehearsed;
};

// Exit codes of every command.
inline constexpr int kOk = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
// A service that must not run, and must not be started again: a restored copy took over, or its file was rolled back.
inline constexpr int kMustNotRun = 3;

// Runs the command that the arguments name and returns its exit code. Results go to stdout, errors to stderr; with
// --json one message of report.proto, one response or one Refusal goes to stdout. Never throws. Once per process.
int main(int argc, char** argv, const Callbacks& callbacks);

// The same with everything handed in; `arguments` without the program's name.
int main(const std::vector<std::string>& arguments, const Callbacks& callbacks, std::ostream& out, std::ostream& err,
         const std::map<std::string, std::string>& environment);

}  // namespace giaoban::command
