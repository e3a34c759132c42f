// What the people of the demo mean to do in the month: who files what and when, and which mornings the clerks work.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/kind.pb.h"
#include "workflows/core/calendar.h"

namespace giaoban::month {

// How a cell keeps one obligation.
enum class Fate { kOnTime, kLate, kSilent, kExempt };

// One obligation of one cell, as the cell will keep it. Times are business microseconds UTC; 0 means never.
struct Filing {
  size_t cell = 0;  // index into the cells given
  size_t kind = 0;  // index into the kinds given
  Fate fate = Fate::kOnTime;
  int64_t draft_us = 0;  // begun on an evening before it is handed in; with a silent one: begun and left lying
  int64_t hand_in_us = 0;
  bool by_deputy = false;    // the deputy writes it, where the deputy signs in
  bool withdraws = false;    // taken back half an hour later, and a new one filed
  bool is_rejected = false;  // the one paper of the month to which the commune says no
};

// The district frees a cell from one obligation.
struct Exemption {
  size_t filing = 0;  // index into the filings, of one that is kExempt
  int64_t at_us = 0;
};

// The story of one month. Copying copies everything.
struct Plan {
  std::string period;
  int64_t period_us = 0;  // its first moment
  int64_t begins_us = 0;  // 08:00 of the day before the period
  int64_t ends_us = 0;    // end of the third working day after it
  std::vector<Filing> filings;
  std::vector<Exemption> exemptions;
  core::Calendar calendar = core::Calendar::plain();  // by which all of them work and meet
};

// When the clock of a data folder must stand so that this month can be played in it. Throws std::invalid_argument when
// the text is no month "2026-11".
int64_t month_begins_us(std::string_view period);

// Kinds that cells owe every month, in the order of their due days; only those are filed.
std::vector<v1::Kind> owed_kinds(const std::vector<v1::Kind>& kinds);

// Of 1,000 obligations about 880 are kept in time, 90 late, 30 never; each cell files its kinds one after another.
// Three of those that are not kept are so by the district's leave, given a working day after they were opened.
Plan plan_month(uint64_t seed, std::string_view period, const std::vector<std::string>& cells,
                const std::vector<v1::Kind>& owed, const core::Calendar& calendar);

// The morning after: next month's papers of the first `cells` cells in `kinds` kinds, twelve of them where there are so
// many, besides a draft of the first cell that is left as it is. The first three are handed in as the days begin.
Plan plan_morning(const Plan& month, size_t cells, size_t kinds);

// When cells do paperwork: quarters of an hour on evenings, and on days off also in the morning, where it is time to
// meet; from <= t < until.
std::vector<int64_t> evening_slots(int64_t from_us, int64_t until_us, const core::Calendar& calendar);

// When clerks sit down to what waits for them: once every working day. Clerks of one level come at up to three
// different hours by `desk`; higher levels come later in the day.
std::vector<int64_t> clerk_slots(int64_t from_us, int64_t until_us, v1::Level level, size_t desk,
                                 const core::Calendar& calendar);

}  // namespace giaoban::month
