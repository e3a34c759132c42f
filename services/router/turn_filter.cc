// Matching by number; names are folded once per unit and once per kind.
#include "services/router/turn_filter.h"

#include <algorithm>

#include "services/router/folded.h"

namespace giaoban::router {

TurnFilter::TurnFilter(const v1::ListMyTurnRequest& request, const std::string& person, int64_t now_us,
                       const Queue& queue, const core::Directory& directory)
    : request_(request),
      person_(person),
      now_us_(now_us),
      queue_(queue),
      directory_(directory),
      wanted_(folded_words(request.words())),
      units_(queue.texts()),
      kinds_(queue.texts()) {
  wanted_.resize(std::min(wanted_.size(), kWords));
  for (size_t i = 0; i < wanted_.size(); ++i) all_.set(i);
}

bool TurnFilter::takes(const Waiting& paper) {
  const auto is = [&](uint32_t number, const std::string& wanted) {
    return wanted.empty() || queue_.text(number) == wanted;
  };
  if (!is(paper.period, request_.period()) || !is(paper.state, request_.state())) return false;
  if (request_.overdue() && !is_overdue(paper)) return false;
  if (request_.claimed_by_me() && queue_.text(paper.claimed_by) != person_) return false;
  const Seen& of_unit = unit(paper.unit);
  const Seen& of_kind = kind(paper.kind_digest);
  return of_unit.good && of_kind.good && (of_unit.words | of_kind.words) == all_;
}

const TurnFilter::Seen& TurnFilter::unit(uint32_t number) {
  Seen& seen = units_[number];
  if (seen.looked) return seen;
  seen.looked = true;
  seen.good = request_.unit_id().empty() || directory_.is_within(queue_.text(number), request_.unit_id());
  if (const auto* unit = directory_.unit(queue_.text(number))) seen.words = found_in(unit->name());
  return seen;
}

const TurnFilter::Seen& TurnFilter::kind(uint32_t number) {
  Seen& seen = kinds_[number];
  if (seen.looked) return seen;
  seen.looked = true;
  const auto kind = directory_.kind_by_digest(queue_.text(number));
  seen.good = request_.kind().empty() || (kind && kind->name == request_.kind());
  if (kind) seen.words = found_in(kind->kind.title().vi() + " " + kind->kind.title().en());
  return seen;
}

TurnFilter::Words TurnFilter::found_in(std::string_view name) const {
  Words found;
  if (wanted_.empty()) return found;
  const auto words = folded_words(name);
  for (size_t i = 0; i < wanted_.size(); ++i) found.set(i, begins_any(words, wanted_[i]));
  return found;
}

}  // namespace giaoban::router
