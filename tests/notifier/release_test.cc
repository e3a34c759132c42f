// When notices leave: the digest, quiet hours, days of rest, and a house that was down.
#include "services/notifier/release.h"

#include <gtest/gtest.h>

#include "services/notifier/preferences.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {
namespace {

int64_t at(std::string_view date, int hour, int minute = 0) {
  return core::parse_date(date).value() + hour * core::kHour + minute * core::kMinute;
}

v1::Preferences defaults() {
  v1::NotifierSettings settings;
  settings.set_digest_minute(450);
  settings.set_quiet_from_minute(1200);
  settings.set_quiet_until_minute(390);
  return default_preferences(settings);
}

// For somebody with the defaults, told at that moment of what happened then. 25 November 2026 is a Wednesday.
std::string told(v1::NoticeReason reason, int64_t now_us, const v1::Preferences& preferences = defaults()) {
  const auto release = release_of(reason, now_us, preferences, core::Calendar::plain(), now_us);
  return release.at_us == now_us ? "at once" : core::for_people(release.at_us);
}

TEST(Release, GathersWhatIsNotUrgentForTheNextMorning) {
  EXPECT_EQ(told(v1::NOTICE_REASON_OVERDUE, at("2026-11-25", 9)), "26/11/2026 07:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_UPCOMING, at("2026-11-25", 7)), "25/11/2026 07:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_DECIDED, at("2026-11-25", 7, 30)), "at once");
}

TEST(Release, LetsTheUrgentThrough) {
  for (const auto reason : {v1::NOTICE_REASON_RETURNED, v1::NOTICE_REASON_DUE_TODAY, v1::NOTICE_REASON_ESCALATION}) {
    EXPECT_EQ(told(reason, at("2026-11-25", 9)), "at once");
  }
}

TEST(Release, HoldsEvenTheUrgentThroughTheNightAsOneWindow) {
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-25", 20)), "26/11/2026 06:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-26", 0)), "26/11/2026 06:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-26", 6, 29)), "26/11/2026 06:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-26", 6, 30)), "at once");
}

TEST(Release, NeverFallsOnADayOfRest) {
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-28", 9)), "30/11/2026 06:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-27", 21)), "30/11/2026 06:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_OVERDUE, at("2026-11-27", 9)), "30/11/2026 07:30");
}

TEST(Release, WaitsForTheMorningAlsoForSomebodyWithoutQuietHours) {
  auto preferences = defaults();
  preferences.set_quiet_from_minute(0);
  preferences.set_quiet_until_minute(0);
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-28", 9), preferences), "30/11/2026 07:30");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-25", 23), preferences), "at once");
}

TEST(Release, KeepsOutOfAQuietWindowInTheDay) {
  auto preferences = defaults();
  preferences.set_quiet_from_minute(420);
  preferences.set_quiet_until_minute(480);
  EXPECT_EQ(told(v1::NOTICE_REASON_OVERDUE, at("2026-11-25", 6), preferences), "25/11/2026 08:00");
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-25", 6), preferences), "at once");
}

TEST(Release, DoesWhatThePersonWants) {
  auto preferences = defaults();
  preferences.set_digest(v1::DIGEST_ALL);
  EXPECT_EQ(told(v1::NOTICE_REASON_RETURNED, at("2026-11-25", 9), preferences), "26/11/2026 07:30");
  preferences.set_digest(v1::DIGEST_NONE);
  EXPECT_EQ(told(v1::NOTICE_REASON_OVERDUE, at("2026-11-25", 9), preferences), "at once");
  preferences.set_digest(v1::DIGEST_UNLESS_URGENT);
  preferences.set_digest_minute(0);
  preferences.set_quiet_from_minute(0);
  preferences.set_quiet_until_minute(0);
  EXPECT_EQ(told(v1::NOTICE_REASON_OVERDUE, at("2026-11-25", 9), preferences), "26/11/2026 00:00");
}

TEST(Release, DoesNotPutOffWhatBelongedToADigestThatHasGone) {
  const auto now = at("2026-11-25", 10);
  const auto release =
      release_of(v1::NOTICE_REASON_OVERDUE, at("2026-11-24", 8), defaults(), core::Calendar::plain(), now);
  EXPECT_EQ(release.at_us, now);
}

TEST(Release, SaysWhatHeldIt) {
  const auto because = [](v1::NoticeReason reason, int64_t now) {
    return release_of(reason, now, defaults(), core::Calendar::plain(), now).because;
  };
  EXPECT_EQ(because(v1::NOTICE_REASON_RETURNED, at("2026-11-25", 9)), 0U);
  EXPECT_EQ(because(v1::NOTICE_REASON_OVERDUE, at("2026-11-25", 9)), unsigned{kGathered});
  EXPECT_EQ(because(v1::NOTICE_REASON_RETURNED, at("2026-11-27", 21)), kQuiet | kRest);
}

TEST(Release, EndsAlsoWhenNobodyEverWorks) {
  auto week = std::make_shared<v1::Calendar>();
  week->set_name("rest");
  week->set_from("2026-01-01");
  week->set_until("2099-12-31");
  week->mutable_week();
  const core::Calendar never({week});
  const auto now = at("2026-11-25", 9);
  EXPECT_GE(release_of(v1::NOTICE_REASON_RETURNED, now, defaults(), never, now).at_us, now);
}

TEST(NextAllowed, IsNowOrTheEndOfTheNightAndOfTheRest) {
  const auto& calendar = core::Calendar::plain();
  const auto day = at("2026-11-25", 9);
  EXPECT_EQ(next_allowed(defaults(), calendar, day).at_us, day);
  EXPECT_EQ(core::for_people(next_allowed(defaults(), calendar, at("2026-11-27", 21)).at_us), "30/11/2026 06:30");
}

TEST(NextDigest, IsTheNextWorkingMorning) {
  const auto& calendar = core::Calendar::plain();
  EXPECT_EQ(core::for_people(next_digest(defaults(), calendar, at("2026-11-27", 8))), "30/11/2026 07:30");
  EXPECT_EQ(core::for_people(next_digest(defaults(), calendar, at("2026-11-27", 7))), "27/11/2026 07:30");
}

}  // namespace
}  // namespace giaoban::notifier
