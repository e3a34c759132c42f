// Rule packs for tests: written in a line each, and drawn at random.
#pragma once

#include <google/protobuf/text_format.h>

#include <memory>
#include <string>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "tests/core/random.h"
#include "workflows/core/calendar.h"

namespace giaoban::core {

inline v1::Calendar pack(const std::string& name, const std::string& from, const std::string& until) {
  v1::Calendar out;
  out.set_name(name);
  out.mutable_title()->set_vi("Lịch thử");
  out.mutable_title()->set_en("A calendar");
  out.add_sources("a test");
  out.set_zone("Asia/Ho_Chi_Minh");
  out.set_from(from);
  out.set_until(until);
  return out;
}

inline v1::CalendarDay& add_day(v1::Calendar& to, const std::string& date, v1::DayKind kind,
                                const std::string& stands_for = {}) {
  auto& day = *to.add_days();
  day.set_date(date);
  day.set_kind(kind);
  day.mutable_name()->set_vi("Ngày thử");
  day.mutable_name()->set_en("A day");
  day.set_stands_for(stands_for);
  return day;
}

inline void add_span(v1::Week& week, bool meeting, int weekday, const std::string& from, const std::string& until) {
  auto& span = meeting ? *week.add_meeting() : *week.add_working();
  span.set_weekday(static_cast<v1::Weekday>(weekday + 1));
  span.set_from(from);
  span.set_until(until);
}

inline Calendar calendar_of(const std::vector<v1::Calendar>& packs) {
  Calendar::Packs all;
  for (const auto& one : packs) all.push_back(std::make_shared<const v1::Calendar>(one));
  return Calendar(all);
}

// The event by which a pack comes into force.
inline v1::DirectoryEvent published(const v1::Calendar& pack) {
  v1::DirectoryEvent event;
  auto& out = *event.mutable_calendar_published();
  out.set_name(pack.name());
  out.set_digest("digest of " + pack.name());
  google::protobuf::TextFormat::PrintToString(pack, out.mutable_file());
  return event;
}

// Tết 2026 and the days around it as they were announced, with a Saturday that is worked for a Monday in August.
inline v1::Calendar days_of_2026() {
  auto out = pack("days_2026", "2026-01-01", "2026-12-31");
  out.set_complete(true);
  for (const char* date : {"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"}) {
    add_day(out, date, v1::DAY_KIND_HOLIDAY);
  }
  add_day(out, "2026-08-22", v1::DAY_KIND_SWAPPED_WORK, "2026-08-31");
  add_day(out, "2026-08-31", v1::DAY_KIND_SWAPPED_REST, "2026-08-22");
  add_day(out, "2026-09-01", v1::DAY_KIND_HOLIDAY);
  add_day(out, "2026-09-02", v1::DAY_KIND_HOLIDAY);
  return out;
}

inline std::string time_text(int64_t minutes) {
  const std::string hours = std::to_string(minutes / 60), rest = std::to_string(minutes % 60);
  return std::string(2 - hours.size(), '0') + hours + ":" + std::string(2 - rest.size(), '0') + rest;
}

// Days of any kind in any part of the years 1900 to 2300, weeks of any hours, packs over packs.
inline std::vector<v1::Calendar> random_packs(Random& random) {
  const int64_t begin = day_number(start_of({1900, 1, 1}));
  const int64_t years = day_number(start_of({2300, 1, 1})) - begin;
  const auto date = [](int64_t day) { return date_text(day_of(midnight(day))); };
  std::vector<v1::Calendar> packs;
  for (int64_t left = random.below(7) + 1; left > 0; --left) {
    const int64_t first = begin + random.below(years);
    const int64_t length = random.below(random.below(3) == 0 ? years : 800) + 1;
    auto one = pack("pack_" + std::to_string(left), date(first), date(first + length));
    one.set_complete(random.below(2) == 0);
    if (random.below(2) == 0) {
      for (int weekday = 0; weekday < 7; ++weekday) {
        for (int64_t at = random.below(600); random.below(3) > 0 && at < 1'300;) {
          const int64_t until = std::min<int64_t>(at + random.below(300) + 1, 1'440);
          add_span(*one.mutable_week(), random.below(4) == 0, weekday, time_text(at), time_text(until));
          at = until + random.below(200);
        }
      }
      add_span(*one.mutable_week(), false, static_cast<int>(random.below(7)), "23:00", "24:00");
    }
    for (int64_t day = first; day <= first + length && one.days_size() < 300; day += 1 + random.below(60)) {
      const auto kind = static_cast<v1::DayKind>(random.below(6));  // also one that is not said
      add_day(one, date(day), kind, random.below(4) == 0 ? "" : date(day + random.below(9) - 4));
    }
    packs.push_back(one);
  }
  return packs;
}

}  // namespace giaoban::core
