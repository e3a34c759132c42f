// PublishCalendar and ListDays: packs come into force once, bad ones are refused with their place, days come out whole.
#include "services/store/digest.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kTet = R"(name: "tet"
title { vi: "Nghỉ Tết" en: "Tết" }
sources: "Thông báo 9441/TB-BNV"
zone: "Asia/Ho_Chi_Minh"
from: "2026-01-01"
until: "2026-12-31"
complete: true
days { date: "2026-02-16" kind: DAY_KIND_HOLIDAY name { vi: "Tết" en: "Tết" } }
days { date: "2026-02-17" kind: DAY_KIND_HOLIDAY name { vi: "Tết" en: "Tết" } lunar: "01-01" }
)";

const std::string kFestival = R"(name: "festival"
title { vi: "Hội làng" en: "Festival" }
sources: "Quyết định của xã"
zone: "Asia/Ho_Chi_Minh"
from: "2026-01-01"
until: "2026-12-31"
unit_ids: "p.d.c"
days { date: "2026-02-12" kind: DAY_KIND_LOCAL_REST name { vi: "Hội làng" en: "Festival" } }
)";

class Calendars : public Scene {
 protected:
  v1::PublishCalendarResponse publish(const std::string& file) {
    v1::PublishCalendarRequest request;
    request.set_file(file);
    return ask<v1::PublishCalendarResponse>("PublishCalendar", request);
  }
  static v1::ListDaysRequest wanted(const std::string& from, const std::string& until, const std::string& unit = {}) {
    v1::ListDaysRequest request;
    request.set_from(from);
    request.set_until(until);
    request.set_unit_id(unit);
    return request;
  }
  v1::ListDaysResponse days(const std::string& from, const std::string& until, const std::string& unit = {}) {
    return ask<v1::ListDaysResponse>("ListDays", wanted(from, until, unit));
  }
};

TEST_F(Calendars, ComeIntoForceOnce) {
  const auto response = publish(kTet);
  EXPECT_EQ(response.faults_size(), 0) << response.DebugString();
  EXPECT_EQ(response.name(), "tet");
  EXPECT_EQ(response.digest(), store::sha256({kTet}));
  EXPECT_EQ(response.position(), 1U);
  publish(kTet);
  ASSERT_EQ(log().size(), 1U);
  EXPECT_EQ(log()[0].directory().calendar_published().file(), kTet);
  publish("# bản mới\n" + kTet);
  publish(kTet);
  EXPECT_EQ(log().size(), 3U) << "one may go back to a version";
  EXPECT_EQ(days("2026-02-17", "2026-02-17").calendars_size(), 1);
}

TEST_F(Calendars, AreRefusedWithThePlaceOfTheFault) {
  std::string wrong = kTet;
  wrong.replace(wrong.find("lunar: \"01-01\""), 14, "lunar: \"01-02\"");
  const auto response = publish(wrong);
  ASSERT_EQ(response.faults_size(), 1) << response.DebugString();
  EXPECT_TRUE(response.faults(0).starts_with("9:")) << response.faults(0);
  EXPECT_NE(response.faults(0).find(" / "), std::string::npos);
  EXPECT_TRUE(log().empty());
}

TEST_F(Calendars, AreRefusedForAUnitThatIsNotThere) {
  EXPECT_EQ(publish(kFestival).faults_size(), 1);
  with_tree();
  EXPECT_EQ(publish(kFestival).faults_size(), 0);
}

TEST_F(Calendars, AreRefusedWhenDeepOrLargeOrNoText) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "week {";
  EXPECT_GE(publish(deep).faults_size(), 1);
  EXPECT_GE(publish("\xFF\xFE").faults_size(), 1);
  EXPECT_GE(publish("").faults_size(), 1);
  v1::PublishCalendarRequest request;
  request.set_file(std::string(256 * 1024 + 1, '\n'));
  EXPECT_EQ(refused("PublishCalendar", request).code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_TRUE(log().empty());
}

TEST_F(Calendars, ShowEveryDayWithWhatItRestsOn) {
  publish(kTet);
  const auto shown = days("2026-02-14", "2026-02-18");
  ASSERT_EQ(shown.days_size(), 5);
  EXPECT_EQ(shown.known_until(), "2026-12-31");
  const auto& tet = shown.days(3);
  EXPECT_EQ(tet.date(), "2026-02-17");
  EXPECT_EQ(tet.weekday(), v1::WEEKDAY_TUESDAY);
  EXPECT_EQ(tet.working_minutes(), 0U);
  EXPECT_EQ(tet.lunar(), "01-01");
  EXPECT_EQ(tet.calendar(), "tet");
  EXPECT_EQ(tet.differs().name().vi(), "Tết");
  EXPECT_EQ(shown.days(0).working_minutes(), 0U) << "a Saturday";
  EXPECT_FALSE(shown.days(0).has_differs());
  EXPECT_EQ(shown.days(4).working_minutes(), 450U);
  ASSERT_EQ(shown.calendars_size(), 1);
  EXPECT_EQ(shown.calendars(0).sources(0), "Thông báo 9441/TB-BNV");
  EXPECT_EQ(shown.calendars(0).digest(), store::sha256({kTet}));
  EXPECT_EQ(days("2025-08-01", "2025-08-01").days(0).lunar(), "06-08+") << "a leap month";
}

TEST_F(Calendars, ShowAUnitItsOwnDays) {
  with_tree();
  publish(kTet);
  publish(kFestival);
  EXPECT_EQ(days("2026-02-12", "2026-02-12").days(0).working_minutes(), 450U);
  EXPECT_EQ(days("2026-02-12", "2026-02-12", "p.d.c.1").days(0).working_minutes(), 0U);
  EXPECT_EQ(days("2026-02-12", "2026-02-12", "p.d.c.1").days(0).calendar(), "festival");
  EXPECT_EQ(days("2026-02-12", "2026-02-12", "p.d").days(0).calendar(), "");
  EXPECT_EQ(refused("ListDays", wanted("2026-02-12", "2026-02-12", "nowhere")).field(), "unit_id");
}

TEST_F(Calendars, AreAskedForAtMost400DaysInOrder) {
  EXPECT_EQ(days("2026-01-01", "2027-02-04").days_size(), 400);
  EXPECT_EQ(refused("ListDays", wanted("2026-01-01", "2027-02-05")).field(), "until");
  EXPECT_EQ(refused("ListDays", wanted("2026-01-02", "2026-01-01")).field(), "until");
  EXPECT_EQ(refused("ListDays", wanted("2026-02-30", "2026-03-01")).field(), "from");
  EXPECT_EQ(refused("ListDays", wanted("2026-02-01", "")).field(), "until");
  EXPECT_EQ(refused("ListDays", wanted("2026-01-01", "2026-01-01"), As::gateway()).code(),
            v1::REFUSAL_CODE_UNAUTHENTICATED);
}

TEST_F(Calendars, AreStillInForceAfterARestart) {
  with_tree();
  publish(kTet);
  publish(kFestival);
  house.restart("directory");
  EXPECT_EQ(days("2026-02-12", "2026-02-12", "p.d.c.1").days(0).calendar(), "festival");
  EXPECT_EQ(days("2026-02-17", "2026-02-17").known_until(), "2026-12-31");
}

}  // namespace
}  // namespace giaoban::test
