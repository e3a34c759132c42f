// Check: refuses a calendar by which people would be sent home, or to work, on the wrong day.
#include "workflows/core/check_calendar.h"

#include <algorithm>
#include <optional>
#include <set>

#include "workflows/core/calendar_hours.h"
#include "workflows/core/check_calendar_days.h"
#include "workflows/core/findings.h"
#include "workflows/core/time.h"

namespace giaoban::core {
namespace {

constexpr std::string_view kOnlyZone = "Asia/Ho_Chi_Minh";
constexpr size_t kLongestUnit = 64;

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void check_head(const v1::Calendar& calendar, Findings& findings) {
  findings.expect_name("name", calendar.name());
  findings.expect_label("title", calendar.title());
  if (std::all_of(calendar.sources().begin(), calendar.sources().end(), is_blank)) {
    findings.add(calendar.sources().empty() ? "sources" : "sources[0]",
                 {"Chưa nói lịch dựa vào văn bản nào (sources). Hãy ghi ít nhất một căn cứ.",
                  "Nothing says what the calendar rests on (sources). Name at least one law or announcement."});
  }
  if (calendar.zone() != kOnlyZone) {
    findings.add("zone", {"Múi giờ \"" + calendar.zone() + "\" không dùng được. Hãy ghi \"Asia/Ho_Chi_Minh\".",
                          "The zone \"" + calendar.zone() + "\" is not known here. Write \"Asia/Ho_Chi_Minh\"."});
  }
  if (!calendar.has_week() && calendar.days().empty()) {
    findings.add("name", {"Tệp không có tuần làm việc (week) cũng không có ngày nào (days). Hãy ghi ít nhất một thứ.",
                          "The file has neither a week nor any days. It must have one of the two."});
  }
}

void check_units(const v1::Calendar& calendar, const KnowsUnit& knows_unit, Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < calendar.unit_ids_size(); ++i) {
    const std::string& unit_id = calendar.unit_ids(i);
    const std::string path = "unit_ids[" + std::to_string(i) + "]";
    if (unit_id.empty() || unit_id.size() > kLongestUnit) {
      findings.add(path, {"Mã đơn vị phải có từ 1 đến 64 ký tự.", "The id of a unit has 1 to 64 characters."});
    } else if (!seen.insert(unit_id).second) {
      findings.add(path, {"Đơn vị \"" + unit_id + "\" đã có ở trên. Hãy xoá một chỗ.",
                          "The unit \"" + unit_id + "\" is named above already. Remove one of the two."});
    } else if (knows_unit && !knows_unit(unit_id)) {
      findings.add(path, {"Không có đơn vị mang mã \"" + unit_id + "\". Hãy kiểm tra lại mã đơn vị.",
                          "There is no unit \"" + unit_id + "\". Check the id."});
    }
  }
}

using Spans = google::protobuf::RepeatedPtrField<v1::WeekSpan>;

void check_spans(const Spans& spans, const std::string& field, Findings& findings) {
  struct Read {
    int weekday = 0;
    int64_t from = 0;
    int64_t until = 0;
  };
  std::vector<Read> seen;
  for (int i = 0; i < spans.size(); ++i) {
    const v1::WeekSpan& span = spans[i];
    const std::string path = "week." + field + "[" + std::to_string(i) + "]";
    const int weekday = weekday_index(span.weekday());
    const auto from = parse_time(span.from());
    const auto until = parse_time(span.until());
    if (weekday < 0) {
      findings.add(path + ".weekday", {"Chưa nói là thứ mấy (weekday).", "The weekday is not said."});
    }
    if (!from || !until || *from >= *until) {
      findings.add(
          path + (from ? ".until" : ".from"),
          {"Khoảng giờ phải viết như from: \"07:30\" until: \"11:30\", giờ đầu trước giờ cuối, muộn nhất 24:00.",
           "A span is written as from: \"07:30\" until: \"11:30\", the first before the second, at most 24:00."});
    }
    if (weekday < 0 || !from || !until || *from >= *until) continue;
    const bool overlaps = std::any_of(seen.begin(), seen.end(), [&](const Read& other) {
      return other.weekday == weekday && other.from < *until && *from < other.until;
    });
    if (overlaps) {
      findings.add(path, {"Khoảng giờ này chồng lên một khoảng ở trên của cùng ngày trong tuần. Hãy tách ra.",
                          "This span overlaps one above on the same weekday. Take them apart."});
    }
    seen.push_back({weekday, *from, *until});
  }
}

void check_week(const v1::Week& week, Findings& findings) {
  constexpr int kMostSpans = 100;
  for (const auto& [spans, field] : {std::pair(&week.working(), "working"), std::pair(&week.meeting(), "meeting")}) {
    if (spans->empty()) {
      findings.add(std::string("week.") + field,
                   {std::string("Tuần không có giờ nào (") + field + "), nên không bao giờ tới hạn. Hãy ghi giờ.",
                    std::string("The week has no hours (") + field + "), so nothing would ever be due. Write them."});
    } else if (spans->size() > kMostSpans) {
      findings.add(std::string("week.") + field,
                   {"Có quá 100 khoảng giờ. Hãy gộp lại.", "There are more than 100 spans. Join some."});
    } else {
      check_spans(*spans, field, findings);
    }
  }
}

}  // namespace

std::vector<v1::KindFault> check_calendar(const CalendarFile& file, const KnowsUnit& knows_unit) {
  if (!file.faults.empty()) return file.faults;
  Findings findings(file);
  check_head(file.calendar, findings);
  check_units(file.calendar, knows_unit, findings);
  if (file.calendar.has_week()) check_week(file.calendar.week(), findings);
  check_days(file.calendar, findings);
  return findings.in_order();
}

}  // namespace giaoban::core
