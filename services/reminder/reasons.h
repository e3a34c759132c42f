// Why a time is what it is, in words for people: the rule of the kind file, and the days of the calendar that it met.
// Pure.
#pragma once

#include <string>

#include "giaoban/v1/form.pb.h"
#include "workflows/core/calendar.h"

namespace giaoban::reminder {

using Reasons = google::protobuf::RepeatedPtrField<v1::Label>;

v1::Label reason(std::string vi, std::string en);

// The rule of a cadence: "Kỳ 2026-02: hạn vào ngày 25".
v1::Label cadence_rule(const v1::Cadence& cadence, const std::string& period);
// The day that the rule names, before the calendar has its say; 0 when the text is no period.
int64_t cadence_day_us(const v1::Cadence& cadence, const std::string& period);
// The rule of a state; `period` is the paper's.
v1::Label due_rule(const v1::Kind& kind, const v1::Due& due, const std::string& period, int64_t entered_us);

// Every day from the earlier to the later moment that is no ordinary working day: those that the calendar names one by
// one, with the pack that says so, the days of weekly rest as a count.
void add_days_met(int64_t from_us, int64_t until_us, const core::Calendar& calendar, Reasons& reasons);

}  // namespace giaoban::reminder
