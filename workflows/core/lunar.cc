// The Vietnamese lunar calendar by computation: new moons and the sun's longitude at UTC+7.
#include "workflows/core/lunar.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace giaoban::core {
namespace {

constexpr int kJulianOf1970 = 2'440'588;  // Julian day number of 1970-01-01
constexpr double kMonth = 29.530588853;   // days from new moon to new moon, on average
constexpr double kFirstMoon = 2'415'021.076998695;
constexpr double kZoneDays = 7.0 / 24.0;
constexpr int kMostMonths = 13;  // of a lunar year

double sine_of_degrees(double degrees) {
  return std::sin(degrees * (std::numbers::pi / 180.0));
}

// Rounded down, also below zero.
int floored(double value) {
  return static_cast<int>(std::floor(value));
}

int julian_of(Day day) {
  return static_cast<int>(day_number(start_of(day))) + kJulianOf1970;
}
Day day_of_julian(int julian_day) {
  return day_of(midnight(julian_day - kJulianOf1970));
}

// The day in the zone on which the k-th month begins.
int month_begins(int k) {
  return floored(new_moon(k) + 0.5 + kZoneDays);
}

// Of the principal terms the last one before the end of the day's first moment, 0-11.
int term(int julian_day) {
  return floored(sun_twelfths(julian_day));
}

// The first day of the month with the winter solstice of that year; also of the years next to the first and the last.
int eleventh_month(int year) {
  const auto last_of_year = std::chrono::sys_days{std::chrono::year{year} / 12 / 31}.time_since_epoch().count();
  const int k = floored((static_cast<int>(last_of_year) + kJulianOf1970 - kFirstMoon) / kMonth);
  const int begins = month_begins(k);
  return term(begins) >= 9 ? month_begins(k - 1) : begins;
}

// How many months after the eleventh month the leap one comes; only where thirteen months lie between two of those.
int leap_month_after(int eleventh) {
  const int k = floored((eleventh - kFirstMoon) / kMonth + 0.5);
  int month = 1;
  int before = 0;
  int here = term(month_begins(k + month));
  do {
    before = here;
    here = term(month_begins(k + ++month));
  } while (here != before && month <= kMostMonths);
  return month - 1;
}

}  // namespace

double new_moon(int k) {
  const double t = k / 1236.85;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 +
                      0.00033 * sine_of_degrees(166.56 + 132.87 * t - 0.009173 * t2);
  const double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
  const double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
  const double node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
  double apart = (0.1734 - 0.000393 * t) * sine_of_degrees(sun) + 0.0021 * sine_of_degrees(2 * sun);
  apart += -0.4068 * sine_of_degrees(moon) + 0.0161 * sine_of_degrees(2 * moon) - 0.0004 * sine_of_degrees(3 * moon);
  apart += 0.0104 * sine_of_degrees(2 * node) - 0.0051 * sine_of_degrees(sun + moon);
  apart += -0.0074 * sine_of_degrees(sun - moon) + 0.0004 * sine_of_degrees(2 * node + sun);
  apart += -0.0004 * sine_of_degrees(2 * node - sun) - 0.0006 * sine_of_degrees(2 * node + moon);
  apart += 0.0010 * sine_of_degrees(2 * node - moon) + 0.0005 * sine_of_degrees(2 * moon + sun);
  const double slowing = t < -11 ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
                                 : -0.000278 + 0.000265 * t + 0.000262 * t2;
  return mean + apart - slowing;
}

double sun_twelfths(int julian_day) {
  const double t = (julian_day - 2451545.5 - kZoneDays) / 36525;
  const double t2 = t * t;
  const double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
  const double mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2;
  const double degrees = mean + (1.914600 - 0.004817 * t - 0.000014 * t2) * sine_of_degrees(anomaly) +
                         (0.019993 - 0.000101 * t) * sine_of_degrees(2 * anomaly) +
                         0.000290 * sine_of_degrees(3 * anomaly);
  const double circles = degrees / 360;
  return 12 * (circles - std::floor(circles));
}

LunarDay lunar_of(Day day) {
  const int julian = julian_of(day);
  const int year = day_of_julian(julian).year;
  const int k = floored((julian - kFirstMoon) / kMonth);
  int begins = month_begins(k + 1);
  if (begins > julian) begins = month_begins(k);
  if (begins > julian) begins = month_begins(k - 1);
  int eleventh = eleventh_month(year);
  int next_eleventh = eleventh;
  LunarDay lunar;
  if (eleventh >= begins) {
    lunar.year = year;
    eleventh = eleventh_month(year - 1);
  } else {
    lunar.year = year + 1;
    next_eleventh = eleventh_month(year + 1);
  }
  const int months = (begins - eleventh) / 29;
  int month = months + 11;
  if (next_eleventh - eleventh > 365) {
    const int leap = leap_month_after(eleventh);
    lunar.leap = months == leap;
    if (months >= leap) --month;
  }
  if (month > 12) month -= 12;
  if (month >= 11 && months < 4) --lunar.year;
  lunar.month = static_cast<unsigned>(month);
  lunar.day = static_cast<unsigned>(julian - begins + 1);
  return lunar;
}

std::optional<Day> solar_of(const LunarDay& lunar) {
  if (lunar.year < 2 || lunar.year > 9998 || lunar.month < 1 || lunar.month > 12 || lunar.day < 1 || lunar.day > 30) {
    return std::nullopt;
  }
  // The months from the eleventh of the year before: at most one of the next sixteen is the one that is meant.
  const int k = floored((eleventh_month(lunar.year - 1) - kFirstMoon) / kMonth + 0.5);
  for (int month = 0; month <= kMostMonths + 3; ++month) {
    const Day found = day_of_julian(month_begins(k + month) + static_cast<int>(lunar.day) - 1);
    if (lunar_of(found) == lunar) return found;
  }
  return std::nullopt;
}

std::string to_text(const LunarDay& lunar) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02u-%02u%s", lunar.month, lunar.day, lunar.leap ? "+" : "");
  return text.data();
}

}  // namespace giaoban::core
