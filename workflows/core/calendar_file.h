// Reads a calendar file, one rule pack (protobuf text format), and remembers where in the file each word stands.
#pragma once

#include <string_view>

#include "giaoban/v1/calendar.pb.h"
#include "workflows/core/source_file.h"

namespace giaoban::core {

inline constexpr size_t kMostCalendarBytes = size_t{256} * 1024;

// A pack as read. When `faults` is not empty the calendar must not be used.
struct CalendarFile : SourceFile {
  v1::Calendar calendar;
};

// Never throws. Bounded: at most 256 KiB, nesting at most 64, valid UTF-8. Texts are kept as written.
CalendarFile read_calendar_file(std::string_view text);

}  // namespace giaoban::core
