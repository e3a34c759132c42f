// Ladders of reminders: when a rung's time comes, which rungs were reached, and what each says. Pure.
#include "services/reminder/ladder.h"

#include <algorithm>
#include <map>

#include "workflows/core/time.h"

namespace giaoban::reminder {

namespace {
constexpr int64_t kMorning = 7 * core::kHour;
}

int64_t rung_at(int64_t due_us, int days, const core::Calendar& calendar) {
  return core::start_of(core::day_of(calendar.add_working_days(due_us, days))) + kMorning;
}

int64_t next_rung(const Ladder& ladder, int64_t due_us, int64_t after_us, const core::Calendar& calendar) {
  int64_t next = 0;
  for (const auto& rung : ladder) {
    const int64_t at = rung_at(due_us, rung.days(), calendar);
    if (at > after_us && (next == 0 || at < next)) next = at;
  }
  return next;
}

std::vector<v1::Rung> reached(const Ladder& ladder, int64_t due_us, int64_t after_us, int64_t now_us,
                              const core::Calendar& calendar) {
  const auto is_reached = [&](const v1::Rung& rung) {
    const int64_t at = rung_at(due_us, rung.days(), calendar);
    return at > after_us && at <= now_us;
  };
  std::map<v1::Whom, int> latest;
  for (const auto& rung : ladder) {
    if (!is_reached(rung)) continue;
    const auto [it, fresh] = latest.try_emplace(rung.whom(), rung.days());
    it->second = std::max(it->second, rung.days());
  }
  std::vector<v1::Rung> rungs;
  for (const auto& rung : ladder) {
    if (is_reached(rung) && latest.at(rung.whom()) == rung.days()) rungs.push_back(rung);
  }
  return rungs;
}

v1::NoticeReason reason_of(const v1::Rung& rung) {
  if (rung.whom() == v1::WHOM_SUPERIOR) return v1::NOTICE_REASON_ESCALATION;
  if (rung.days() < 0) return v1::NOTICE_REASON_UPCOMING;
  return rung.days() == 0 ? v1::NOTICE_REASON_DUE_TODAY : v1::NOTICE_REASON_OVERDUE;
}

std::string rung_name(int days) {
  return (days > 0 ? "+" : "") + std::to_string(days);
}

}  // namespace giaoban::reminder
