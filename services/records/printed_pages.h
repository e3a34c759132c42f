// A sheet as pages to print (PDF).
#pragma once

#include <optional>
#include <string>

#include "services/records/export_sheet.h"
#include "services/records/printed_font.h"

namespace giaoban::records {

inline constexpr size_t kMostPages = 500;

// The bytes of an A4 document, turned when there are many columns: title and notes, the table with its headings on
// every page, "n/m" at the foot. Texts are drawn sign by sign in the order in which they are written: nothing in them
// is markup, turns the direction or calls for another font. A row higher than a page goes on on the next. The same
// sheet and font give the same bytes. Empty when there would be more than kMostPages. Throws std::runtime_error when
// the library fails.
std::optional<std::string> write_pages(const Sheet& sheet, PrintedFont& font);

}  // namespace giaoban::records
