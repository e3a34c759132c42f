// The directory as a service has heard it: units, persons, offices, delegations, kinds and calendars, folded from its
// log.
#include "workflows/core/directory.h"

#include <algorithm>
#include <stdexcept>

#include "workflows/core/kind_file.h"

namespace giaoban::core {
namespace {

template <class Map>
auto* find_in(Map& map, std::string_view id) {
  const auto it = map.find(id);
  return it == map.end() ? nullptr : &it->second;
}

// Everything that the index holds under a key, looked up; ids of things not heard of are left out.
template <class Index, class Map>
auto all_under(const Index& index, std::string_view key, const Map& map) {
  std::vector<const typename Map::mapped_type*> found;
  if (const auto* ids = find_in(index, key)) {
    found.reserve(ids->size());
    for (const std::string& id : *ids) {
      if (const auto* value = find_in(map, id)) found.push_back(value);
    }
  }
  return found;
}

std::string holder_key(std::string_view unit_id, v1::Role role) {
  return std::string(unit_id).append("/").append(std::to_string(static_cast<int>(role)));
}

}  // namespace

bool runs(const v1::Office& office, int64_t now_us) {
  return office.from_us() <= now_us && (office.until_us() == 0 || now_us < office.until_us());
}

bool runs(const v1::Delegation& delegation, int64_t now_us) {
  return delegation.from_us() <= now_us && now_us < delegation.until_us();
}

void Directory::evolve(const v1::DirectoryEvent& event, uint64_t position) {
  switch (event.event_case()) {
    case v1::DirectoryEvent::kUnitAdded:
      add_unit(event.unit_added().unit());
      break;
    case v1::DirectoryEvent::kPersonAdded:
      persons_[event.person_added().person().person_id()] = event.person_added().person();
      break;
    case v1::DirectoryEvent::kOfficeBegun:
      begin_office(event.office_begun().office());
      break;
    case v1::DirectoryEvent::kOfficeEnded:
      if (auto* office = find_in(offices_, event.office_ended().office_id())) {
        office->set_until_us(event.office_ended().until_us());
      }
      break;
    case v1::DirectoryEvent::kDelegated:
      delegate(event.delegated().delegation());
      break;
    case v1::DirectoryEvent::kDelegationEnded:
      if (auto* delegation = find_in(delegations_, event.delegation_ended().delegation_id())) {
        delegation->set_until_us(event.delegation_ended().until_us());
      }
      break;
    case v1::DirectoryEvent::kKindPublished:
      publish(event.kind_published());
      break;
    case v1::DirectoryEvent::kCalendarPublished:
      calendars_.publish(event.calendar_published(), [this](std::string_view id) { return above(id); });
      break;
    case v1::DirectoryEvent::kUnitRenamed:
      if (auto* unit = find_in(units_, event.unit_renamed().unit_id())) unit->set_name(event.unit_renamed().name());
      break;
    case v1::DirectoryEvent::EVENT_NOT_SET:
      break;
  }
  position_ = position;
}

bool Directory::would_circle(const v1::Unit& added) const {
  std::string_view above = added.parent_id();
  while (above != added.unit_id()) {
    const v1::Unit* at = unit(above);
    if (at == nullptr) return false;
    above = at->parent_id();
  }
  return true;
}

void Directory::add_unit(const v1::Unit& unit) {
  if (unit.unit_id().empty()) return;  // the empty id is what a root names as its parent
  v1::Unit added = unit;
  const v1::Unit* present = find_in(units_, unit.unit_id());
  if (would_circle(unit)) {
    added.set_parent_id(present == nullptr ? std::string{} : present->parent_id());
  }
  if (present == nullptr) {
    unit_order_.push_back(added.unit_id());
  } else if (present->parent_id() != added.parent_id()) {
    std::erase(children_[present->parent_id()], added.unit_id());
  }
  if (present == nullptr || present->parent_id() != added.parent_id()) {
    children_[added.parent_id()].push_back(added.unit_id());
  }
  units_[unit.unit_id()] = std::move(added);
  // Packs name few units: an import hardly ever comes here.
  const bool moves_others = calendars_.has_overrides() && !children(unit.unit_id()).empty();
  if (moves_others || calendars_.has_own(unit.unit_id())) {
    calendars_.lay([this](std::string_view id) { return above(id); });
  }
}

std::string_view Directory::above(std::string_view unit_id) const {
  const v1::Unit* at = unit(unit_id);
  return at == nullptr ? std::string_view{} : at->parent_id();
}

const Calendar& Directory::calendar(std::string_view unit_id) const {
  return calendars_.of(unit_id, [this](std::string_view id) { return above(id); });
}

void Directory::begin_office(const v1::Office& office) {
  if (const v1::Office* present = find_in(offices_, office.office_id())) {
    std::erase(offices_by_person_[present->person_id()], present->office_id());
    std::erase(offices_by_holder_[holder_key(present->unit_id(), present->role())], present->office_id());
  }
  offices_by_person_[office.person_id()].push_back(office.office_id());
  offices_by_holder_[holder_key(office.unit_id(), office.role())].push_back(office.office_id());
  offices_[office.office_id()] = office;
}

void Directory::delegate(const v1::Delegation& delegation) {
  if (const v1::Delegation* present = find_in(delegations_, delegation.delegation_id())) {
    std::erase(delegations_by_person_[present->to_person_id()], present->delegation_id());
    std::erase(delegations_by_office_[present->office_id()], present->delegation_id());
  }
  delegations_by_person_[delegation.to_person_id()].push_back(delegation.delegation_id());
  delegations_by_office_[delegation.office_id()].push_back(delegation.delegation_id());
  delegations_[delegation.delegation_id()] = delegation;
}

void Directory::publish(const v1::KindPublished& published) {
  auto version = kind_by_digest(published.digest());
  if (!version) {
    KindFile file = read_kind_file(published.file());
    if (!file.faults.empty()) {
      throw std::invalid_argument("kind " + published.name() + " cannot be read: " + file.faults.front().text_en());
    }
    version = std::make_shared<const PublishedKind>(
        PublishedKind{published.name(), published.digest(), std::move(file.kind)});
  }
  kinds_by_digest_[published.digest()] = version;
  kinds_[published.name()] = std::move(version);
}

const v1::Unit* Directory::unit(std::string_view unit_id) const {
  return find_in(units_, unit_id);
}
const v1::Person* Directory::person(std::string_view person_id) const {
  return find_in(persons_, person_id);
}
const v1::Office* Directory::office(std::string_view office_id) const {
  return find_in(offices_, office_id);
}
const v1::Delegation* Directory::delegation(std::string_view delegation_id) const {
  return find_in(delegations_, delegation_id);
}

const std::vector<std::string>& Directory::children(std::string_view unit_id) const {
  static const std::vector<std::string> none;
  const auto* ids = find_in(children_, unit_id);
  return ids == nullptr ? none : *ids;
}

std::vector<const v1::Unit*> Directory::units_at(v1::Level level) const {
  std::vector<const v1::Unit*> found;
  for (const std::string& id : unit_order_) {
    if (const v1::Unit* candidate = unit(id); candidate->level() == level) found.push_back(candidate);
  }
  return found;
}

bool Directory::is_within(std::string_view unit_id, std::string_view above) const {
  const v1::Unit* at = unit(unit_id);
  while (at != nullptr && at->unit_id() != above) at = unit(at->parent_id());
  return at != nullptr;
}

const v1::Unit* Directory::ascend(std::string_view unit_id, v1::Level level) const {
  const v1::Unit* at = unit(unit_id);
  while (at != nullptr && at->level() < level) at = unit(at->parent_id());
  return at;
}

std::vector<const v1::Office*> Directory::offices_of(std::string_view person_id) const {
  return all_under(offices_by_person_, person_id, offices_);
}

std::vector<const v1::Office*> Directory::offices_in(std::string_view unit_id, v1::Role role) const {
  return all_under(offices_by_holder_, holder_key(unit_id, role), offices_);
}

std::vector<const v1::Delegation*> Directory::delegations_to(std::string_view person_id) const {
  return all_under(delegations_by_person_, person_id, delegations_);
}

std::vector<const v1::Delegation*> Directory::delegations_of(std::string_view office_id) const {
  return all_under(delegations_by_office_, office_id, delegations_);
}

std::vector<std::string> Directory::holders(const v1::Holder& holder, int64_t now_us) const {
  std::vector<std::string> persons;
  for (const v1::Office* term : offices_in(holder.unit_id(), holder.role())) {
    if (runs(*term, now_us)) persons.push_back(term->person_id());
  }
  std::sort(persons.begin(), persons.end());
  persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
  return persons;
}

bool Directory::is_held(std::string_view unit_id, v1::Role role, int64_t now_us) const {
  const auto terms = offices_in(unit_id, role);
  return std::any_of(terms.begin(), terms.end(), [now_us](const v1::Office* term) { return runs(*term, now_us); });
}

std::shared_ptr<const PublishedKind> Directory::kind(std::string_view name) const {
  const auto* published = find_in(kinds_, name);
  return published == nullptr ? nullptr : *published;
}

std::shared_ptr<const PublishedKind> Directory::kind_by_digest(std::string_view digest) const {
  const auto* published = find_in(kinds_by_digest_, digest);
  return published == nullptr ? nullptr : *published;
}

std::vector<std::shared_ptr<const PublishedKind>> Directory::kinds() const {
  std::vector<std::shared_ptr<const PublishedKind>> in_force;
  in_force.reserve(kinds_.size());
  for (const auto& [name, published] : kinds_) in_force.push_back(published);
  return in_force;
}

}  // namespace giaoban::core
