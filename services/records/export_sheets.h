// The answers that people may take home, each turned into a sheet.
#pragma once

#include <vector>

#include "giaoban/v1/picture.pb.h"
#include "giaoban/v1/records.pb.h"
#include "services/records/export_sheet.h"
#include "services/records/export_text.h"
#include "workflows/core/directory.h"

namespace giaoban::records {

// What a sheet says beside the answer.
struct About {
  const core::Directory& directory;  // names of units and titles of kinds
  Language language = Language::kVietnamese;
  int64_t now_us = 0;  // as of, where the answer does not say
};

// Pure; texts of any content are fit to print afterwards. The request says what the notes under the title name.
Sheet sheet_of(const v1::ListDossiersRequest&, const std::vector<v1::DossierLine>&, const About&);
Sheet sheet_of(const v1::GetFunnelRequest&, const v1::GetFunnelResponse&, const About&);
Sheet sheet_of(const v1::GetAgeingRequest&, const v1::GetAgeingResponse&, const About&);
Sheet sheet_of(const v1::GetStepTimesRequest&, const v1::GetStepTimesResponse&, const About&);
// The grid as people read it: a sign where one paper is owed, "handed in / owed" where many are.
Sheet sheet_of(const v1::GetComplianceRequest&, const v1::GetComplianceResponse&, const About&);
// The same as one row of numbers per unit and period, to count on with.
Sheet numbers_of(const v1::GetComplianceRequest&, const v1::GetComplianceResponse&, const About&);

// What the sheets share.
Sheet begin_sheet(const About& about, int64_t as_of_us);
// "Đơn vị: ...", "Loại: ...", "Kỳ: ..." and last "Tính đến: ..."; empty ids say that everything is meant.
void note_unit(Sheet& sheet, const About& about, const std::string& unit_id);
void note_kind(Sheet& sheet, const About& about, const std::string& kind);
void note_periods(Sheet& sheet, const About& about, const std::string& from, const std::string& to);
void note_as_of(Sheet& sheet, const About& about);
// "Nhãn: giá trị".
void note(Sheet& sheet, const std::string& label, const std::string& value);
std::string name_of_unit(const About& about, const std::string& unit_id);
std::string name_of_stage(Language language, v1::Stage stage);
// "Văn thư": the first letter large.
std::string begin_large(std::string text);

}  // namespace giaoban::records
