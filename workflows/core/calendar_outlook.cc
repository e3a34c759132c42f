// How far the days of rest are known, and when it is time to say that they are not.
#include "workflows/core/calendar_outlook.h"

namespace giaoban::core {
namespace {

constexpr int64_t kInTime = 60;  // days

std::string for_people(Day day) {
  return core::for_people(start_of(day)).substr(0, 10);
}

}  // namespace

std::optional<Said> calendar_warning(bool any_in_force, Day known_until, int64_t now_us) {
  const Said remedy{" Hãy công bố lịch: giaoban calendar publish workflows/rules/calendar",
                    " Publish a calendar: giaoban calendar publish workflows/rules/calendar"};
  if (!any_in_force) {
    return Said{"Chưa công bố lịch nào, nên thứ hai đến thứ sáu nào cũng tính là ngày làm việc, kể cả ngày lễ, Tết." +
                    remedy.vi,
                "No calendar is in force, so every Monday to Friday counts as worked, holidays too." + remedy.en};
  }
  if (known_until == Day{}) {
    return Said{"Chưa lịch nào nêu đủ các ngày nghỉ của một năm (complete)." + remedy.vi,
                "No calendar says of any year that it names all days of rest (complete)." + remedy.en};
  }
  const int64_t left = day_number(start_of(known_until)) - day_number(now_us);
  if (left >= kInTime) return std::nullopt;
  const std::string until = for_people(known_until);
  if (left < 0) {
    return Said{"Các ngày nghỉ chỉ được biết đủ đến hết ngày " + until + ", nay đã qua." + remedy.vi,
                "All days of rest are known only until " + until + ", which is over." + remedy.en};
  }
  const std::string days = std::to_string(left);
  return Said{"Các ngày nghỉ chỉ được biết đủ đến hết ngày " + until + ", còn " + days + " ngày." + remedy.vi,
              "All days of rest are known only until " + until + ", " + days + " days from now." + remedy.en};
}

}  // namespace giaoban::core
