// `giaoban demo`: makes a fresh data folder, starts the services, plays the month, lets the checker look, and tells.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "services/month/month.h"
#include "services/runtime/folder.h"
#include "services/runtime/settings.h"

namespace giaoban::month {

// What was asked for, and what only the program can do.
struct DemoOptions {
  std::string district = "luc-nam";
  std::string period = "2026-11";
  uint64_t seed = 1;
  std::string data;        // folder to play in, which must not exist; empty: a temporary one, removed at the end
  bool exit = false;       // end after the month instead of staying up
  bool json = false;       // DemoReport as JSON on stdout
  bool processes = false;  // one process per service
  uint32_t kills = 0;      // how often each service is killed on the way
  runtime::SettingSources settings;  // environment and flags
  std::string program;               // path of the running program; the checker lies beside it
  runtime::MakeKeys make_keys;
  std::function<std::unique_ptr<bus::Bus>(const runtime::DataFolder&, const v1::Settings&, const std::string& key)>
      connect;
};

// 0 when the month was played and every check holds; 1 otherwise, with the reason on stderr. Once per process, on the
// main thread.
int run_demo(const DemoOptions& options);

}  // namespace giaoban::month
