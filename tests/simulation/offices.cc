// Versions of every term and delegation by position.
#include "tests/simulation/offices.h"

namespace giaoban::simulation {

void Offices::take(const v1::DirectoryEvent& event, uint64_t position, int64_t said_us) {
  if (event.has_unit_added()) {
    parents_[event.unit_added().unit().unit_id()] = event.unit_added().unit().parent_id();
  } else if (event.has_person_added()) {
    emails_[event.person_added().person().person_id()] = event.person_added().person().email();
  } else if (event.has_office_begun()) {
    const auto& office = event.office_begun().office();
    offices_[office.office_id()] = {office, position, {{position, office.until_us(), false}}};
  } else if (event.has_office_ended()) {
    const auto held = offices_.find(event.office_ended().office_id());
    const int64_t until = event.office_ended().until_us();
    if (held != offices_.end()) held->second.untils.push_back({position, until, until <= said_us});
  } else if (event.has_delegated()) {
    const auto& delegation = event.delegated().delegation();
    delegations_[delegation.delegation_id()] = {delegation, {{position, delegation.until_us(), false}}};
  } else if (event.has_delegation_ended()) {
    const auto lent = delegations_.find(event.delegation_ended().delegation_id());
    const int64_t until = event.delegation_ended().until_us();
    if (lent != delegations_.end()) lent->second.untils.push_back({position, until, until <= said_us});
  }
}

bool Offices::runs(int64_t from_us, const std::vector<Until>& untils, int64_t at_us, uint64_t position) {
  const Until* last = nullptr;
  for (const auto& until : untils) {
    if (until.position <= position) last = &until;
  }
  if (last == nullptr || from_us > at_us || last->ended) return false;
  return last->until_us == 0 || at_us < last->until_us;
}

std::string Offices::no_right(const v1::Actor& actor, int64_t at_us, uint64_t position) const {
  const auto held = offices_.find(actor.office_id());
  if (held == offices_.end()) return "office " + actor.office_id() + " does not exist";
  const auto& office = held->second.office;
  if (office.unit_id() != actor.unit_id() || office.role() != actor.role()) return "the office is another one";
  if (!runs(office.from_us(), held->second.untils, at_us, position)) return "the term does not run";
  if (actor.delegation_id().empty()) {
    return office.person_id() == actor.person_id() ? "" : "the office is held by " + office.person_id();
  }
  const auto lent = delegations_.find(actor.delegation_id());
  if (lent == delegations_.end()) return "delegation " + actor.delegation_id() + " does not exist";
  const auto& delegation = lent->second.delegation;
  if (delegation.office_id() != actor.office_id()) return "the delegation is of another office";
  if (delegation.to_person_id() != actor.person_id()) return "the delegation is to " + delegation.to_person_id();
  if (office.person_id() != actor.for_person_id()) return "the office is not that of " + actor.for_person_id();
  return runs(delegation.from_us(), lent->second.untils, at_us, position) ? "" : "the delegation does not run";
}

bool Offices::within(const std::string& unit_id, const std::string& above) const {
  std::string at = unit_id;
  for (int depth = 0; depth < 10 && !at.empty(); ++depth) {
    if (at == above) return true;
    const auto parent = parents_.find(at);
    if (parent == parents_.end()) return false;
    at = parent->second;
  }
  return false;
}

std::string Offices::email_of(const std::string& person_id) const {
  const auto email = emails_.find(person_id);
  return email == emails_.end() ? "" : email->second;
}

std::vector<std::string> Offices::running_offices(int64_t at_us) const {
  std::vector<std::string> ids;
  for (const auto& [id, held] : offices_) {
    if (runs(held.office.from_us(), held.untils, at_us, UINT64_MAX)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> Offices::running_delegations(int64_t at_us) const {
  std::vector<std::string> ids;
  for (const auto& [id, lent] : delegations_) {
    if (runs(lent.delegation.from_us(), lent.untils, at_us, UINT64_MAX)) ids.push_back(id);
  }
  return ids;
}

const v1::Office* Offices::office(const std::string& id) const {
  const auto held = offices_.find(id);
  return held == offices_.end() ? nullptr : &held->second.office;
}

}  // namespace giaoban::simulation
