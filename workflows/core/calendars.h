// The rule packs in force, and the calendars that they make for the units of a tree.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "workflows/core/calendar.h"

namespace giaoban::core {

// A pack in force, read once. Immutable and shared.
struct PublishedCalendar {
  std::string name;
  std::string digest;  // SHA-256 of the file, 32 bytes
  std::shared_ptr<const v1::Calendar> pack;
};

// A value; copies share what cannot change. One thread. A unit's calendar is made of the packs for all, then of those
// that name a unit above it, from the root down, then of those that name it. Units that no pack names share the
// calendar of the unit above them.
class Calendars {
 public:
  // The unit above; empty at the root and for a unit that is not known.
  using Above = std::function<std::string_view(std::string_view unit_id)>;

  // A pack of the same name gives up its place to this one. Throws std::invalid_argument when the file cannot be read,
  // and changes nothing then.
  void publish(const v1::CalendarPublished& published, const Above& above);
  // The tree above some unit changed.
  void lay(const Above& above);
  // Whether any unit, or this one, is named by a pack, so that changes of the tree above it matter.
  bool has_overrides() const { return !own_.empty(); }
  bool has_own(std::string_view unit_id) const { return own_.contains(unit_id); }

  // Never throws; the empty or an unknown unit has that of the whole deployment, Calendar::plain() before the first
  // pack. The reference holds until the next publish or lay.
  const Calendar& of(std::string_view unit_id, const Above& above) const;
  // In the order in which their names were first published.
  const std::vector<PublishedCalendar>& in_force() const { return in_force_; }

 private:
  std::vector<PublishedCalendar> in_force_;
  std::shared_ptr<const Calendar> all_;  // nothing while no pack is for all
  std::map<std::string, std::shared_ptr<const Calendar>, std::less<>> own_;
};

}  // namespace giaoban::core
