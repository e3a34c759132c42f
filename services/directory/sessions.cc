// FindAccount, BeginSession, FindSession, EndSession and the clearing of ended ones: what the gateway needs to sign
// people in.
#include <algorithm>
#include <limits>

#include "services/directory/accounts.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/feed_table.h"
#include "services/directory/session_table.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::directory {
namespace {

constexpr size_t kTokenHashBytes = 32;
constexpr size_t kMostAddressCharacters = 64;
constexpr size_t kMostAgentCharacters = 200;
constexpr int64_t kLongestSession = 31 * core::kDay;
constexpr int64_t kClearingPause = core::kMinute;  // many sessions end within a minute: one transaction for all

using core::refuse;

v1::Refusal no_token_hash() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "token_hash", "token_hash phải là 32 byte SHA-256 của mã phiên.",
                "token_hash must be the 32 bytes of the SHA-256 of the token.");
}

bool signs_in(const Account& account) {
  return !account.disabled && !account.password_hash.empty();
}

std::optional<v1::Refusal> check(const v1::BeginSessionRequest& request, int64_t now_us) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  if (request.until_us() <= now_us || request.until_us() > now_us + kLongestSession) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "until_us", "Phiên phải kết thúc sau lúc này và trong vòng 31 ngày.",
                  "A session must end after now and within 31 days.");
  }
  if (count_characters(request.address()) > kMostAddressCharacters) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "address", "Địa chỉ trình duyệt dài tối đa 64 ký tự.",
                  "The address of a browser has 64 characters at most.");
  }
  if (count_characters(request.agent()) > kMostAgentCharacters) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "agent", "Tên trình duyệt dài tối đa 200 ký tự; hãy cắt bớt.",
                  "The name of a browser has 200 characters at most; cut it.");
  }
  return std::nullopt;
}

}  // namespace

std::variant<v1::FindAccountResponse, v1::Refusal> DirectoryService::find_account(const v1::FindAccountRequest& request,
                                                                                  const Call&, Work& work) {
  std::vector<Account> accounts;
  if (request.login().starts_with('@')) {
    accounts = accounts_of(work.store, std::string_view(request.login()).substr(1));
  } else if (auto account = account_of(work.store, ascii_lower(request.login()))) {
    accounts.push_back(std::move(*account));
  }
  v1::FindAccountResponse response;
  const auto account = std::find_if(accounts.begin(), accounts.end(), signs_in);
  if (account == accounts.end()) return response;
  response.set_person_id(account->person_id);
  response.set_password_hash(account->password_hash);
  return response;
}

std::variant<v1::BeginSessionResponse, v1::Refusal> DirectoryService::begin_session(
    const v1::BeginSessionRequest& request, const Call&, Work& work) {
  const int64_t now_us = work.now.machine_us;
  if (auto no = check(request, now_us)) return std::move(*no);
  if (directory_.person(request.person_id()) == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id",
                  "Không có người mang mã " + quoted(request.person_id()) + ".",
                  "There is no person " + quoted(request.person_id()) + ".");
  }
  // Closed, or given a new code, while the gateway was still hashing what had been typed.
  auto accounts = accounts_of(work.store, request.person_id());
  if (!accounts.empty() && std::none_of(accounts.begin(), accounts.end(), signs_in)) {
    return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                  "Tài khoản này vừa bị đóng hoặc vừa được cấp mã mới. Hãy đăng nhập lại.",
                  "This account was closed or given a new code a moment ago. Sign in again.");
  }
  put_session(work.store, {request.token_hash(), request.person_id(), request.until_us(), now_us, request.address(),
                           request.agent()});
  const auto kept = session_of(work.store, request.token_hash());
  if (!kept || kept->person_id != request.person_id() || kept->until_us != request.until_us()) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "token_hash", "Mã phiên này đã dùng cho phiên khác. Hãy tạo mã mới.",
                  "This token already stands for another session. Draw a new one.");
  }
  for (Account& account : accounts) {
    account.signed_in_us = now_us;
    put_account(work.store, account);
  }
  const int64_t clear_us = request.until_us() + kClearingPause;
  clear_sessions_us_ = clear_sessions_us_ == 0 ? clear_us : std::min(clear_sessions_us_, clear_us);
  return v1::BeginSessionResponse();
}

std::variant<v1::FindSessionResponse, v1::Refusal> DirectoryService::find_session(const v1::FindSessionRequest& request,
                                                                                  const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  v1::FindSessionResponse response;
  const auto session = session_of(work.store, request.token_hash());
  if (!session || session->until_us <= work.now.machine_us) return response;
  response.set_person_id(session->person_id);
  response.set_until_us(session->until_us);
  response.set_session_id(session_name(session->token_hash));
  if (const v1::Person* person = directory_.person(session->person_id)) response.set_person_name(person->name());
  return response;
}

std::variant<v1::EndSessionResponse, v1::Refusal> DirectoryService::end_session(const v1::EndSessionRequest& request,
                                                                                const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) return no_token_hash();
  directory::end_session(work.store, request.token_hash());
  return v1::EndSessionResponse();
}

void DirectoryService::tick(Work& work) {
  clear_sessions(work.store, work.now.machine_us);
  plan_clearing(work.store);
}

uint32_t DirectoryService::restored(const runtime::Restored&, store::Store& store) const {
  clear_sessions(store, std::numeric_limits<int64_t>::max());
  end_all_feeds(store);
  return 0;
}

void DirectoryService::plan_clearing(store::Store& store) {
  const int64_t end_us = next_session_end(store);
  clear_sessions_us_ = end_us == 0 ? 0 : end_us + kClearingPause;
}

}  // namespace giaoban::directory
