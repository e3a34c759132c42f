// Calendars: working days and hours over holidays and swaps, meeting time, what wins over what, and 400 years of random
// packs against somebody who walks from day to day.
#include "workflows/core/calendar.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/core/packs.h"

namespace giaoban::core {
namespace {

int64_t at(Day day, int hour, int minute = 0) {
  return start_of(day) + hour * kHour + minute * kMinute;
}

TEST(Calendar, SkipsTheHolidaysOfTet) {
  const Calendar calendar = calendar_of({days_of_2026()});
  EXPECT_EQ(calendar.add_working_days(at({2026, 2, 13}, 9), 1), at({2026, 2, 23}, 17));
  EXPECT_EQ(calendar.add_working_days(at({2026, 2, 17}, 9), 0), at({2026, 2, 23}, 17));
  EXPECT_EQ(calendar.add_working_days(at({2026, 2, 17}, 9), -1), at({2026, 2, 13}, 17));
  EXPECT_EQ(calendar.end_of_working_day(at({2026, 2, 14}, 9)), at({2026, 2, 23}, 17));
  EXPECT_EQ(calendar.add_working_hours(at({2026, 2, 13}, 16), 2), at({2026, 2, 23}, 8, 30));
  EXPECT_EQ(calendar.add_working_hours(at({2026, 2, 13}, 16), 1), at({2026, 2, 13}, 17));
  EXPECT_EQ(calendar.next_working_moment(at({2026, 2, 13}, 17)), at({2026, 2, 23}, 7, 30));
  EXPECT_EQ(calendar.worked_until(at({2026, 2, 23}, 7)), calendar.worked_until(at({2026, 2, 13}, 17)));
}

TEST(Calendar, WorksASwappedSaturdayByTheHoursOfTheDayItStandsFor) {
  auto hours = pack("hours", "2026-01-01", "2026-12-31");
  add_span(*hours.mutable_week(), false, 0, "08:00", "12:00");  // Mondays
  add_span(*hours.mutable_week(), false, 1, "07:00", "10:00");
  add_span(*hours.mutable_week(), true, 0, "20:00", "21:00");
  add_span(*hours.mutable_week(), true, 5, "09:00", "21:00");
  const Calendar calendar = calendar_of({hours, days_of_2026()});
  EXPECT_EQ(calendar.worked_on({2026, 8, 22}), 4 * kHour);
  EXPECT_EQ(calendar.worked_on({2026, 8, 31}), 0);
  EXPECT_EQ(calendar.worked_on({2026, 8, 29}), 0) << "an ordinary Saturday";
  EXPECT_EQ(calendar.end_of_working_day(at({2026, 8, 22}, 1)), at({2026, 8, 22}, 12));
  EXPECT_FALSE(calendar.is_meeting_moment(at({2026, 8, 22}, 9))) << "they work";
  EXPECT_TRUE(calendar.is_meeting_moment(at({2026, 8, 22}, 20)));
  EXPECT_TRUE(calendar.is_meeting_moment(at({2026, 8, 29}, 9)));
}

TEST(Calendar, MeetsOnAnyDayOffButAHoliday) {
  auto days = pack("days", "2026-01-01", "2026-12-31");
  add_day(days, "2026-03-03", v1::DAY_KIND_HOLIDAY);
  add_day(days, "2026-03-04", v1::DAY_KIND_IN_LIEU, "2026-03-01");
  add_day(days, "2026-03-05", v1::DAY_KIND_LOCAL_REST);
  const Calendar calendar = calendar_of({days});
  EXPECT_TRUE(calendar.is_meeting_moment(at({2026, 3, 2}, 19)));
  EXPECT_FALSE(calendar.is_meeting_moment(at({2026, 3, 2}, 10)));
  EXPECT_FALSE(calendar.is_meeting_moment(at({2026, 3, 3}, 19)));
  EXPECT_TRUE(calendar.is_meeting_moment(at({2026, 3, 4}, 19)));
  EXPECT_TRUE(calendar.is_meeting_moment(at({2026, 3, 5}, 19)));
  EXPECT_EQ(calendar.next_meeting_moment(at({2026, 3, 2}, 21, 30)), at({2026, 3, 4}, 18, 30));
  EXPECT_EQ(calendar.next_meeting_moment(at({2026, 3, 2}, 19, 5)), at({2026, 3, 2}, 19, 5));
  EXPECT_EQ(calendar.next_meeting_moment(at({2026, 3, 7}, 1)), at({2026, 3, 7}, 7, 30)) << "a Saturday";
}

TEST(Calendar, LetsTheLaterPackWinDayByDay) {
  auto festival = pack("festival", "2026-02-01", "2026-02-28");
  add_day(festival, "2026-02-11", v1::DAY_KIND_LOCAL_REST);
  add_day(festival, "2026-02-20", v1::DAY_KIND_SWAPPED_WORK, "2026-02-11");
  const Calendar calendar = calendar_of({days_of_2026(), festival});
  EXPECT_FALSE(calendar.is_working_day({2026, 2, 11}));
  EXPECT_TRUE(calendar.is_working_day({2026, 2, 20}));
  EXPECT_FALSE(calendar.is_working_day({2026, 2, 19}));
  EXPECT_EQ(calendar.differs_by({2026, 2, 20}), "festival");
  EXPECT_EQ(calendar.differs_by({2026, 2, 19}), "days_2026");
  EXPECT_EQ(calendar.differs_by({2026, 2, 12}), "");
  EXPECT_EQ(calendar.differs({2026, 2, 12}), nullptr);
  ASSERT_NE(calendar.differs({2026, 2, 11}), nullptr);
  EXPECT_EQ(calendar.differs({2026, 2, 11})->kind(), v1::DAY_KIND_LOCAL_REST);
}

TEST(Calendar, HoldsAWeekOnlyForThePacksDays) {
  auto summer = pack("summer", "2026-06-01", "2026-08-31");
  for (int weekday = 0; weekday < 6; ++weekday) add_span(*summer.mutable_week(), false, weekday, "06:00", "10:00");
  const Calendar calendar = calendar_of({summer});
  EXPECT_EQ(calendar.worked_on({2026, 5, 29}), 7 * kHour + 30 * kMinute);
  EXPECT_EQ(calendar.worked_on({2026, 6, 1}), 4 * kHour);
  EXPECT_TRUE(calendar.is_working_day({2026, 8, 29})) << "a Saturday";
  EXPECT_FALSE(calendar.is_working_day({2026, 9, 5}));
  EXPECT_EQ(calendar.add_working_days(at({2026, 5, 29}, 9), 6), at({2026, 6, 6}, 10));
  EXPECT_EQ(calendar.ordinary_day(at({2026, 7, 1}, 0)), 4 * kHour);
}

TEST(Calendar, IsKnownUntilTheEndOfTheLastCompletePack) {
  EXPECT_EQ(Calendar::plain().known_until(), Day{});
  auto incomplete = pack("later", "2027-01-01", "2027-12-31");
  EXPECT_EQ(calendar_of({incomplete, days_of_2026()}).known_until(), (Day{2026, 12, 31}));
}

TEST(Calendar, PassesOverWhatNoCheckWouldTake) {
  auto odd = pack("odd", "2026-01-01", "2026-12-31");
  add_day(odd, "no day", v1::DAY_KIND_HOLIDAY);
  add_day(odd, "2027-03-01", v1::DAY_KIND_HOLIDAY);  // not in its year
  add_day(odd, "2026-03-02", v1::DAY_KIND_UNSPECIFIED);
  add_span(*odd.mutable_week(), false, 0, "18:00", "08:00");
  add_span(*odd.mutable_week(), false, 8, "08:00", "09:00");
  add_span(*odd.mutable_week(), false, 0, "8:00", "25:00");
  auto reversed = pack("reversed", "2026-12-31", "2026-01-01");
  add_day(reversed, "2026-04-01", v1::DAY_KIND_HOLIDAY);
  const Calendar calendar = calendar_of({odd, reversed});
  EXPECT_TRUE(calendar.is_working_day({2027, 3, 1}));
  EXPECT_FALSE(calendar.is_working_day({2026, 3, 2})) << "a week without hours";
  EXPECT_EQ(calendar.end_of_working_day(at({2026, 5, 5}, 9)), at({2027, 1, 1}, 17));
  EXPECT_EQ(calendar.differs({2026, 4, 1}), nullptr);
}

// A calendar that nobody works by must not hold anybody for ever.
TEST(Calendar, EndsAtTheLastDayWhereNobodyEverWorks) {
  auto idle = pack("idle", "0001-01-01", "9999-12-31");
  idle.mutable_week();
  const Calendar calendar = calendar_of({idle});
  const int64_t now = at({2026, 3, 2}, 9);
  EXPECT_EQ(day_of(calendar.add_working_days(now, 3)), (Day{9999, 12, 31}));
  EXPECT_EQ(day_of(calendar.add_working_hours(now, 3)), (Day{9999, 12, 31}));
  EXPECT_EQ(calendar.next_working_moment(now), now);
  EXPECT_EQ(calendar.next_meeting_moment(now), now);
  EXPECT_EQ(calendar.ordinary_day(now), 0);
}

TEST(Calendar, TakesTheNearestMomentForOneOutsideTheYears) {
  constexpr int64_t least = std::numeric_limits<int64_t>::min();
  constexpr int64_t most = std::numeric_limits<int64_t>::max();
  const Calendar calendar = calendar_of({days_of_2026()});
  for (const int64_t us : {least, least + 1, int64_t{0}, most - 1, most}) {
    for (const int n : {std::numeric_limits<int>::min(), -1, 0, 1, std::numeric_limits<int>::max()}) {
      EXPECT_GE(calendar.add_working_days(us, n), midnight(kFirstDay));
      EXPECT_LT(calendar.add_working_days(us, n), midnight(kLastDay + 1));
      if (n > 0) {
        EXPECT_LT(calendar.add_working_hours(us, n), midnight(kLastDay + 1));
      }
    }
    EXPECT_LT(calendar.next_working_moment(us), midnight(kLastDay + 1));
    EXPECT_GE(calendar.next_meeting_moment(us), midnight(kFirstDay));
  }
  EXPECT_EQ(day_of(calendar.end_of_working_day(least)), (Day{1, 1, 1}));
  EXPECT_EQ(day_of(calendar.add_working_days(most, 5)), (Day{9999, 12, 31}));
}

TEST(Cadence, IsDueAtTheEndOfAWorkingDayOfTheUnit) {
  v1::Cadence cadence;
  cadence.set_every(v1::EVERY_MONTH);
  cadence.set_due_day(20);
  EXPECT_EQ(cadence_due(cadence, "2026-02", Calendar::plain()), at({2026, 2, 20}, 17));
  EXPECT_EQ(cadence_due(cadence, "2026-02", calendar_of({days_of_2026()})), at({2026, 2, 23}, 17));
}

// Somebody who looks at every day by itself, pack after pack.
class Walker {
 public:
  static constexpr int64_t kBegin = -25'567;  // 1900-01-01
  static constexpr int64_t kEnd = kBegin + 146'097;

  explicit Walker(const std::vector<v1::Calendar>& packs) {
    v1::Week plain;
    for (int weekday = 0; weekday < 5; ++weekday) {
      add_span(plain, false, weekday, "07:30", "11:30");
      add_span(plain, false, weekday, "13:30", "17:00");
    }
    for (int weekday = 0; weekday < 7; ++weekday) {
      add_span(plain, true, weekday, weekday < 5 ? "18:30" : "07:30", "21:30");
    }
    weeks_.assign(1, plain);
    week_of_.assign(kEnd - kBegin, 0);
    differs_.assign(kEnd - kBegin, nullptr);
    for (const auto& one : packs) {
      const int64_t first = day_number(*parse_date(one.from())), last = day_number(*parse_date(one.until()));
      if (one.has_week()) weeks_.push_back(one.week());
      for (int64_t day = std::max(first, kBegin); day <= last && day < kEnd; ++day) {
        if (one.has_week()) week_of_[index(day)] = weeks_.size() - 1;
      }
      for (const auto& differs : one.days()) {
        const int64_t day = day_number(*parse_date(differs.date()));
        const bool holds = day >= std::max(first, kBegin) && day <= last && day < kEnd;
        if (holds && differs.kind() != v1::DAY_KIND_UNSPECIFIED) differs_[index(day)] = &differs;
      }
    }
  }

  // By minute of the day.
  bool works(int64_t day, int64_t minute) const {
    const auto* differs = differs_[index(day)];
    if (differs == nullptr) return inside(week(day).working(), weekday(day), minute);
    return differs->kind() == v1::DAY_KIND_SWAPPED_WORK &&
           inside(week(day).working(), stands_for(*differs, day), minute);
  }
  bool meets(int64_t day, int64_t minute) const {
    const auto* differs = differs_[index(day)];
    if (differs == nullptr) return inside(week(day).meeting(), weekday(day), minute);
    if (differs->kind() == v1::DAY_KIND_HOLIDAY) return false;
    const bool swapped = differs->kind() == v1::DAY_KIND_SWAPPED_WORK;
    return inside(week(day).meeting(), swapped ? stands_for(*differs, day) : weekday(day), minute);
  }
  const v1::CalendarDay* differs(int64_t day) const { return differs_[index(day)]; }

  // The same for all days that go by the same week, weekday and kind, so that 400 years take a moment.
  int64_t worked_minutes(int64_t day) const {
    const auto* differs = differs_[index(day)];
    const bool swapped = differs != nullptr && differs->kind() == v1::DAY_KIND_SWAPPED_WORK;
    if (differs != nullptr && !swapped) return 0;
    const auto key = std::pair(week_of_[index(day)], swapped ? stands_for(*differs, day) : weekday(day));
    const auto [at, fresh] = minutes_.try_emplace(key, 0);
    for (int64_t minute = 0; fresh && minute < 24 * 60; ++minute) at->second += works(day, minute) ? 1 : 0;
    return at->second;
  }

 private:
  static size_t index(int64_t day) { return static_cast<size_t>(day - kBegin); }
  const v1::Week& week(int64_t day) const { return weeks_[week_of_[index(day)]]; }
  static int stands_for(const v1::CalendarDay& differs, int64_t day) {
    const auto date = parse_date(differs.stands_for());
    return weekday(date ? day_number(*date) : day);
  }
  static int64_t minutes(const std::string& text) { return std::stoi(text) * 60 + std::stoi(text.substr(3)); }
  static bool inside(const google::protobuf::RepeatedPtrField<v1::WeekSpan>& spans, int on, int64_t minute) {
    return std::any_of(spans.begin(), spans.end(), [&](const v1::WeekSpan& span) {
      return span.weekday() == on + 1 && minutes(span.from()) <= minute && minute < minutes(span.until());
    });
  }

  std::vector<v1::Week> weeks_;
  std::vector<size_t> week_of_;
  std::vector<const v1::CalendarDay*> differs_;
  mutable std::map<std::pair<size_t, int>, int64_t> minutes_;
};

class Drawn : public testing::TestWithParam<int> {
 protected:
  Random random{static_cast<uint64_t>(GetParam())};
  std::vector<v1::Calendar> packs = random_packs(random);
  Calendar calendar = calendar_of(packs);
  Walker walker{packs};
};

TEST_P(Drawn, KnowsEveryDayOfFourHundredYears) {
  int64_t worked = calendar.worked_until(midnight(Walker::kBegin));
  for (int64_t day = Walker::kBegin; day < Walker::kEnd; ++day) {
    const Day date = day_of(midnight(day));
    const int64_t minutes = walker.worked_minutes(day);
    ASSERT_EQ(calendar.worked_until(midnight(day)), worked) << date_text(date);
    ASSERT_EQ(calendar.worked_on(date), minutes * kMinute) << date_text(date);
    ASSERT_EQ(calendar.is_working_day(date), minutes > 0);
    const auto* differs = walker.differs(day);
    ASSERT_EQ(calendar.differs(date) == nullptr, differs == nullptr) << date_text(date);
    if (differs != nullptr) {
      ASSERT_EQ(calendar.differs(date)->SerializeAsString(), differs->SerializeAsString());
    }
    worked += minutes * kMinute;
  }
  ASSERT_EQ(calendar.worked_until(midnight(Walker::kEnd)), worked);
}

TEST_P(Drawn, AddsDaysLikeSomebodyWhoWalks) {
  std::vector<int64_t> working;
  std::vector<size_t> at_or_after;  // index of the first working day at or after
  for (int64_t day = Walker::kBegin; day < Walker::kEnd; ++day) {
    at_or_after.push_back(working.size());
    if (walker.worked_minutes(day) > 0) working.push_back(day);
  }
  for (int i = 0; i < 20'000; ++i) {
    const int64_t day = Walker::kBegin + random.below(Walker::kEnd - Walker::kBegin);
    const int64_t wanted = static_cast<int64_t>(at_or_after[static_cast<size_t>(day - Walker::kBegin)]) +
                           (random.below(3) == 0 ? random.below(60'000) - 30'000 : random.below(60) - 30);
    if (wanted < 0 || wanted >= static_cast<int64_t>(working.size())) continue;
    const int days =
        static_cast<int>(wanted - static_cast<int64_t>(at_or_after[static_cast<size_t>(day - Walker::kBegin)]));
    const int64_t end = calendar.add_working_days(midnight(day) + random.below(kDay), days);
    const int64_t found = day_number(end - 1);  // the end may be 24:00
    ASSERT_EQ(found, working[static_cast<size_t>(wanted)]) << day << " " << days;
    const int64_t minute = (end - midnight(found)) / kMinute;
    ASSERT_TRUE(walker.works(found, minute - 1) && (minute == 24 * 60 || !walker.works(found, minute)));
    for (int64_t later = minute; later < 24 * 60; ++later) ASSERT_FALSE(walker.works(found, later));
  }
}

TEST_P(Drawn, AddsHoursLikeSomebodyWhoWalks) {
  for (int i = 0; i < 150; ++i) {
    const int64_t from = midnight(Walker::kBegin + random.below(Walker::kEnd - Walker::kBegin - 4'000)) +
                         random.below(24 * 60) * kMinute;
    const int hours = static_cast<int>(random.below(i % 10 == 0 ? 1'000 : 60)) + 1;
    int64_t left = int64_t{hours} * 60;
    int64_t us = from;
    while (left > 0 && us < midnight(Walker::kEnd - 1)) {
      const int64_t day = day_number(us);
      const int64_t rest_of_day = walker.worked_minutes(day);
      if (us == midnight(day) && rest_of_day < left) {
        left -= rest_of_day;
        us += kDay;
        continue;
      }
      if (walker.works(day, (us - midnight(day)) / kMinute)) --left;
      us += kMinute;
    }
    if (left > 0) continue;
    ASSERT_EQ(calendar.add_working_hours(from, hours), us) << for_people(from) << " + " << hours;
  }
}

TEST_P(Drawn, FindsTheNextMomentLikeSomebodyWhoWalks) {
  for (int i = 0; i < 500; ++i) {
    const int64_t from =
        midnight(Walker::kBegin + random.below(Walker::kEnd - Walker::kBegin - 60)) + random.below(24 * 60) * kMinute;
    const auto walk = [&](auto&& fits) {
      int64_t us = from;
      const int64_t most = from + 50 * kDay;
      while (us < most && !fits(day_number(us), (us - midnight(day_number(us))) / kMinute)) us += kMinute;
      return us;
    };
    const int64_t works = walk([&](int64_t day, int64_t minute) { return walker.works(day, minute); });
    if (works < from + 50 * kDay) {
      ASSERT_EQ(calendar.next_working_moment(from), works) << for_people(from);
    }
    const int64_t meets = walk([&](int64_t day, int64_t minute) { return walker.meets(day, minute); });
    if (meets < from + 50 * kDay) {
      ASSERT_EQ(calendar.next_meeting_moment(from), meets) << for_people(from);
    }
    ASSERT_EQ(calendar.is_meeting_moment(from), meets == from);
  }
}

TEST_P(Drawn, NeverGoesBackAndFindsItsWayBack) {
  for (int i = 0; i < 20'000; ++i) {
    const int64_t us = midnight(Walker::kBegin + 1'000 + random.below(140'000)) + random.below(kDay);
    const int days = static_cast<int>(random.below(400)) - 200;
    ASSERT_LT(calendar.add_working_days(us, days), calendar.add_working_days(us, days + 1));
    const int hours = static_cast<int>(random.below(1'000)) + 1;
    const int64_t later = calendar.add_working_hours(us, hours);
    ASSERT_LT(later, calendar.add_working_hours(us, hours + 1));
    ASSERT_EQ(calendar.worked_until(later) - calendar.worked_until(us), hours * kHour);
    ASSERT_EQ(calendar.when_worked(calendar.worked_until(us) + hours * kHour), later);
    ASSERT_LE(calendar.worked_until(us), calendar.worked_until(us + random.below(kDay)));
    const int64_t end = calendar.add_working_days(us, days);
    ASSERT_EQ(calendar.add_working_days(end - 1, -days), calendar.end_of_working_day(us)) << "there and back";
    const int64_t next = calendar.next_working_moment(us);
    ASSERT_EQ(calendar.worked_until(next), calendar.worked_until(us)) << "nobody works before it";
    ASSERT_GT(calendar.worked_until(next + 1), calendar.worked_until(us)) << "they do from it on";
  }
}

INSTANTIATE_TEST_SUITE_P(Packs, Drawn, testing::Range(1, 9));

}  // namespace
}  // namespace giaoban::core
