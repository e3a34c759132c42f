// `giaoban delegations`: lends the right of an office to another person for a time, and ends that.
#include <CLI/CLI.hpp>

#include "giaoban/v1/directory.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string office;
  std::string to;
  std::string from;
  std::string until;
  std::string basis;
};

int bad_date(Console& console, const std::string& flag, const std::string& text) {
  return console.refuse(v1::REFUSAL_CODE_INVALID_FIELD,
                        flag + " \"" + text + "\" không phải là ngày. Hãy viết như 2026-11-30.",
                        flag + " \"" + text + "\" is no date. Write it like 2026-11-30.");
}

int add(Console& console, const Flags& flags) {
  v1::DelegateRequest request;
  request.set_office_id(flags.office);
  request.set_to_person_id(flags.to);
  request.set_basis(flags.basis);
  const auto until = core::parse_date(flags.until);
  if (!until) return bad_date(console, "--until", flags.until);
  request.set_until_us(*until + core::kDay);  // the day itself still counts
  if (!flags.from.empty()) {
    const auto from = core::parse_date(flags.from);
    if (!from) return bad_date(console, "--from", flags.from);
    request.set_from_us(*from);
  }
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto lent = connection->ask<v1::DelegateResponse>("directory", "DirectoryService/Delegate", request);
  if (!lent) return kRefused;
  console.print(*lent);
  console.say("Đã uỷ quyền, mã " + lent->delegation_id(), "delegated, id " + lent->delegation_id());
  return kOk;
}

int end(Console& console, const std::string& id) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::EndDelegationRequest request;
  request.set_delegation_id(id);
  const auto ended = connection->ask<v1::EndDelegationResponse>("directory", "DirectoryService/EndDelegation", request);
  if (!ended) return kRefused;
  console.print(*ended);
  console.say("Đã chấm dứt uỷ quyền " + id, "the delegation " + id + " has ended");
  return kOk;
}

}  // namespace

void add_delegations(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "delegations", "Uỷ quyền", "delegations");
  const auto flags = std::make_shared<Flags>();
  auto& verb =
      add_verb(noun, console, "add", "Uỷ quyền một chức vụ cho người khác trong một thời gian",
               "lend an office's right to another person for a time",
               "giaoban delegations add --office OFFICE --to PERSON --until 2026-12-31 --basis \"QĐ 12-QĐ/ĐU\"",
               [&console, flags] { return add(console, *flags); });
  verb.add_option("--office", flags->office, "Mã chức vụ / id of the office")->required();
  verb.add_option("--to", flags->to, "Mã người được uỷ quyền / id of the person who may act")->required();
  verb.add_option("--from", flags->from, "Từ ngày, mặc định ngay bây giờ / first day, default now");
  verb.add_option("--until", flags->until, "Đến hết ngày / last day")->required();
  verb.add_option("--basis", flags->basis, "Văn bản làm căn cứ / paper that it rests on")->required();
  const auto id = std::make_shared<std::string>();
  auto& ending = add_verb(noun, console, "end", "Chấm dứt ngay một uỷ quyền", "end a delegation at once",
                          "giaoban delegations end DELEGATION", [&console, id] { return end(console, *id); });
  ending.add_option("DELEGATION", *id, "Mã uỷ quyền / its id")->required();
}

}  // namespace giaoban::command
