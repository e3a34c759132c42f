// The verbs of `giaoban units` besides import.
#pragma once

#include "services/command/console.h"

namespace CLI {
class App;
}

namespace giaoban::command {

// "add" and "rename" below the noun "units". The console must outlive the program.
void add_unit_changes(CLI::App& noun, Console& console);

}  // namespace giaoban::command
