// Searching by words: the sets that the words name, brought together with everything else that is wanted.
#include <algorithm>
#include <iterator>

#include "services/records/finder.h"

namespace giaoban::records {

using std::string_view;

namespace {

// Looking at one paper costs as much as walking over so many entries of an index.
constexpr uint64_t kWalksPerLook = 120;
// Reading the sets of a word costs as much as looking at the words of so many papers: of a short word, with which many
// others begin, of a longer one, and of the rest.
constexpr uint64_t kLooksPerWord[] = {200, 60, 12};

}  // namespace

void Finder::search(const std::string& period, uint64_t count) {
  Places places;
  if (few(count)) {
    places = wanted_.open_only() ? open_places(period, nullptr) : walk(period, nullptr);
    std::erase_if(places, [&](const auto& place) { return !has_words(place.second); });
  } else {
    const PaperSet said = Postings::find(store_, period, wanted_.words);
    if (said.empty()) return;
    const uint64_t named = said.size();
    const bool all_wanted = all_units_ && !wanted_.open_only() && wanted_.kind.empty() && wanted_.state.empty() &&
                            wanted_.stage <= v1::STAGE_OPENED;
    if (all_wanted && full_) {
      const auto drafts = closed(period);
      const auto hidden =
          std::count_if(drafts.begin(), drafts.end(), [&](const auto& at) { return said.has(at.second); });
      total += named - static_cast<uint64_t>(hidden);
      return;
    }
    if (wanted_.open_only()) {
      places = open_places(period, &said);
    } else {
      places = named * kWalksPerLook < count ? look_up(said) : walk(period, &said);
    }
  }
  std::sort(places.begin(), places.end());
  if (const auto drafts = closed(period); !drafts.empty()) {
    Places open;
    std::set_difference(places.begin(), places.end(), drafts.begin(), drafts.end(), std::back_inserter(open));
    places = std::move(open);
  }
  total += places.size();
  if (!full_) turn_up(period, places);
}

// What words must not find: papers that were never handed in, of units in which the caller holds no office.
Places Finder::closed(const std::string& period) const {
  Places drafts;
  if (scope_.opens_all) return drafts;
  for (const auto& range : scope_.ranges) {
    const auto part = tables_.never_handed_in(period, range);
    drafts.insert(drafts.end(), part.begin(), part.end());
  }
  std::set<int64_t> own;
  for (const auto& unit : scope_.own) own.insert(known_.order.place(unit));
  std::erase_if(drafts, [&](const auto& at) { return own.contains(at.first); });
  return drafts;
}

bool Finder::few(uint64_t count) const {
  uint64_t looks = 0;
  for (const auto& word : wanted_.words) looks += kLooksPerWord[std::clamp<size_t>(word.size(), 1, 3) - 1];
  return count <= looks;
}

bool Finder::has_words(int64_t no) const {
  const std::string words = tables_.words(no);
  return std::all_of(wanted_.words.begin(), wanted_.words.end(),
                     [&](const std::string& word) { return words.find(" " + word) != std::string::npos; });
}

Places Finder::open_places(const std::string& period, const PaperSet* said) const {
  Places places;
  for (const auto& place : open_.at(period)) {
    if (said == nullptr || said->has(place.second)) places.push_back(place);
  }
  return places;
}

// Looks at every paper that the words name.
Places Finder::look_up(const PaperSet& said) const {
  Places places;
  said.each([&](int64_t no) {
    const auto row = tables_.find(no);
    if (!row || !fits(*row)) return;
    const auto inside = [&](const PlaceRange& range) { return range.has(row->place); };
    if (std::any_of(scope_.ranges.begin(), scope_.ranges.end(), inside)) places.emplace_back(row->place, no);
  });
  return places;
}

// Walks an index over everything else that is wanted, keeping what the words name when that is known; where the index
// cannot say all of it, the papers that are left are looked at.
Places Finder::walk(const std::string& period, const PaperSet* said) const {
  Places places;
  for (const auto& leg : legs(period)) {
    const bool exact = wanted_.stage <= v1::STAGE_OPENED && leg.kind == wanted_.kind && leg.state == wanted_.state;
    const auto keep = [&](const store::Row& row) {
      if (said != nullptr && !said->has(row.integer(1))) return;
      places.emplace_back(row.integer(0), row.integer(1));
    };
    const size_t before = places.size();
    for (const auto& range : scope_.ranges) {
      if (!leg.state.empty()) {
        store_.prepare("SELECT place, no FROM dossiers WHERE state = $1 AND period = $2 AND place >= $3 AND place < $4")
            .each({string_view(leg.state), string_view(period), range.from, range.until}, keep);
      } else if (!leg.kind.empty()) {
        store_.prepare("SELECT place, no FROM dossiers WHERE kind = $1 AND period = $2 AND place >= $3 AND place < $4")
            .each({string_view(leg.kind), string_view(period), range.from, range.until}, keep);
      } else {
        store_.prepare("SELECT place, no FROM dossiers WHERE period = $1 AND place >= $2 AND place < $3")
            .each({string_view(period), range.from, range.until}, keep);
      }
    }
    if (exact) continue;
    const auto misses = [&](const auto& place) {
      const auto row = tables_.find(place.second);
      return !row || !fits(*row);
    };
    places.erase(std::remove_if(places.begin() + static_cast<std::ptrdiff_t>(before), places.end(), misses),
                 places.end());
  }
  return places;
}

}  // namespace giaoban::records
