// Choosing, cleaning and writing.
#include "services/records/export_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

constexpr UChar32 kReplacement = 0xFFFD;

// As it is, as a space, or replaced.
UChar32 shown_as(UChar32 c) {
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) return ' ';
  if (c < 0 || U_IS_UNICODE_NONCHAR(c) || c == 0xFEFF) return kReplacement;
  const auto type = u_charType(c);
  const bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
  return type == U_CONTROL_CHAR || type == U_SURROGATE || turns ? kReplacement : c;
}

void append(std::string& text, UChar32 c) {
  uint8_t bytes[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
}

}  // namespace

std::string pick(Language language, std::string_view vi, std::string_view en) {
  return std::string(language == Language::kVietnamese ? vi : en);
}

std::string pick(Language language, const v1::Label& label, std::string_view otherwise) {
  const bool vietnamese = language == Language::kVietnamese;
  const auto& first = vietnamese ? label.vi() : label.en();
  const auto& second = vietnamese ? label.en() : label.vi();
  return printable(!first.empty() ? std::string_view(first) : !second.empty() ? std::string_view(second) : otherwise);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t units = 0;
  for (size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    const UChar32 shown = shown_as(c);
    units += shown > 0xFFFF ? 2 : 1;
    if (units >= kMostCellUnits && i < text.size()) return out + "…";
    append(out, shown);
  }
  return out;
}

std::string period_for_people(std::string_view period, Language language) {
  if (!core::period_start(period)) return printable(period);
  const std::string year(period.substr(0, 4));
  const std::string rest(period.substr(5));
  if (!rest.starts_with("Q")) return rest + "/" + year;
  return pick(language, "quý " + rest.substr(1) + "/" + year, rest + "/" + year);
}

std::string number_for_people(double value, unsigned decimals, bool vietnamese) {
  std::array<char, 400> written{};  // a double has 309 digits at most
  std::snprintf(written.data(), written.size(), "%.*f", static_cast<int>(std::min(decimals, 9u)), std::abs(value));
  std::string digits = written.data();
  const size_t point = std::min(digits.find('.'), digits.size());
  if (point < digits.size()) digits[point] = vietnamese ? ',' : '.';
  for (size_t at = point; at > 3; at -= 3) digits.insert(at - 3, 1, vietnamese ? '.' : ',');
  return (value < 0 ? "-" : "") + digits;
}

std::string cell_for_people(const Cell& cell, const Column& column, bool vietnamese) {
  if (const auto* text = cell.text()) return *text;
  if (const auto* at = cell.moment()) return at->us == 0 ? "" : core::for_people(at->us);
  const auto* number = cell.number();
  if (number == nullptr) return "";
  if (column.shown != Shown::kPercent) return number_for_people(*number, column.decimals, vietnamese);
  return number_for_people(*number * 100, column.decimals, vietnamese) + " %";
}

}  // namespace giaoban::records
