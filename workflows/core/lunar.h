// The Vietnamese lunar calendar by computation: new moons and the sun's longitude at UTC+7.
#pragma once

#include <optional>
#include <string>

#include "workflows/core/time.h"

namespace giaoban::core {

// A day of the lunar calendar. A leap month has the number of the month before it.
struct LunarDay {
  int year = 0;        // the solar year in which its first day lies
  unsigned month = 0;  // 1-12
  unsigned day = 0;    // 1-30
  bool leap = false;
  bool operator==(const LunarDay&) const = default;
};

// By the rules of Hồ Ngọc Đức after Meeus, "Astronomical Algorithms": a month begins on the day of the new moon, the
// month with the winter solstice is the eleventh, and of thirteen months between two of those the first without a
// principal term is the leap one. Pure and total; true to observation for the years 1800 to 2200, where no new moon
// lies so near to midnight that the rounding of a machine could move it to another day.
LunarDay lunar_of(Day day);
// The day of the calendar; empty when the lunar year has no such day or no such leap month.
std::optional<Day> solar_of(const LunarDay& lunar);

// "01-01"; a leap month is "06-01+".
std::string to_text(const LunarDay& lunar);

// The k-th new moon since 1900-01-01, as a Julian date of universal time.
double new_moon(int k);
// The sun's longitude at the midnight in the zone that begins the day, in twelfths of the circle from the March
// equinox, 0 to 12.
double sun_twelfths(int julian_day);

}  // namespace giaoban::core
