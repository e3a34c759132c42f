// The directory as a service has heard it: units, persons, offices, delegations, kinds and calendars, folded from its
// log.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/event.pb.h"
#include "giaoban/v1/kind.pb.h"
#include "workflows/core/calendars.h"

namespace giaoban::core {

// A kind file in force, read once. Immutable and shared: dossiers stay pinned to the digest they began under.
struct PublishedKind {
  std::string name;
  std::string digest;  // SHA-256 of the file, 32 bytes
  v1::Kind kind;
};

// Whether a term, or a delegation, runs at `now_us`: from its first moment until the first moment after it.
bool runs(const v1::Office& office, int64_t now_us);
bool runs(const v1::Delegation& delegation, int64_t now_us);

// A value: copying it copies everything. One thread at a time. Unknown ids give nullptr or empty results, never a
// throw. Pointers and references that it gives out hold until the next evolve.
class Directory {
 public:
  // Applies one event of the directory's log; total: an event about unknown things changes what it can and no more, a
  // parent that would make a circle is left out. Something added again replaces what was there under its id.
  // A KindPublished or CalendarPublished whose file cannot be read throws std::invalid_argument and changes nothing:
  // the consumer must stop, not skip.
  void evolve(const v1::DirectoryEvent& event, uint64_t position);

  // Position of the last event applied; 0 before the first.
  uint64_t position() const { return position_; }

  const v1::Unit* unit(std::string_view unit_id) const;
  const v1::Person* person(std::string_view person_id) const;
  const v1::Office* office(std::string_view office_id) const;
  const v1::Delegation* delegation(std::string_view delegation_id) const;
  // Children in the order in which they were added.
  const std::vector<std::string>& children(std::string_view unit_id) const;
  // Units of a level, in the order in which they were added.
  std::vector<const v1::Unit*> units_at(v1::Level level) const;
  // True when `unit_id` is `above` or lies below it.
  bool is_within(std::string_view unit_id, std::string_view above) const;
  // The unit itself or the nearest one above it whose level is `level` or higher; nullptr when there is none.
  const v1::Unit* ascend(std::string_view unit_id, v1::Level level) const;

  // Terms of a person, also ended ones.
  std::vector<const v1::Office*> offices_of(std::string_view person_id) const;
  // Terms in a unit under a role, also ended ones.
  std::vector<const v1::Office*> offices_in(std::string_view unit_id, v1::Role role) const;
  // Delegations to a person, also ended ones.
  std::vector<const v1::Delegation*> delegations_to(std::string_view person_id) const;
  // Delegations of an office, also ended ones, in the order in which they were given.
  std::vector<const v1::Delegation*> delegations_of(std::string_view office_id) const;
  // Persons who hold the office at that time, by right of their own term; sorted, each once.
  std::vector<std::string> holders(const v1::Holder& holder, int64_t now_us) const;
  // Whether anybody does.
  bool is_held(std::string_view unit_id, v1::Role role, int64_t now_us) const;

  // The version of a kind now in force; empty pointer when there is none.
  std::shared_ptr<const PublishedKind> kind(std::string_view name) const;
  // A version by digest, also a superseded one.
  std::shared_ptr<const PublishedKind> kind_by_digest(std::string_view digest) const;
  // All kinds in force, by name.
  std::vector<std::shared_ptr<const PublishedKind>> kinds() const;

  // The calendar by which a unit works and meets; that of the whole deployment for the empty or an unknown id.
  const Calendar& calendar(std::string_view unit_id) const;
  // Calendars in force, in the order in which their names were first published.
  const std::vector<PublishedCalendar>& calendars() const { return calendars_.in_force(); }

 private:
  // Lets ids be looked up by view, without a copy.
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class Value>
  using ById = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  using Index = ById<std::vector<std::string>>;

  bool would_circle(const v1::Unit& added) const;
  void add_unit(const v1::Unit& unit);
  void begin_office(const v1::Office& office);
  void delegate(const v1::Delegation& delegation);
  void publish(const v1::KindPublished& published);
  // The unit above; empty when there is none.
  std::string_view above(std::string_view unit_id) const;

  uint64_t position_ = 0;
  ById<v1::Unit> units_;
  std::vector<std::string> unit_order_;
  Index children_;
  ById<v1::Person> persons_;
  ById<v1::Office> offices_;
  Index offices_by_person_;
  Index offices_by_holder_;  // key: unit_id + '/' + role number
  ById<v1::Delegation> delegations_;
  Index delegations_by_person_;
  Index delegations_by_office_;
  std::map<std::string, std::shared_ptr<const PublishedKind>, std::less<>> kinds_;
  std::map<std::string, std::shared_ptr<const PublishedKind>, std::less<>> kinds_by_digest_;
  Calendars calendars_;
};

}  // namespace giaoban::core
