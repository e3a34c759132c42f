// UseCode and SetPassword: the gateway sets passwords, with a printed code or after it has checked the present one.
#include "services/directory/accounts.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/passwords.h"
#include "services/directory/printed_code.h"
#include "services/directory/session_table.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

std::optional<v1::Refusal> check_hash(const std::string& hash) {
  if (is_password_hash(hash)) return std::nullopt;
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "password_hash",
                      "password_hash phải là mã băm argon2id hợp lệ ($argon2id$v=19$…).",
                      "password_hash must be a valid argon2id hash ($argon2id$v=19$…).");
}

}  // namespace

std::variant<v1::UseCodeResponse, v1::Refusal> DirectoryService::use_code(const v1::UseCodeRequest& request,
                                                                          const Call&, Work& work) {
  if (auto no = check_hash(request.password_hash())) return std::move(*no);
  const int64_t now_us = work.now.machine_us;
  // A login that nobody has is counted on an account without a name, so that it costs the same write as a wrong code.
  Account account = account_of(work.store, ascii_lower(request.login())).value_or(Account());
  const bool right = is_code_of(account, request.code());
  v1::UseCodeResponse response;
  if (right && account.code_waits(now_us)) {
    account.password_hash = request.password_hash();
    account.code_digest.clear();
    account.code_failures = 0;
    response.set_person_id(account.person_id);
  } else {
    ++account.code_failures;
  }
  put_account(work.store, account);
  return response;
}

std::variant<v1::SetPasswordResponse, v1::Refusal> DirectoryService::set_password(const v1::SetPasswordRequest& request,
                                                                                  const Call& call, Work& work) {
  if (auto no = check_hash(request.password_hash())) return std::move(*no);
  const std::string& signed_in = call.request.person_id();
  if (!signed_in.empty() && signed_in != request.person_id()) {
    return core::refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                        "Mỗi người chỉ đổi được mật khẩu của mình. Quên mật khẩu thì nhờ quản trị hệ thống cấp mã mới.",
                        "People change their own password only. An administrator issues a new code instead.");
  }
  bool set = false;
  for (Account& account : accounts_of(work.store, request.person_id())) {
    if (account.disabled || account.password_hash.empty()) continue;
    account.password_hash = request.password_hash();
    put_account(work.store, account);
    set = true;
  }
  if (!set) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id",
                        "Người " + quoted(request.person_id()) + " không có tài khoản nào đang mở với mật khẩu.",
                        "The person " + quoted(request.person_id()) + " has no open account with a password.");
  }
  end_sessions(work.store, request.person_id(), request.keep_token_hash());
  return v1::SetPasswordResponse();
}

}  // namespace giaoban::directory
