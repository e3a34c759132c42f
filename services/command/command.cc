// The command line: understands the arguments, runs one command, and turns whatever went wrong into a text and a code.
#include "services/command/command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

#include "services/command/console.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/refusal.h"

namespace giaoban::command {
namespace {

// "--gateway.port=8080" to "gateway.port=8080"; empty when the argument is no setting. No other flag has a point in its
// name.
std::string_view setting_of(std::string_view argument) {
  if (argument.substr(0, 2) != "--") return {};
  argument.remove_prefix(2);
  const size_t end = std::min(argument.find('='), argument.size());
  return argument.substr(0, end).find('.') == std::string_view::npos ? std::string_view{} : argument;
}

int refuse_usage(Console& console, const std::string& vi, const std::string& en) {
  console.refuse(v1::REFUSAL_CODE_MALFORMED, vi, en);
  return kUsage;
}

// Takes the settings out of the arguments; whatever follows "--" is left alone.
int take_settings(std::vector<std::string>& arguments, Console& console) {
  std::vector<std::string> rest;
  bool open = true;
  for (const auto& argument : arguments) {
    open = open && argument != "--";
    const std::string_view setting = open ? setting_of(argument) : std::string_view{};
    if (setting.empty()) {
      rest.push_back(argument);
      continue;
    }
    const size_t equals = setting.find('=');
    const std::string name(setting.substr(0, equals));
    const auto known = runtime::setting_names();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const auto meant = runtime::nearest_name(name, known);
      return refuse_usage(console, "Không có cài đặt --" + name + "." + meant.vi + " Xem tất cả: giaoban config show",
                          "There is no setting --" + name + "." + meant.en + " See all: giaoban config show");
    }
    if (equals == std::string_view::npos) {
      return refuse_usage(console, "Cài đặt --" + name + " cần một giá trị. Hãy viết --" + name + "=GIÁ_TRỊ.",
                          "The setting --" + name + " needs a value. Write --" + name + "=VALUE.");
    }
    console.setting_flags.emplace_back(name, setting.substr(equals + 1));
  }
  arguments = std::move(rest);
  return kOk;
}

void add_all(CLI::App& program, Console& console) {
  for (const auto add : {add_init,     add_run,         add_demo,    add_status,      add_kinds,    add_calendar,
                         add_units,    add_officers,    add_offices, add_delegations, add_accounts, add_sessions,
                         add_dossier,  add_obligations, add_explain, add_keys,        add_log,      add_backup,
                         add_rehearse, add_notices,     add_parked,  add_clock,       add_config}) {
    add(program, console);
  }
}

// The command that the arguments got to, and its words.
struct Reached {
  const CLI::App* app;
  std::string words;
};

Reached reached(const CLI::App& program) {
  Reached at{&program, "giaoban"};
  while (!at.app->get_subcommands().empty()) {
    at.app = at.app->get_subcommands().front();
    at.words += " " + at.app->get_name();
  }
  return at;
}

// A word where a command should stand, with the command that was probably meant; CLI11 only says that one is missing.
std::optional<int> refuse_unknown_command(const CLI::App& program, Console& console) {
  const Reached at = reached(program);
  const auto words = program.remaining(true);
  if (at.app->get_require_subcommand_min() == 0 || words.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const CLI::App* sub : at.app->get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  const auto meant = runtime::nearest_name(words.front(), names);
  const std::string command = at.words + " " + words.front();
  return refuse_usage(console, "Không có lệnh \"" + command + "\"." + meant.vi + " Xem ví dụ: " + at.words + " --help",
                      "There is no command \"" + command + "\"." + meant.en + " See examples: " + at.words + " --help");
}

// Answers at once when help was asked for or the arguments make no sense; else leaves the action with the console.
std::optional<int> understand(CLI::App& program, const std::vector<std::string>& arguments, Console& console) {
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    console.out() << program.help();
    return kOk;
  } catch (const CLI::CallForVersion& version) {
    console.out() << "giaoban " << version.what() << "\n";
    return kOk;
  } catch (const CLI::ParseError& error) {
    if (const auto refused = refuse_unknown_command(program, console)) return refused;
    const std::string what = error.what();
    const std::string help = reached(program).words + " --help";
    return refuse_usage(console, "Dòng lệnh chưa đúng (" + what + "). Xem ví dụ: " + help,
                        "The command line is not right (" + what + "). See examples: " + help);
  }
}

int perform(Console& console) {
  try {
    return console.action();
  } catch (const std::exception& fault) {
    const std::string what = fault.what();
    return console.refuse(
        v1::REFUSAL_CODE_INTERNAL,
        "Máy gặp sự cố: " + what + ". Hãy kiểm tra đĩa, quyền truy cập và mạng rồi chạy lại.",
        "Something broke: " + what + ". Check the disk, permissions and the network, then try again.");
  }
}

}  // namespace

int main(const std::vector<std::string>& arguments, const Callbacks& callbacks, std::ostream& out, std::ostream& err,
         const std::map<std::string, std::string>& environment) {
  Console console(callbacks, out, err, environment);
  // Known before the rest is understood, because errors of the rest must be JSON too.
  console.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  std::vector<std::string> rest = arguments;
  if (const int code = take_settings(rest, console); code != kOk) return code;
  const auto program = make_program(console);
  add_all(*program, console);
  const auto answered = understand(*program, rest, console);
  return answered ? *answered : perform(console);
}

int main(int argc, char** argv, const Callbacks& callbacks) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  return main(arguments, callbacks, std::cout, std::cerr, runtime::environment_of_process());
}

}  // namespace giaoban::command
