// How commands present themselves: examples first, then what the command does, in Vietnamese and English.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "services/command/console.h"

namespace CLI {
class App;
}

namespace giaoban::command {

// The program's own level, with the global flags bound to the console. The console must outlive it.
std::shared_ptr<CLI::App> make_program(Console& console);

// "kinds", under which verbs stand.
CLI::App& add_noun(CLI::App& program, const std::string& name, const std::string& vi, const std::string& en);

// "check": `examples` are whole command lines, one per line; `action` is run when the arguments have been understood.
CLI::App& add_verb(CLI::App& parent, Console& console, const std::string& name, const std::string& vi,
                   const std::string& en, const std::string& examples, std::function<int()> action);

}  // namespace giaoban::command
