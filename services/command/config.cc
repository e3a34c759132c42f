// `giaoban config`: shows the settings in force and where each comes from; checks them and the folder.
#include <CLI/CLI.hpp>

#include <filesystem>

#include "giaoban/v1/report.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"

namespace giaoban::command {
namespace {

v1::ConfigReport report_of(const runtime::SettingsRead& read) {
  v1::ConfigReport report;
  for (const auto& line : read.lines) *report.add_lines() = line;
  return report;
}

int show(Console& console, bool origin) {
  const auto sources = console.setting_sources(console.data + "/giaoban.txtpb");
  if (!console.settings(sources.file)) return kRefused;
  const auto report = report_of(runtime::read_settings(sources));
  console.print(report);
  for (const auto& line : report.lines()) {
    console.line(line.name() + ": " + line.value() + (origin ? "    (" + line.origin() + ")" : ""));
  }
  return kOk;
}

int check(Console& console) {
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto settings = console.settings(folder->settings_file());
  if (!settings) return kRefused;
  const auto allowed = folder->allowed();
  if (const auto* refusal = std::get_if<v1::Refusal>(&allowed)) return console.refuse(*refusal);
  for (const auto& name : runtime::service_names()) {
    const auto endpoint = folder->endpoint(name, *settings);
    if (const auto* refusal = std::get_if<v1::Refusal>(&endpoint)) return console.refuse(*refusal);
    const auto key = folder->key(name);
    if (const auto* refusal = std::get_if<v1::Refusal>(&key)) return console.refuse(*refusal);
  }
  console.print(report_of(runtime::read_settings(console.setting_sources(folder->settings_file()))));
  console.say("Thư mục và cài đặt đều tốt: " + folder->path, "folder and settings are good");
  return kOk;
}

}  // namespace

void add_config(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "config", "Cài đặt", "settings");
  const auto origin = std::make_shared<bool>(false);
  auto& verb = add_verb(noun, console, "show", "Mọi cài đặt đang có hiệu lực", "all settings in force",
                        "giaoban config show\n"
                        "giaoban config show --origin --data /var/lib/giaoban\n"
                        "GIAOBAN_GATEWAY_PORT=8081 giaoban config show --origin --json",
                        [&console, origin] { return show(console, *origin); });
  verb.add_flag("--origin", *origin, "Giá trị từ đâu: mặc định, tệp, môi trường hay cờ / where each value comes from");
  add_verb(noun, console, "check", "Kiểm tra cài đặt, khoá và quyền của thư mục",
           "check settings, keys and permissions",
           "giaoban config check\ngiaoban config check --data /var/lib/giaoban --json",
           [&console] { return check(console); });
}

}  // namespace giaoban::command
