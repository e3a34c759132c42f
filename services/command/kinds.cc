// `giaoban kinds`: checks kind files, draws the way of a kind, puts kind files in force.
#include <CLI/CLI.hpp>

#include <filesystem>

#include "giaoban/v1/directory.pb.h"
#include "services/command/graphviz.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/command/rule_files.h"
#include "services/runtime/file.h"
#include "workflows/core/check.h"

namespace giaoban::command {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxKindBytes = 1 << 20;

struct Flags {
  std::vector<std::string> paths;
  std::string output;
};

v1::KindChecked check_one(const std::string& file, const std::string& text) {
  v1::KindChecked checked;
  checked.set_file(file);
  const auto read = core::read_kind_file(text);
  checked.set_kind(read.kind.name());
  const auto faults = read.faults.empty() ? core::check(read) : read.faults;
  for (const auto& fault : faults) *checked.add_faults() = fault;
  check_file_name(file, read.kind.name(), read, checked);
  return checked;
}

int check(Console& console, const Flags& flags) {
  const auto files = rule_files(console, flags.paths);
  if (!files) return kRefused;
  v1::KindsCheckReport report;
  bool good = true;
  for (const auto& file : *files) {
    const auto text = console.file_to_read(file, kMaxKindBytes);
    if (!text) return kRefused;
    auto* checked = report.add_kinds();
    *checked = check_one(file, *text);
    show(console, *checked);
    good = good && checked->faults().empty();
  }
  console.print(report);
  return good ? kOk : kRefused;
}

// A published kind, by name.
std::optional<v1::Kind> published(Console& console, const std::string& name) {
  const auto connection = console.connect("operator");
  if (!connection) return std::nullopt;
  const auto kinds =
      connection->ask<v1::ListKindsResponse>("directory", "DirectoryService/ListKinds", v1::ListKindsRequest());
  if (!kinds) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& kind : kinds->kinds()) {
    if (kind.name() == name) return kind;
    names.push_back(kind.name());
  }
  const auto meant = runtime::nearest_name(name, names);
  console.refuse(v1::REFUSAL_CODE_NOT_FOUND, "Không có loại \"" + name + "\" nào đang có hiệu lực." + meant.vi,
                 "No kind \"" + name + "\" is in force." + meant.en);
  return std::nullopt;
}

// A file when there is one of that name, else the shipped kind file, else what the directory has in force.
std::optional<v1::Kind> find_kind(Console& console, const std::string& name) {
  const std::string shipped = "workflows/kinds/" + name + kRuleSuffix;
  const bool is_file = name.find('/') != std::string::npos || fs::path(name).extension() == kRuleSuffix;
  if (!is_file && !fs::exists(shipped)) return published(console, name);
  const std::string file = is_file ? name : shipped;
  const auto text = console.file_to_read(file, kMaxKindBytes);
  if (!text) return std::nullopt;
  const auto read = core::read_kind_file(*text);
  if (read.faults.empty()) return read.kind;
  const auto& fault = read.faults.front();
  const std::string at = file + ":" + std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + ": ";
  console.refuse(v1::REFUSAL_CODE_MALFORMED, at + fault.text_vi(), at + fault.text_en());
  return std::nullopt;
}

int draw(Console& console, const Flags& flags) {
  const auto kind = find_kind(console, flags.paths.front());
  if (!kind) return kRefused;
  const auto drawn = svg_of(core::draw(*kind));
  if (const auto* refusal = std::get_if<v1::Refusal>(&drawn)) return console.refuse(*refusal);
  const auto& svg = std::get<std::string>(drawn);
  if (flags.output.empty()) {
    console.out() << svg;
    return kOk;
  }
  runtime::write_file(flags.output, svg, 0644);
  console.say("Đã vẽ " + flags.output, "drawn");
  return kOk;
}

int publish(Console& console, const Flags& flags) {
  const auto files = rule_files(console, flags.paths);
  if (!files) return kRefused;
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  for (const auto& file : *files) {
    const auto text = console.file_to_read(file, kMaxKindBytes);
    if (!text) return kRefused;
    v1::PublishKindRequest request;
    request.set_file(*text);
    const auto done = connection->ask<v1::PublishKindResponse>("directory", "DirectoryService/PublishKind", request);
    if (!done) return kRefused;
    console.print(*done);
    for (const auto& fault : done->faults()) console.warn(file + ":" + fault, "");
    if (!done->faults().empty()) return kRefused;
    console.say(done->name() + ": có hiệu lực từ bây giờ", "in force from now on");
  }
  return kOk;
}

}  // namespace

void add_kinds(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "kinds", "Loại văn bản", "document types");
  const auto flags = std::make_shared<Flags>();
  const std::string files = "Tệp *.txtpb hoặc thư mục / files or folders";
  auto& checking =
      add_verb(noun, console, "check", "Tìm lỗi trong tệp loại văn bản, kèm dòng, cột và đường đi; mã 1 khi có lỗi",
               "find faults in kind files, with line, column and a path; exit 1 when there are any",
               "giaoban kinds check workflows/kinds\ngiaoban kinds check meeting_plan.txtpb --json",
               [&console, flags] { return check(console, *flags); });
  checking.add_option("FILE", flags->paths, files)->required();
  auto& drawing = add_verb(noun, console, "draw", "Vẽ đường đi của một loại bằng SVG (cần Graphviz)",
                           "draw the way of a kind as SVG (needs Graphviz)",
                           "giaoban kinds draw meeting_plan -o meeting_plan.svg\n"
                           "giaoban kinds draw ./my_kind.txtpb > my_kind.svg",
                           [&console, flags] { return draw(console, *flags); });
  drawing.add_option("KIND", flags->paths, "Tên loại hoặc tệp / name of a kind, or a file")->required()->expected(1);
  drawing.add_option("-o,--output", flags->output, "Tệp SVG, mặc định in ra màn hình / file to write, default stdout");
  auto& publishing = add_verb(noun, console, "publish", "Cho tệp loại văn bản có hiệu lực từ bây giờ",
                              "put kind files in force from now on",
                              "giaoban kinds publish workflows/kinds\ngiaoban kinds publish meeting_plan.txtpb --json",
                              [&console, flags] { return publish(console, *flags); });
  publishing.add_option("FILE", flags->paths, files)->required();
}

}  // namespace giaoban::command
