// How a text travels by SMS: in which alphabet, and in how many segments, for each of which somebody pays. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace giaoban::notifier {

// A text as a phone network counts it (3GPP TS 23.038 and 23.040).
struct Segments {
  bool gsm7 = true;    // the 7-bit alphabet; false: UCS-2
  uint32_t units = 0;  // septets, of which [ ] { } \ | ~ ^ and the euro sign take two; or UTF-16 units
  uint32_t count = 0;  // segments: 160 septets or 153 each, 70 units or 67 each; no character is cut in two
};

// Bytes that are no UTF-8 count as one unit each and make it UCS-2.
Segments segments_of(std::string_view text);

// Vietnamese letters in NFC without their marks, đ as d, capitals kept; other characters as they are.
std::string to_ascii(std::string_view text);

}  // namespace giaoban::notifier
