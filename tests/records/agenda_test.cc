// The calendar of a person: what stands in it for whom, read back with libical, and the form of its lines.
#include <gtest/gtest.h>
#include <libical/ical.h>

#include <algorithm>
#include <map>

#include "giaoban/v1/export.pb.h"
#include "services/records/calendar_text.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

// One event as libical reads it.
struct Event {
  std::string summary;
  std::string begins;  // "20261110T100000Z"
  std::string ends;
  std::string status;
  std::string url;
};

std::string text_of(icalproperty* property) {
  const char* text = property == nullptr ? nullptr : icalproperty_get_value_as_string(property);
  return text == nullptr ? "" : text;
}

// By UID.
std::map<std::string, Event> read(const std::string& calendar) {
  std::map<std::string, Event> events;
  icalcomponent* parsed = icalcomponent_new_from_string(calendar.c_str());
  if (parsed == nullptr) throw std::runtime_error("libical cannot read it");
  EXPECT_EQ(icalcomponent_isa(parsed), ICAL_VCALENDAR_COMPONENT);
  for (auto* event = icalcomponent_get_first_component(parsed, ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(parsed, ICAL_VEVENT_COMPONENT)) {
    const auto get = [&](icalproperty_kind kind) { return text_of(icalcomponent_get_first_property(event, kind)); };
    EXPECT_NE(get(ICAL_DTSTAMP_PROPERTY), "");
    EXPECT_EQ(icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT), nullptr);
    const bool fresh = events
                           .emplace(get(ICAL_UID_PROPERTY),
                                    Event{icalcomponent_get_summary(event), get(ICAL_DTSTART_PROPERTY),
                                          get(ICAL_DTEND_PROPERTY), get(ICAL_STATUS_PROPERTY), get(ICAL_URL_PROPERTY)})
                           .second;
    EXPECT_TRUE(fresh) << "a UID twice";
  }
  icalcomponent_free(parsed);
  return events;
}

class Agenda : public testing::Test {
 protected:
  Agenda() : district({.begins = "2026-11-02"}) {}

  static v1::ExportListRequest request() {
    v1::ExportListRequest request;
    request.mutable_agenda();
    request.set_format(v1::EXPORT_FORMAT_ICS);
    return request;
  }
  std::string calendar(const As& as) {
    const auto response =
        district.house.ask<v1::ExportListResponse>("records", "ExportService/ExportList", request(), as);
    EXPECT_EQ(response.parts(), 1u);
    EXPECT_EQ(response.media_type(), "text/calendar; charset=utf-8");
    return response.data();
  }
  std::map<std::string, Event> agenda(const std::string& person) { return read(calendar(As::person(person))); }
  // A plan of the first cell, handed in, to which this person comes.
  Paper handed_in(const std::string& guest) {
    Paper plan(district);
    auto fields = Paper::plan_fields();
    fields.push_back(Paper::text_field("attending_official", guest));
    EXPECT_EQ(plan.opens("secretary1", "meeting_plan", "p.d.c.1", fields), "ok");
    EXPECT_EQ(plan.submits("secretary1"), "ok");
    return plan;
  }

  District district;
};

TEST_F(Agenda, ShowsWhatTheOwnUnitOwesToWhoMayWriteIt) {
  const auto events = agenda("secretary1");
  const auto plan = events.find("owed/p.d.c.1/meeting_plan/2026-11@giaoban");
  ASSERT_NE(plan, events.end());
  EXPECT_EQ(plan->second.begins, "20261110T100000Z") << "17:00 of the 10th at UTC+7";
  EXPECT_EQ(plan->second.ends, "") << "a deadline has no length";
  EXPECT_EQ(plan->second.summary, "Hạn: 1 việc cần nộp (Kế hoạch sinh hoạt chi bộ, 11/2026, Chi bộ thôn Mai Thưởng)");
  for (const auto& [uid, event] : events) EXPECT_TRUE(uid.starts_with("owed/p.d.c.1/")) << uid;
  EXPECT_TRUE(agenda("clerk").empty()) << "the commune's clerk owes no plan";
}

TEST_F(Agenda, TakesDownWhatWasHandedInAndShowsItToWhomItWaitsFor) {
  handed_in("nobody");
  EXPECT_FALSE(agenda("secretary1").contains("owed/p.d.c.1/meeting_plan/2026-11@giaoban"));
  const auto events = agenda("clerk");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events.begin()->first.starts_with("paper/"));
  EXPECT_EQ(events.begin()->second.summary,
            "Hạn: 1 việc chờ xử lý (Kế hoạch sinh hoạt chi bộ, Chi bộ thôn Mai Thưởng)");
}

TEST_F(Agenda, ShowsTheMeetingToItsUnitAndItsGuestOnly) {
  const Paper plan = handed_in("province");
  const std::string uid = "meeting/" + plan.id + "@giaoban";
  for (const std::string person : {"secretary1", "deputy1", "province"}) {
    const auto events = agenda(person);
    const auto meeting = events.find(uid);
    ASSERT_NE(meeting, events.end()) << person;
    EXPECT_EQ(meeting->second.begins, "20261115T123000Z") << "19:30 at UTC+7";
    EXPECT_EQ(meeting->second.ends, "20261115T143000Z");
    EXPECT_EQ(meeting->second.summary, "Họp: Chi bộ thôn Mai Thưởng");
    EXPECT_EQ(meeting->second.status, "TENTATIVE");
  }
  EXPECT_FALSE(agenda("secretary2").contains(uid));
  EXPECT_FALSE(agenda("clerk").contains(uid)) << "of the units below it sees the papers, not the meetings";
}

TEST_F(Agenda, ConfirmsAMeetingWhosePlanWasApprovedUnderTheSameUid) {
  Paper plan = handed_in("nobody");
  const std::string uid = "meeting/" + plan.id + "@giaoban";
  EXPECT_EQ(plan.approves("clerk"), "ok");
  district.house.advance_to(on("2026-11-03"));
  EXPECT_EQ(agenda("secretary1").at(uid).status, "CONFIRMED");
}

TEST_F(Agenda, DropsAMeetingWhosePlanWasTakenBack) {
  Paper plan = handed_in("province");
  EXPECT_EQ(plan.withdraws("secretary1"), "ok");
  EXPECT_FALSE(agenda("secretary1").contains("meeting/" + plan.id + "@giaoban"));
  EXPECT_TRUE(agenda("province").empty());
}

TEST_F(Agenda, FollowsAMeetingThatIsMoved) {
  Paper plan = handed_in("province");
  EXPECT_EQ(plan.sends_back("clerk", "meeting_date"), "ok");
  district.house.advance_to(on("2026-11-03"));
  EXPECT_EQ(
      plan.act("secretary1",
               [](auto& c) { *c.mutable_save()->add_fields() = Paper::moment_field("meeting_date", "2026-11-22"); }),
      "ok");
  const std::string uid = "meeting/" + plan.id + "@giaoban";
  EXPECT_EQ(agenda("secretary1").at(uid).begins, "20261115T123000Z") << "a draft moves nothing";
  EXPECT_EQ(plan.submits("secretary1"), "ok");
  EXPECT_EQ(agenda("secretary1").at(uid).begins, "20261122T123000Z");
}

TEST_F(Agenda, SaysNothingOfWhatPapersSay) {
  handed_in("province");
  for (const std::string person : {"secretary1", "clerk", "province"}) {
    const std::string text = calendar(As::person(person));
    for (const std::string said : {"Mở rộng", "Nhà văn hoá", "Đổ bê tông", "LOCATION", "DESCRIPTION", "ATTENDEE"}) {
      EXPECT_EQ(text.find(said), std::string::npos) << said;
    }
  }
}

TEST_F(Agenda, OfWhoHasLeftIsEmpty) {
  handed_in("stranger");
  EXPECT_TRUE(agenda("stranger").empty());
  EXPECT_NE(calendar(As::person("stranger")).find("END:VCALENDAR"), std::string::npos);
}

TEST_F(Agenda, IsTheSameBytesUntilSomethingChanges) {
  const std::string before = calendar(As::person("secretary1"));
  district.house.advance_to(on("2026-11-03") + 9 * core::kHour);
  EXPECT_EQ(calendar(As::person("secretary1")), before);
  handed_in("nobody");
  EXPECT_NE(calendar(As::person("secretary1")), before);
}

TEST_F(Agenda, ComesAsIcsAndNothingElseDoes) {
  const auto code = [&](v1::ExportListRequest asked, const As& as) {
    return district.house.refused("records", "ExportService/ExportList", asked, as).code();
  };
  auto asked = request();
  EXPECT_EQ(code(asked, As::operator_()), v1::REFUSAL_CODE_UNAUTHENTICATED);
  asked.set_format(v1::EXPORT_FORMAT_PDF);
  EXPECT_EQ(code(asked, As::person("clerk")), v1::REFUSAL_CODE_INVALID_FIELD);
  v1::ExportListRequest list;
  list.mutable_dossiers();
  list.set_format(v1::EXPORT_FORMAT_ICS);
  EXPECT_EQ(code(list, As::person("clerk")), v1::REFUSAL_CODE_INVALID_FIELD);
}

// libical ends a line whose last piece is 73 octets long with a bare line feed, which not every calendar understands.
TEST(CalendarText, EndsEveryLineWithCrLfWhateverItsLength) {
  for (size_t length = 1; length < 400; ++length) {
    records::AgendaEntry entry;
    entry.uid = "owed/1";
    entry.summary = std::string(length, 'x');
    entry.at_us = on("2026-02-17");
    const std::string text = records::write_calendar({entry}, "Giao ban", "");
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      ASSERT_TRUE(at > 0 && text[at - 1] == '\r') << length;
    }
    EXPECT_EQ(read(text).at("owed/1@giaoban").summary, entry.summary);
  }
}

// RFC 5545, 3.1: lines of at most 75 octets without their break, which is CR LF; no character is cut in two.
TEST(CalendarText, FoldsAt75OctetsBetweenCharacters) {
  std::vector<records::AgendaEntry> entries;
  for (size_t shift = 0; shift < 80; ++shift) {
    records::AgendaEntry entry;
    entry.uid = "paper/" + std::to_string(shift);
    entry.summary = std::string(shift, 'x');
    for (int i = 0; i < 40; ++i) entry.summary += shift % 2 == 0 ? "ưở" : "ữ; \\ợ,";
    entry.path = "/paper/" + std::string(shift * 2, 'p');
    entry.at_us = on("2026-02-17");
    entries.push_back(entry);
  }
  const std::string text = records::write_calendar(entries, "Giao ban", "https://giaoban.example.vn");
  size_t longest = 0;
  for (size_t from = 0; from < text.size();) {
    const size_t end = text.find("\r\n", from);
    ASSERT_NE(end, std::string::npos) << "the last line is not ended";
    const std::string line = text.substr(from, end - from);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    longest = std::max(longest, line.size());
    const size_t first = line[0] == ' ' ? 1 : 0;
    if (line.size() > first) {
      EXPECT_NE(static_cast<unsigned char>(line[first]) & 0xC0U, 0x80U) << "a character is cut";
    }
    from = end + 2;
  }
  EXPECT_LE(longest, 75u);
  EXPECT_GT(longest, 70u) << "nothing was long enough to be folded";
  const auto events = read(text);
  ASSERT_EQ(events.size(), entries.size());
  for (const auto& entry : entries) {
    const auto& event = events.at(entry.uid + "@giaoban");
    EXPECT_EQ(event.summary, entry.summary) << "what is unfolded is what was meant";
    EXPECT_EQ(event.url, "https://giaoban.example.vn" + entry.path);
  }
}

TEST(CalendarText, OfAWholeDayHasADateAndNoTime) {
  records::AgendaEntry entry;
  entry.uid = "meeting/1";
  entry.summary = "Họp";
  entry.at_us = on("2026-02-17");
  entry.whole_day = entry.meeting = true;
  const auto events = read(records::write_calendar({entry}, "Giao ban", ""));
  EXPECT_EQ(events.at("meeting/1@giaoban").begins, "20260217") << "the day at UTC+7, not the one before in UTC";
  EXPECT_EQ(events.at("meeting/1@giaoban").url, "");
}

// A name of a unit with a line break in it begins no line of its own.
TEST(CalendarText, LetsNoTextBeginAPropertyOfItsOwn) {
  records::AgendaEntry entry;
  entry.uid = "owed/u/k/2026-02";
  entry.summary = "Họp\r\nATTACH:http://elsewhere/";
  entry.at_us = on("2026-02-17");
  const std::string text = records::write_calendar({entry}, "Giao ban", "");
  EXPECT_EQ(text.find("\nATTACH"), std::string::npos) << text;
}

}  // namespace
}  // namespace giaoban::test
