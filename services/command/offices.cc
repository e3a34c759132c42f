// `giaoban offices`: who holds, or held, which office.
#include <CLI/CLI.hpp>

#include "giaoban/v1/directory.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string unit;
  std::string person;
};

std::string name_of(const v1::ListOfficesResponse& found, const std::string& person_id) {
  for (const auto& person : found.persons()) {
    if (person.person_id() == person_id) return person.name();
  }
  return person_id;
}

int list(Console& console, const Flags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ListOfficesRequest request;
  request.set_unit_id(flags.unit);
  request.set_person_id(flags.person);
  const auto found = connection->ask<v1::ListOfficesResponse>("directory", "DirectoryService/ListOffices", request);
  if (!found) return kRefused;
  console.print(*found);
  for (const auto& office : found->offices()) {
    const auto role = core::label_of(office.role());
    const std::string until = office.until_us() == 0 ? "" : core::for_people(office.until_us());
    console.line(office.office_id() + "  " + name_of(*found, office.person_id()) + "  " + role.vi() + " / " +
                 role.en() + "  " + office.unit_id() + "  " + core::for_people(office.from_us()) + " – " + until);
  }
  if (found->offices().empty()) console.say("Không có chức vụ nào", "no offices");
  return kOk;
}

}  // namespace

void add_offices(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "offices", "Chức vụ", "offices");
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "list", "Chức vụ của một đơn vị hoặc của một người, cả đã kết thúc",
                        "offices of a unit or of a person, also ended ones",
                        "giaoban offices list --unit 24.218.07444.01\ngiaoban offices list --person PERSON --json",
                        [&console, flags] { return list(console, *flags); });
  auto* unit = verb.add_option("--unit", flags->unit, "Mã đơn vị / id of the unit");
  verb.add_option("--person", flags->person, "Mã người / id of the person")->excludes(unit);
}

}  // namespace giaoban::command
