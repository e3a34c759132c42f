// Finds the acting people in a roster.
#include "services/month/cast.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace giaoban::month {

namespace {

// Pairs of role and level at which papers can wait in this tree.
std::set<std::pair<v1::Role, v1::Level>> asked_of(const std::vector<v1::Kind>& kinds,
                                                  const std::set<v1::Level>& levels) {
  std::set<std::pair<v1::Role, v1::Level>> asked;
  for (const auto& kind : kinds) {
    for (const auto& state : kind.way().states()) {
      const auto level = levels.lower_bound(state.asked().level());
      if (state.has_asked() && level != levels.end()) asked.insert({state.asked().role(), *level});
    }
  }
  return asked;
}

}  // namespace

Cast cast_month(const std::vector<TreeUnit>& tree, const std::vector<Officer>& roster,
                const std::vector<v1::Kind>& kinds) {
  std::map<std::string, v1::Level> level_of;
  std::set<v1::Level> levels;
  for (const auto& unit : tree) {
    level_of[unit.unit_id] = unit.level;
    levels.insert(unit.level);
  }
  const auto asked = asked_of(kinds, levels);
  Cast cast;
  std::map<std::string, std::pair<size_t, size_t>> cell_people;  // secretary and deputy, counted from 1
  std::map<std::string, std::vector<size_t>> sharing;            // reviewers of one unit
  std::map<v1::Level, size_t> desks;
  for (const auto& officer : roster) {
    if (officer.login.empty()) continue;
    const size_t person = cast.persons.size();
    cast.persons.push_back({officer.person_id, officer.name, officer.unit_id, officer.login, officer.password, {}});
    const auto level = level_of[officer.unit_id];
    if (level == v1::LEVEL_CELL) {
      auto& [secretary, deputy] = cell_people[officer.unit_id];
      (officer.role == v1::ROLE_SECRETARY ? secretary : deputy) = person + 1;
    }
    if (!asked.contains({officer.role, level})) continue;
    sharing[officer.unit_id].push_back(cast.reviewers.size());
    cast.reviewers.push_back({.person = person, .level = level, .desk = desks[level]++});
  }
  for (const auto& [unit, reviewers] : sharing) {
    for (size_t i = 0; i < reviewers.size(); ++i) {
      cast.reviewers[reviewers[i]].of = reviewers.size();
      cast.reviewers[reviewers[i]].turn = i;
    }
  }
  for (const auto* cell : units_at(tree, v1::LEVEL_CELL)) {
    const auto [secretary, deputy] = cell_people[cell->unit_id];
    if (secretary == 0) throw std::invalid_argument("nobody signs in for " + cell->unit_id);
    cast.cells.push_back({cell->unit_id, secretary - 1, (deputy == 0 ? secretary : deputy) - 1});
  }
  return cast;
}

}  // namespace giaoban::month
