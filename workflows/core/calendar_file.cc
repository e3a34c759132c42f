// Reads a calendar file, one rule pack (protobuf text format), and remembers where in the file each word stands.
#include "workflows/core/calendar_file.h"

namespace giaoban::core {
namespace {

v1::KindFault too_large() {
  v1::KindFault fault;
  fault.set_line(1);
  fault.set_column(1);
  fault.set_text_vi("Tệp lớn hơn 256 KiB. Hãy rút gọn: tệp lịch của một năm chỉ cần vài KB.");
  fault.set_text_en("The file is larger than 256 KiB. Shorten it: the calendar of a year needs a few KB.");
  return fault;
}

}  // namespace

CalendarFile read_calendar_file(std::string_view text) {
  CalendarFile file;
  static_cast<SourceFile&>(file) = read_source_file(text, kMostCalendarBytes, too_large(), file.calendar);
  return file;
}

}  // namespace giaoban::core
