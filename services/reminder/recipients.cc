// Who is told: the persons behind "holder", "superior" and "author", from the directory as heard. Pure.
#include "services/reminder/recipients.h"

#include <algorithm>
#include <utility>

#include "workflows/core/authority.h"

namespace giaoban::reminder {

namespace {

v1::Holder office(std::string_view unit_id, v1::Role role) {
  v1::Holder holder;
  holder.set_unit_id(std::string(unit_id));
  holder.set_role(role);
  return holder;
}

// Roles that may open the kind in this unit, in the kind's order.
std::vector<v1::Role> writers(const v1::Kind& kind, const v1::Unit& unit) {
  std::vector<v1::Role> roles;
  for (const auto& asked : kind.may_open()) {
    if (asked.level() == v1::LEVEL_UNSPECIFIED || asked.level() == unit.level()) roles.push_back(asked.role());
  }
  return roles;
}

// Whoever is told for one term that runs: the holder, or who stands in.
void add_told(const core::Directory& directory, const v1::Office& term, int64_t now_us, Recipients& told) {
  const auto holder = office(term.unit_id(), term.role());
  const size_t before = told.size();
  for (const v1::Delegation* lent : directory.delegations_of(term.office_id())) {
    if (core::runs(*lent, now_us)) told.push_back({lent->to_person_id(), holder, term.person_id()});
  }
  if (told.size() == before) told.push_back({term.person_id(), holder});
}

// By person, each once, by their own right where they have one.
Recipients each_once(Recipients told) {
  const auto order = [](const Recipient& r) {
    return std::pair(std::string_view(r.person_id), !r.for_person_id.empty());
  };
  std::stable_sort(told.begin(), told.end(),
                   [&](const Recipient& a, const Recipient& b) { return order(a) < order(b); });
  const auto same = [](const Recipient& a, const Recipient& b) { return a.person_id == b.person_id; };
  told.erase(std::unique(told.begin(), told.end(), same), told.end());
  return told;
}

const v1::Unit* committee_above(const core::Directory& directory, std::string_view unit_id) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return nullptr;
  if (unit->level() < v1::LEVEL_COMMUNE) return directory.ascend(unit_id, v1::LEVEL_COMMUNE);
  return directory.unit(unit->parent_id());
}

}  // namespace

bool serves_in(const core::Directory& directory, const std::string& person_id, std::string_view unit_id,
               int64_t now_us) {
  const auto offices = core::holders_of(directory, person_id, now_us);
  return std::any_of(offices.begin(), offices.end(), [&](const v1::Holder& one) { return one.unit_id() == unit_id; });
}

Recipients holders_of(const core::Directory& directory, const v1::Holder& holder, int64_t now_us) {
  Recipients told;
  for (const v1::Office* term : directory.offices_in(holder.unit_id(), holder.role())) {
    if (core::runs(*term, now_us)) add_told(directory, *term, now_us, told);
  }
  return each_once(std::move(told));
}

Recipients owners(const core::Directory& directory, const v1::Kind& kind, std::string_view unit_id, int64_t now_us) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return {};
  for (const auto role : writers(kind, *unit)) {
    auto recipients = holders_of(directory, office(unit_id, role), now_us);
    if (!recipients.empty()) return recipients;
  }
  return {};
}

Recipients superiors(const core::Directory& directory, std::string_view unit_id, int64_t now_us) {
  const v1::Unit* above = committee_above(directory, unit_id);
  if (above == nullptr) return {};
  for (const auto role : {v1::ROLE_CLERK, v1::ROLE_SECRETARY}) {
    auto recipients = holders_of(directory, office(above->unit_id(), role), now_us);
    for (auto& told : recipients) {
      const bool stands_in = !told.for_person_id.empty();
      if (stands_in && serves_in(directory, told.person_id, unit_id, now_us)) told = {told.for_person_id, told.holder};
    }
    if (!recipients.empty()) return each_once(std::move(recipients));
  }
  return {};
}

Recipients authors(const core::Directory& directory, const v1::Kind& kind, std::string_view unit_id,
                   const std::string& author_id, int64_t now_us) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return {};
  const auto right = core::right_of_any(directory, author_id, unit_id, writers(kind, *unit), now_us);
  if (!right) return owners(directory, kind, unit_id, now_us);
  if (!right->for_person_id().empty()) return {{author_id, office(unit_id, right->role()), right->for_person_id()}};
  Recipients told;
  add_told(directory, *directory.office(right->office_id()), now_us, told);
  return each_once(std::move(told));
}

}  // namespace giaoban::reminder
