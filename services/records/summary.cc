// Counts by kind, from the tallies of the units asked about.
#include "services/records/summary.h"

#include "services/records/tallies.h"
#include "workflows/core/time.h"

namespace giaoban::records {

std::variant<v1::SummariseDossiersResponse, v1::Refusal> summarise_dossiers(const v1::SummariseDossiersRequest& request,
                                                                            const Scope& scope,
                                                                            const core::Directory& directory,
                                                                            store::Store& store) {
  if (!request.period().empty() && !core::period_start(request.period())) {
    return core::refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "period",
        "Kỳ không đúng dạng. Hãy viết tháng như 2026-11 hoặc quý như 2026-Q4, hoặc để trống để tính mọi kỳ.",
        "This is no period. Write a month as 2026-11 or a quarter as 2026-Q4, or leave it empty for all.");
  }
  std::map<std::string, v1::KindCount> kinds;
  for (const auto& kind : directory.kinds()) kinds[kind->name];
  for (const auto& top : scope.tops) Tallies::summarise(store, top, request.period(), kinds);
  v1::SummariseDossiersResponse response;
  for (auto& [name, count] : kinds) {
    count.set_kind(name);
    *response.add_kinds() = std::move(count);
  }
  return response;
}

}  // namespace giaoban::records
