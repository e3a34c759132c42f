// Sheets as a workbook (XLSX).
#pragma once

#include <span>
#include <string>

#include "services/records/export_sheet.h"

namespace giaoban::records {

// The bytes of a workbook with one tab per sheet; there must be at least one. Numbers and moments are real ones, texts
// are always texts: nothing that people typed becomes a formula, a number or a link. The same sheets give the same
// bytes. Made in memory, but for the library's own unnamed temporary files. Throws std::runtime_error when the machine
// cannot give one or the library fails.
std::string write_workbook(std::span<const Sheet> sheets);

}  // namespace giaoban::records
