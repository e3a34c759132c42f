// Draws the month's story from its seed.
#include "services/month/plan.h"

#include <algorithm>
#include <stdexcept>

#include "services/month/draw.h"
#include "workflows/core/time.h"

namespace giaoban::month {

namespace {

using core::kDay;
using core::kHour;
using core::kMinute;

constexpr int64_t kQuarter = 15 * kMinute;
constexpr int64_t kFilingDays = 9;  // before the due time, in which papers come in
constexpr int64_t kLateDays = 6;    // after it
constexpr int64_t kSlackDays = 3;   // left before the due time for taking a paper back and filing it anew
constexpr unsigned kLatePerMille = 90;
constexpr unsigned kSilentPerMille = 30;
constexpr unsigned kDraftPerMille = 150;
constexpr unsigned kDeputyPerMille = 400;
constexpr unsigned kWithdrawPerMille = 6;
constexpr size_t kExempt = 3;

int64_t period_begins(std::string_view period) {
  const auto start = core::period_start(period);
  if (!start || period.find('Q') != std::string_view::npos) {
    throw std::invalid_argument("the period must be a month such as 2026-11, not '" + std::string(period) + "'");
  }
  return *start;
}

// A slot in [from, until), after `after` where the window leaves room; 0 when there is no slot at all.
int64_t draw_slot(Draw& draw, int64_t from, int64_t until, int64_t after, const core::Calendar& calendar) {
  auto slots = evening_slots(std::max(from, after + 1), until, calendar);
  if (slots.empty()) slots = evening_slots(from, until, calendar);
  return slots.empty() ? 0 : draw.one_of(slots);
}

// One obligation; `after` is when the cell filed the one before.
Filing plan_one(Draw& draw, const v1::Kind& kind, std::string_view period, int64_t after, int64_t ends_us,
                const core::Calendar& calendar) {
  const int64_t opens = core::cadence_opens(kind.cadence(), period).value_or(0);
  const int64_t due = core::cadence_due(kind.cadence(), period, calendar).value_or(0);
  const int64_t from = std::max(opens, due - kFilingDays * kDay);
  Filing filing;
  const auto fate = draw.below(1000);
  filing.fate = fate < kSilentPerMille                   ? Fate::kSilent
                : fate < kSilentPerMille + kLatePerMille ? Fate::kLate
                                                         : Fate::kOnTime;
  filing.by_deputy = draw.per_mille(kDeputyPerMille);
  const bool drafts = draw.per_mille(filing.fate == Fate::kSilent ? 500 : kDraftPerMille);
  if (filing.fate == Fate::kSilent) {
    filing.draft_us = drafts ? draw_slot(draw, from, due, after, calendar) : 0;
    return filing;
  }
  filing.hand_in_us = filing.fate == Fate::kOnTime
                          ? draw_slot(draw, from, due, after, calendar)
                          : draw_slot(draw, due + 1, std::min(due + kLateDays * kDay, ends_us), after, calendar);
  if (filing.hand_in_us == 0) {
    filing.fate = Fate::kSilent;
    return filing;
  }
  if (drafts) {
    const auto before = evening_slots(std::max(from, filing.hand_in_us - 3 * kDay), filing.hand_in_us, calendar);
    if (!before.empty()) filing.draft_us = draw.one_of(before);
  }
  filing.withdraws = filing.fate == Fate::kOnTime && filing.draft_us == 0 &&
                     filing.hand_in_us < due - kSlackDays * kDay && draw.per_mille(kWithdrawPerMille);
  return filing;
}

// Among those that nobody means to keep, or even to begin.
void choose_exempt(uint64_t seed, const std::vector<v1::Kind>& owed, Plan& plan) {
  std::vector<size_t> idle;
  for (size_t i = 0; i < plan.filings.size(); ++i) {
    if (plan.filings[i].fate == Fate::kSilent && plan.filings[i].draft_us == 0) idle.push_back(i);
  }
  Draw draw(seed, "exempt");
  for (size_t n = 0; n < kExempt && !idle.empty(); ++n) {
    const size_t at = draw.below(idle.size());
    Filing& filing = plan.filings[idle[at]];
    const auto opens = core::cadence_opens(owed[filing.kind].cadence(), plan.period);
    const auto slots = clerk_slots(opens.value_or(plan.period_us), plan.ends_us, v1::LEVEL_DISTRICT, 0, plan.calendar);
    if (!slots.empty()) {
      filing.fate = Fate::kExempt;
      plan.exemptions.push_back({idle[at], slots.front()});
    }
    idle.erase(idle.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

// The earliest plain paper of the first kind: there is time left to file a new one.
void choose_rejected(std::vector<Filing>& filings) {
  Filing* chosen = nullptr;
  for (auto& filing : filings) {
    const bool plain = filing.kind == 0 && filing.fate == Fate::kOnTime && !filing.withdraws && !filing.by_deputy;
    if (plain && (chosen == nullptr || filing.hand_in_us < chosen->hand_in_us)) chosen = &filing;
  }
  if (chosen != nullptr) chosen->is_rejected = true;
}

}  // namespace

int64_t month_begins_us(std::string_view period) {
  return period_begins(period) - kDay + 8 * kHour;
}

std::vector<v1::Kind> owed_kinds(const std::vector<v1::Kind>& kinds) {
  std::vector<v1::Kind> owed;
  for (const auto& kind : kinds) {
    const bool monthly = kind.has_cadence() && kind.cadence().every() == v1::EVERY_MONTH;
    if (monthly && kind.cadence().level() == v1::LEVEL_CELL) owed.push_back(kind);
  }
  std::stable_sort(owed.begin(), owed.end(),
                   [](const v1::Kind& a, const v1::Kind& b) { return a.cadence().due_day() < b.cadence().due_day(); });
  return owed;
}

Plan plan_month(uint64_t seed, std::string_view period, const std::vector<std::string>& cells,
                const std::vector<v1::Kind>& owed, const core::Calendar& calendar) {
  Plan plan;
  plan.calendar = calendar;
  plan.period = period;
  plan.period_us = period_begins(period);
  plan.begins_us = month_begins_us(period);
  const int64_t over = period_begins(core::next_period(period));
  plan.ends_us = calendar.add_working_days(over - 1, 3);
  for (size_t cell = 0; cell < cells.size(); ++cell) {
    int64_t after = 0;
    for (size_t kind = 0; kind < owed.size(); ++kind) {
      Draw draw(seed, cells[cell] + "/" + owed[kind].name());
      auto filing = plan_one(draw, owed[kind], period, after, plan.ends_us, calendar);
      filing.cell = cell;
      filing.kind = kind;
      after = std::max(after, filing.hand_in_us);
      plan.filings.push_back(filing);
    }
  }
  choose_rejected(plan.filings);
  choose_exempt(seed, owed, plan);
  return plan;
}

Plan plan_morning(const Plan& month, size_t cells, size_t kinds) {
  constexpr size_t kPapers = 12;
  constexpr size_t kEarly = 3;  // handed in days ago: one went back and forth, the others are overdue by now
  Plan morning = month;
  morning.period = core::next_period(month.period);
  morning.period_us = core::period_start(morning.period).value();
  morning.begins_us = month.ends_us;
  morning.ends_us = core::start_of(core::day_of(month.calendar.add_working_days(morning.begins_us, 3))) + 9 * kHour;
  morning.filings.clear();
  morning.exemptions.clear();
  if (cells == 0 || kinds == 0) return morning;
  Filing draft;
  draft.draft_us = morning.begins_us;
  morning.filings.push_back(draft);
  // Every cell in turn, each with the next kind; in the next turn all go one kind further.
  for (size_t i = 0; i < cells * kinds && morning.filings.size() <= kPapers; ++i) {
    Filing filing;
    filing.cell = (i + 1) % cells;
    filing.kind = (i % cells + i / cells) % kinds;
    if (filing.cell == 0 && filing.kind == 0) continue;  // the draft
    filing.hand_in_us = morning.filings.size() <= kEarly ? morning.begins_us : morning.ends_us;
    morning.filings.push_back(filing);
  }
  return morning;
}

std::vector<int64_t> evening_slots(int64_t from_us, int64_t until_us, const core::Calendar& calendar) {
  std::vector<int64_t> slots;
  const auto add = [&](int64_t begin, int64_t end) {
    for (int64_t at = begin; at < end; at += kQuarter) {
      if (at >= from_us && at < until_us && calendar.is_meeting_moment(at)) slots.push_back(at);
    }
  };
  for (int64_t day = core::start_of(core::day_of(from_us)); day < until_us; day += kDay) {
    if (!calendar.is_working_day(core::day_of(day))) add(day + 8 * kHour, day + 10 * kHour);
    add(day + 19 * kHour, day + 21 * kHour);
  }
  return slots;
}

std::vector<int64_t> clerk_slots(int64_t from_us, int64_t until_us, v1::Level level, size_t desk,
                                 const core::Calendar& calendar) {
  const int64_t hour = level <= v1::LEVEL_COMMUNE ? 8 * kHour : 10 * kHour;
  const int64_t at = hour + static_cast<int64_t>(desk % 3) * 2 * kQuarter;
  std::vector<int64_t> slots;
  for (int64_t day = core::start_of(core::day_of(from_us)); day < until_us; day += kDay) {
    if (day + at >= from_us && day + at < until_us && calendar.is_working_day(core::day_of(day)))
      slots.push_back(day + at);
  }
  return slots;
}

}  // namespace giaoban::month
