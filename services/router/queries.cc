// Reading: one dossier and its history; always from committed state.
#include <algorithm>

#include "services/router/router_service.h"
#include "services/runtime/ids.h"
#include "workflows/core/authority.h"

namespace giaoban::router {

namespace {

using core::refuse;
constexpr size_t kHistoryTextBytes = 600 * 1024;

v1::Refusal not_found() {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "dossier_id", "Không có hồ sơ này, hoặc đồng chí không được xem hồ sơ này.",
                "There is no such dossier, or you may not see it.");
}

}  // namespace

std::variant<std::monostate, v1::Refusal> RouterService::find_readable(const std::string& dossier_id, const Call& call,
                                                                       Work& work, Batch::Row& row,
                                                                       std::string& person) {
  const std::string id = runtime::uuid_to_bytes(dossier_id);
  if (!id.empty()) row = read_dossier(id, work.store);
  if (call.caller.kind == v1::CALLER_KIND_OPERATOR) {
    if (row.dossier.version() == 0) return not_found();
    return std::monostate();
  }
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  person = std::get<std::string>(acting);
  if (row.dossier.version() == 0) return not_found();
  const auto& unit = row.dossier.unit_id();
  if (const auto bound = bound_office(call); !bound.unit_id().empty()) {
    const bool below = heard_.directory().is_within(unit, bound.unit_id());
    if (!below || (row.dossier.rounds() == 0 && unit != bound.unit_id())) return not_found();
    return std::monostate();
  }
  if (!core::may_read(heard_.directory(), person, unit, work.now.business_us)) return not_found();
  if (row.dossier.rounds() > 0) return std::monostate();
  // A paper that was never handed in is its own unit's business.
  for (const auto& holder : core::holders_of(heard_.directory(), person, work.now.business_us)) {
    if (holder.unit_id() == unit) return std::monostate();
  }
  return not_found();
}

RouterService::Result<v1::GetDossierResponse> RouterService::get_dossier(const v1::GetDossierRequest& request,
                                                                         const Call& call, Work& work) {
  Batch::Row row;
  std::string person;
  const auto found = find_readable(request.dossier_id(), call, work, row, person);
  if (const auto* no = std::get_if<v1::Refusal>(&found)) return *no;
  v1::GetDossierResponse response;
  const auto kind = heard_.directory().kind_by_digest(row.dossier.kind_digest());
  if (kind && request.known_kind_digest() != kind->digest) *response.mutable_kind() = kind->kind;
  if (row.dossier.has_fields()) {
    if (auto content = batch_.content(row.id, row.dossier.fields().version(), work.store)) {
      *response.mutable_fields() = std::move(*content->mutable_fields());
    }
  }
  *response.mutable_remarks() = row.dossier.remarks();
  if (row.dossier.has_remarks_content()) {
    if (auto content = batch_.content(row.id, row.dossier.remarks_content().version(), work.store)) {
      *response.mutable_remarks() = std::move(*content->mutable_remarks());
    }
  }
  if (!person.empty()) {
    core::Context context{heard_.directory()};
    context.kind = kind.get();
    context.person_id = person;
    context.now_us = work.now.business_us;
    context.hold_us = options_.hold_us;
    for (auto& verb : core::open_verbs(row.dossier, context)) *response.add_verbs() = std::move(verb);
  }
  *response.mutable_dossier() = std::move(row.dossier);
  fill_names(response, response.dossier());
  fill_file_names(response, row.id, work);
  return response;
}

void RouterService::fill_names(v1::GetDossierResponse& response, const v1::Dossier& dossier) const {
  const auto& directory = heard_.directory();
  if (const auto* unit = directory.unit(dossier.unit_id())) response.set_unit_name(unit->name());
  if (const auto* unit = directory.unit(dossier.at().holder().unit_id())) response.set_holder_unit_name(unit->name());
  if (const auto* person = directory.person(dossier.claimed_by())) response.set_claimed_by_name(person->name());
  if (const auto* person = directory.person(dossier.pending().actor().person_id()))
    response.set_pending_by_name(person->name());
}

RouterService::Result<v1::GetHistoryResponse> RouterService::get_history(const v1::GetHistoryRequest& request,
                                                                         const Call& call, Work& work) {
  Batch::Row row;
  std::string person;
  const auto found = find_readable(request.dossier_id(), call, work, row, person);
  if (const auto* no = std::get_if<v1::Refusal>(&found)) return *no;
  v1::GetHistoryResponse response;
  size_t bytes = 0;
  for (size_t at = 0; at + 8 <= row.positions.size(); at += 8) {
    uint64_t position = 0;
    for (size_t i = 0; i < 8; ++i) position = position << 8 | static_cast<unsigned char>(row.positions[at + i]);
    v1::LogRecord record;
    work.store.prepare("SELECT record FROM log WHERE position = $1")
        .one({static_cast<int64_t>(position)},
             [&](const store::Row& r) { record.ParseFromArray(r.blob(0).data(), static_cast<int>(r.blob(0).size())); });
    auto& entry = *response.add_entries();
    entry.set_position(position);
    if (const auto* who = heard_.directory().person(record.dossier().actor().person_id()))
      entry.set_person_name(who->name());
    if (record.dossier().has_content()) {
      // Texts as long as they fit an answer, events always: a history never becomes unreadable.
      auto content = bytes < kHistoryTextBytes
                         ? batch_.content(row.id, record.dossier().content().version(), work.store)
                         : std::nullopt;
      if (content) bytes += content->ByteSizeLong();
      if (content && bytes < kHistoryTextBytes) {
        content->clear_salt();
        *entry.mutable_content() = std::move(*content);
      }
    }
    *entry.mutable_event() = std::move(*record.mutable_dossier());
  }
  return response;
}

RouterService::Result<v1::CheckWaitingResponse> RouterService::check_waiting(const v1::CheckWaitingRequest& request,
                                                                             const Call&, Work& work) {
  const auto row = read_dossier(runtime::uuid_to_bytes(request.dossier_id()), work.store);
  v1::CheckWaitingResponse response;
  response.set_waiting(row.dossier.version() != 0 && !row.dossier.at().end() && !row.dossier.has_pending() &&
                       row.dossier.at().generation() == request.generation());
  return response;
}

}  // namespace giaoban::router
