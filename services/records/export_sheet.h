// A sheet: one list or picture as a title, columns and rows of plain values, before it becomes a workbook or pages.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace giaoban::records {

// How the values of a column are shown.
enum class Shown {
  kText,     // std::string, wrapped
  kMark,     // std::string, one short sign in the middle: a state of the grid
  kNumber,   // double
  kPercent,  // double, 1 is 100 %
  kMoment,   // Instant, day and time of day at UTC+7
};

// What a cell says by its colour, beside its text.
enum class Tone { kNone, kGood, kLate, kBad, kWaiting };

// Colours of a tone, 0xRRGGBB; dark enough on their ground to be read (7:1 and more).
struct Paint {
  uint32_t text = 0x000000;
  uint32_t ground = 0xFFFFFF;
};
constexpr Paint paint_of(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return {0x14532D, 0xE3F4E8};
    case Tone::kLate:
      return {0x6B3F00, 0xFFF1D0};
    case Tone::kBad:
      return {0x8A1212, 0xFCE4E4};
    case Tone::kWaiting:
      return {0x4A4A4A, 0xF1F1F1};
    case Tone::kNone:
      break;
  }
  return {};
}
inline constexpr uint32_t kHeadingGround = 0xE8ECF2;

// Business microseconds UTC; 0 is shown as nothing.
struct Instant {
  int64_t us = 0;
};

// A value: nothing, a text that may hold anything people type, a number or a moment. (A std::variant in its place makes
// g++ 12 see uninitialised strings when it optimises lists of cells.)
class Cell {
 public:
  Cell() = default;
  Cell(std::string text, Tone said = Tone::kNone) : tone(said), holds_(Holds::kText), text_(std::move(text)) {}
  Cell(double number, Tone said = Tone::kNone) : tone(said), holds_(Holds::kNumber), number_(number) {}
  Cell(Instant moment, Tone said = Tone::kNone) : tone(said), holds_(Holds::kMoment), moment_(moment) {}

  // nullptr when it holds something else.
  const std::string* text() const { return holds_ == Holds::kText ? &text_ : nullptr; }
  const double* number() const { return holds_ == Holds::kNumber ? &number_ : nullptr; }
  const Instant* moment() const { return holds_ == Holds::kMoment ? &moment_ : nullptr; }

  Tone tone = Tone::kNone;

 private:
  enum class Holds { kNothing, kText, kNumber, kMoment };
  Holds holds_ = Holds::kNothing;
  std::string text_;
  double number_ = 0;
  Instant moment_;
};

struct Column {
  std::string heading;
  Shown shown = Shown::kText;
  unsigned decimals = 0;  // of numbers and percents, at most 1
};

// All texts are in one language and printable already (export_text.h). Every row has one cell per column; `totals` is
// empty or has one per column too.
struct Sheet {
  std::string name;                // of the tab, at most 31 characters
  std::string title;               // one line
  std::vector<std::string> notes;  // lines under the title: unit, period, conditions, as of
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<Cell> totals;
  std::string empty;  // said instead of rows when there are none
  int64_t as_of_us = 0;
  bool vietnamese = true;
};

}  // namespace giaoban::records
