// `giaoban calendar`: checks rule packs, puts them in force, shows the days of a unit.
#include <CLI/CLI.hpp>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/runtime.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/command/rule_files.h"
#include "workflows/core/check_calendar.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

constexpr int64_t kDaysShown = 31;

struct Flags {
  std::vector<std::string> paths;
  std::string unit;
  std::string from;
  std::string until;
};

int check(Console& console, const Flags& flags) {
  const auto files = rule_files(console, flags.paths);
  if (!files) return kRefused;
  v1::KindsCheckReport report;
  bool good = true;
  for (const auto& file : *files) {
    // A little more than may be published, so that the check itself can say that it is too much.
    const auto text = console.file_to_read(file, 2 * core::kMostCalendarBytes);
    if (!text) return kRefused;
    auto* checked = report.add_kinds();
    const auto read = core::read_calendar_file(*text);
    checked->set_file(file);
    checked->set_kind(read.calendar.name());
    for (const auto& fault : core::check_calendar(read)) *checked->add_faults() = fault;
    check_file_name(file, read.calendar.name(), read, *checked);
    show(console, *checked);
    good = good && checked->faults().empty();
  }
  console.print(report);
  return good ? kOk : kRefused;
}

int publish(Console& console, const Flags& flags) {
  const auto files = rule_files(console, flags.paths);
  if (!files) return kRefused;
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  for (const auto& file : *files) {
    const auto text = console.file_to_read(file, 2 * core::kMostCalendarBytes);
    if (!text) return kRefused;
    v1::PublishCalendarRequest request;
    request.set_file(*text);
    const auto done =
        connection->ask<v1::PublishCalendarResponse>("directory", "DirectoryService/PublishCalendar", request);
    if (!done) return kRefused;
    console.print(*done);
    for (const auto& fault : done->faults()) console.warn(file + ":" + fault, "");
    if (!done->faults().empty()) return kRefused;
    console.say(done->name() + ": có hiệu lực từ bây giờ", "in force from now on");
  }
  return kOk;
}

std::string weekday_text(v1::Weekday weekday) {
  static const std::array<const char*, 8> names = {
      "", "thứ hai/Mon", "thứ ba/Tue", "thứ tư/Wed", "thứ năm/Thu", "thứ sáu/Fri", "thứ bảy/Sat", "chủ nhật/Sun"};
  return v1::Weekday_IsValid(weekday) ? names[static_cast<size_t>(weekday)] : "";
}

std::string kind_text(v1::DayKind kind) {
  switch (kind) {
    case v1::DAY_KIND_HOLIDAY:
      return "nghỉ lễ / holiday";
    case v1::DAY_KIND_IN_LIEU:
      return "nghỉ bù / in lieu";
    case v1::DAY_KIND_SWAPPED_REST:
      return "nghỉ hoán đổi / off by a swap";
    case v1::DAY_KIND_SWAPPED_WORK:
      return "ngày làm bù / worked by a swap";
    case v1::DAY_KIND_LOCAL_REST:
      return "nghỉ của địa phương / local rest";
    default:
      return "";
  }
}

// "7 h 30" for 450.
std::string hours_text(uint32_t minutes) {
  if (minutes == 0) return "nghỉ / off";
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + " h " + std::string(2 - rest.size(), '0') + rest;
}

void show_day(Console& console, const v1::DayShown& day) {
  std::string line = day.date() + "  " + weekday_text(day.weekday()) + "  âm lịch / lunar " + day.lunar() + "  " +
                     hours_text(day.working_minutes());
  if (day.has_differs()) {
    const auto& differs = day.differs();
    line += "  " + kind_text(differs.kind()) + ": " + differs.name().vi() + " / " + differs.name().en();
    if (!differs.stands_for().empty()) line += ", thay cho / for " + differs.stands_for();
    line += " (" + day.calendar() + ")";
  }
  console.line(line);
}

// Today by the deployment's own clock.
std::optional<int64_t> business_now(Connection& connection) {
  const auto status =
      connection.ask<v1::GetStatusResponse>("directory", "StatusService/GetStatus", v1::GetStatusRequest());
  return status ? std::optional(status->business_us()) : std::nullopt;
}

int show_days(Console& console, const Flags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ListDaysRequest request;
  request.set_unit_id(flags.unit);
  request.set_from(flags.from);
  request.set_until(flags.until);
  if (flags.from.empty()) {
    const auto now = business_now(*connection);
    if (!now) return kRefused;
    request.set_from(core::date_text(core::day_of(*now)));
  }
  const auto from = core::parse_date(request.from());
  if (flags.until.empty() && from) {
    request.set_until(core::date_text(core::day_of(*from + (kDaysShown - 1) * core::kDay)));
  }
  const auto days = connection->ask<v1::ListDaysResponse>("directory", "DirectoryService/ListDays", request);
  if (!days) return kRefused;
  console.print(*days);
  for (const auto& day : days->days()) show_day(console, day);
  for (const auto& pack : days->calendars()) {
    std::string units;
    for (const auto& unit_id : pack.unit_ids()) units += " " + unit_id;
    console.line(pack.name() + " (" + pack.from() + " – " + pack.until() + ")" + units + ": " + pack.title().vi() +
                 " / " + pack.title().en());
    for (const auto& source : pack.sources()) console.line("    " + source);
  }
  if (days->calendars().empty()) {
    console.say("Chưa công bố lịch nào: thứ hai đến thứ sáu nào cũng tính là ngày làm việc.",
                "No calendar is in force: every Monday to Friday counts as worked.");
  } else if (days->known_until().empty()) {
    console.say("Chưa lịch nào nêu đủ các ngày nghỉ của một năm.", "No calendar names all days of rest of any year.");
  } else {
    console.say("Các ngày nghỉ được biết đủ đến hết " + days->known_until() + ".",
                "All days of rest are known until " + days->known_until() + ".");
  }
  return kOk;
}

}  // namespace

void add_calendar(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "calendar", "Lịch làm việc và ngày nghỉ", "working calendar and days of rest");
  const auto flags = std::make_shared<Flags>();
  const std::string files = "Tệp *.txtpb hoặc thư mục / files or folders";
  auto& checking =
      add_verb(noun, console, "check", "Tìm lỗi trong tệp lịch, kèm dòng và cột; mã 1 khi có lỗi",
               "find faults in calendar files, with line and column; exit 1 when there are any",
               "giaoban calendar check workflows/rules/calendar\ngiaoban calendar check holidays_2026.txtpb --json",
               [&console, flags] { return check(console, *flags); });
  checking.add_option("FILE", flags->paths, files)->required();
  auto& publishing = add_verb(noun, console, "publish", "Cho tệp lịch có hiệu lực từ bây giờ; cùng tên thì thay tệp cũ",
                              "put calendar files in force from now on; one of the same name takes the old one's place",
                              "giaoban calendar publish workflows/rules/calendar\n"
                              "giaoban calendar publish holidays_2026.txtpb --json",
                              [&console, flags] { return publish(console, *flags); });
  publishing.add_option("FILE", flags->paths, files)->required();
  auto& showing = add_verb(noun, console, "show", "Các ngày của một đơn vị: giờ làm việc, ngày nghỉ, âm lịch và căn cứ",
                           "the days of a unit: working hours, days of rest, lunar days, and what they rest on",
                           "giaoban calendar show --from 2026-02-10 --to 2026-02-25\n"
                           "giaoban calendar show --unit 24.218 --json",
                           [&console, flags] { return show_days(console, *flags); });
  showing.add_option("--unit", flags->unit, "Mã đơn vị; mặc định lịch chung / unit, default the calendar for all");
  showing.add_option("--from", flags->from, "Ngày đầu, mặc định hôm nay / first day, default today");
  showing.add_option("--to", flags->until, "Ngày cuối, mặc định 31 ngày / last day, default 31 days");
}

}  // namespace giaoban::command
