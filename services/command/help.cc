// How commands present themselves: examples first, then what the command does, in Vietnamese and English.
#include "services/command/help.h"

#include <CLI/CLI.hpp>

namespace giaoban::command {
namespace {

std::string indented(const std::string& lines) {
  std::string text;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) text += "  " + line + "\n";
  return text;
}

// A noun has no examples of its own: it shows the first of each of its verbs.
std::string examples_of(const CLI::App& app) {
  if (!app.get_footer().empty()) return app.get_footer();
  std::string lines;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string& all = sub->get_footer();
    lines += all.substr(0, all.find('\n')) + "\n";
  }
  return lines;
}

class ExamplesFirst : public CLI::Formatter {
 public:
  ExamplesFirst() {
    label("Usage", "Cách dùng / Usage");
    label("OPTIONS", "CỜ / OPTIONS");
    label("Positionals", "Tham số / Arguments");
    label("SUBCOMMAND", "LỆNH / COMMAND");
    label("REQUIRED", "(bắt buộc / required)");
    label("Needs", "cần / needs");
    column_width(34);
  }

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (mode == CLI::AppFormatMode::Sub) return make_expanded(app);
    return "Ví dụ / Examples:\n" + indented(examples_of(*app)) + "\n" + make_description(app) + "\n" +
           make_usage(app, name) + make_positionals(app) + make_groups(app, mode) + make_subcommands(app, mode);
  }
};

// CLI11 hands the flag down but not its group.
void add_help(CLI::App& app) {
  app.set_help_flag("-h,--help", "Xem hướng dẫn / this text")->group("Cờ / Options");
}

}  // namespace

std::shared_ptr<CLI::App> make_program(Console& console) {
  auto app = std::make_shared<CLI::App>(
      "Giao ban: đưa kế hoạch, nghị quyết, báo cáo sinh hoạt từ chi bộ lên các cấp.\n"
      "Carries meeting plans, resolutions and reports from cells up to their committees.",
      "giaoban");
  app->formatter(std::make_shared<ExamplesFirst>());
  add_help(*app);
  app->set_version_flag("--version", std::string(GIAOBAN_VERSION), "Phiên bản / version")
      ->group("Cờ chung / Global options");
  app->option_defaults()->group("Cờ chung / Global options");
  app->add_option("--data", console.data, "Thư mục dữ liệu; mặc định $GIAOBAN_DATA hoặc ./giaoban-data / data folder")
      ->each([&console](const std::string&) { console.data_given = true; });
  app->add_flag("--json", console.json, "In kết quả bằng JSON / print the result as JSON");
  app->option_defaults()->group("Cờ / Options");
  app->footer(
      "giaoban demo\ngiaoban init --data ./giaoban-data\ngiaoban run all\ngiaoban status\n"
      "giaoban kinds check workflows/kinds\n"
      "giaoban run all --gateway.port=8081     (một cài đặt bất kỳ / any setting, see: giaoban config show)");
  app->require_subcommand(1);
  app->fallthrough();
  return app;
}

CLI::App& add_noun(CLI::App& program, const std::string& name, const std::string& vi, const std::string& en) {
  CLI::App* noun = program.add_subcommand(name, vi + " / " + en);
  noun->group("Lệnh / Commands");
  noun->footer("");  // CLI11 hands the parent's down
  noun->require_subcommand(1);
  add_help(*noun);
  return *noun;
}

CLI::App& add_verb(CLI::App& parent, Console& console, const std::string& name, const std::string& vi,
                   const std::string& en, const std::string& examples, std::function<int()> action) {
  CLI::App* verb = parent.add_subcommand(name, vi + " / " + en);
  verb->group("Lệnh / Commands");
  verb->require_subcommand(0);
  add_help(*verb);
  verb->footer(examples);
  verb->callback([&console, action = std::move(action)] { console.action = action; });
  return *verb;
}

}  // namespace giaoban::command
