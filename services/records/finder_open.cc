// Planning a page of open papers: each of them is looked at, in memory.
#include <algorithm>
#include <limits>

#include "services/records/finder.h"
#include "services/records/working_time.h"

namespace giaoban::records {

void Finder::plan_open() {
  const auto& open = known_.open;
  constexpr uint32_t any = std::numeric_limits<uint32_t>::max();
  const auto number_of = [](const Names& names, const std::string& name) {
    return name.empty() ? any : names.find(name);
  };
  const uint32_t kind = number_of(open.kinds(), wanted_.kind);
  const uint32_t period = number_of(open.periods(), wanted_.period);
  const uint32_t state = number_of(open.states(), wanted_.state);
  const auto unknown = [](const std::string& name, uint32_t number) { return !name.empty() && number == any; };
  if (unknown(wanted_.kind, kind) || unknown(wanted_.period, period) || unknown(wanted_.state, state)) return;

  // Who came after the first moment has not waited long enough, up to the second too long.
  Waits waits(known_.directory, known_.order, known_.now_us, {wanted_.days_from, wanted_.days_to.value_or(0) + 1});
  const auto waits_so_long = [&](const OpenPapers::Paper& paper) {
    const auto& since = waits.since(paper.holder);
    return paper.entered_us <= since[0] && (!wanted_.days_to || paper.entered_us > since[1]);
  };
  const bool days = wanted_.days_from > 0 || wanted_.days_to;
  const auto holder = static_cast<uint32_t>(known_.order.number(wanted_.waiting_unit));
  const bool waiting = days || !wanted_.waiting_unit.empty();
  if (!wanted_.waiting_unit.empty() && holder == 0) return;
  for (const auto& [unit, role] : scope_.offices) {
    const auto number = static_cast<uint32_t>(known_.order.number(unit));
    if (number != 0) mine_.emplace(number, static_cast<uint8_t>(role));
  }

  std::vector<Places> by_period(open.periods().size());
  for (const auto& paper : open.papers()) {
    if (kind != any && paper.kind != kind) continue;
    if (period != any && paper.period != period) continue;
    if (state != any && paper.state != state) continue;
    if (paper.stage < wanted_.stage) continue;
    if (wanted_.overdue && !paper.overdue(known_.now_us)) continue;
    if (waiting && !paper.waits) continue;
    if (holder != 0 && paper.holder != holder) continue;
    if (days && !waits_so_long(paper)) continue;
    if (wanted_.for_me && !mine_.contains({paper.holder, paper.role})) continue;
    const int64_t place = known_.order.place_of(paper.unit);
    const auto inside = [&](const PlaceRange& range) { return range.has(place); };
    if (std::none_of(scope_.ranges.begin(), scope_.ranges.end(), inside)) continue;
    by_period[paper.period].emplace_back(place, paper.no);
  }
  for (uint32_t i = 0; i < by_period.size(); ++i) {
    if (by_period[i].empty()) continue;
    counts_by_period_[open.periods().name(i)] = by_period[i].size();
    open_[open.periods().name(i)] = std::move(by_period[i]);
  }
}

}  // namespace giaoban::records
