// FindAccount, BeginSession, FindSession, EndSession and the clearing of ended ones: what the gateway needs to sign
// people in.
#include <algorithm>

#include "services/directory/accounts.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::directory {
namespace {

constexpr size_t kTokenHashBytes = 32;
constexpr int64_t kLongestSession = 31 * core::kDay;
constexpr int64_t kClearingPause = core::kMinute;  // many sessions end within a minute: one transaction for all

using core::refuse;

v1::Refusal no_token_hash() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "token_hash", "token_hash phải là 32 byte SHA-256 của mã phiên.",
                "token_hash must be the 32 bytes of the SHA-256 of the token.");
}

}  // namespace

std::variant<v1::FindAccountResponse, v1::Refusal> DirectoryService::find_account(const v1::FindAccountRequest& request,
                                                                                  const Call&, Work& work) {
  v1::FindAccountResponse response;
  if (const auto account = account_of(work.store, ascii_lower(request.login()))) {
    response.set_person_id(account->person_id);
    response.set_password_hash(account->password_hash);
  }
  return response;
}

std::variant<v1::BeginSessionResponse, v1::Refusal> DirectoryService::begin_session(
    const v1::BeginSessionRequest& request, const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  if (directory_.person(request.person_id()) == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id",
                  "Không có người mang mã " + quoted(request.person_id()) + ".",
                  "There is no person " + quoted(request.person_id()) + ".");
  }
  const int64_t now_us = work.now.machine_us;
  if (request.until_us() <= now_us || request.until_us() > now_us + kLongestSession) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "until_us", "Phiên phải kết thúc sau lúc này và trong vòng 31 ngày.",
                  "A session must end after now and within 31 days.");
  }
  const store::Blob token{request.token_hash()};
  work.store
      .prepare(
          "INSERT INTO session (token_hash, person_id, until_us) VALUES ($1, $2, $3) ON CONFLICT (token_hash) DO "
          "NOTHING")
      .run({token, std::string_view(request.person_id()), request.until_us()});
  bool same = false;
  work.store.prepare("SELECT person_id, until_us FROM session WHERE token_hash = $1")
      .one({token}, [&](const store::Row& row) {
        same = row.text(0) == request.person_id() && row.integer(1) == request.until_us();
      });
  if (!same) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "token_hash", "Mã phiên này đã dùng cho phiên khác. Hãy tạo mã mới.",
                  "This token already stands for another session. Draw a new one.");
  }
  const int64_t clear_us = request.until_us() + kClearingPause;
  clear_sessions_us_ = clear_sessions_us_ == 0 ? clear_us : std::min(clear_sessions_us_, clear_us);
  return v1::BeginSessionResponse();
}

std::variant<v1::FindSessionResponse, v1::Refusal> DirectoryService::find_session(const v1::FindSessionRequest& request,
                                                                                  const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  v1::FindSessionResponse response;
  work.store.prepare("SELECT person_id, until_us FROM session WHERE token_hash = $1 AND until_us > $2")
      .one({store::Blob{request.token_hash()}, work.now.machine_us}, [&](const store::Row& row) {
        response.set_person_id(std::string(row.text(0)));
        response.set_until_us(row.integer(1));
      });
  if (const v1::Person* person = directory_.person(response.person_id())) response.set_person_name(person->name());
  return response;
}

std::variant<v1::EndSessionResponse, v1::Refusal> DirectoryService::end_session(const v1::EndSessionRequest& request,
                                                                                const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  work.store.prepare("DELETE FROM session WHERE token_hash = $1").run({store::Blob{request.token_hash()}});
  return v1::EndSessionResponse();
}

void DirectoryService::tick(Work& work) {
  work.store.prepare("DELETE FROM session WHERE until_us <= $1").run({work.now.machine_us});
  plan_clearing(work.store);
}

void DirectoryService::plan_clearing(store::Store& store) {
  clear_sessions_us_ = 0;
  store.prepare("SELECT min(until_us) FROM session").one({}, [&](const store::Row& row) {
    if (!row.is_null(0)) clear_sessions_us_ = row.integer(0) + kClearingPause;
  });
}

}  // namespace giaoban::directory
