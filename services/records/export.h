// ExportList: asks what a person would ask, makes a file of the whole answer and hands it out in parts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "giaoban/v1/export.pb.h"
#include "services/records/export_kept.h"
#include "services/records/export_sheets.h"
#include "services/records/printed_font.h"
#include "services/runtime/service.h"

namespace giaoban::records {

inline constexpr uint32_t kMostExportLines = 10'000;
// Pages of so many lines take a fifth of a second, during which the service answers nobody else.
inline constexpr uint32_t kMostPrintedLines = 2'000;
// Pages of a list asked for at most; a search may give pages that are not full.
inline constexpr int kMostListPages = 100;

// Files are made from the answers of the very methods that show the lists, called as the same caller, so rights,
// refusals and min_position are theirs. All pages of a list are asked for within one step, so from one state. A file of
// one part is made at every call. A longer one is kept (export_kept.h): part 0 makes it anew only when its minute
// is over, when min_position asks for more than it saw, or when the caller holds other offices than then; other parts
// come from the kept one only and are refused when it is gone. One thread. Making is done on the thread of the service;
// the benchmark says how long it takes.
class Exporter {
 public:
  // Both must outlive it. Registers nothing.
  Exporter(const runtime::Methods& methods, const core::Directory& directory,
           std::span<const std::string_view> families = kPrintedFamilies)
      : methods_(methods), directory_(directory), families_(families) {}

  std::variant<v1::ExportListResponse, v1::Refusal> answer(const v1::ExportListRequest& request,
                                                           const runtime::Call& call, runtime::Work& work);

 private:
  using Sheets = std::vector<Sheet>;
  std::variant<KeptFile, v1::Refusal> make(const v1::ExportListRequest& request, const runtime::Call& call,
                                           runtime::Work& work);
  std::variant<Sheets, v1::Refusal> gather(const v1::ExportListRequest& request, const runtime::Call& call,
                                           runtime::Work& work);
  std::variant<Sheets, v1::Refusal> gather_dossiers(const v1::ExportListRequest& request, const runtime::Call& call,
                                                    runtime::Work& work);
  template <class Res, class Req>
  std::variant<Res, v1::Refusal> ask(const std::string& method, const Req& request, const runtime::Call& call,
                                     runtime::Work& work) const;
  template <class Res, class Req>
  std::variant<Sheets, v1::Refusal> gather_picture(const std::string& what, const std::string& method,
                                                   const Req& request, const About& about, const runtime::Call& call,
                                                   runtime::Work& work) const;
  std::optional<v1::Refusal> find_font_once();

  const runtime::Methods& methods_;
  const core::Directory& directory_;
  std::span<const std::string_view> families_;
  KeptFiles kept_;
  std::optional<PrintedFont> font_;
};

// "ho-so-2026-11.xlsx": letters, digits and hyphens only.
std::string export_name(const v1::ExportListRequest& request, int64_t now_us);

}  // namespace giaoban::records
