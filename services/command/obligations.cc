// `giaoban obligations`: what units owe; frees a unit from something, and takes that back.
#include <CLI/CLI.hpp>

#include "giaoban/v1/obligation.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct ListFlags {
  std::string unit;
  std::string period;
  std::string kind;
  std::string state;
  uint32_t limit = 0;
  std::string after;
};

struct ExemptFlags {
  std::string id;
  std::string basis;
};

struct StateWord {
  const char* name;
  v1::ObligationState state;
  const char* vi;
  const char* en;
};

constexpr StateWord kStates[] = {
    {"open", v1::OBLIGATION_STATE_OPEN, "chưa nộp", "open"},
    {"on_time", v1::OBLIGATION_STATE_ON_TIME, "đúng hạn", "on time"},
    {"late", v1::OBLIGATION_STATE_LATE, "muộn", "late"},
    {"missing", v1::OBLIGATION_STATE_MISSING, "chưa có, quá hạn", "missing"},
    {"exempt", v1::OBLIGATION_STATE_EXEMPT, "được miễn", "exempt"},
};

std::string words_of(v1::ObligationState state) {
  for (const auto& one : kStates) {
    if (one.state == state) return std::string(one.vi) + " / " + one.en;
  }
  return "?";
}

void show(Console& console, const v1::Obligation& owed) {
  std::string line =
      owed.obligation_id() + "  hạn / due " + core::for_people(owed.due_us()) + "  " + words_of(owed.state());
  if (owed.submitted_us() != 0) line += " " + core::for_people(owed.submitted_us());
  if (!owed.dossier_id().empty()) line += "  " + owed.dossier_id();
  if (owed.state() == v1::OBLIGATION_STATE_EXEMPT) {
    line += "  “" + owed.exempt_basis() + "”, " + (owed.exempted_by().empty() ? "operator" : owed.exempted_by());
  }
  console.line(line);
}

int list(Console& console, const ListFlags& flags) {
  v1::ListObligationsRequest request;
  request.set_unit_id(flags.unit);
  request.set_period(flags.period);
  request.set_kind(flags.kind);
  request.set_limit(flags.limit);
  request.set_page_token(flags.after);
  for (const auto& one : kStates) {
    if (flags.state == one.name) request.set_state(one.state);
  }
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto found =
      connection->ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations", request);
  if (!found) return kRefused;
  console.print(*found);
  for (const auto& owed : found->obligations()) show(console, owed);
  if (found->obligations().empty()) console.say("Không có nghĩa vụ nào", "nothing is owed");
  if (!found->next_page_token().empty()) {
    console.say("Còn nữa, xem tiếp: --after \"" + found->next_page_token() + "\"", "there are more, go on with that");
  }
  return kOk;
}

int exempt(Console& console, const ExemptFlags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ExemptRequest request;
  request.set_obligation_id(flags.id);
  request.set_basis(flags.basis);
  const auto freed = connection->ask<v1::ExemptResponse>("reminder", "ObligationService/Exempt", request);
  if (!freed) return kRefused;
  console.print(*freed);
  console.say("Đã miễn, không nhắc nữa:", "exempt, nobody is told any more:");
  show(console, freed->obligation());
  return kOk;
}

int lift(Console& console, const std::string& id) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::LiftExemptionRequest request;
  request.set_obligation_id(id);
  const auto lifted =
      connection->ask<v1::LiftExemptionResponse>("reminder", "ObligationService/LiftExemption", request);
  if (!lifted) return kRefused;
  console.print(*lifted);
  console.say("Không được miễn; nghĩa vụ đang ở tình trạng:", "not exempt; it stands as:");
  show(console, lifted->obligation());
  return kOk;
}

void add_list(CLI::App& noun, Console& console) {
  const auto flags = std::make_shared<ListFlags>();
  auto& verb = add_verb(noun, console, "list", "Xem ai phải nộp gì, và đến đâu rồi", "who owes what, and how it stands",
                        "giaoban obligations list --unit 24.218\n"
                        "giaoban obligations list --unit 24.218 --period 2026-11 --state missing",
                        [&console, flags] { return list(console, *flags); });
  verb.add_option("--unit", flags->unit, "Mã đơn vị, gồm cả cấp dưới / id of the unit, with all below it")->required();
  verb.add_option("--period", flags->period, "Kỳ, 2026-11 / period");
  verb.add_option("--kind", flags->kind, "Loại văn bản / kind");
  std::set<std::string> names;
  for (const auto& one : kStates) names.insert(one.name);
  verb.add_option("--state", flags->state, "Tình trạng / state")->check(CLI::IsMember(names));
  verb.add_option("--limit", flags->limit, "Số dòng, mặc định 200 / how many, default 200");
  verb.add_option("--after", flags->after, "Xem tiếp sau trang trước / go on after the page before");
}

}  // namespace

void add_obligations(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "obligations", "Nghĩa vụ kỳ", "what units owe");
  add_list(noun, console);
  const auto flags = std::make_shared<ExemptFlags>();
  auto& exempting = add_verb(noun, console, "exempt", "Miễn cho một đơn vị, có căn cứ; không nhắc nữa",
                             "free a unit from one obligation, on a basis; nobody is told any more",
                             "giaoban obligations exempt 24.218.07444.01/meeting_plan/2026-11 --basis \"TB 12-TB/HU\"",
                             [&console, flags] { return exempt(console, *flags); });
  exempting.add_option("OBLIGATION", flags->id, "đơn_vị/loại/kỳ / unit/kind/period")->required();
  exempting.add_option("--basis", flags->basis, "Văn bản làm căn cứ / paper that it rests on")->required();
  const auto id = std::make_shared<std::string>();
  auto& lifting = add_verb(noun, console, "lift", "Bỏ miễn: nghĩa vụ trở lại như chưa từng được miễn",
                           "take that back: it stands as if it had never been exempt",
                           "giaoban obligations lift 24.218.07444.01/meeting_plan/2026-11",
                           [&console, id] { return lift(console, *id); });
  lifting.add_option("OBLIGATION", *id, "đơn_vị/loại/kỳ / unit/kind/period")->required();
}

}  // namespace giaoban::command
