// Why somebody is reminded when: the rule, the days of the calendar, and what became of every rung.
#include <gtest/gtest.h>

#include "tests/reminder/apart.h"
#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kHolidays = R"(
  name: 'holidays' title { vi: 'Ngày lễ' en: 'Holidays' } sources: 'QĐ 1' zone: 'Asia/Ho_Chi_Minh'
  from: '2026-01-01' until: '2026-12-31'
  days { date: '2026-11-24' kind: DAY_KIND_HOLIDAY name { vi: 'Ngày Văn hoá' en: 'Culture Day' } })";

v1::ExplainRemindersRequest about(const std::string& id) {
  v1::ExplainRemindersRequest request;
  if (id.find('/') == std::string::npos) {
    request.set_dossier_id(id);
  } else {
    request.set_obligation_id(id);
  }
  return request;
}

// "20/11/2026 07:00 holder TOLD p1" with who was told, or would be.
Lines lines(const v1::ExplainRemindersResponse& ladder) {
  Lines lines;
  for (const auto& rung : ladder.rungs()) {
    std::string line = core::for_people(rung.at_us()) + " " + v1::Whom_Name(rung.whom()).substr(5) + " " +
                       v1::RungState_Name(rung.state()).substr(11);
    for (const auto& notice : rung.notice_ids()) line += " " + notice.substr(notice.rfind('/') + 1);
    for (const auto& person : rung.person_ids()) line += " " + person;
    lines.push_back(line);
  }
  return lines;
}

class Explain : public ::testing::Test {
 protected:
  Explain() : d("2026-11-02 09:00") {
    d.settle_in();
    d.house.start();
  }
  v1::ExplainRemindersResponse ladder(const std::string& id, const As& as = As::operator_()) {
    return d.house.ask<v1::ExplainRemindersResponse>("reminder", "ObligationService/ExplainReminders", about(id), as);
  }
  std::string refused(const v1::ExplainRemindersRequest& request, const As& as) {
    const auto no = d.house.refused("reminder", "ObligationService/ExplainReminders", request, as);
    return v1::RefusalCode_Name(no.code()).substr(13);
  }
  District d;
  const std::string owed = "c1/report/2026-11";
};

TEST_F(Explain, SaysWhenEveryRungOfAnObligationComesAndToWhom) {
  const auto found = ladder(owed);
  EXPECT_EQ(found.due_us(), at("2026-11-25 17:00"));
  EXPECT_NE(found.due_reasons(0).en().find("due on day 25"), std::string::npos);
  EXPECT_EQ(found.due_reasons_size(), 1) << "no day of rest was met";
  EXPECT_EQ(lines(found), (Lines{"20/11/2026 07:00 HOLDER COMING p1", "25/11/2026 07:00 HOLDER COMING p1",
                                 "30/11/2026 07:00 HOLDER COMING p1", "30/11/2026 07:00 SUPERIOR COMING clerk"}));
  EXPECT_EQ(found.rungs(0).reasons(0).en(), "2 days of weekly rest not counted.");
}

TEST_F(Explain, NamesTheDaysOfTheCalendarThatMovedARung) {
  v1::DirectoryEvent event;
  auto& published = *event.mutable_calendar_published();
  published.set_name("holidays");
  published.set_file(kHolidays);
  published.set_digest(store::sha256({kHolidays}));
  d.directory.say(event);
  d.house.settle();
  const auto found = ladder(owed);
  EXPECT_EQ(lines(found)[0], "19/11/2026 07:00 HOLDER COMING p1") << "the 24th is no working day";
  ASSERT_EQ(found.rungs(0).reasons_size(), 2);
  EXPECT_EQ(found.rungs(0).reasons(0).vi(), "24/11/2026: Ngày Văn hoá (nghỉ lễ), theo lịch holidays");
  EXPECT_EQ(found.rungs(0).reasons(0).en(), "24/11/2026: Culture Day (a public holiday), by the calendar holidays");
  EXPECT_EQ(found.rungs(1).reasons_size(), 0) << "the day itself";
}

TEST(ExplainADueTime, NamesTheDaysThatMovedIt) {
  District d("2026-10-30 09:00");
  d.settle_in();
  std::string file = kHolidays;
  file.replace(file.find("2026-11-24"), 10, "2026-11-25");
  v1::DirectoryEvent event;
  auto& published = *event.mutable_calendar_published();
  published.set_name("holidays");
  published.set_file(file);
  published.set_digest(store::sha256({file}));
  d.directory.say(event);
  d.house.start();
  d.house.advance_to(at("2026-11-02 09:00"));
  const auto found = d.house.ask<v1::ExplainRemindersResponse>("reminder", "ObligationService/ExplainReminders",
                                                               about("c1/report/2026-11"), As::operator_());
  EXPECT_EQ(found.due_us(), at("2026-11-26 17:00"));
  ASSERT_EQ(found.due_reasons_size(), 2);
  EXPECT_EQ(found.due_reasons(1).en(), "25/11/2026: Culture Day (a public holiday), by the calendar holidays");
}

TEST_F(Explain, SaysWhoWasToldAndThatNothingComesOnceItIsHandedIn) {
  d.house.advance_to(at("2026-11-20 07:00"));
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  const auto found = ladder(owed);
  EXPECT_EQ(lines(found), (Lines{"20/11/2026 07:00 HOLDER TOLD p1", "25/11/2026 07:00 HOLDER PASSED_OVER",
                                 "30/11/2026 07:00 HOLDER PASSED_OVER", "30/11/2026 07:00 SUPERIOR PASSED_OVER"}));
  EXPECT_EQ(found.rungs(0).notice_ids(0), "c1/report/2026-11/0/-3/p1");
  EXPECT_NE(found.rungs(1).reasons(0).en().find("Handed in at 20/11/2026 07:00 (dossier d1)"), std::string::npos);
}

TEST_F(Explain, TellsTheHoldersRungFromTheSuperiorsOfTheSameDay) {
  d.house.advance_to(at("2026-12-01 09:00"));
  const auto all = lines(ladder(owed));
  EXPECT_EQ(all[2], "30/11/2026 07:00 HOLDER TOLD p1");
  EXPECT_EQ(all[3], "30/11/2026 07:00 SUPERIOR TOLD clerk");
}

TEST_F(Explain, SaysThatNobodyHeldTheOffice) {
  d.end_office("p3", "c3", v1::ROLE_DEPUTY_SECRETARY);
  EXPECT_NE(ladder("c3/report/2026-11").rungs(0).reasons(1).en().find("Nobody holds"), std::string::npos);
  d.house.advance_to(at("2026-11-20 09:00"));
  EXPECT_EQ(lines(ladder("c3/report/2026-11"))[0], "20/11/2026 07:00 HOLDER VACANT");
}

TEST_F(Explain, SaysOnWhatBasisAUnitIsExempt) {
  v1::ExemptRequest request;
  request.set_obligation_id(owed);
  request.set_basis("TB 12");
  d.house.ask<v1::ExemptResponse>("reminder", "ObligationService/Exempt", request, As::operator_());
  const auto found = ladder(owed);
  EXPECT_EQ(lines(found)[0], "20/11/2026 07:00 HOLDER PASSED_OVER");
  EXPECT_NE(found.rungs(0).reasons(1).vi().find("“TB 12”"), std::string::npos);
}

TEST_F(Explain, SaysWhatPassedBeforeItWasOwed) {
  d.house.advance_to(at("2026-11-20 09:00"));
  d.unit("c4", "m", v1::LEVEL_CELL);
  d.office("p4", "c4", v1::ROLE_SECRETARY);
  d.house.settle();
  const auto found = ladder("c4/report/2026-11");
  EXPECT_EQ(lines(found)[0], "20/11/2026 07:00 HOLDER PASSED_OVER");
  EXPECT_NE(found.rungs(0).reasons(1).en().find("when this began"), std::string::npos);
  EXPECT_EQ(lines(found)[1], "25/11/2026 07:00 HOLDER COMING p4");
}

TEST_F(Explain, SaysThatAPersonWithTwoOfficesWasToldOnce) {
  d.house.advance_to(at("2026-11-03 09:00"));
  d.end_office("clerk", "m", v1::ROLE_CLERK);
  d.office("p1", "m", v1::ROLE_CLERK);
  d.house.advance_to(at("2026-12-01 09:00"));
  const auto found = ladder(owed);
  EXPECT_EQ(lines(found)[2], "30/11/2026 07:00 HOLDER TOLD p1");
  EXPECT_EQ(lines(found)[3], "30/11/2026 07:00 SUPERIOR PASSED_OVER");
  EXPECT_NE(found.rungs(3).reasons(1).en().find("in another office"), std::string::npos);
}

TEST_F(Explain, NamesTheStandIn) {
  d.lend(District::office_id("p1", "c1", v1::ROLE_SECRETARY), "p1b", "2026-12-31 17:00");
  EXPECT_EQ(lines(ladder(owed))[0], "20/11/2026 07:00 HOLDER COMING p1b");
}

TEST_F(Explain, SaysTheRuleOfAPapersState) {
  d.open("d1", "c1", "p1");
  EXPECT_EQ(ladder("d1").due_us(), 0);
  EXPECT_NE(ladder("d1").due_reasons(0).en().find("Nothing is due"), std::string::npos);
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  const auto found = ladder("d1");
  EXPECT_EQ(found.due_us(), at("2026-11-04 17:00"));
  EXPECT_NE(found.due_reasons(0).en().find("2 working days after the paper came here, at 02/11/2026 09:00"),
            std::string::npos)
      << found.due_reasons(0).en();
  EXPECT_EQ(lines(found), (Lines{"04/11/2026 07:00 HOLDER COMING clerk", "05/11/2026 07:00 SUPERIOR COMING chief",
                                 "05/11/2026 07:00 AUTHOR COMING p1"}));
}

TEST_F(Explain, SaysThatAHeldDecisionPausesTheLadder) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.reject("d1", at("2026-11-04 08:30"));
  const auto found = ladder("d1");
  EXPECT_EQ(lines(found)[0], "04/11/2026 07:00 HOLDER PAUSED clerk");
  EXPECT_NE(found.rungs(0).reasons(0).en().find("held until 04/11/2026 08:30"), std::string::npos);
  d.seal("d1");
  EXPECT_EQ(ladder("d1").rungs_size(), 0);
  EXPECT_NE(ladder("d1").due_reasons(0).en().find("come to its end"), std::string::npos);
}

TEST_F(Explain, IsForWhoMayRead) {
  EXPECT_EQ(lines(ladder(owed, As::person("p1"))).size(), 4u);
  EXPECT_EQ(lines(ladder(owed, As::person("chief"))).size(), 4u);
  EXPECT_EQ(refused(about(owed), As::person("p2")), "NOT_FOUND");
  EXPECT_EQ(refused(about("c9/report/2026-11"), As::operator_()), "NOT_FOUND");
  EXPECT_EQ(refused(about(owed), As::gateway()), "UNAUTHENTICATED");
  d.open("d1", "c1", "p1");
  EXPECT_EQ(refused(about("d1"), As::person("clerk")), "NOT_FOUND") << "a draft is its own unit's business";
  EXPECT_EQ(ladder("d1", As::person("p1b")).due_reasons_size(), 1);
  d.submit("d1", "p1");
  EXPECT_EQ(ladder("d1", As::person("clerk")).due_reasons_size(), 1);
  EXPECT_EQ(refused(about("d1"), As::person("p2")), "NOT_FOUND");
}

TEST_F(Explain, NeedsOneOfTheTwo) {
  auto both = about(owed);
  both.set_dossier_id("d1");
  EXPECT_EQ(refused(both, As::operator_()), "INVALID_FIELD");
  EXPECT_EQ(refused(v1::ExplainRemindersRequest(), As::operator_()), "INVALID_FIELD");
}

TEST(ExplainAfterAStart, SaysThatTheLadderWaitsForTheRouter) {
  District d("2026-11-02 09:00", District::Without());
  d.settle_in();
  Apart<reminder::ReminderService> reminder(d.house, "reminder",
                                            [] { return std::make_unique<reminder::ReminderService>(); });
  d.house.start();
  d.house.wire().cut("router");
  reminder.start();
  d.house.clock().set_business(at("2026-11-20 07:00"));
  reminder.settle();
  const auto outcome = reminder.call("ObligationService/ExplainReminders", about("c1/report/2026-11"), As::operator_());
  v1::ExplainRemindersResponse found;
  ASSERT_TRUE(found.ParseFromString(std::get<std::string>(outcome)));
  EXPECT_EQ(lines(found)[0], "20/11/2026 07:00 HOLDER PAUSED p1");
  EXPECT_EQ(lines(found)[1], "25/11/2026 07:00 HOLDER COMING p1");
}

}  // namespace
}  // namespace giaoban::test
