// `giaoban units add` and `giaoban units rename`: single changes of the tree; whole trees come by import.
#include "services/command/units.h"

#include <CLI/CLI.hpp>

#include "giaoban/v1/administration.pb.h"
#include "services/command/help.h"

namespace giaoban::command {
namespace {

struct AddFlags {
  std::string id;
  std::string parent;
  std::string level;
  std::string name;
  std::string source;
};

struct RenameFlags {
  std::string unit;
  std::string name;
};

// "commune" as LEVEL_COMMUNE.
v1::Level level_of(std::string word) {
  for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  return v1::Level_Parse("LEVEL_" + word, &level) ? level : v1::LEVEL_UNSPECIFIED;
}

int add(Console& console, const AddFlags& flags) {
  v1::AddUnitRequest request;
  auto& unit = *request.mutable_unit();
  unit.set_unit_id(flags.id);
  unit.set_parent_id(flags.parent);
  unit.set_level(level_of(flags.level));
  unit.set_name(flags.name);
  unit.set_source(flags.source);
  if (unit.level() == v1::LEVEL_UNSPECIFIED) {
    console.refuse(
        v1::REFUSAL_CODE_INVALID_FIELD,
        "Không có cấp \"" + flags.level + "\". Các cấp: cell, sub_committee, commune, district, province.",
        "There is no level \"" + flags.level + "\". Levels: cell, sub_committee, commune, district, province.");
    return kUsage;
  }
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto added = connection->ask<v1::AddUnitResponse>("directory", "AdministrationService/AddUnit", request);
  if (!added) return kRefused;
  console.print(*added);
  console.say("Đã có đơn vị " + added->unit_id() + ", " + flags.name, "the unit is there");
  return kOk;
}

int rename(Console& console, const RenameFlags& flags) {
  v1::RenameUnitRequest request;
  request.set_unit_id(flags.unit);
  request.set_name(flags.name);
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto done = connection->ask<v1::RenameUnitResponse>("directory", "AdministrationService/RenameUnit", request);
  if (!done) return kRefused;
  console.print(*done);
  console.say("Đơn vị " + flags.unit + " nay là " + flags.name, "renamed");
  return kOk;
}

}  // namespace

void add_unit_changes(CLI::App& noun, Console& console) {
  const auto adding = std::make_shared<AddFlags>();
  auto& verb =
      add_verb(noun, console, "add", "Thêm một đơn vị dưới một đơn vị đã có", "add one unit below another",
               "giaoban units add --parent 24.218.07444 --level cell --name \"Chi bộ thôn Mới\"\n"
               "giaoban units add --id 24.218.07444.99 --parent 24.218.07444 --level cell --name \"Chi bộ 99\"",
               [&console, adding] { return add(console, *adding); });
  verb.add_option("--id", adding->id, "Mã đơn vị, mặc định tự chọn / id, default chosen");
  verb.add_option("--parent", adding->parent, "Mã đơn vị cấp trên / id of the unit above")->required();
  verb.add_option("--level", adding->level, "cell, sub_committee, commune, district, province")->required();
  verb.add_option("--name", adding->name, "Tên / name")->required();
  verb.add_option("--source", adding->source, "Nguồn của tên / where the name comes from");
  const auto renaming = std::make_shared<RenameFlags>();
  auto& other = add_verb(noun, console, "rename", "Đổi tên một đơn vị", "give a unit another name",
                         "giaoban units rename 24.218.07444.01 \"Chi bộ thôn Mai Thưởng\"",
                         [&console, renaming] { return rename(console, *renaming); });
  other.add_option("UNIT", renaming->unit, "Mã đơn vị / id of the unit")->required();
  other.add_option("NAME", renaming->name, "Tên mới / the name to be")->required();
}

}  // namespace giaoban::command
