// A month rehearsed is the month that comes; and rehearsing it changes nothing and tells nobody.
#include "services/rehearsal/rehearsal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/rehearsal/messages.h"
#include "tests/rehearsal/scene.h"

namespace giaoban::test {
namespace {

using Lines = std::vector<std::string>;

// "12/02/2026 07:30 clerk email a b"
std::string line_of(int64_t at_us, const std::string& person, const std::string& channel, Lines notices) {
  std::sort(notices.begin(), notices.end());
  std::string line =
      core::for_people(at_us) + ":" + std::to_string(at_us % core::kMinute) + " " + person + " " + channel;
  for (const auto& notice : notices) line += " " + notice;
  return line;
}

Lines lines_of(const v1::RehearsalReport& report) {
  Lines lines;
  for (const auto& message : report.messages()) {
    lines.push_back(line_of(message.at_us(), message.person_id(), message.channel(),
                            {message.notice_ids().begin(), message.notice_ids().end()}));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// What the couriers were given and what the reminder told the portal, from that day on.
Lines lines_of(House& house, const Mailbox& mails, int64_t from_us, int64_t until_us) {
  Lines lines;
  struct Sent {
    std::string person;
    Lines notices;
  };
  std::map<std::string, Sent> by_dispatch;
  v1::ListDeliveriesRequest list;
  list.set_limit(200);
  do {
    const auto page = Scene::ask<v1::ListDeliveriesResponse>(house, "notifier", "DeliveryService/ListDeliveries", list);
    for (const auto& delivery : page.deliveries()) {
      if (delivery.dispatch_id().empty()) continue;
      by_dispatch[delivery.dispatch_id()].person = delivery.notice().person_id();
      by_dispatch[delivery.dispatch_id()].notices.push_back(delivery.notice().notice_id());
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  for (const auto& sent : mails.sent) {
    if (sent.at_us < from_us || sent.at_us >= until_us) continue;
    const auto& what = by_dispatch[sent.dispatch_id];
    lines.push_back(line_of(sent.at_us, what.person, rehearsal::channel_name(sent.channel), what.notices));
  }
  for (const auto& record : house.log_of("reminder")) {
    if (!record.reminder().has_notice_due() || record.at_us() < from_us || record.at_us() >= until_us) continue;
    const auto& notice = record.reminder().notice_due();
    lines.push_back(line_of(record.at_us(), notice.person_id(), "in_app", {notice.notice_id()}));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

size_t warned(const rehearsal::Rehearsed& rehearsed, const std::string& words) {
  const auto& warnings = rehearsed.report.warnings();
  return static_cast<size_t>(std::count_if(warnings.begin(), warnings.end(), [&](const v1::Label& warning) {
    return warning.en().find(words) != std::string::npos && !warning.vi().empty();
  }));
}

TEST(Rehearsal, OfAMonthEqualsTheMonthThatComes) {
  Scene scene;
  scene.furnish(*scene.run());
  const auto rehearsed = scene.rehearse("2026-02-01", "2026-02-28");
  EXPECT_TRUE(scene.mails.sent.empty()) << "something left in the rehearsal";
  const auto house = scene.run();
  Scene::live_until(*house, on("2026-03-01"));
  const Lines sent = lines_of(*house, scene.mails, on("2026-02-01"), on("2026-03-01"));
  EXPECT_EQ(lines_of(rehearsed.report), sent);
  EXPECT_GT(sent.size(), 20u);
  const auto count = [&](const std::string& channel) {
    return std::count_if(sent.begin(), sent.end(),
                         [&](const auto& line) { return line.find(" " + channel + " ") != std::string::npos; });
  };
  const auto& by_channel = rehearsed.report.by_channel();
  for (const std::string channel : {"in_app", "email", "sms"}) {
    EXPECT_GT(count(channel), 0) << channel;
    EXPECT_EQ(by_channel.at(channel), count(channel)) << channel;
  }
  EXPECT_EQ(rehearsed.names.at("secretary1"), "Giáp Văn Thắng");
}

TEST(Rehearsal, OfTheMonthOfTetEqualsItTooAndDisturbsNobody) {
  Scene scene;
  {
    const auto house = scene.run();
    Scene::publish_calendars(*house);
    scene.furnish(*house);
  }
  const auto rehearsed = scene.rehearse("2026-02-01", "2026-02-28");
  const auto house = scene.run();
  Scene::live_until(*house, on("2026-03-01"));
  const Lines sent = lines_of(*house, scene.mails, on("2026-02-01"), on("2026-03-01"));
  EXPECT_EQ(lines_of(rehearsed.report), sent);
  EXPECT_GT(sent.size(), 20u);
  for (const auto& message : rehearsed.report.messages()) {
    const auto day = core::day_of(message.at_us());
    EXPECT_FALSE(day.month == 2 && day.day >= 14 && day.day <= 22) << core::for_people(message.at_us());
  }
}

TEST(Rehearsal, IsTheSameTwice) {
  Scene scene;
  scene.furnish(*scene.run());
  const auto first = scene.rehearse("2026-02-01", "2026-02-28");
  EXPECT_EQ(scene.rehearse("2026-02-01", "2026-02-28").report.DebugString(), first.report.DebugString());
}

TEST(Rehearsal, LeavesTheFolderAsItWasByteForByte) {
  Scene scene;
  scene.furnish(*scene.run());
  const auto before = scene.files();
  EXPECT_GT(scene.rehearse("2026-02-01", "2026-02-28").report.messages_size(), 0);
  EXPECT_EQ(scene.files(), before);
}

TEST(Rehearsal, OfARunningDeploymentHoldsNobodyUp) {
  Scene scene;
  const auto house = scene.run();
  scene.furnish(*house);
  Scene::live_until(*house, on("2026-01-28"));
  const auto rehearsed = scene.rehearse("2026-02-01", "2026-02-28");
  Scene::live_until(*house, on("2026-03-01"));
  EXPECT_EQ(lines_of(rehearsed.report), lines_of(*house, scene.mails, on("2026-02-01"), on("2026-03-01")));
}

TEST(Rehearsal, CountsSegmentsAndTheirPrice) {
  Scene scene;
  scene.settings.mutable_notifier()->set_sms_price(550);
  scene.furnish(*scene.run());
  const auto report = scene.rehearse("2026-02-01", "2026-02-28").report;
  uint32_t segments = 0;
  for (const auto& message : report.messages()) {
    EXPECT_EQ(message.segments() > 0, message.channel() == "sms");
    segments += message.segments();
    uint32_t counted = 0;
    for (const auto& count : message.counts()) counted += count.count();
    EXPECT_EQ(counted, static_cast<uint32_t>(message.notice_ids_size()));
  }
  EXPECT_EQ(report.segments(), segments);
  EXPECT_EQ(report.cost(), segments * uint64_t{550});
}

TEST(Rehearsal, OfAFolderWithoutAnythingIsEmpty) {
  Scene scene;
  const auto before = scene.files();
  const auto report = scene.rehearse("2026-02-01", "2026-02-28").report;
  EXPECT_EQ(report.messages_size(), 0);
  EXPECT_EQ(report.from(), "2026-02-01");
  EXPECT_EQ(report.until(), "2026-02-28");
  EXPECT_EQ(scene.files(), before);
}

TEST(Rehearsal, RefusesWhatIsOverAndWhatIsNoPeriod) {
  Scene scene;
  scene.furnish(*scene.run());
  const auto refused = [&](const std::string& from, const std::string& until) {
    const auto outcome = scene.try_to_rehearse(from, until);
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    return no == nullptr ? "" : no->field();
  };
  EXPECT_EQ(refused("2026-01-25", "2026-02-28"), "from");
  EXPECT_EQ(refused("2026-01-26", "2026-01-26"), "") << "today is not over";
  EXPECT_EQ(refused("2026-02-10", "2026-02-09"), "to");
  EXPECT_EQ(refused("2026-02-30", "2026-03-09"), "from");
  EXPECT_EQ(refused("2026-02-01", "tomorrow"), "to");
  EXPECT_EQ(refused("2026-02-01", "2027-03-09"), "to");
}

TEST(Rehearsal, WarnsOfWhatMakesItLessThanTheTruth) {
  Scene scene;
  scene.settings.mutable_notifier()->set_mode("test");
  scene.furnish(*scene.run());
  const auto rehearsed = scene.rehearse("2026-02-01", "2026-02-28");
  EXPECT_EQ(warned(rehearsed, "notifier.mode is \"test\""), 1u);
  EXPECT_EQ(warned(rehearsed, "No days of rest are known"), 1u);
  EXPECT_EQ(warned(rehearsed, "nobody"), 0u);
  EXPECT_TRUE(rehearsed.report.by_channel().contains("email")) << "it shows what live would send";
}

TEST(Rehearsal, WarnsOfAnOfficeThatNobodyHolds) {
  Scene scene;
  std::string people = kPeople;
  const auto line = people.find("secretary2");
  people.erase(line, people.find('\n', line) + 1 - line);
  scene.furnish(*scene.run(), people);
  const auto rehearsed = scene.rehearse("2026-02-01", "2026-02-28");
  EXPECT_EQ(warned(rehearsed, "Chi bộ thôn Khe Sâu (p.d.c.2): nobody holds the office"), 1u);
  EXPECT_EQ(warned(rehearsed, "p.d.c.1"), 0u);
}

}  // namespace
}  // namespace giaoban::test
