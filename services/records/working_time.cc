// How long papers stay and wait, in working time of whoever they wait for.
#include "services/records/working_time.h"

#include <algorithm>
#include <limits>

namespace giaoban::records {

int64_t worked_between(int64_t from_us, int64_t until_us, const core::Calendar& calendar) {
  return std::max<int64_t>(calendar.worked_until(until_us) - calendar.worked_until(from_us), 0);
}

const std::vector<int64_t>& Waits::since(uint32_t holder) {
  if (holder >= by_holder_.size()) by_holder_.resize(size_t{holder} + 1, nullptr);
  auto& known = by_holder_[holder];
  if (known == nullptr) {
    const auto& calendar = directory_.calendar(order_.unit_of(holder));
    auto [at, fresh] = by_calendar_.try_emplace(&calendar);
    if (fresh) at->second = reckon(calendar);
    known = &at->second;
  }
  return *known;
}

std::vector<int64_t> Waits::reckon(const core::Calendar& calendar) const {
  const int64_t worked_now = calendar.worked_until(now_us_);
  const int64_t day = calendar.ordinary_day(now_us_);
  std::vector<int64_t> since;
  for (const uint32_t days : days_) {
    const int64_t worked = worked_now - int64_t{days} * day;
    if (days == 0) {
      since.push_back(std::numeric_limits<int64_t>::max());
    } else if (worked < 0) {
      since.push_back(std::numeric_limits<int64_t>::min());
    } else {
      since.push_back(calendar.when_worked(worked + 1) - 1);
    }
  }
  return since;
}

}  // namespace giaoban::records
