// An agenda as an iCalendar text (RFC 5545), by libical.
#pragma once

#include <string>
#include <vector>

#include "services/records/agenda.h"

namespace giaoban::records {

// Reads what libical wants to know of time zones, once per process; before the first step.
void start_calendars();

// Lines end with CR LF and are folded at 75 octets between characters. Every entry is an event, also a deadline: the
// calendars of phones show no tasks of a calendar that they subscribe to. A deadline has no length and takes no time.
// The same agenda gives the same bytes. `portal_url` begins the address of each entry's page; without it there is none.
std::string write_calendar(const std::vector<AgendaEntry>& entries, const std::string& name,
                           const std::string& portal_url);

}  // namespace giaoban::records
