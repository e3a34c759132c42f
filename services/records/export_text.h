// The words of exported files: one of two languages, and texts made fit to print.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "giaoban/v1/form.pb.h"
#include "services/records/export_sheet.h"

namespace giaoban::records {

// Language of a file.
enum class Language { kVietnamese, kEnglish };

// The one that is asked for.
std::string pick(Language language, std::string_view vi, std::string_view en);
// A label, or the other language where one is missing, or `otherwise`; printable.
std::string pick(Language language, const v1::Label& label, std::string_view otherwise);

// Longest text of a cell, in UTF-16 units, as a workbook may hold it; longer ones end in an ellipsis.
inline constexpr size_t kMostCellUnits = 32'000;

// One line that nothing can hide in: line breaks and tabs become spaces; control characters, marks that turn the
// direction of writing, code points that are no characters and bytes that are no UTF-8 become U+FFFD; cut at
// kMostCellUnits. Total.
std::string printable(std::string_view text);

// "11/2026" for "2026-11", "quý 4/2026" for "2026-Q4"; anything else as it is, printable.
std::string period_for_people(std::string_view period, Language language);

// Groups of three and a decimal sign as the language has them: "1.234,5" in Vietnamese.
std::string number_for_people(double value, unsigned decimals, bool vietnamese);
// What stands in a cell when it is printed: numbers, shares and moments as people write them.
std::string cell_for_people(const Cell& cell, const Column& column, bool vietnamese);

}  // namespace giaoban::records
