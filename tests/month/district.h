// The real trees and kinds of the repository, as the tests of the month read them.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/month/roster.h"
#include "services/month/tree.h"
#include "workflows/core/calendar.h"
#include "workflows/core/calendar_file.h"
#include "workflows/core/kind_file.h"

namespace giaoban::month {

inline std::string read_whole(const std::string& path) {
  std::ifstream file(std::string(SOURCE_DIR) + "/" + path);
  if (!file) throw std::runtime_error("no file " + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<TreeUnit> tree_of(const std::string& district) {
  return read_tree(read_whole("services/directory/trees/" + district + ".csv"));
}

inline std::vector<Officer> roster_of(const std::string& district, uint64_t seed = 1) {
  return make_roster(seed, tree_of(district), shape_of(district));
}

inline v1::Kind kind_named(const std::string& name) {
  return core::read_kind_file(read_whole("workflows/kinds/" + name + ".txtpb")).kind;
}

inline core::Calendar shipped_calendar() {
  core::Calendar::Packs packs;
  for (const char* name : {"holidays_2025", "holidays_2026", "holidays_2027", "office_hours"}) {
    const auto file = core::read_calendar_file(read_whole(std::string("workflows/rules/calendar/") + name + ".txtpb"));
    packs.push_back(std::make_shared<const v1::Calendar>(file.calendar));
  }
  return core::Calendar(packs);
}

inline std::vector<v1::Kind> shipped_kinds() {
  return {kind_named("meeting_plan"), kind_named("monthly_report"), kind_named("resolution")};
}

}  // namespace giaoban::month
