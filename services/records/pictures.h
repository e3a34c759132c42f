// The pictures of the work: who handed in, how far papers have come, what waits with whom, where time goes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "giaoban/v1/picture.pb.h"
#include "services/records/known.h"
#include "services/records/scope.h"

namespace giaoban::records {

// All four say what lies in the scope, as of known.now_us, and refuse kinds and periods that there are not. A decision
// on hold has not moved its paper. Their numbers are those of the lists that they lead to: ListDossiers with the same
// unit, kind and period, and of a stage, of a return (the state), or of a wait (unit, days, overdue).

// Obligations by the reminder's log. Without a unit: the highest that the caller may see; where several stand side by
// side at the top of the tree, an operator sees them as rows of no unit. A cell names its paper where exactly one is
// owed and the caller may open it: the latest that was not taken back, refused or ended by time.
std::variant<v1::GetComplianceResponse, v1::Refusal> get_compliance(const v1::GetComplianceRequest& request,
                                                                    const Scope& scope, const Known& known);

// EXPECTED is what was begun and what is owed without a paper, so it contains OPENED. Without a period a kind that is
// not owed is shown in all of them.
std::variant<v1::GetFunnelResponse, v1::Refusal> get_funnel(const v1::GetFunnelRequest& request, const Scope& scope,
                                                            const Known& known);

// Everything that waits for an answer, also of an author after a return; not drafts that were never handed in. A whole
// working day is as much working time as one has, whenever it began.
std::variant<v1::GetAgeingResponse, v1::Refusal> get_ageing(const v1::GetAgeingRequest& request, const Scope& scope,
                                                            const Known& known);

// States of the kind as it is in force. A stay is counted in whole working minutes. Without a first period a kind that
// is not owed is shown in the latest kMostPeriods in which it has papers, and in what has no period.
std::variant<v1::GetStepTimesResponse, v1::Refusal> get_step_times(const v1::GetStepTimesRequest& request,
                                                                   const Scope& scope, const Known& known);

// What they share. The kind in force, or why not.
std::variant<std::shared_ptr<const core::PublishedKind>, v1::Refusal> asked_kind(const std::string& kind,
                                                                                 const core::Directory& directory);
// Whether papers of the kind can have such a period.
bool has_period(const v1::Kind& kind, const std::string& period);
v1::Refusal no_such_period(const v1::Kind& kind, std::string_view field);
v1::Refusal periods_reversed(std::string_view field);
// One picture spans so many periods at most.
inline constexpr size_t kMostPeriods = 24;
v1::Refusal too_many_periods(std::string_view field);
// From the first to the last, of the length of the first, in order; one more than kMostPeriods when there are more.
std::vector<std::string> periods_between(const std::string& first, const std::string& last);

}  // namespace giaoban::records
