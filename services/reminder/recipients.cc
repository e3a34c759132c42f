// Who is told: the persons behind "holder", "superior" and "author", from the directory as heard. Pure.
#include "services/reminder/recipients.h"

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

const v1::Unit* committee_above(const core::Directory& directory, std::string_view unit_id) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return nullptr;
  if (unit->level() < v1::LEVEL_COMMUNE) return directory.ascend(unit_id, v1::LEVEL_COMMUNE);
  return directory.unit(unit->parent_id());
}

}  // namespace

Recipients holders_of(const core::Directory& directory, const v1::Holder& holder, int64_t now_us) {
  Recipients recipients;
  for (auto& person : directory.holders(holder, now_us)) recipients.push_back({std::move(person), holder});
  return recipients;
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
    if (!recipients.empty()) return recipients;
  }
  return {};
}

Recipients authors(const core::Directory& directory, const v1::Kind& kind, std::string_view unit_id,
                   const std::string& author_id, int64_t now_us) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return {};
  if (const auto right = core::right_of_any(directory, author_id, unit_id, writers(kind, *unit), now_us)) {
    return {{author_id, office(unit_id, right->role())}};
  }
  return owners(directory, kind, unit_id, now_us);
}

}  // namespace giaoban::reminder
