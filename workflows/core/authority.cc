// Who may act: finds the office, own or lent, that gives a person a right, and keeps four eyes apart.
#include "workflows/core/authority.h"

#include <algorithm>

namespace giaoban::core {
namespace {

// The first running term, own or lent, that `serves`; with the delegation when it is lent.
template <class Serves>
std::optional<v1::Actor> first_right(const Directory& directory, std::string_view person_id, int64_t now_us,
                                     Serves serves) {
  if (person_id.empty()) return std::nullopt;  // the router itself holds no office
  const auto actor_in = [&](const v1::Office& office) {
    v1::Actor actor;
    actor.set_person_id(person_id.data(), person_id.size());
    actor.set_office_id(office.office_id());
    actor.set_role(office.role());
    actor.set_unit_id(office.unit_id());
    actor.set_directory_position(directory.position());
    return actor;
  };
  for (const v1::Office* office : directory.offices_of(person_id)) {
    if (runs(*office, now_us) && serves(*office)) return actor_in(*office);
  }
  for (const v1::Delegation* delegation : directory.delegations_to(person_id)) {
    if (!runs(*delegation, now_us)) continue;
    const v1::Office* office = directory.office(delegation->office_id());
    if (office == nullptr || !runs(*office, now_us) || !serves(*office)) continue;
    v1::Actor actor = actor_in(*office);
    actor.set_for_person_id(office->person_id());
    actor.set_delegation_id(delegation->delegation_id());
    return actor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<v1::Actor> right_of(const Directory& directory, std::string_view person_id, std::string_view unit_id,
                                  v1::Role role, int64_t now_us) {
  return first_right(directory, person_id, now_us,
                     [&](const v1::Office& office) { return office.role() == role && office.unit_id() == unit_id; });
}

std::optional<v1::Actor> right_of_any(const Directory& directory, std::string_view person_id, std::string_view unit_id,
                                      const std::vector<v1::Role>& roles, int64_t now_us) {
  for (const v1::Role role : roles) {
    if (auto actor = right_of(directory, person_id, unit_id, role, now_us)) return actor;
  }
  return std::nullopt;
}

std::vector<v1::Holder> holders_of(const Directory& directory, std::string_view person_id, int64_t now_us) {
  std::vector<v1::Holder> holders;
  const auto add = [&](const v1::Office& office) {
    const bool known = std::any_of(holders.begin(), holders.end(), [&](const v1::Holder& holder) {
      return holder.unit_id() == office.unit_id() && holder.role() == office.role();
    });
    if (known || !runs(office, now_us)) return;
    v1::Holder& holder = holders.emplace_back();
    holder.set_unit_id(office.unit_id());
    holder.set_role(office.role());
  };
  for (const v1::Office* office : directory.offices_of(person_id)) add(*office);
  for (const v1::Delegation* delegation : directory.delegations_to(person_id)) {
    const v1::Office* office = directory.office(delegation->office_id());
    if (runs(*delegation, now_us) && office != nullptr) add(*office);
  }
  return holders;
}

std::optional<v1::Actor> right_to_read(const Directory& directory, std::string_view person_id, std::string_view unit_id,
                                       int64_t now_us) {
  return first_right(directory, person_id, now_us,
                     [&](const v1::Office& office) { return directory.is_within(unit_id, office.unit_id()); });
}

bool may_read(const Directory& directory, std::string_view person_id, std::string_view unit_id, int64_t now_us) {
  return right_to_read(directory, person_id, unit_id, now_us).has_value();
}

bool administers(const Directory& directory, std::string_view person_id, std::string_view unit_id, int64_t now_us) {
  return first_right(directory, person_id, now_us,
                     [&](const v1::Office& office) {
                       return office.role() == v1::ROLE_ADMINISTRATOR && directory.is_within(unit_id, office.unit_id());
                     })
      .has_value();
}

std::vector<std::string> hands(const v1::Actor& actor) {
  std::vector<std::string> persons;
  if (!actor.person_id().empty()) persons.push_back(actor.person_id());
  if (!actor.for_person_id().empty() && actor.for_person_id() != actor.person_id()) {
    persons.push_back(actor.for_person_id());
  }
  return persons;
}

}  // namespace giaoban::core
