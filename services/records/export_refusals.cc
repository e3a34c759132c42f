// The refusals' words.
#include "services/records/export_refusals.h"

namespace giaoban::records {

v1::Refusal export_nothing_chosen() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "what",
                      "Chưa chọn danh sách hay biểu nào để xuất. Hãy mở danh sách hoặc biểu rồi xuất từ đó.",
                      "No list or picture was chosen. Open one and export from there.");
}

v1::Refusal export_no_format() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "format", "Chưa chọn dạng tệp. Hãy chọn XLSX hoặc PDF.",
                      "No format was chosen. Choose XLSX or PDF.");
}

std::optional<v1::Refusal> check_agenda(const v1::ExportListRequest& request) {
  if (!request.has_agenda() || request.format() != v1::EXPORT_FORMAT_ICS) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "format",
                        "Lịch chỉ có dạng ICS, và chỉ lịch có dạng đó. Danh sách và biểu thì chọn XLSX hoặc PDF.",
                        "A calendar comes as ICS only, and nothing else does. Lists and pictures come as XLSX or PDF.");
  }
  if (!request.language().empty() && request.language() != "vi" && request.language() != "en") {
    return export_no_language();
  }
  if (request.part() > 0) return export_no_such_part();
  return std::nullopt;
}

v1::Refusal export_no_language() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "language",
                      "Không có ngôn ngữ này. Hãy chọn “vi” hoặc “en”, hoặc để trống để dùng tiếng Việt.",
                      "There is no such language. Choose \"vi\" or \"en\", or leave it empty for Vietnamese.");
}

v1::Refusal export_too_many_lines() {
  return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "dossiers",
                      "Danh sách có hơn 10.000 hồ sơ nên không xuất được thành một tệp. "
                      "Hãy thu hẹp theo đơn vị, kỳ, loại văn bản hoặc trạng thái rồi xuất lại.",
                      "The list has more than 10,000 dossiers, too many for one file. Narrow it by unit, period, kind "
                      "or state and export again.");
}

v1::Refusal export_too_many_to_print() {
  return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "format",
                      "Danh sách có hơn 2.000 hồ sơ nên không in ra PDF được. "
                      "Hãy thu hẹp danh sách, hoặc xuất XLSX (tối đa 10.000 hồ sơ).",
                      "The list has more than 2,000 dossiers, too many to print as PDF. Narrow it, or export XLSX "
                      "(at most 10,000 dossiers).");
}

v1::Refusal export_too_many_pages() {
  return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "format",
                      "Bản in dài quá 500 trang. Hãy thu hẹp danh sách, hoặc xuất XLSX.",
                      "Printed, it is longer than 500 pages. Narrow it, or export XLSX.");
}

v1::Refusal export_too_large() {
  return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "",
                      "Tệp lớn quá 16 MB nên không xuất được. Hãy thu hẹp danh sách rồi xuất lại.",
                      "The file is larger than 16 MB. Narrow the list and export again.");
}

v1::Refusal export_search_too_long() {
  return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "dossiers.words",
                      "Từ khoá này phải tìm trong quá nhiều hồ sơ nên không xuất được. "
                      "Hãy chọn thêm đơn vị hoặc kỳ, hoặc dùng từ khoá ít gặp hơn.",
                      "These words have to be looked for in too many dossiers. Choose a unit or a period as well, or "
                      "rarer words.");
}

v1::Refusal export_no_such_part() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "part",
                      "Tệp không có phần này. Hãy tải các phần từ 0 đến số phần đã báo trừ 1.",
                      "The file has no such part. Ask for parts from 0 to one less than there are.");
}

v1::Refusal export_no_longer_kept() {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "part",
                      "Tệp đang tải dở không còn nữa: đã quá một phút hoặc danh bạ vừa thay đổi. "
                      "Hãy tải lại từ phần 0.",
                      "The file is no longer there: more than a minute has passed or the directory has changed. Start "
                      "again with part 0.");
}

v1::Refusal export_no_font() {
  return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "format",
                      "Máy chủ chưa cài phông chữ có đủ dấu tiếng Việt (Liberation Serif 2 hoặc Tinos) nên chưa in "
                      "PDF được. Hãy báo người quản trị cài gói fonts-liberation2; trong khi chờ, hãy xuất XLSX.",
                      "The server has no font with all of Vietnamese (Liberation Serif 2 or Tinos), so it cannot make "
                      "PDF. Ask the administrator to install fonts-liberation2; until then, export XLSX.");
}

v1::Refusal export_not_offered() {
  return core::refuse(v1::REFUSAL_CODE_UNKNOWN_METHOD, "what",
                      "Phiên bản này chưa lập được biểu đó. Hãy cập nhật phần mềm.",
                      "This version cannot make that picture. Update the program.");
}

}  // namespace giaoban::records
