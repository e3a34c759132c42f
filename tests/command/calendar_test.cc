// calendar check names the place of every fault; publish sends bytes; show tells every day; status warns in time.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/report.pb.h"
#include "tests/command/program.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

std::string pack_text(const std::string& lunar = "01-01") {
  return R"(name: "tet"
title { vi: "Nghỉ Tết" en: "Tết" }
sources: "Thông báo 9441/TB-BNV"
zone: "Asia/Ho_Chi_Minh"
from: "2026-01-01"
until: "2026-12-31"
days { date: "2026-02-17" kind: DAY_KIND_HOLIDAY name { vi: "Tết" en: "Tết" } lunar: ")" +
         lunar + "\" }\n";
}

TEST(CalendarCheck, FindsNothingInAGoodFile) {
  Program program;
  const auto ended = program.run({"calendar", "check", program.folder.file("tet.txtpb", pack_text())});
  EXPECT_EQ(ended.code, kOk) << ended.out << ended.err;
  EXPECT_NE(ended.out.find("tốt / good"), std::string::npos);
}

TEST(CalendarCheck, NamesLineAndColumnAndTheDayThatItReallyIs) {
  Program program;
  const std::string file = program.folder.file("tet.txtpb", pack_text("01-02"));
  const auto ended = program.run({"calendar", "check", file});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.out.find(file + ":7:"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("2026-02-17 là 01-01 âm lịch"), std::string::npos) << ended.out;
  v1::KindsCheckReport report;
  const auto json = program.run({"calendar", "check", file, "--json"}).out;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &report).ok()) << json;
  ASSERT_EQ(report.kinds_size(), 1);
  EXPECT_EQ(report.kinds(0).kind(), "tet");
  EXPECT_EQ(report.kinds(0).faults_size(), 1);
}

TEST(CalendarCheck, RefusesAFileThatIsNotNamedForItsPack) {
  Program program;
  const auto ended = program.run({"calendar", "check", program.folder.file("other.txtpb", pack_text())});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.out.find("other.txtpb:1:1: "), std::string::npos) << ended.out;
}

TEST(CalendarPublish, SendsTheFilesBytesAsTheyAre) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  program.services.answers["directory/DirectoryService/PublishCalendar"] = [](const auto&) {
    v1::PublishCalendarResponse done;
    done.set_name("tet");
    return done.SerializeAsString();
  };
  const std::string text = pack_text() + "# ghi chú\n";
  EXPECT_EQ(program.run_here({"calendar", "publish", program.folder.file("tet.txtpb", text)}).code, kOk);
  EXPECT_EQ(program.services.key, "operator");
  EXPECT_EQ(program.services.asked_as<v1::PublishCalendarRequest>(0).file(), text);
}

TEST(CalendarPublish, EndsWithOneWhenTheDirectoryFindsFaults) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  program.services.answers["directory/DirectoryService/PublishCalendar"] = [](const auto&) {
    v1::PublishCalendarResponse done;
    done.add_faults("3:1: not so");
    return done.SerializeAsString();
  };
  const auto ended = program.run_here({"calendar", "publish", program.folder.file("tet.txtpb", pack_text())});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("tet.txtpb:3:1: not so"), std::string::npos) << ended.err;
}

// A directory with one pack, known until `known_until`, on 2026-02-10.
void answer(Program& program, const std::string& known_until) {
  program.services.answers["directory/DirectoryService/ListDays"] = [known_until](const auto&) {
    v1::ListDaysResponse days;
    auto& day = *days.add_days();
    day.set_date("2026-02-17");
    day.set_weekday(v1::WEEKDAY_TUESDAY);
    day.set_lunar("01-01");
    day.set_calendar("tet");
    day.mutable_differs()->set_kind(v1::DAY_KIND_HOLIDAY);
    day.mutable_differs()->mutable_name()->set_vi("Tết");
    day.mutable_differs()->mutable_name()->set_en("Lunar New Year");
    days.add_calendars()->set_name("tet");
    days.mutable_calendars(0)->add_sources("Thông báo 9441/TB-BNV");
    days.set_known_until(known_until);
    return days.SerializeAsString();
  };
  for (const auto& name : runtime::service_names()) {
    program.services.answers[name + "/StatusService/GetStatus"] = [name](const auto&) {
      v1::GetStatusResponse status;
      status.set_service(name);
      status.set_business_us(*core::parse_date("2026-02-10") + 9 * core::kHour);
      return status.SerializeAsString();
    };
  }
}

TEST(CalendarShow, TellsTheDayItsPackAndWhatThatRestsOn) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  answer(program, "2026-12-31");
  const auto ended =
      program.run_here({"calendar", "show", "--unit", "p.d", "--from", "2026-02-17", "--to", "2026-02-17"});
  EXPECT_EQ(ended.code, kOk);
  const auto asked = program.services.asked_as<v1::ListDaysRequest>(0);
  EXPECT_EQ(asked.unit_id() + " " + asked.from() + " " + asked.until(), "p.d 2026-02-17 2026-02-17");
  EXPECT_NE(
      ended.out.find(
          "2026-02-17  thứ ba/Tue  âm lịch / lunar 01-01  nghỉ / off  nghỉ lễ / holiday: Tết / Lunar New Year (tet)"),
      std::string::npos)
      << ended.out;
  EXPECT_NE(ended.out.find("Thông báo 9441/TB-BNV"), std::string::npos);
  EXPECT_NE(ended.out.find("2026-12-31"), std::string::npos);
}

TEST(CalendarShow, BeginsTodayByTheClockOfTheDeployment) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  answer(program, "");
  EXPECT_EQ(program.run_here({"calendar", "show"}).code, kOk);
  const auto asked = program.services.asked_as<v1::ListDaysRequest>(1);
  EXPECT_EQ(asked.from() + " " + asked.until(), "2026-02-10 2026-03-12");
}

TEST(Status, WarnsWhenTheDaysOfRestAreKnownForLessThanSixtyDays) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  answer(program, "2026-04-11");  // in 60 days
  EXPECT_EQ(program.run_here({"status"}).err, "");
  answer(program, "2026-04-10");
  const auto soon = program.run_here({"status"});
  EXPECT_EQ(soon.code, kOk) << "a warning is no failure";
  EXPECT_NE(soon.err.find("10/04/2026, còn 59 ngày"), std::string::npos) << soon.err;
  EXPECT_NE(soon.err.find("59 days from now"), std::string::npos);
  answer(program, "2026-02-09");
  EXPECT_NE(program.run_here({"status"}).err.find("is over"), std::string::npos);
  answer(program, "");
  EXPECT_NE(program.run_here({"status"}).err.find("complete"), std::string::npos);
  program.services.answers["directory/DirectoryService/ListDays"] = [](const auto&) {
    return v1::ListDaysResponse().SerializeAsString();
  };
  EXPECT_NE(program.run_here({"status"}).err.find("No calendar is in force"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::command
