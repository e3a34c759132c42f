// The table of nouns: each adds its verbs to the program; one file per noun. The console must outlive the program.
#pragma once

#include "services/command/console.h"

namespace CLI {
class App;
}

namespace giaoban::command {

void add_init(CLI::App& program, Console& console);
void add_run(CLI::App& program, Console& console);
void add_demo(CLI::App& program, Console& console);
void add_kinds(CLI::App& program, Console& console);
void add_calendar(CLI::App& program, Console& console);
void add_units(CLI::App& program, Console& console);
void add_officers(CLI::App& program, Console& console);
void add_offices(CLI::App& program, Console& console);
void add_accounts(CLI::App& program, Console& console);
void add_sessions(CLI::App& program, Console& console);
void add_dossier(CLI::App& program, Console& console);
void add_keys(CLI::App& program, Console& console);
void add_delegations(CLI::App& program, Console& console);
void add_obligations(CLI::App& program, Console& console);
void add_explain(CLI::App& program, Console& console);
void add_backup(CLI::App& program, Console& console);
void add_log(CLI::App& program, Console& console);
void add_rehearse(CLI::App& program, Console& console);
void add_status(CLI::App& program, Console& console);
void add_config(CLI::App& program, Console& console);
void add_clock(CLI::App& program, Console& console);
void add_notices(CLI::App& program, Console& console);
void add_parked(CLI::App& program, Console& console);

}  // namespace giaoban::command
