// `giaoban demo`: plays one month of a district; the playing itself is handed in.
#include <CLI/CLI.hpp>

#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

int demo(Console& console, DemoFlags& flags) {
  if (!core::period_start(flags.period) || flags.period.find('Q') != std::string::npos) {
    console.refuse(v1::REFUSAL_CODE_INVALID_FIELD,
                   "--period \"" + flags.period + "\" không phải là tháng. Hãy viết như 2026-11.",
                   "--period \"" + flags.period + "\" is no month. Write it like 2026-11.");
    return kUsage;
  }
  flags.json = console.json;
  if (console.data_given) flags.data = console.data;
  flags.settings = console.setting_sources("");
  const auto read = runtime::read_settings(flags.settings);
  if (!read.faults.empty()) return console.refuse(read.faults.front());
  return console.callbacks.demo(flags);
}

}  // namespace

void add_demo(CLI::App& program, Console& console) {
  const auto flags = std::make_shared<DemoFlags>();
  auto& verb =
      add_verb(program, console, "demo", "Chạy thử một tháng của cả một huyện", "play one month of a whole district",
               "giaoban demo\n"
               "giaoban demo --exit --json\n"
               "giaoban demo --district dong-trieu --seed 7\n"
               "giaoban demo --exit --processes --kill 2",
               [&console, flags] { return demo(console, *flags); });
  verb.add_flag("--exit", flags->exit, "Xong thì dừng / end when the month is over");
  verb.add_option("--seed", flags->seed,
                  "Hạt giống của người và việc giả định, mặc định 1 / seed of the made-up people");
  verb.add_option("--district", flags->district, "luc-nam (471 chi bộ) hoặc / or dong-trieu (173)")
      ->check(CLI::IsMember({"luc-nam", "dong-trieu"}));
  verb.add_option("--period", flags->period, "Tháng, mặc định 2026-11 / month to play");
  auto* processes =
      verb.add_flag("--processes", flags->processes, "Mỗi dịch vụ một tiến trình / one process per service");
  verb.add_option("--kill", flags->kills, "Số lần giết mỗi dịch vụ (kill -9) giữa chừng / times each service is killed")
      ->needs(processes)
      ->check(CLI::Range(0, 20));
}

}  // namespace giaoban::command
