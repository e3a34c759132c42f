// What the pictures share, and the two small ones: the funnel and the times of steps.
#include "services/records/pictures.h"

#include "services/records/owed.h"
#include "services/records/stays.h"
#include "services/records/tallies.h"
#include "workflows/core/time.h"

namespace giaoban::records {

using Published = std::shared_ptr<const core::PublishedKind>;

std::variant<Published, v1::Refusal> asked_kind(const std::string& kind, const core::Directory& directory) {
  if (auto found = directory.kind(kind)) return found;
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "kind", "Không có loại văn bản này. Hãy chọn lại loại văn bản.",
                      "There is no such kind of document. Choose another.");
}

bool has_period(const v1::Kind& kind, const std::string& period) {
  if (kind.has_cadence()) return core::cadence_opens(kind.cadence(), period).has_value();
  return core::period_start(period).has_value();
}

v1::Refusal no_such_period(const v1::Kind& kind, std::string_view field) {
  if (kind.cadence().every() == v1::EVERY_QUARTER) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                        "Loại văn bản này theo quý. Hãy viết quý như 2026-Q4, hoặc để trống.",
                        "This kind of document goes by quarters. Write one as 2026-Q4, or leave it empty.");
  }
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                      "Kỳ không đúng dạng của loại văn bản này. Hãy viết tháng như 2026-11, hoặc để trống.",
                      "This is no period of this kind of document. Write a month as 2026-11, or leave it empty.");
}

v1::Refusal periods_reversed(std::string_view field) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, "Kỳ đầu đứng sau kỳ cuối. Hãy đổi lại hai kỳ.",
                      "The first period comes after the last. Change them round.");
}

v1::Refusal too_many_periods(std::string_view field) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                      "Mỗi lần xem được nhiều nhất 24 kỳ. Hãy chọn kỳ đầu muộn hơn hoặc kỳ cuối sớm hơn.",
                      "At most 24 periods can be seen at once. Choose a later first one or an earlier last one.");
}

std::vector<std::string> periods_between(const std::string& first, const std::string& last) {
  std::vector<std::string> periods;
  for (std::string period = first; !period.empty() && period <= last && periods.size() <= kMostPeriods;) {
    periods.push_back(period);
    period = core::next_period(period);
  }
  return periods;
}

std::variant<v1::GetFunnelResponse, v1::Refusal> get_funnel(const v1::GetFunnelRequest& request, const Scope& scope,
                                                            const Known& known) {
  auto asked = asked_kind(request.kind(), known.directory);
  if (auto* no = std::get_if<v1::Refusal>(&asked)) return std::move(*no);
  const v1::Kind& kind = std::get<Published>(asked)->kind;
  std::string period = request.period();
  if (period.empty()) {
    period = core::period_of(known.now_us, kind.cadence().every());
  } else if (!has_period(kind, period)) {
    return no_such_period(kind, "period");
  }

  Tallies::Stages so_far;
  uint64_t without_paper = 0;
  for (const auto& top : scope.tops) {
    Tallies::add_stages(known.store, top, {.kind = request.kind(), .period = period}, so_far);
    without_paper += Owed::without_paper(known.store, top, request.kind(), period);
  }
  v1::GetFunnelResponse response;
  response.set_period(period);
  response.set_as_of_us(known.now_us);
  response.set_returned(so_far.returned);
  const auto first = kind.has_cadence() ? v1::STAGE_EXPECTED : v1::STAGE_OPENED;
  for (int stage = first; stage <= v1::STAGE_APPROVED; ++stage) {
    auto& line = *response.add_stages();
    line.set_stage(static_cast<v1::Stage>(stage));
    uint64_t count = stage == v1::STAGE_EXPECTED ? without_paper : 0;
    for (const auto& [reached, papers] : so_far.papers) count += reached >= stage ? papers : 0;
    line.set_count(count);
  }
  return response;
}

std::variant<v1::GetStepTimesResponse, v1::Refusal> get_step_times(const v1::GetStepTimesRequest& request,
                                                                   const Scope& scope, const Known& known) {
  auto asked = asked_kind(request.kind(), known.directory);
  if (auto* no = std::get_if<v1::Refusal>(&asked)) return std::move(*no);
  const v1::Kind& kind = std::get<Published>(asked)->kind;
  std::string from = request.from_period();
  if (from.empty()) {
    from = core::period_of(known.now_us, kind.cadence().every());
  } else if (!has_period(kind, from)) {
    return no_such_period(kind, "from_period");
  }
  const std::string to = request.to_period().empty() ? from : request.to_period();
  if (!to.empty() && !has_period(kind, to)) return no_such_period(kind, "to_period");
  if (from > to) return periods_reversed("from_period");
  std::set<std::string> periods;
  if (from.empty()) {
    periods = Stays::latest_periods(known.store, known.open, request.kind(), to, kMostPeriods);
    periods.insert("");
  } else {
    const auto all = periods_between(from, to);
    if (all.size() > kMostPeriods) return too_many_periods("from_period");
    periods.insert(all.begin(), all.end());
  }

  const auto sums =
      Stays::sum(known.store, known.open, known.order, scope, request.kind(), periods, known.directory, known.now_us);
  v1::GetStepTimesResponse response;
  response.set_as_of_us(known.now_us);
  for (const auto& state : kind.way().states()) {
    if (state.end()) continue;
    auto& step = *response.add_steps();
    step.set_state(state.name());
    *step.mutable_label() = state.label();
    step.set_with_author(state.author());
    const auto sum = sums.find(state.name());
    if (sum == sums.end()) continue;
    step.set_stays(sum->second.stays);
    step.set_working_minutes(sum->second.minutes);
    step.set_median_minutes(sum->second.median_minutes());
    step.set_longest_minutes(sum->second.longest);
  }
  return response;
}

}  // namespace giaoban::records
