// Rule files named on the command line: kinds and calendars, one by one or by the folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/report.pb.h"
#include "services/command/console.h"
#include "workflows/core/source_file.h"

namespace giaoban::command {

inline constexpr const char* kRuleSuffix = ".txtpb";

// Folders become the rule files in them, by name. Empty when something is not there; the person was told.
std::optional<std::vector<std::string>> rule_files(Console& console, const std::vector<std::string>& paths);

// Adds a fault when the file is not named as what is in it.
void check_file_name(const std::string& file, const std::string& name, const core::SourceFile& read,
                     v1::KindChecked& checked);

// What was found in one file, for people.
void show(Console& console, const v1::KindChecked& checked);

}  // namespace giaoban::command
