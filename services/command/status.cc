// `giaoban status`: asks every service how it stands, all at once, for at most two seconds (less when limits.call_ms
// is).
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <set>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/report.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/calendar_outlook.h"

namespace giaoban::command {
namespace {

using Machine = std::chrono::steady_clock;
constexpr uint32_t kPatienceMs = 2000;

// Asks until all have answered or the time is over; a service that cannot be reached yet is tried again.
std::map<std::string, v1::GetStatusResponse> ask_all(Connection& connection, Console& console) {
  std::set<std::string> unasked(runtime::service_names().begin(), runtime::service_names().end());
  std::map<uint64_t, std::string> open;
  std::map<std::string, v1::GetStatusResponse> answers;
  const uint32_t patience_ms = std::min(kPatienceMs, connection.settings().limits().call_ms());
  const auto until = Machine::now() + std::chrono::milliseconds(patience_ms);
  while ((!unasked.empty() || !open.empty()) && Machine::now() < until) {
    for (auto it = unasked.begin(); it != unasked.end();) {
      const uint64_t number = connection.client().begin(*it, "StatusService/GetStatus", v1::GetStatusRequest());
      if (number != 0) open[number] = *it;
      it = number == 0 ? std::next(it) : unasked.erase(it);
    }
    connection.bus().wait(std::chrono::milliseconds(20));
    uint64_t number = 0;
    runtime::Outcome outcome;
    while (connection.client().take(number, outcome)) {
      const auto found = open.find(number);
      if (found == open.end()) continue;
      if (const auto* refusal = std::get_if<v1::Refusal>(&outcome)) {
        console.warn(found->second + ": " + refusal->text_vi(), found->second + ": " + refusal->text_en());
      } else {
        answers[found->second].ParseFromString(std::get<std::string>(outcome));
      }
      open.erase(found);
    }
  }
  return answers;
}

void show(Console& console, const v1::GetStatusResponse& status) {
  console.line(status.service() + ": " + std::to_string(status.head()) + " bản ghi / records, giờ / time " +
               core::for_people(status.business_us()) + ", gác lại / parked " + std::to_string(status.parked()));
  for (const auto& cursor : status.cursors()) {
    const std::string stopped = cursor.stopped().empty() ? "" : "  DỪNG / STOPPED: " + cursor.stopped();
    console.line("  " + cursor.source() + " " + std::to_string(cursor.position()) + "/" +
                 std::to_string(cursor.head()) + stopped);
  }
}

// Whether the days of rest of the next weeks are known; a directory that is busy is not waited for.
void look_at_calendar(Connection& connection, Console& console, int64_t now_us) {
  v1::ListDaysRequest request;
  request.set_from(core::date_text(core::day_of(now_us)));
  request.set_until(request.from());
  const auto outcome = connection.outcome("directory", "DirectoryService/ListDays", request);
  v1::ListDaysResponse days;
  const auto* bytes = std::get_if<std::string>(&outcome);
  if (bytes == nullptr || !days.ParseFromString(*bytes)) return;
  const auto known = core::parse_date(days.known_until());
  const auto warning =
      core::calendar_warning(days.calendars_size() > 0, known ? core::day_of(*known) : core::Day{}, now_us);
  if (warning) console.warn(warning->vi, warning->en);
}

int status(Console& console) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto answers = ask_all(*connection, console);
  v1::StatusReport report;
  bool well = true;
  for (const auto& name : runtime::service_names()) {
    const auto found = answers.find(name);
    if (found == answers.end()) {
      report.add_silent(name);
      console.say(name + ": không trả lời kịp", "no answer in time");
      well = false;
      continue;
    }
    *report.add_services() = found->second;
    show(console, found->second);
    for (const auto& cursor : found->second.cursors()) well = well && cursor.stopped().empty();
  }
  if (const auto directory = answers.find("directory"); directory != answers.end()) {
    look_at_calendar(*connection, console, directory->second.business_us());
  }
  console.print(report);
  return well ? kOk : kRefused;
}

}  // namespace

void add_status(CLI::App& program, Console& console) {
  add_verb(program, console, "status", "Tình trạng của từng dịch vụ; mã 1 khi có dịch vụ im lặng hoặc đã dừng",
           "how every service stands; exit 1 when one is silent or stopped", "giaoban status\ngiaoban status --json",
           [&console] { return status(console); });
}

}  // namespace giaoban::command
