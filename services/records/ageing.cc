// What waits with whom: every open paper is looked at, against boundaries worked out once.
#include <algorithm>
#include <array>
#include <map>

#include "services/records/pictures.h"
#include "services/records/working_time.h"

namespace giaoban::records {

namespace {

constexpr size_t kMostRows = 200;
// The first whole working day of each row's second, third and fourth number.
constexpr std::array<uint32_t, 3> kBounds = {2, 4, 6};

struct Waiting {
  std::array<uint32_t, kBounds.size() + 1> counts = {};
  uint32_t overdue = 0;
  int64_t oldest_us = 0;
};

using Office = std::pair<uint32_t, uint8_t>;  // unit, role

std::map<Office, Waiting> count(const std::string& kind, const Scope& scope, const Known& known) {
  Waits waits(known.directory, known.order, known.now_us, {kBounds.begin(), kBounds.end()});
  const uint32_t wanted = known.open.kinds().find(kind);

  std::map<Office, Waiting> offices;
  for (const auto& paper : known.open.papers()) {
    if (!paper.waits || (!kind.empty() && paper.kind != wanted)) continue;
    const int64_t place = known.order.place_of(paper.unit);
    const auto inside = [&](const PlaceRange& range) { return range.has(place); };
    if (std::none_of(scope.ranges.begin(), scope.ranges.end(), inside)) continue;
    auto& waiting = offices[{paper.holder, paper.role}];
    const auto& since = waits.since(paper.holder);
    size_t days = 0;
    while (days < kBounds.size() && paper.entered_us <= since[days]) ++days;
    ++waiting.counts[days];
    if (paper.overdue(known.now_us)) ++waiting.overdue;
    if (waiting.oldest_us == 0 || paper.entered_us < waiting.oldest_us) waiting.oldest_us = paper.entered_us;
  }
  return offices;
}

}  // namespace

std::variant<v1::GetAgeingResponse, v1::Refusal> get_ageing(const v1::GetAgeingRequest& request, const Scope& scope,
                                                            const Known& known) {
  if (!request.kind().empty()) {
    auto asked = asked_kind(request.kind(), known.directory);
    if (auto* no = std::get_if<v1::Refusal>(&asked)) return std::move(*no);
  }
  const auto offices = count(request.kind(), scope, known);
  std::vector<std::pair<Office, Waiting>> rows(offices.begin(), offices.end());
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    if (a.second.oldest_us != b.second.oldest_us) return a.second.oldest_us < b.second.oldest_us;
    const int64_t place_a = known.order.place_of(a.first.first);
    const int64_t place_b = known.order.place_of(b.first.first);
    return std::pair(place_a, a.first.second) < std::pair(place_b, b.first.second);
  });
  if (rows.size() > kMostRows) rows.resize(kMostRows);

  v1::GetAgeingResponse response;
  response.set_as_of_us(known.now_us);
  for (const auto& [office, waiting] : rows) {
    auto& row = *response.add_rows();
    row.set_unit_id(known.order.unit_of(office.first));
    if (const auto* unit = known.directory.unit(row.unit_id())) row.set_unit_name(unit->name());
    row.set_role(static_cast<v1::Role>(office.second));
    for (const auto papers : waiting.counts) row.add_counts(papers);
    row.set_overdue(waiting.overdue);
    row.set_oldest_us(waiting.oldest_us);
  }
  return response;
}

}  // namespace giaoban::records
