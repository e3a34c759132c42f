// The parts of check: each looks at one side of a kind and adds what it finds.
#pragma once

#include <string>
#include <vector>

#include "workflows/core/findings.h"
#include "workflows/core/walk.h"

namespace giaoban::core {

// Names, labels, who may open, and words that this version cannot do.
void check_head(const v1::Kind& kind, Findings& findings);
// Sections, fields, choices, columns, conditions.
void check_form(const v1::Kind& kind, Findings& findings);
// Fields that say when people meet.
void check_meeting(const v1::Kind& kind, Findings& findings);
// Each state by itself: who is asked, which verbs, where they lead. `walks` gives the ways there.
void check_states(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings);
// Cadence, due times, reminders, expiries.
void check_times(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings);
// All states together: reached, left again, decided by somebody else, not turning for ever.
void check_walks(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings);

// A shortest way to the state under the first tree that has one; empty when there is none.
std::string way_to(const std::vector<Walk>& walks, int state);
// "way.states[2]"
std::string state_path(int state);
// Role and level said, and known to this version.
bool is_office(const v1::Asked& asked);
// An office that keeps the system or looks on; a kind may not let it write or decide.
bool only_looks_on(const v1::Asked& asked);

}  // namespace giaoban::core
