// `giaoban dossier`: opens, reads and decides on dossiers, as the integrator whose key is named.
#include <CLI/CLI.hpp>

#include "services/command/dossier_acts.h"
#include "services/command/dossier_fields.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string id;
  std::string key = "operator";
};

int show(Console& console, const Flags& flags) {
  const auto connection = console.connect(flags.key);
  if (!connection) return kRefused;
  v1::GetDossierRequest request;
  request.set_dossier_id(flags.id);
  const auto got = connection->ask<v1::GetDossierResponse>("router", "DossierService/GetDossier", request);
  if (!got) return kRefused;
  console.print(*got);
  const auto& dossier = got->dossier();
  console.line(dossier.dossier_id() + "  " + dossier.kind() + "  " + dossier.unit_id() + "  " + dossier.period());
  console.line("  trạng thái / state: " + dossier.at().state() +
               ", phiên bản / version: " + std::to_string(dossier.version()));
  if (dossier.has_pending()) {
    console.line("  đang giữ đến / held until: " + core::for_people(dossier.pending().seals_us()));
  }
  if (dossier.at().due_us() != 0) console.line("  hạn / due: " + core::for_people(dossier.at().due_us()));
  for (const auto& field : got->fields()) console.line("  " + field.name() + ": " + to_line(field));
  for (const auto& remark : got->remarks()) console.line("  ! " + remark.field() + ": " + remark.text());
  for (const auto& verb : got->verbs()) {
    if (!verb.has_closed()) console.line("  > " + verb.label().vi() + " / " + verb.label().en());
  }
  return kOk;
}

std::string event_name(const v1::DossierEvent& event) {
  const auto* one_of = event.GetDescriptor()->FindOneofByName("event");
  const auto* field = event.GetReflection()->GetOneofFieldDescriptor(event, one_of);
  return field == nullptr ? "?" : field->name();
}

int history(Console& console, const Flags& flags) {
  const auto connection = console.connect(flags.key);
  if (!connection) return kRefused;
  v1::GetHistoryRequest request;
  request.set_dossier_id(flags.id);
  const auto got = connection->ask<v1::GetHistoryResponse>("router", "DossierService/GetHistory", request);
  if (!got) return kRefused;
  console.print(*got);
  for (const auto& entry : got->entries()) {
    const std::string& who = entry.person_name().empty() ? entry.event().actor().person_id() : entry.person_name();
    console.line(std::to_string(entry.event().version()) + "  " + core::for_people(entry.event().at_us()) + "  " +
                 event_name(entry.event()) + "  " + who +
                 (entry.content().text().empty() ? "" : "  " + entry.content().text()));
    for (const auto& remark : entry.content().remarks()) console.line("      " + remark.field() + ": " + remark.text());
  }
  return kOk;
}

void add_reading(CLI::App& noun, Console& console, const std::string& name, const std::string& vi,
                 const std::string& en, int (*read)(Console&, const Flags&)) {
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, name, vi, en,
                        "giaoban dossier " + name + " 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11\n" + "giaoban dossier " +
                            name + " 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11 --key lng-integrator --json",
                        [&console, flags, read] { return read(console, *flags); });
  verb.add_option("ID", flags->id, "Mã hồ sơ / id of the dossier")->required();
  verb.add_option("--key", flags->key, "Tên khoá trong keys/, mặc định operator / name of the key");
}

void add_open(CLI::App& noun, Console& console) {
  const auto flags = std::make_shared<OpenFlags>();
  auto& verb =
      add_verb(noun, console, "open", "Mở hồ sơ mới", "begin a dossier",
               "giaoban dossier open --key lng-integrator --kind meeting_plan --unit 24.218.07444.01 --period 2026-11\n"
               "giaoban dossier open --key lng-integrator --kind meeting_plan --unit 24.218.07444.01 --period 2026-11 "
               "--field \"theme=Mở rộng đường thôn\"",
               [&console, flags] { return open_dossier(console, *flags); });
  verb.add_option("--key", flags->key, "Tên khoá trong keys/ / name of the integrator's key")->required();
  verb.add_option("--kind", flags->kind, "Loại văn bản / kind")->required();
  verb.add_option("--unit", flags->unit, "Mã đơn vị / id of the unit")->required();
  verb.add_option("--period", flags->period, "Kỳ, 2026-11 / period");
  verb.add_option("--field", flags->fields,
                  "tên=giá_trị, bảng: tên:=JSON; dùng nhiều lần được / name=value, may be repeated")
      ->allow_extra_args(false);
  verb.add_option("--id", flags->id, "Mã hồ sơ (UUIDv7), mặc định tạo mới / id, default a fresh one");
  verb.add_option("--request-id", flags->request_id, "Để gửi lại cùng một yêu cầu / to ask the same thing again");
}

void add_decide(CLI::App& noun, Console& console) {
  const auto flags = std::make_shared<DecideFlags>();
  auto& verb = add_verb(
      noun, console, "decide", "Làm một việc với hồ sơ: " + decide_verbs(), "do one thing to a dossier",
      "giaoban dossier decide ID submit --key lng-integrator\n"
      "giaoban dossier decide ID approve --key commune-clerk --text \"Đồng ý\" --version 4\n"
      "giaoban dossier decide ID send_back --key commune-clerk --remark \"content:incomplete:Thiếu chỉ tiêu\"\n"
      "giaoban dossier decide ID save --key lng-integrator --field \"theme=Vệ sinh đường làng\"",
      [&console, flags] { return decide_dossier(console, *flags); });
  verb.add_option("ID", flags->id, "Mã hồ sơ / id of the dossier")->required();
  verb.add_option("VERB", flags->verb, "Việc cần làm / what to do")->required();
  verb.add_option("--key", flags->key, "Tên khoá trong keys/ / name of the integrator's key")->required();
  verb.add_option("--version", flags->version,
                  "Phiên bản đã xem, mặc định bản mới nhất / version that was seen, default the present one");
  verb.add_option("--text", flags->text, "Lý do hoặc ý kiến / reason or opinion");
  verb.add_option("--remark", flags->remarks,
                  "trường:lý_do:nội_dung, dùng nhiều lần được / field:reason:text, may be repeated")
      ->allow_extra_args(false);
  verb.add_option("--field", flags->fields, "Với save: tên=giá_trị / for save")->allow_extra_args(false);
  verb.add_option("--request-id", flags->request_id, "Để gửi lại cùng một yêu cầu / to ask the same thing again");
}

// "undo" and "seal" by themselves: what one reaches for in the seconds that a decision is held.
void add_short(CLI::App& noun, Console& console, const std::string& name, const std::string& vi,
               const std::string& en) {
  const auto flags = std::make_shared<DecideFlags>();
  flags->verb = name;
  auto& verb = add_verb(noun, console, name, vi, en,
                        "giaoban dossier " + name + " 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11 --key commune-clerk",
                        [&console, flags] { return decide_dossier(console, *flags); });
  verb.add_option("ID", flags->id, "Mã hồ sơ / id of the dossier")->required();
  verb.add_option("--key", flags->key, "Tên khoá trong keys/ / name of the integrator's key")->required();
  verb.add_option("--version", flags->version,
                  "Phiên bản đã xem, mặc định bản mới nhất / version that was seen, default the present one");
  verb.add_option("--request-id", flags->request_id, "Để gửi lại cùng một yêu cầu / to ask the same thing again");
}

}  // namespace

void add_dossier(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "dossier", "Hồ sơ", "dossiers");
  add_open(noun, console);
  add_reading(noun, console, "show", "Xem hồ sơ", "look at a dossier", show);
  add_reading(noun, console, "history", "Những gì đã xảy ra, theo thứ tự", "what has happened, in order", history);
  add_decide(noun, console);
  add_short(noun, console, "undo", "Hoàn tác quyết định còn đang giữ", "take back a decision that is still held");
  add_short(noun, console, "seal", "Cho quyết định đang giữ có hiệu lực ngay", "let a held decision take effect now");
}

}  // namespace giaoban::command
