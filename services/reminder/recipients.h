// Who is told: the persons behind "holder", "superior" and "author", from the directory as heard. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/core/directory.h"

namespace giaoban::reminder {

// A person, and the office because of which they are told.
struct Recipient {
  std::string person_id;
  v1::Holder holder;
};
using Recipients = std::vector<Recipient>;

// All of these give persons by right of their own term at `now_us`; somebody to whom an office was lent is not told yet
// (that comes with absence). Empty when an office is vacant.

// Holders of one office.
Recipients holders_of(const core::Directory&, const v1::Holder& office, int64_t now_us);

// Those who owe a unit's paper: the first office of may_open that anybody holds in the unit, in the kind's order; the
// deputy only hears of it where there is no secretary.
Recipients owners(const core::Directory&, const v1::Kind& kind, std::string_view unit_id, int64_t now_us);

// The clerk, else the secretary, of the committee above: the commune for anything below it, else the unit's parent.
Recipients superiors(const core::Directory&, std::string_view unit_id, int64_t now_us);

// The author, as long as they may still write in the paper; else the owners.
Recipients authors(const core::Directory&, const v1::Kind& kind, std::string_view unit_id, const std::string& author_id,
                   int64_t now_us);

}  // namespace giaoban::reminder
