// `giaoban run`: one service, or all of them in one process.
#include <CLI/CLI.hpp>

#include <algorithm>

#include "services/command/help.h"
#include "services/command/nouns.h"

namespace giaoban::command {
namespace {

std::vector<std::string> names() {
  std::vector<std::string> all = runtime::service_names();
  all.insert(all.end(), {"gateway", "all"});
  return all;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

int run(Console& console, const std::string& name) {
  const auto all = names();
  if (std::find(all.begin(), all.end(), name) == all.end()) {
    const auto meant = runtime::nearest_name(name, all);
    console.refuse(v1::REFUSAL_CODE_NOT_FOUND,
                   "Không có dịch vụ \"" + name + "\"." + meant.vi + " Các tên: " + listed(all) + ".",
                   "There is no service \"" + name + "\"." + meant.en + " Names: " + listed(all) + ".");
    return kUsage;
  }
  const auto opened = console.folder();
  if (!opened) return kRefused;
  const auto folder = opened->complete();
  if (const auto* refusal = std::get_if<v1::Refusal>(&folder)) return console.refuse(*refusal);
  const auto settings = console.settings(opened->settings_file());
  return settings ? console.callbacks.run(std::get<runtime::DataFolder>(folder), *settings, name) : kRefused;
}

}  // namespace

void add_run(CLI::App& program, Console& console) {
  const auto name = std::make_shared<std::string>();
  auto& verb = add_verb(program, console, "run", "Chạy một dịch vụ hoặc tất cả", "run one service or all of them",
                        "giaoban run all\n"
                        "giaoban run router --data /var/lib/giaoban\n"
                        "giaoban run gateway --gateway.port=8081 --journal.to=stderr",
                        [&console, name] { return run(console, *name); });
  verb.add_option("NAME", *name, "all, directory, router, reminder, notifier, records, gateway")->required();
}

}  // namespace giaoban::command
