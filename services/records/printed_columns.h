// How wide the columns of a printed table are, and how large its letters.
#pragma once

#include <vector>

#include "services/records/export_sheet.h"
#include "services/records/printed_font.h"

namespace giaoban::records {

inline constexpr size_t kMostUpright = 6;  // columns on an upright page; with more it is turned

// In points.
struct PrintedColumns {
  double size = 0;             // of the letters
  double pad = 0;              // left and right of a text
  std::vector<double> widths;  // with padding; together no more than what there was
};

// The largest letters, of 10 to 6 points, under which every word and number has room; words that would take more than a
// fifth of the page are broken. What is left goes to the columns with long texts.
PrintedColumns fit_columns(const Sheet& sheet, PrintedFont& font, double available);

}  // namespace giaoban::records
