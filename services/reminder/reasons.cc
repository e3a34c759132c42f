// Why a time is what it is, in words for people: the rule of the kind file, and the days of the calendar that it met.
#include "services/reminder/reasons.h"

#include <algorithm>
#include <cstdio>

#include "workflows/core/form.h"

namespace giaoban::reminder {

namespace {

constexpr int64_t kMostDays = 400;

std::string date_of(core::Day day) {
  return core::for_people(core::start_of(day)).substr(0, 10);
}

v1::Label kind_of_day(v1::DayKind kind) {
  switch (kind) {
    case v1::DAY_KIND_HOLIDAY:
      return reason("nghỉ lễ", "a public holiday");
    case v1::DAY_KIND_IN_LIEU:
      return reason("nghỉ bù", "off in lieu");
    case v1::DAY_KIND_SWAPPED_REST:
      return reason("ngày nghỉ hoán đổi", "off, worked on another day");
    case v1::DAY_KIND_SWAPPED_WORK:
      return reason("ngày làm bù", "worked instead of another day");
    case v1::DAY_KIND_LOCAL_REST:
      return reason("nghỉ của địa phương", "a local day of rest");
    default:
      return reason("ngày khác thường", "an unusual day");
  }
}

v1::Label named_day(core::Day day, const v1::CalendarDay& differs, std::string_view pack) {
  const auto kind = kind_of_day(differs.kind());
  const auto with_name = [](const std::string& name, const std::string& of) {
    return name.empty() ? of : name + " (" + of + ")";
  };
  return reason(
      date_of(day) + ": " + with_name(differs.name().vi(), kind.vi()) + ", theo lịch " + std::string(pack),
      date_of(day) + ": " + with_name(differs.name().en(), kind.en()) + ", by the calendar " + std::string(pack));
}

}  // namespace

v1::Label reason(std::string vi, std::string en) {
  v1::Label label;
  label.set_vi(std::move(vi));
  label.set_en(std::move(en));
  return label;
}

v1::Label cadence_rule(const v1::Cadence& cadence, const std::string& period) {
  const std::string day = std::to_string(cadence.due_day());
  const bool quarter = cadence.every() == v1::EVERY_QUARTER;
  return reason("Kỳ " + period + ": loại văn bản này đến hạn vào ngày " + day +
                    (quarter ? " của tháng cuối quý" : " hằng tháng") + ", hết giờ làm việc của ngày làm việc đó.",
                "Period " + period + ": this kind is due on day " + day +
                    (quarter ? " of the quarter's last month" : " of the month") + ", at the end of that working day.");
}

int64_t cadence_day_us(const v1::Cadence& cadence, const std::string& period) {
  const auto after = core::period_start(core::next_period(period));
  if (!after) return 0;
  const core::Day last = core::day_of(*after - 1);
  return core::start_of({last.year, last.month, cadence.due_day()});
}

v1::Label due_rule(const v1::Kind& kind, const v1::Due& due, const std::string& period, int64_t entered_us) {
  const std::string since = core::for_people(entered_us);
  switch (due.when_case()) {
    case v1::Due::kWorkingHours:
      return reason(
          std::to_string(due.working_hours()) + " giờ làm việc kể từ khi hồ sơ đến bước này, lúc " + since + ".",
          std::to_string(due.working_hours()) + " working hours after the paper came here, at " + since + ".");
    case v1::Due::kWorkingDays:
      return reason(
          std::to_string(due.working_days()) + " ngày làm việc kể từ khi hồ sơ đến bước này, lúc " + since + ".",
          std::to_string(due.working_days()) + " working days after the paper came here, at " + since + ".");
    case v1::Due::kCadence:
      return cadence_rule(kind.cadence(), period);
    case v1::Due::kAfterField: {
      const std::string days = std::to_string(due.after_field().working_days());
      const v1::FormField* field = core::find_field(kind.form(), due.after_field().field());
      const std::string name = due.after_field().field();
      return reason(
          days + " ngày làm việc tính từ ngày ghi ở mục “" + (field == nullptr ? name : field->label().vi()) + "”.",
          days + " working days from the date in the field \"" + (field == nullptr ? name : field->label().en()) +
              "\".");
    }
    default:
      return reason("Bước này không có hạn.", "Nothing is due here.");
  }
}

void add_days_met(int64_t from_us, int64_t until_us, const core::Calendar& calendar, Reasons& reasons) {
  const int64_t first = core::day_number(std::min(from_us, until_us));
  const int64_t last = std::min(core::day_number(std::max(from_us, until_us)), first + kMostDays);
  int weekly = 0;
  for (int64_t number = first; number <= last; ++number) {
    const core::Day day = core::day_of(core::midnight(number));
    if (const auto* differs = calendar.differs(day)) {
      *reasons.Add() = named_day(day, *differs, calendar.differs_by(day));
    } else if (!calendar.is_working_day(day)) {
      ++weekly;
    }
  }
  if (weekly == 0) return;
  *reasons.Add() = reason(std::to_string(weekly) + " ngày nghỉ hằng tuần không tính.",
                          std::to_string(weekly) + (weekly == 1 ? " day" : " days") + " of weekly rest not counted.");
}

}  // namespace giaoban::reminder
