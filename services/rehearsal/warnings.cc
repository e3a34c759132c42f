// Asking the calendar how far it reaches, and the reminder which rungs found nobody.
#include "services/rehearsal/warnings.h"

#include <map>
#include <set>

#include "giaoban/v1/obligation.pb.h"
#include "workflows/core/time.h"

namespace giaoban::rehearsal {
namespace {

constexpr uint32_t kPage = 1000;
// Rungs come up to so long after the due time, and periods are up to a quarter long.
constexpr int64_t kBeforeUs = 150 * core::kDay;

void warn(v1::RehearsalReport& report, const std::string& vi, const std::string& en) {
  auto& warning = *report.add_warnings();
  warning.set_vi(vi);
  warning.set_en(en);
}

void check_mode(const v1::NotifierSettings& settings, v1::RehearsalReport& report) {
  if (settings.mode() == "live" || settings.mode().empty()) return;
  warn(report,
       "Hệ thống đang ở chế độ notifier.mode = \"" + settings.mode() +
           "\": bảng này là của chế độ live; ở chế độ này thật ra gửi ít hơn.",
       "notifier.mode is \"" + settings.mode() + "\": this is what live would send; in that mode less leaves.");
}

void check_calendar(const core::Directory& directory, const Span& span, v1::RehearsalReport& report) {
  const core::Day known = directory.calendar("").known_until();
  const core::Day last = core::day_of(span.until_us - 1);
  if (core::start_of(known) >= core::start_of(last)) return;
  const std::string day = core::for_people(core::start_of(known)).substr(0, 10);
  const std::string vi = known.year == 0 ? "Chưa có lịch nghỉ nào" : "Lịch nghỉ mới biết tới " + day;
  const std::string en =
      known.year == 0 ? "No days of rest are known" : "Days of rest are known until " + day + " only";
  warn(report, vi + ": ngày gửi sau đó có thể đổi. Hãy công bố lịch: giaoban calendar publish",
       en + ": what is sent later may move. Publish a calendar: giaoban calendar publish");
}

// Periods of both lengths that may have a rung in the span.
std::set<std::string> periods_around(const Span& span) {
  std::set<std::string> periods;
  for (const auto every : {v1::EVERY_MONTH, v1::EVERY_QUARTER}) {
    std::string period = core::period_of(span.from_us - kBeforeUs, every);
    for (auto start = core::period_start(period); start && *start < span.until_us; start = core::period_start(period)) {
      periods.insert(period);
      period = core::next_period(period);
    }
  }
  return periods;
}

// To whom nobody could be told, by unit.
using Vacant = std::map<std::string, std::set<v1::Whom>>;

void find_vacant(Ensemble& ensemble, const v1::Obligation& owed, const Span& span, Vacant& vacant) {
  v1::ExplainRemindersRequest explain;
  explain.set_obligation_id(owed.obligation_id());
  const auto ladder =
      ensemble.ask<v1::ExplainRemindersResponse>("reminder", "ObligationService/ExplainReminders", explain);
  for (const auto& rung : ladder.rungs()) {
    const bool inside = rung.at_us() >= span.from_us && rung.at_us() < span.until_us;
    if (inside && rung.state() == v1::RUNG_STATE_VACANT) vacant[owed.unit_id()].insert(rung.whom());
  }
}

Vacant vacant_offices(Ensemble& ensemble, const core::Directory& directory, const Span& span) {
  Vacant vacant;
  for (const auto& root : directory.children("")) {
    for (const auto& period : periods_around(span)) {
      v1::ListObligationsRequest list;
      list.set_unit_id(root);
      list.set_period(period);
      list.set_limit(kPage);
      do {
        const auto page =
            ensemble.ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations", list);
        for (const auto& owed : page.obligations()) {
          const bool waits = owed.state() == v1::OBLIGATION_STATE_OPEN || owed.state() == v1::OBLIGATION_STATE_MISSING;
          if (waits) find_vacant(ensemble, owed, span, vacant);
        }
        list.set_page_token(page.next_page_token());
      } while (!list.page_token().empty());
    }
  }
  return vacant;
}

void check_offices(const Vacant& vacant, const core::Directory& directory, v1::RehearsalReport& report) {
  int told = 0;
  for (const auto& [unit_id, whom] : vacant) {
    if (told++ == kMostVacant) {
      const std::string more = std::to_string(vacant.size() - kMostVacant);
      return warn(report, "Và " + more + " đơn vị nữa không có ai để nhắc.",
                  "And " + more + " more units in which nobody would be reminded.");
    }
    const auto* unit = directory.unit(unit_id);
    const std::string name = unit == nullptr ? unit_id : unit->name();
    if (whom.contains(v1::WHOM_HOLDER) || whom.contains(v1::WHOM_AUTHOR)) {
      warn(report, name + " (" + unit_id + "): không ai giữ chức vụ phải nộp, nên không ai được nhắc.",
           name + " (" + unit_id + "): nobody holds the office that owes the paper, so nobody is reminded.");
    } else {
      warn(report, name + " (" + unit_id + "): cấp trên không có ai nhận báo việc quá hạn.",
           name + " (" + unit_id + "): nobody above is there to be told that it is overdue.");
    }
  }
}

}  // namespace

void add_warnings(Ensemble& ensemble, const core::Directory& directory, const v1::Settings& settings, const Span& span,
                  v1::RehearsalReport& report) {
  check_mode(settings.notifier(), report);
  check_calendar(directory, span, report);
  check_offices(vacant_offices(ensemble, directory, span), directory, report);
}

}  // namespace giaoban::rehearsal
