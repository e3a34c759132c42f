// Reading: one dossier, its history, what waits for a person; always from committed state.
#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

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

// Where a page of the queue begins: after (entered, id).
struct PageToken {
  int64_t entered = -1;
  std::string id;
};

std::string to_text(const PageToken& token) {
  return std::to_string(token.entered) + ":" + runtime::uuid_to_text(token.id);
}

bool from_text(const std::string& text, PageToken& token) {
  if (text.empty()) return true;
  const auto colon = text.find(':');
  if (colon == std::string::npos) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, token.entered);
  token.id = runtime::uuid_to_bytes(std::string_view(text).substr(colon + 1));
  return error == std::errc() && end == text.data() + colon && !token.id.empty();
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
  if (kind) *response.mutable_kind() = kind->kind;
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
  return response;
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

// The offices through which papers wait for a person. A paper that is with its author waits for the first of the roles
// that may open its kind; the other roles of the same unit that may open it see it too.
std::vector<std::string> RouterService::holder_keys(const std::string& person, const v1::Holder& bound,
                                                    int64_t now_us) const {
  std::set<std::string> keys;
  for (const auto& holder : core::holders_of(heard_.directory(), person, now_us)) {
    if (!bound.unit_id().empty() && holder_key(holder) != holder_key(bound)) continue;
    keys.insert(holder_key(holder));
    for (const auto& kind : heard_.directory().kinds()) {
      const auto& openers = kind->kind.may_open();
      const bool may =
          std::any_of(openers.begin(), openers.end(), [&](const auto& o) { return o.role() == holder.role(); });
      if (!may) continue;
      v1::Holder first = holder;
      first.set_role(openers[0].role());
      keys.insert(holder_key(first));
    }
  }
  return {keys.begin(), keys.end()};
}

RouterService::Result<v1::ListMyTurnResponse> RouterService::list_my_turn(const v1::ListMyTurnRequest& request,
                                                                          const Call& call, Work& work) {
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  const uint32_t limit = request.limit() == 0 ? 50 : request.limit();
  PageToken after;
  if (limit > 200 || !from_text(request.page_token(), after)) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, limit > 200 ? "limit" : "page_token",
                  "Tối đa 200 dòng mỗi lần; dấu trang lấy từ lần trả lời trước.",
                  "At most 200 at a time; the page token comes from the answer before.");
  }
  struct Line {
    int64_t entered;
    std::string id;
    std::string body;
  };
  std::vector<Line> lines;
  v1::ListMyTurnResponse response;
  uint32_t total = 0;
  for (const auto& key : holder_keys(std::get<std::string>(acting), bound_office(call), work.now.business_us)) {
    work.store.prepare("SELECT COUNT(*) FROM dossier WHERE holder = $1")
        .one({std::string_view(key)}, [&](const store::Row& r) { total += static_cast<uint32_t>(r.integer(0)); });
    work.store
        .prepare(
            "SELECT entered, id, body FROM dossier WHERE holder = $1 AND (entered, id) > ($2, $3) "
            "ORDER BY entered, id LIMIT $4")
        .each({std::string_view(key), after.entered, store::Blob{after.id}, int64_t{limit} + 1},
              [&](const store::Row& r) {
                lines.push_back({r.integer(0), std::string(r.blob(1)), std::string(r.blob(2))});
              });
  }
  std::sort(lines.begin(), lines.end(),
            [](const Line& a, const Line& b) { return std::tie(a.entered, a.id) < std::tie(b.entered, b.id); });
  response.set_total(total);
  for (size_t i = 0; i < lines.size() && i < limit; ++i) {
    auto& turn = *response.add_turns();
    turn.mutable_dossier()->ParseFromString(lines[i].body);
    *turn.mutable_holder() = turn.dossier().at().holder();
    if (const auto* unit = heard_.directory().unit(turn.dossier().unit_id())) turn.set_unit_name(unit->name());
    if (const auto kind = heard_.directory().kind_by_digest(turn.dossier().kind_digest()))
      *turn.mutable_kind_title() = kind->kind.title();
    if (i + 1 == limit && lines.size() > limit) response.set_next_page_token(to_text({lines[i].entered, lines[i].id}));
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
