// What a record of a log says, in words for people.
#pragma once

#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/report.pb.h"
#include "services/command/console.h"
#include "services/store/proof.h"

namespace giaoban::command {

// "p2 (văn thư, chức vụ ...) đã duyệt hồ sơ ..., phiên bản 7, lúc 05/11/2026 09:15" and the same in English.
v1::Label say_record(const v1::LogRecord& record);

// What was proven, as a report and in lines.
v1::LogProved report_of(const std::string& file, const store::Proven& proven, std::string_view public_key);
void show_proven(Console& console, const v1::LogProved& proved);

// Why a proof proves nothing.
v1::Refusal refusal_of(store::ProofFault fault, const std::string& file);

}  // namespace giaoban::command
