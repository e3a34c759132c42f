// What stands in a person's calendar: papers that wait for them, what their unit owes, and meetings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/records/export_text.h"
#include "services/records/known.h"
#include "services/records/scope.h"

namespace giaoban::records {

// So many at most, those that come first from now on; a calendar program takes no more with pleasure.
inline constexpr size_t kMostAgendaEntries = 500;
// Past things stay so long, and nothing further ahead is shown.
inline constexpr int64_t kAgendaBackUs = int64_t{31} * 86'400'000'000;
inline constexpr int64_t kAgendaAheadUs = int64_t{400} * 86'400'000'000;

// One entry: a moment when `minutes` is 0, else a span; or whole days.
struct AgendaEntry {
  std::string uid;      // the same as long as it is the same thing
  std::string summary;  // title of the kind, name of the unit; nothing of what the paper says
  std::string path;     // of the page in the portal
  int64_t at_us = 0;    // business time
  int64_t minutes = 0;
  bool whole_day = false;
  bool meeting = false;  // else a deadline
  bool certain = true;   // a meeting whose plan was approved
  int64_t changed_us = 0;
  int64_t version = 0;
};

// Of a person with these offices; in order of time. Empty for somebody who holds none.
std::vector<AgendaEntry> agenda_of(const std::string& person_id, const Scope& scope, const Known& known,
                                   Language language);

}  // namespace giaoban::records
