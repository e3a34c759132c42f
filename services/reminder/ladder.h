// Ladders of reminders: when a rung's time comes, which rungs were reached, and what each says. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "giaoban/v1/kind.pb.h"
#include "giaoban/v1/notice.pb.h"
#include "workflows/core/calendar.h"

namespace giaoban::reminder {

using Ladder = google::protobuf::RepeatedPtrField<v1::Rung>;

// 07:00 (UTC+7) of the working day `days` working days from the due time: before the morning digest, so that it is in
// it. All here go by the calendar of the unit that is chased, so no rung lies on a day of rest and none is lost to one.
int64_t rung_at(int64_t due_us, int days, const core::Calendar& calendar);

// Time of the earliest rung after `after_us`; 0 when none is left.
int64_t next_rung(const Ladder& ladder, int64_t due_us, int64_t after_us, const core::Calendar& calendar);

// Rungs whose time lies in (after_us, now_us], in the file's order. When the clock jumped over several for the same
// persons, only the latest of them: nobody is told "in three days" and "overdue" in one breath.
std::vector<v1::Rung> reached(const Ladder& ladder, int64_t due_us, int64_t after_us, int64_t now_us,
                              const core::Calendar& calendar);

// A superior is always told as an escalation; the others by the day.
v1::NoticeReason reason_of(const v1::Rung& rung);

// "-3", "0", "+1": the rung's part of a notice's key. Who it speaks to is not in it, so that a person with two offices
// is told once.
std::string rung_name(int days);

}  // namespace giaoban::reminder
