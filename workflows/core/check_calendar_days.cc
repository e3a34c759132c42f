// The part of check_calendar that looks at the days of a pack.
#include "workflows/core/check_calendar_days.h"

#include <map>
#include <optional>

#include "workflows/core/calendar_hours.h"
#include "workflows/core/lunar.h"
#include "workflows/core/time.h"

namespace giaoban::core {
namespace {

std::optional<int64_t> parse_day(const std::string& date) {
  const auto us = parse_date(date);
  return us ? std::optional(day_number(*us)) : std::nullopt;
}

std::string text_of(int64_t day) {
  return date_text(day_of(midnight(day)));
}

Said no_date(const std::string& written) {
  return {"\"" + written + "\" không phải là ngày. Hãy viết như \"2026-02-17\".",
          "\"" + written + "\" is no date. Write it as \"2026-02-17\"."};
}

class DayCheck {
 public:
  DayCheck(const v1::Calendar& calendar, Findings& findings)
      : calendar_(calendar),
        findings_(findings),
        week_(calendar.has_week() ? WeekHours(calendar.week()) : WeekHours::plain()) {}

  void run() {
    check_range();
    std::optional<int64_t> before;
    for (int i = 0; i < calendar_.days_size(); ++i) {
      const auto& day = calendar_.days(i);
      const std::string path = path_of(i);
      findings_.expect_label(path + ".name", day.name());
      const auto date = parse_day(day.date());
      if (!date) {
        findings_.add(path + ".date", no_date(day.date()));
        continue;
      }
      kinds_.try_emplace(*date, day.kind());
      check_order(path, *date, before);
      check_lunar(path, day, *date);
      before = before && *before > *date ? before : date;
    }
    for (int i = 0; i < calendar_.days_size(); ++i) check_kind(path_of(i), calendar_.days(i));
  }

 private:
  static std::string path_of(int day) { return "days[" + std::to_string(day) + "]"; }
  bool is_worked(int64_t day) const { return !week_.working(weekday(day)).empty(); }

  void check_range() {
    first_ = parse_day(calendar_.from());
    last_ = parse_day(calendar_.until());
    if (!first_) findings_.add("from", no_date(calendar_.from()));
    if (!last_) findings_.add("until", no_date(calendar_.until()));
    if (!first_ || !last_) return;
    if (*first_ > *last_) {
      findings_.add("until", {"Ngày cuối (until) đứng trước ngày đầu (from). Hãy đổi lại.",
                              "The last day (until) comes before the first (from). Change them round."});
    }
    const bool whole = calendar_.from().ends_with("-01-01") && calendar_.until().ends_with("-12-31");
    if (calendar_.complete() && (!whole || calendar_.days().empty())) {
      findings_.add("complete",
                    {"Chỉ ghi complete khi tệp nêu mọi ngày nghỉ của những năm trọn vẹn, từ 01-01 đến 12-31.",
                     "Write complete only where the file names all days of rest of whole years, 01-01 to 12-31."});
    }
  }

  void check_order(const std::string& path, int64_t date, const std::optional<int64_t>& before) {
    if (before && *before == date) {
      findings_.add(path + ".date", {"Ngày " + text_of(date) + " viết hai lần. Hãy xoá một chỗ.",
                                     "The day " + text_of(date) + " is written twice. Remove one of the two."});
    } else if (before && *before > date) {
      findings_.add(
          path + ".date",
          {"Ngày " + text_of(date) + " đứng sau ngày " + text_of(*before) + ". Hãy xếp các ngày theo thứ tự tăng dần.",
           "The day " + text_of(date) + " comes after " + text_of(*before) + ". Put the days in ascending order."});
    }
    if ((first_ && date < *first_) || (last_ && date > *last_)) {
      findings_.add(path + ".date", {"Ngày " + text_of(date) + " nằm ngoài thời gian của lịch (from, until).",
                                     "The day " + text_of(date) + " is not within the calendar's from and until."});
    }
  }

  void check_lunar(const std::string& path, const v1::CalendarDay& day, int64_t date) {
    if (day.lunar().empty()) return;
    const LunarDay lunar = lunar_of(day_of(midnight(date)));
    if (to_text(lunar) == day.lunar()) return;
    const std::string is = to_text(lunar);
    findings_.add(path + ".lunar",
                  {"Ngày " + text_of(date) + " là " + is + " âm lịch (tháng-ngày, UTC+7), không phải \"" + day.lunar() +
                       "\". Hãy kiểm tra lại ngày.",
                   "The day " + text_of(date) + " is " + is + " of the lunar calendar (month-day, UTC+7), not \"" +
                       day.lunar() + "\". Check the date."});
  }

  void check_kind(const std::string& path, const v1::CalendarDay& day) {
    const auto date = parse_day(day.date());
    if (day.kind() == v1::DAY_KIND_UNSPECIFIED || !v1::DayKind_IsValid(day.kind())) {
      findings_.add(path + ".kind",
                    {"Chưa nói ngày này khác thế nào (kind).", "How the day differs (kind) is not said."});
      return;
    }
    const bool stands = day.kind() == v1::DAY_KIND_IN_LIEU || day.kind() == v1::DAY_KIND_SWAPPED_REST ||
                        day.kind() == v1::DAY_KIND_SWAPPED_WORK;
    if (!stands) {
      if (day.stands_for().empty()) return;
      findings_.add(path + ".stands_for", {"Ngày loại này không thay cho ngày nào. Hãy bỏ stands_for.",
                                           "A day of this kind stands for no other. Leave stands_for out."});
      return;
    }
    const auto other = parse_day(day.stands_for());
    if (!other) {
      const Said missing{"Ngày nghỉ bù hoặc hoán đổi phải nói thay cho ngày nào (stands_for).",
                         "A day in lieu or a swapped one must say for which day it stands (stands_for)."};
      findings_.add(path + ".stands_for", day.stands_for().empty() ? missing : no_date(day.stands_for()));
    } else if (date) {
      check_swap(path, day.kind(), *date, *other);
    }
  }

  // What is worked must have been off, and the other way round; both ends of a swap say the same.
  void check_swap(const std::string& path, v1::DayKind kind, int64_t date, int64_t other) {
    const bool works = kind == v1::DAY_KIND_SWAPPED_WORK;
    if (is_worked(date) == works) {
      findings_.add(path + ".date",
                    works ? Said{"Ngày " + text_of(date) + " vốn là ngày làm việc, không thể là ngày làm bù.",
                                 "The day " + text_of(date) + " is worked anyway, so it is no swapped one."}
                          : Said{"Ngày " + text_of(date) + " vốn là ngày nghỉ, không thể là ngày nghỉ bù.",
                                 "The day " + text_of(date) + " is off anyway, so it is none in lieu."});
    }
    if (is_worked(other) != works) {
      findings_.add(
          path + ".stands_for",
          works ? Said{"Ngày " + text_of(other) + " không phải là ngày làm việc, không lấy giờ làm theo được.",
                       "The day " + text_of(other) + " is not worked, so its hours cannot be taken."}
                : Said{"Ngày " + text_of(other) + " không phải là ngày nghỉ hằng tuần, không có gì để bù.",
                       "The day " + text_of(other) + " is no day of weekly rest, so there is nothing to make up."});
    }
    if (!first_ || !last_ || other < *first_ || other > *last_) return;
    const v1::DayKind wanted = works                               ? v1::DAY_KIND_SWAPPED_REST
                               : kind == v1::DAY_KIND_SWAPPED_REST ? v1::DAY_KIND_SWAPPED_WORK
                                                                   : v1::DAY_KIND_HOLIDAY;
    const auto found = kinds_.find(other);
    if (found != kinds_.end() && found->second == wanted) return;
    findings_.add(path + ".stands_for",
                  {"Tệp này chưa ghi ngày " + text_of(other) + " là " + v1::DayKind_Name(wanted) + ". Hãy ghi thêm.",
                   "This file does not say that " + text_of(other) + " is " + v1::DayKind_Name(wanted) + ". Add it."});
  }

  const v1::Calendar& calendar_;
  Findings& findings_;
  const WeekHours week_;
  std::optional<int64_t> first_;
  std::optional<int64_t> last_;
  std::map<int64_t, v1::DayKind> kinds_;
};

}  // namespace

void check_days(const v1::Calendar& calendar, Findings& findings) {
  DayCheck(calendar, findings).run();
}

}  // namespace giaoban::core
