// Measuring every cell, then sharing the page out.
#include "services/records/printed_columns.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "services/records/export_text.h"
#include "services/records/printed_lines.h"

namespace giaoban::records {

namespace {

constexpr std::array kSizes = {10.0, 9.0, 8.0, 7.0, 6.5, 6.0};
constexpr double kPad = 0.35;  // of the size
constexpr double kMostOfPageByWord = 0.2;
constexpr double kMostOfPageByText = 0.36;

// In units of the size.
struct Need {
  double least = 0;
  double whole = 0;
};

Need need_of(const Sheet& sheet, size_t at, PrintedFont& font) {
  const auto& column = sheet.columns[at];
  const Extent heading = extent_of(font.bold, column.heading);
  Need need{heading.widest_word, heading.whole};
  const auto take = [&](const Cell& cell, PrintedFace& face) {
    const Extent extent = extent_of(face, cell_for_people(cell, column, sheet.vietnamese));
    const bool breaks = column.shown == Shown::kText || column.shown == Shown::kMoment;
    need.least = std::max(need.least, breaks ? extent.widest_word : extent.whole);
    need.whole = std::max(need.whole, extent.whole);
  };
  for (const auto& row : sheet.rows) take(row[at], font.regular);
  if (!sheet.totals.empty()) take(sheet.totals[at], font.bold);
  return need;
}

double sum(const std::vector<double>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

}  // namespace

PrintedColumns fit_columns(const Sheet& sheet, PrintedFont& font, double available) {
  std::vector<Need> needs;
  for (size_t i = 0; i < sheet.columns.size(); ++i) needs.push_back(need_of(sheet, i, font));
  const double most_by_text = std::max(kMostOfPageByText, 1.0 / static_cast<double>(needs.size()));
  PrintedColumns columns;
  std::vector<double> wishes;
  for (const double size : kSizes) {
    columns = {size, kPad * size, {}};
    wishes.clear();
    for (const auto& need : needs) {
      const double padding = 2 * columns.pad;
      const double least = std::min(need.least * size + padding, available * kMostOfPageByWord);
      const double whole = std::min(need.whole * size + padding, available * most_by_text);
      columns.widths.push_back(least);
      wishes.push_back(std::max(whole - least, 0.0));
    }
    if (sum(columns.widths) <= available) break;
  }
  const double used = sum(columns.widths);
  const double wished = sum(wishes);
  for (size_t i = 0; i < needs.size(); ++i) {
    if (used > available) {
      columns.widths[i] *= available / used;
    } else if (wished > 0) {
      columns.widths[i] += wishes[i] * std::min(1.0, (available - used) / wished);
    }
  }
  return columns;
}

}  // namespace giaoban::records
