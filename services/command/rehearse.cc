// `giaoban rehearse`: who would be told what over a period to come, and what the SMS would cost; nothing leaves.
#include <CLI/CLI.hpp>

#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/rehearsal/rehearsal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

std::string channel_in_words(const std::string& channel) {
  if (channel == "in_app") return "trong cổng / in the portal";
  if (channel == "email") return "thư / e-mail";
  if (channel == "sms") return "tin nhắn / SMS";
  return channel;
}

std::string reason_in_words(v1::NoticeReason reason) {
  switch (reason) {
    case v1::NOTICE_REASON_UPCOMING:
      return "sắp đến hạn";
    case v1::NOTICE_REASON_DUE_TODAY:
      return "đến hạn";
    case v1::NOTICE_REASON_OVERDUE:
      return "quá hạn";
    case v1::NOTICE_REASON_ESCALATION:
      return "báo cấp trên";
    case v1::NOTICE_REASON_RETURNED:
      return "trả lại";
    case v1::NOTICE_REASON_DECIDED:
      return "có kết quả";
    default:
      return "việc khác";
  }
}

// What one person is told at one time on one channel, brought together: in the portal each notice stands by itself.
struct Told {
  std::map<int, uint32_t> counts;  // by reason
  uint32_t segments = 0;
};
using When = std::pair<std::string, std::string>;  // "07:30" and the channel
using Day = std::map<When, Told>;

// "07:30 email: 3 sắp đến hạn, 1 quá hạn"
std::string in_words(const When& when, const Told& told) {
  std::string text = when.first + " " + when.second + ":";
  const char* between = " ";
  for (const auto& [reason, count] : told.counts) {
    text += between + std::to_string(count) + " " + reason_in_words(static_cast<v1::NoticeReason>(reason));
    between = ", ";
  }
  if (told.segments > 0) text += " (" + std::to_string(told.segments) + " đoạn)";
  return text;
}

std::string day_of(const v1::RehearsedMessage& message) {
  return core::for_people(message.at_us()).substr(0, 10);
}

// "Lê Thị Lan (clerk)"; the id alone when there is no name.
std::string who_is(const rehearsal::Rehearsed& rehearsed, const std::string& person_id) {
  const auto name = rehearsed.names.find(person_id);
  return name == rehearsed.names.end() || name->second.empty() ? person_id : name->second + " (" + person_id + ")";
}

// One line per person.
void show_day(Console& console, const rehearsal::Rehearsed& rehearsed, int from, int until) {
  const auto& messages = rehearsed.report.messages();
  std::map<std::string, Day> people;
  for (int i = from; i < until; ++i) {
    const auto& message = messages[i];
    auto& told = people[who_is(rehearsed, message.person_id())]
                       [{core::for_people(message.at_us()).substr(11), message.channel()}];
    for (const auto& count : message.counts()) told.counts[count.reason()] += count.count();
    told.segments += message.segments();
  }
  console.line(day_of(messages[from]));
  for (const auto& [who, day] : people) {
    std::string line;
    for (const auto& [when, told] : day) line += (line.empty() ? "" : "; ") + in_words(when, told);
    console.line("  " + who + ": " + line);
  }
}

void show(Console& console, const rehearsal::Rehearsed& rehearsed) {
  const auto& report = rehearsed.report;
  for (int i = 0; i < report.messages_size();) {
    int end = i;
    while (end < report.messages_size() && day_of(report.messages(end)) == day_of(report.messages(i))) ++end;
    show_day(console, rehearsed, i, end);
    i = end;
  }
  const std::string all = std::to_string(report.messages_size());
  console.say("Từ " + report.from() + " đến " + report.until() + ": " + all + " tin, nếu không ai làm gì thêm",
              all + " messages, if nobody does anything; nothing was sent");
  for (const auto& [channel, count] : report.by_channel()) {
    console.line("  " + channel_in_words(channel) + ": " + std::to_string(count));
  }
  if (report.segments() == 0) return;
  console.line("  " + std::to_string(report.segments()) + " đoạn SMS, " + std::to_string(report.cost()) +
               " đồng / segments and their cost");
}

int rehearse(Console& console, const rehearsal::Period& period) {
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto settings = console.settings(folder->settings_file());
  if (!settings) return kRefused;
  const auto outcome = rehearsal::rehearse(*folder, *settings, period, console.callbacks.make_rehearsed);
  if (const auto* refusal = std::get_if<v1::Refusal>(&outcome)) return console.refuse(*refusal);
  const auto& rehearsed = std::get<rehearsal::Rehearsed>(outcome);
  show(console, rehearsed);
  console.print(rehearsed.report);
  for (const auto& warning : rehearsed.report.warnings()) console.warn(warning.vi(), warning.en());
  return kOk;
}

}  // namespace

void add_rehearse(CLI::App& program, Console& console) {
  const auto period = std::make_shared<rehearsal::Period>();
  auto& verb = add_verb(program, console, "rehearse", "Ai sẽ nhận tin gì trong những ngày tới; không gửi gì cả",
                        "who would be told what in days to come; sends nothing",
                        "giaoban rehearse --from 2026-02-01 --to 2026-02-28\n"
                        "giaoban rehearse --from 2026-02-01 --to 2026-02-28 --json\n"
                        "giaoban rehearse --from 2026-02-01 --to 2026-02-28 --notifier.sms_price=550",
                        [&console, period] { return rehearse(console, *period); });
  verb.add_option("--from", period->from, "Ngày đầu, từ hôm nay trở đi / first day, not before today")->required();
  verb.add_option("--to", period->until, "Ngày cuối / last day")->required();
}

}  // namespace giaoban::command
