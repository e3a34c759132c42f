// The rule packs in force, and the calendars that they make for the units of a tree.
#include "workflows/core/calendars.h"

#include <algorithm>
#include <stdexcept>

#include "workflows/core/calendar_file.h"

namespace giaoban::core {
namespace {

bool names(const v1::Calendar& pack, std::string_view unit_id) {
  return std::find(pack.unit_ids().begin(), pack.unit_ids().end(), unit_id) != pack.unit_ids().end();
}

}  // namespace

void Calendars::publish(const v1::CalendarPublished& published, const Above& above) {
  CalendarFile file = read_calendar_file(published.file());
  if (!file.faults.empty()) {
    throw std::invalid_argument("calendar " + published.name() + " cannot be read: " + file.faults.front().text_en());
  }
  PublishedCalendar version{published.name(), published.digest(),
                            std::make_shared<const v1::Calendar>(std::move(file.calendar))};
  const auto same = std::find_if(in_force_.begin(), in_force_.end(),
                                 [&](const PublishedCalendar& one) { return one.name == published.name(); });
  if (same == in_force_.end()) {
    in_force_.push_back(std::move(version));
  } else {
    *same = std::move(version);
  }
  lay(above);
}

void Calendars::lay(const Above& above) {
  Calendar::Packs for_all;
  own_.clear();
  for (const auto& published : in_force_) {
    if (published.pack->unit_ids().empty()) for_all.push_back(published.pack);
    for (const std::string& unit_id : published.pack->unit_ids()) own_[unit_id] = nullptr;
  }
  all_ = for_all.empty() ? nullptr : std::make_shared<const Calendar>(for_all);
  for (auto& [unit_id, calendar] : own_) {
    std::vector<std::string_view> way;  // from the unit up
    for (std::string_view at = unit_id; !at.empty(); at = above(at)) way.push_back(at);
    Calendar::Packs packs = for_all;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
      for (const auto& published : in_force_) {
        if (names(*published.pack, *at)) packs.push_back(published.pack);
      }
    }
    calendar = std::make_shared<const Calendar>(std::move(packs));
  }
}

const Calendar& Calendars::of(std::string_view unit_id, const Above& above) const {
  if (!own_.empty()) {
    for (std::string_view at = unit_id; !at.empty(); at = above(at)) {
      if (const auto found = own_.find(at); found != own_.end()) return *found->second;
    }
  }
  return all_ == nullptr ? Calendar::plain() : *all_;
}

}  // namespace giaoban::core
