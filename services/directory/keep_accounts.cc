// IssueCode, DisableAccount, EnableAccount: what administrators do to the accounts of the persons whom they keep.
#include "services/directory/accounts.h"
#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/feed_table.h"
#include "services/directory/login_name.h"
#include "services/directory/printed_code.h"
#include "services/directory/session_table.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

using core::refuse;

// The person, when the caller keeps them.
std::optional<v1::Refusal> check_kept(const Asker& asker, const std::string& person_id,
                                      const core::Directory& directory) {
  if (!asker.keeps_person(person_id)) return asker.not_keeper_of_person(person_id);
  if (directory.person(person_id) != nullptr) return std::nullopt;
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id", "Không có người mang mã " + quoted(person_id) + ".",
                "There is no person " + quoted(person_id) + ".");
}

v1::Refusal no_account(const std::string& person_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id",
                "Người " + quoted(person_id) + " chưa có tài khoản. Hãy cấp mã đăng nhập lần đầu trước.",
                "The person " + quoted(person_id) + " has no account. Issue a code first.");
}

v1::Refusal closed(const std::string& person_id) {
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "person_id",
                "Tài khoản của người " + quoted(person_id) + " đang bị đóng. Hãy mở lại tài khoản rồi cấp mã.",
                "The account of " + quoted(person_id) + " is closed. Open it again, then issue a code.");
}

// The login of a first account, or of the first that can be typed: the one that was asked for, or one made from the
// name.
std::variant<std::string, v1::Refusal> first_login(const v1::IssueCodeRequest& request, const v1::Person& person,
                                                   store::Store& store) {
  const std::string login = ascii_lower(request.login());
  const auto is_taken = [&](const std::string& other) { return account_of(store, other).has_value(); };
  if (login.empty()) return login_name(person.name(), is_taken);
  if (const auto fault = check_login(login)) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "login", fault->vi, fault->en);
  }
  if (!is_taken(login)) return login;
  return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "login",
                "Tên đăng nhập " + quoted(login) + " đã thuộc người khác. Hãy chọn tên khác, hoặc để trống.",
                "The login " + quoted(login) + " belongs to somebody else. Choose another, or leave it empty.");
}

v1::Refusal other_login(const Account& account) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "login",
                "Người này đã có tên đăng nhập " + quoted(account.login) + ". Hãy để trống ô tên đăng nhập.",
                "This person has the login " + quoted(account.login) + " already. Leave the login empty.");
}

}  // namespace

std::variant<v1::IssueCodeResponse, v1::Refusal> DirectoryService::issue_code(const v1::IssueCodeRequest& request,
                                                                              const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  if (auto no = check_kept(std::get<Asker>(asker), request.person_id(), directory_)) return std::move(*no);
  auto accounts = accounts_of(work.store, request.person_id());
  for (const Account& account : accounts) {
    if (account.disabled) return closed(request.person_id());
  }
  if (accounts.empty() || !is_typed(accounts.front())) {
    auto login = first_login(request, *directory_.person(request.person_id()), work.store);
    if (auto* no = std::get_if<v1::Refusal>(&login)) return std::move(*no);
    Account& first = *accounts.emplace(accounts.begin());
    first.login = std::get<std::string>(std::move(login));
    first.person_id = request.person_id();
  } else if (!request.login().empty() && ascii_lower(request.login()) != accounts.front().login) {
    return other_login(accounts.front());
  }
  const std::string code = draw_code(work.ids);
  // Under every login of the person the old password ends; one of them takes the code.
  for (Account& account : accounts) {
    set_code(account, code, work.ids, work.now.machine_us);
    if (&account != &accounts.front()) account.code_digest.clear();
    put_account(work.store, account);
  }
  end_sessions(work.store, request.person_id());
  end_feed(work.store, request.person_id());
  v1::IssueCodeResponse response;
  response.set_login(accounts.front().login);
  response.set_code(printed(code));
  response.set_until_us(accounts.front().code_until_us);
  return response;
}

std::variant<v1::DisableAccountResponse, v1::Refusal> DirectoryService::disable_account(
    const v1::DisableAccountRequest& request, const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  if (auto no = check_kept(std::get<Asker>(asker), request.person_id(), directory_)) return std::move(*no);
  if (std::get<Asker>(asker).person_id() == request.person_id()) {
    return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                  "Không ai tự đóng tài khoản của mình, để không tự khoá mình ở ngoài. Hãy nhờ quản trị khác.",
                  "Nobody closes their own account, so that nobody locks themselves out. Ask another administrator.");
  }
  auto accounts = accounts_of(work.store, request.person_id());
  if (accounts.empty()) return no_account(request.person_id());
  for (Account& account : accounts) {
    account.disabled = true;
    account.code_digest.clear();  // opened again, it waits for a new code or has its password
    put_account(work.store, account);
  }
  end_sessions(work.store, request.person_id());
  end_feed(work.store, request.person_id());
  return v1::DisableAccountResponse();
}

std::variant<v1::EnableAccountResponse, v1::Refusal> DirectoryService::enable_account(
    const v1::EnableAccountRequest& request, const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  if (auto no = check_kept(std::get<Asker>(asker), request.person_id(), directory_)) return std::move(*no);
  auto accounts = accounts_of(work.store, request.person_id());
  if (accounts.empty()) return no_account(request.person_id());
  for (Account& account : accounts) {
    // A gateway believes in a session for some seconds after it ended.
    if (account.disabled && std::get<Asker>(asker).person_id() == request.person_id()) {
      return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                    "Tài khoản của đồng chí đang bị đóng; chỉ quản trị khác mới mở lại được.",
                    "Your account is closed; only another administrator can open it again.");
    }
    account.disabled = false;
    put_account(work.store, account);
  }
  return v1::EnableAccountResponse();
}

}  // namespace giaoban::directory
