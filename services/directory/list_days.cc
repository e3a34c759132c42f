// ListDays: the days of a unit as the calendars in force make them.
#include "services/directory/asker.h"
#include "services/directory/directory_service.h"
#include "services/directory/line_errors.h"
#include "workflows/core/lunar.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr int64_t kMostDays = 400;

v1::Refusal bad_date(const char* field) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, "Ngày phải viết như 2026-02-17.",
                      "A day is written as 2026-02-17.");
}

v1::DayShown shown(const core::Calendar& calendar, int64_t number) {
  const core::Day day = core::day_of(core::midnight(number));
  v1::DayShown out;
  out.set_date(core::date_text(day));
  out.set_weekday(static_cast<v1::Weekday>(v1::WEEKDAY_MONDAY + core::weekday(number)));
  out.set_working_minutes(static_cast<uint32_t>(calendar.worked_on(day) / core::kMinute));
  if (const auto* differs = calendar.differs(day)) *out.mutable_differs() = *differs;
  out.set_calendar(std::string(calendar.differs_by(day)));
  out.set_lunar(core::to_text(core::lunar_of(day)));
  return out;
}

void describe(const core::PublishedCalendar& published, v1::CalendarInForce& out) {
  out.set_name(published.name);
  *out.mutable_title() = published.pack->title();
  *out.mutable_sources() = published.pack->sources();
  out.set_digest(published.digest);
  out.set_from(published.pack->from());
  out.set_until(published.pack->until());
  *out.mutable_unit_ids() = published.pack->unit_ids();
}

}  // namespace

std::variant<v1::ListDaysResponse, v1::Refusal> DirectoryService::list_days(const v1::ListDaysRequest& request,
                                                                            const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  if (!request.unit_id().empty() && directory_.unit(request.unit_id()) == nullptr) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "unit_id", "Không có tổ chức " + quoted(request.unit_id()) + ".",
                        "There is no unit " + quoted(request.unit_id()) + ".");
  }
  const auto from = core::parse_date(request.from());
  const auto until = core::parse_date(request.until());
  if (!from) return bad_date("from");
  if (!until) return bad_date("until");
  const int64_t first = core::day_number(*from);
  const int64_t last = core::day_number(*until);
  if (first > last || last - first >= kMostDays) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "until",
                        "Ngày cuối phải từ ngày đầu trở đi, và mỗi lần hỏi nhiều nhất 400 ngày.",
                        "The last day must not come before the first, and at most 400 days can be asked for at once.");
  }
  const core::Calendar& calendar = directory_.calendar(request.unit_id());
  v1::ListDaysResponse response;
  for (int64_t day = first; day <= last; ++day) *response.add_days() = shown(calendar, day);
  const core::Day known = calendar.known_until();
  if (known.year != 0) response.set_known_until(core::date_text(known));
  for (const auto& published : directory_.calendars()) describe(published, *response.add_calendars());
  return response;
}

}  // namespace giaoban::directory
