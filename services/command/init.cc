// `giaoban init`: makes the data folder.
#include <CLI/CLI.hpp>

#include <chrono>

#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string node = "giaoban";
  bool stepped = false;
  std::string begins;
};

int64_t machine_now_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

int init(Console& console, const Flags& flags) {
  int64_t begins_us = flags.stepped ? machine_now_us() : 0;
  if (!flags.begins.empty()) {
    const auto day = core::parse_date(flags.begins);
    if (!day) {
      return console.refuse(v1::REFUSAL_CODE_INVALID_FIELD,
                            "--begins \"" + flags.begins + "\" không phải là ngày. Hãy viết như 2026-11-01.",
                            "--begins \"" + flags.begins + "\" is no date. Write it like 2026-11-01.");
    }
    begins_us = *day;
  }
  const auto made =
      runtime::DataFolder::init(console.data, flags.node, flags.stepped, begins_us, console.callbacks.make_keys);
  if (const auto* refusal = std::get_if<v1::Refusal>(&made)) return console.refuse(*refusal);
  const auto& folder = std::get<runtime::DataFolder>(made);
  console.print(folder.about);
  console.say("Đã tạo thư mục dữ liệu " + folder.path + " (nút " + folder.about.node() + ")",
              "made the data folder " + folder.path + " (node " + folder.about.node() + ")");
  console.line("  giaoban run all --data " + folder.path);
  return kOk;
}

}  // namespace

void add_init(CLI::App& program, Console& console) {
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(program, console, "init", "Tạo thư mục dữ liệu, khoá và tệp cài đặt",
                        "make a data folder with its keys and settings",
                        "giaoban init\n"
                        "giaoban init --data /var/lib/giaoban --node luc-nam\n"
                        "giaoban init --data ./thu --stepped-clock --begins 2026-11-01",
                        [&console, flags] { return init(console, *flags); });
  verb.add_option("--node", flags->node, "Tên nút, a-z 0-9 -, mặc định giaoban / name of the node");
  auto* stepped = verb.add_flag("--stepped-clock", flags->stepped,
                                "Giờ nghiệp vụ chỉ đi khi được bảo, để thử / business time moves only when told to");
  verb.add_option("--begins", flags->begins, "Ngày bắt đầu 2026-11-01, mặc định hôm nay / day to begin with")
      ->needs(stepped);
}

}  // namespace giaoban::command
