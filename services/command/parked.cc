// `giaoban parked`: records that a service could not handle; look at them, try again, or give them up.
#include <CLI/CLI.hpp>

#include "giaoban/v1/runtime.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string service;
  std::string source;
  uint64_t position = 0;
};

int list(Console& console, const Flags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto parked =
      connection->ask<v1::ListParkedResponse>(flags.service, "StatusService/ListParked", v1::ListParkedRequest());
  if (!parked) return kRefused;
  console.print(*parked);
  for (const auto& record : parked->records()) {
    console.line(record.source() + " " + std::to_string(record.position()) + "  " + record.subject() + "  (" +
                 std::to_string(record.attempts()) + ") " + record.fault());
  }
  if (parked->records().empty()) console.say("Không có gì bị gác lại", "nothing is parked");
  return kOk;
}

int resolve(Console& console, const Flags& flags, bool drop) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ResolveParkedRequest request;
  request.set_source(flags.source);
  request.set_position(flags.position);
  request.set_drop(drop);
  const auto done = connection->ask<v1::ResolveParkedResponse>(flags.service, "StatusService/ResolveParked", request);
  if (!done) return kRefused;
  console.print(*done);
  if (done->resolved()) {
    console.say("Đã xong", "done");
    return kOk;
  }
  console.warn("Bản ghi vẫn bị gác lại; xem lý do: giaoban parked list " + flags.service,
               "The record is still parked; see why: giaoban parked list " + flags.service);
  return kRefused;
}

void add_resolving(CLI::App& noun, Console& console, const std::string& name, const std::string& vi,
                   const std::string& en, bool drop) {
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, name, vi, en, "giaoban parked " + name + " reminder router 1042",
                        [&console, flags, drop] { return resolve(console, *flags, drop); });
  verb.add_option("SERVICE", flags->service, "Dịch vụ đã gác lại / service that parked it")->required();
  verb.add_option("SOURCE", flags->source, "Sổ của dịch vụ nào / whose log")->required();
  verb.add_option("POSITION", flags->position, "Vị trí trong sổ / position in it")->required();
}

}  // namespace

void add_parked(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "parked", "Bản ghi bị gác lại", "records that could not be handled");
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "list", "Liệt kê cùng lý do", "list them with the fault",
                        "giaoban parked list reminder\ngiaoban parked list records --json",
                        [&console, flags] { return list(console, *flags); });
  verb.add_option("SERVICE", flags->service, "Dịch vụ / service")->required();
  add_resolving(noun, console, "retry", "Xử lý lại", "handle again", false);
  add_resolving(noun, console, "drop", "Bỏ hẳn, không xử lý nữa", "give up for good", true);
}

}  // namespace giaoban::command
