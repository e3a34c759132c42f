// Why a file is not made.
#pragma once

#include <optional>

#include "giaoban/v1/export.pb.h"
#include "workflows/core/refusal.h"

namespace giaoban::records {

v1::Refusal export_nothing_chosen();
v1::Refusal export_no_format();
// A calendar is asked for as something else, or something else as a calendar; nothing when the question is right.
std::optional<v1::Refusal> check_agenda(const v1::ExportListRequest& request);
v1::Refusal export_no_language();
v1::Refusal export_too_many_lines();
v1::Refusal export_too_many_to_print();
v1::Refusal export_too_many_pages();
v1::Refusal export_too_large();
v1::Refusal export_search_too_long();
v1::Refusal export_no_such_part();
v1::Refusal export_no_longer_kept();
v1::Refusal export_no_font();
v1::Refusal export_not_offered();

}  // namespace giaoban::records
