// Gathering, making, and handing out.
#include "services/records/export.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <stdexcept>

#include "services/records/export_refusals.h"
#include "services/records/printed_pages.h"
#include "services/records/sheet_workbook.h"
#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

constexpr uint32_t kListPage = 200;  // the most that a list gives at once

using Request = v1::ExportListRequest;

uint64_t position(const runtime::Work& work, const char* source) {
  const auto found = work.cursors.find(source);
  return found == work.cursors.end() ? 0 : found->second.position;
}

// Who asks for what: the same for all parts of a file, different for different callers.
std::string key_of(Request request, const runtime::Call& call) {
  request.clear_part();
  if (request.language().empty()) request.set_language("vi");
  // Lengths first, so that no two callers come out the same.
  std::string key = std::to_string(call.caller.kind);
  for (const auto& part : {call.caller.name, call.caller.office_id, call.request.person_id()}) {
    key += "/" + std::to_string(part.size()) + ":" + part;
  }
  google::protobuf::io::StringOutputStream stream(&key);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  request.SerializeToCodedStream(&coded);
  return key;
}

// Where in this request the refused field stands.
v1::Refusal within(v1::Refusal no, const std::string& what) {
  if (!no.field().empty()) no.set_field(what + "." + no.field());
  return no;
}

}  // namespace

std::variant<v1::ExportListResponse, v1::Refusal> Exporter::answer(const Request& request, const runtime::Call& call,
                                                                   runtime::Work& work) {
  if (request.what_case() == Request::WHAT_NOT_SET) return export_nothing_chosen();
  if (request.format() != v1::EXPORT_FORMAT_XLSX && request.format() != v1::EXPORT_FORMAT_PDF)
    return export_no_format();
  if (!request.language().empty() && request.language() != "vi" && request.language() != "en") {
    return export_no_language();
  }
  auto held = held_by(call, directory_, work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&held)) return std::move(*no);
  auto& offices = std::get<Offices>(held);
  std::string key = key_of(request, call);
  KeptFile* file = kept_.find(key, work.now, position(work, "directory"));
  if (file != nullptr && file->offices != offices) file = nullptr;
  if (request.part() > 0 && file == nullptr) return export_no_longer_kept();
  std::optional<KeptFile> made;
  // A file that another window may still be fetching stays for its minute, or parts of two would be put together.
  if (file == nullptr || (request.part() == 0 && file->router_position < call.request.min_position())) {
    auto making = make(request, call, work);
    if (auto* no = std::get_if<v1::Refusal>(&making)) return std::move(*no);
    made = std::get<KeptFile>(std::move(making));
    made->key = std::move(key);
    made->offices = std::move(offices);
    file = &*made;
  }
  if (request.part() >= file->parts()) return export_no_such_part();
  v1::ExportListResponse response;
  response.set_data(file->part(request.part()));
  response.set_parts(file->parts());
  response.set_name(file->name);
  response.set_media_type(file->media_type);
  if (made && file->parts() > 1) kept_.keep(std::move(*made), work.now);
  return response;
}

std::variant<KeptFile, v1::Refusal> Exporter::make(const Request& request, const runtime::Call& call,
                                                   runtime::Work& work) {
  const bool printed = request.format() == v1::EXPORT_FORMAT_PDF;
  if (printed) {
    if (auto no = find_font_once()) return *no;
  }
  auto gathered = gather(request, call, work);
  if (auto* no = std::get_if<v1::Refusal>(&gathered)) return std::move(*no);
  const auto& sheets = std::get<Sheets>(gathered);
  KeptFile file;
  file.name = export_name(request, work.now.business_us);
  file.made = work.now;
  file.directory_position = position(work, "directory");
  file.router_position = position(work, "router");
  if (printed) {
    auto bytes = write_pages(sheets.front(), *font_);
    if (!bytes) return export_too_many_pages();
    file.bytes = std::move(*bytes);
    file.media_type = "application/pdf";
  } else {
    file.bytes = write_workbook(sheets);
    file.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  if (file.bytes.size() > kMostKeptBytes) return export_too_large();
  return file;
}

std::variant<Exporter::Sheets, v1::Refusal> Exporter::gather(const Request& request, const runtime::Call& call,
                                                             runtime::Work& work) {
  const About about{directory_, request.language() == "en" ? Language::kEnglish : Language::kVietnamese,
                    work.now.business_us};
  switch (request.what_case()) {
    case Request::kDossiers:
      return gather_dossiers(request, call, work);
    case Request::kCompliance: {
      auto answer = ask<v1::GetComplianceResponse>("PictureService/GetCompliance", request.compliance(), call, work);
      if (auto* no = std::get_if<v1::Refusal>(&answer)) return within(std::move(*no), "compliance");
      const auto& grid = std::get<v1::GetComplianceResponse>(answer);
      return Sheets{sheet_of(request.compliance(), grid, about), numbers_of(request.compliance(), grid, about)};
    }
    case Request::kFunnel:
      return gather_picture<v1::GetFunnelResponse>("funnel", "GetFunnel", request.funnel(), about, call, work);
    case Request::kAgeing:
      return gather_picture<v1::GetAgeingResponse>("ageing", "GetAgeing", request.ageing(), about, call, work);
    case Request::kStepTimes:
      return gather_picture<v1::GetStepTimesResponse>("step_times", "GetStepTimes", request.step_times(), about, call,
                                                      work);
    case Request::kAgenda:  // no sheet, see records_service.cc
    case Request::WHAT_NOT_SET:
      break;
  }
  return export_nothing_chosen();
}

std::variant<Exporter::Sheets, v1::Refusal> Exporter::gather_dossiers(const Request& request, const runtime::Call& call,
                                                                      runtime::Work& work) {
  const bool printed = request.format() == v1::EXPORT_FORMAT_PDF;
  const uint32_t most = printed ? kMostPrintedLines : kMostExportLines;
  auto wanted = request.dossiers();
  wanted.clear_page_token();
  wanted.set_limit(kListPage);
  std::vector<v1::DossierLine> lines;
  for (int pages = 0;; ++pages) {
    if (pages == kMostListPages) return export_search_too_long();
    auto answer = ask<v1::ListDossiersResponse>("RecordsService/ListDossiers", wanted, call, work);
    if (auto* no = std::get_if<v1::Refusal>(&answer)) return within(std::move(*no), "dossiers");
    auto& page = std::get<v1::ListDossiersResponse>(answer);
    const auto size = lines.size() + static_cast<size_t>(page.lines_size());
    if (page.total() > kMostExportLines || size > kMostExportLines) return export_too_many_lines();
    if (page.total() > most || size > most) return export_too_many_to_print();
    for (auto& line : *page.mutable_lines()) lines.push_back(std::move(line));
    if (page.next_page_token().empty()) break;
    wanted.set_page_token(page.next_page_token());
  }
  const About about{directory_, request.language() == "en" ? Language::kEnglish : Language::kVietnamese,
                    work.now.business_us};
  return Sheets{sheet_of(request.dossiers(), lines, about)};
}

template <class Res, class Req>
std::variant<Exporter::Sheets, v1::Refusal> Exporter::gather_picture(const std::string& what, const std::string& method,
                                                                     const Req& request, const About& about,
                                                                     const runtime::Call& call,
                                                                     runtime::Work& work) const {
  auto answer = ask<Res>("PictureService/" + method, request, call, work);
  if (auto* no = std::get_if<v1::Refusal>(&answer)) return within(std::move(*no), what);
  return Sheets{sheet_of(request, std::get<Res>(answer), about)};
}

template <class Res, class Req>
std::variant<Res, v1::Refusal> Exporter::ask(const std::string& method, const Req& request, const runtime::Call& call,
                                             runtime::Work& work) const {
  const auto* found = methods_.find("giaoban.v1." + method);
  if (found == nullptr) return export_not_offered();
  v1::Request asked;
  asked.set_method("giaoban.v1." + method);
  asked.set_trace_id(call.request.trace_id());
  asked.set_person_id(call.request.person_id());
  asked.set_min_position(call.request.min_position());
  request.SerializeToString(asked.mutable_payload());
  auto outcome = found->handle({call.caller, asked}, work);
  if (auto* no = std::get_if<v1::Refusal>(&outcome)) return std::move(*no);
  Res response;
  if (!response.ParseFromString(std::get<std::string>(outcome))) throw std::runtime_error("no answer of " + method);
  return response;
}

std::optional<v1::Refusal> Exporter::find_font_once() {
  if (!font_) font_ = find_font(families_);
  if (!font_) return export_no_font();
  return std::nullopt;
}

std::string export_name(const Request& request, int64_t now_us) {
  const bool vietnamese = request.language() != "en";
  std::string name;
  std::string when;
  switch (request.what_case()) {
    case Request::kDossiers:
      name = vietnamese ? "ho-so" : "dossiers";
      when = request.dossiers().period();
      break;
    case Request::kCompliance:
      name = vietnamese ? "theo-doi" : "grid";
      when = request.compliance().to_period();
      break;
    case Request::kFunnel:
      name = vietnamese ? "tien-do" : "funnel";
      when = request.funnel().period();
      break;
    case Request::kAgeing:
      name = vietnamese ? "dang-cho" : "ageing";
      break;
    default:
      name = vietnamese ? "thoi-gian" : "step-times";
      when = request.step_times().from_period();
      break;
  }
  // Only what is a period may come out of the request into a name.
  if (!core::period_start(when)) {
    const auto today = core::for_people(now_us);  // "22/11/2026 17:00"
    when = today.substr(6, 4) + "-" + today.substr(3, 2) + "-" + today.substr(0, 2);
  }
  return name + "-" + when + (request.format() == v1::EXPORT_FORMAT_PDF ? ".pdf" : ".xlsx");
}

}  // namespace giaoban::records
