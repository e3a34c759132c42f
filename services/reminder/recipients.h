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
  std::string for_person_id = {};  // who holds the office, when this is their stand-in; else empty
};
using Recipients = std::vector<Recipient>;

// All of these give each person once, as they stand at `now_us`; empty when an office is vacant.
//
// While an office is lent, the stand-in is told in place of the holder, who is away: a message that waits for them has
// been read by nobody who can act, and two people told of one thing each leave it to the other. A delegation that has
// ended, or of a term that has, counts for nothing; of several that run, every stand-in is told. Whoever holds the
// office themselves is told by that right, also when it is lent to them a second time. What a rung says to the superior
// stays as it is: whose absence it was does not matter to them.

// Holders of one office, or their stand-ins.
Recipients holders_of(const core::Directory&, const v1::Holder& office, int64_t now_us);

// Those who owe a unit's paper: the first office of may_open that anybody holds in the unit, in the kind's order; the
// deputy only hears of it where there is no secretary.
Recipients owners(const core::Directory&, const v1::Kind& kind, std::string_view unit_id, int64_t now_us);

// The clerk, else the secretary, of the committee above: the commune for anything below it, else the unit's parent. A
// stand-in who serves in the unit itself is no superior of it: then the holder is told, away or not.
Recipients superiors(const core::Directory&, std::string_view unit_id, int64_t now_us);

// Whether the person holds any office in the unit, or is lent one.
bool serves_in(const core::Directory&, const std::string& person_id, std::string_view unit_id, int64_t now_us);

// The author, as long as they may still write in the paper, or the stand-in for them; else the owners. An author who
// wrote as a stand-in is told as long as the delegation runs.
Recipients authors(const core::Directory&, const v1::Kind& kind, std::string_view unit_id, const std::string& author_id,
                   int64_t now_us);

}  // namespace giaoban::reminder
