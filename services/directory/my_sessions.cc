// ListSessions and RevokeSession: where a person is signed in; for themselves and for those who keep their account.
#include "services/directory/asker.h"
#include "services/directory/directory_service.h"
#include "services/directory/line_errors.h"
#include "services/directory/session_table.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr int kMostListed = 500;

// Whose sessions are meant; refused when they are neither the asker's nor of somebody whom the asker keeps.
std::variant<std::string, v1::Refusal> owner(const Asker& asker, const std::string& person_id,
                                             const core::Directory& directory) {
  const std::string& whose = person_id.empty() ? asker.person_id() : person_id;
  if (whose.empty()) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "person_id", "Hãy cho biết phiên của ai: điền person_id.",
                        "Say whose sessions are meant: fill in person_id.");
  }
  if (whose == asker.person_id()) return whose;
  // Whether there is such a person is no secret, but whoever may not ask is told that first.
  if (!asker.keeps_person(whose)) return asker.not_keeper_of_person(whose);
  if (directory.person(whose) != nullptr) return whose;
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id", "Không có người mang mã " + quoted(whose) + ".",
                      "There is no person " + quoted(whose) + ".");
}

}  // namespace

std::variant<v1::ListSessionsResponse, v1::Refusal> DirectoryService::list_sessions(
    const v1::ListSessionsRequest& request, const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  const auto whose = owner(std::get<Asker>(asker), request.person_id(), directory_);
  if (const auto* no = std::get_if<v1::Refusal>(&whose)) return *no;
  v1::ListSessionsResponse response;
  for (const SessionRow& row : sessions_of(work.store, std::get<std::string>(whose), work.now.machine_us)) {
    if (response.sessions_size() == kMostListed) break;
    v1::Session& session = *response.add_sessions();
    session.set_session_id(session_name(row.token_hash));
    session.set_begun_us(row.begun_us);
    session.set_until_us(row.until_us);
    session.set_address(row.address);
    session.set_agent(row.agent);
  }
  return response;
}

std::variant<v1::RevokeSessionResponse, v1::Refusal> DirectoryService::revoke_session(
    const v1::RevokeSessionRequest& request, const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  const auto whose = owner(std::get<Asker>(asker), request.person_id(), directory_);
  if (const auto* no = std::get_if<v1::Refusal>(&whose)) return *no;
  v1::RevokeSessionResponse response;
  for (const SessionRow& row : sessions_of(work.store, std::get<std::string>(whose), work.now.machine_us)) {
    if (!request.session_id().empty() && request.session_id() != session_name(row.token_hash)) continue;
    directory::end_session(work.store, row.token_hash);
    response.set_ended(response.ended() + 1);
  }
  return response;
}

}  // namespace giaoban::directory
