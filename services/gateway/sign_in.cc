// Proving who one is: by password, by printed code; and setting another password.
#include <sodium.h>
#include <unicode/unistr.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "giaoban/v1/account.pb.h"
#include "services/gateway/ask_directory.h"
#include "services/gateway/sessions.h"
#include "services/gateway/text.h"
#include "services/runtime/service.h"
#include "services/store/digest.h"
#include "workflows/core/refusal.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using core::refuse;

constexpr size_t kTokenBytes = 32;
constexpr size_t kLongestLogin = 64;
constexpr size_t kLongestPassword = 128;
constexpr size_t kShortestNewPassword = 12;
constexpr size_t kLongestCode = 64;

v1::Refusal wrong_sign_in() {
  return refuse(v1::REFUSAL_CODE_UNAUTHENTICATED, "",
                "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí kiểm tra lại rồi đăng nhập lần nữa.",
                "The login name or the password is not right. Check both and sign in again.");
}

v1::Refusal wrong_code() {
  return refuse(v1::REFUSAL_CODE_UNAUTHENTICATED, "",
                "Tên đăng nhập hoặc mã không đúng, hoặc mã đã dùng hay đã hết hạn. Đồng chí kiểm tra lại; nếu vẫn "
                "không được thì xin quản trị viên cấp mã mới.",
                "The login name or the code is not right, or the code was used or is too old. Check both; if that does "
                "not help, ask an administrator for a new code.");
}

v1::Refusal wrong_present_password() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "password",
                "Mật khẩu hiện tại không đúng nên chưa đổi. Đồng chí gõ lại mật khẩu đang dùng.",
                "The present password is not right, so nothing was changed. Type the one in use again.");
}

v1::Refusal too_many_failures(std::chrono::microseconds left) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(left).count();
  v1::Refusal refusal = refuse(
      v1::REFUSAL_CODE_OVERLOADED, "",
      "Đã đăng nhập sai quá nhiều lần nên tạm dừng nhận. Đồng chí thử lại sau " + std::to_string(minutes) + " phút.",
      "Too many failed sign-ins, so no more are taken for now. Try again in " + std::to_string(minutes) + " minutes.");
  refusal.set_retry_after_ms(static_cast<uint32_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
  return refusal;
}

// Refuses a text that is too short or too long; true when it is neither.
bool fits(std::string_view field, const std::string& text, size_t least, size_t most, v1::Refusal& refusal) {
  const size_t length = characters(text);
  if (length >= least && length <= most) return true;
  const std::string from = std::to_string(least);
  const std::string to = std::to_string(most);
  refusal = refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, "Trường này phải có từ " + from + " đến " + to + " ký tự.",
                   "This field must have " + from + " to " + to + " characters.");
  return false;
}

// The directory compares login names without case, so guesses at "An" and "aN" count together.
std::string account_key(const std::string& login) {
  std::string folded;
  icu::UnicodeString::fromUTF8(login).foldCase().toUTF8String(folded);
  return folded;
}

// As the directory keeps it: people type what is printed, with or without its hyphens.
std::string plain_code(const std::string& typed) {
  std::string code;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code;
}

SessionAnswer hashed(SessionAnswer answer) {
  answer.hashed = true;
  return answer;
}

// A name that begins so asks the directory for a person by id, which nobody may do by signing in.
bool names_an_id(const std::string& login) {
  return !login.empty() && login.front() == '@';
}

}  // namespace

asio::awaitable<SessionAnswer> Sessions::sign_in(std::string payload, Browser browser, Asking asking) {
  v1::SignInRequest request;
  v1::Refusal bad;
  const bool good = runtime::read_request(payload, request, bad) &&
                    fits("login", request.login(), 1, kLongestLogin, bad) &&
                    fits("password", request.password(), 1, kLongestPassword, bad);
  if (!good) co_return SessionAnswer{bad};
  std::string login = request.login();
  std::string address = browser.address;
  Judge judge = [&] { return judge_password(request, browser, asking); };
  co_return co_await throttled(std::move(login), std::move(address), std::move(judge));
}

asio::awaitable<SessionAnswer> Sessions::first_sign_in(std::string payload, Browser browser, Asking asking) {
  v1::FirstSignInRequest request;
  v1::Refusal bad;
  const bool good = runtime::read_request(payload, request, bad) &&
                    fits("login", request.login(), 1, kLongestLogin, bad) &&
                    fits("code", request.code(), 1, kLongestCode, bad) &&
                    fits("password", request.password(), kShortestNewPassword, kLongestPassword, bad);
  if (!good) co_return SessionAnswer{bad};
  std::string login = request.login();
  std::string address = browser.address;
  Judge judge = [&] { return judge_code(request, browser, asking); };
  co_return co_await throttled(std::move(login), std::move(address), std::move(judge));
}

asio::awaitable<SessionAnswer> Sessions::change_password(std::string payload, Session session, std::string token,
                                                         Asking asking) {
  v1::ChangePasswordRequest request;
  v1::Refusal bad;
  const bool good = runtime::read_request(payload, request, bad) &&
                    fits("password", request.password(), 1, kLongestPassword, bad) &&
                    fits("new_password", request.new_password(), kShortestNewPassword, kLongestPassword, bad);
  if (!good) co_return SessionAnswer{bad};
  if (const auto left = changes_.begin(session.person_id, clock_.now().machine_us); left.count() > 0) {
    co_return SessionAnswer{too_many_failures(left)};
  }
  std::string hash = store::sha256({token});
  SessionAnswer answer = co_await judge_change(std::move(request), session.person_id, hash, asking);
  const auto* no = std::get_if<v1::Refusal>(&answer.outcome);
  if (no == nullptr) {
    changes_.reset(session.person_id);
    cache_.forget_others(session.person_id, hash);
  } else if (!answer.hashed) {
    changes_.give_back(session.person_id);
  }
  co_return answer;
}

// Counts an attempt before it is judged, and takes the count back when it was right or when nothing was hashed for it.
// An answer that was lost after that may have been "wrong", so it counts.
asio::awaitable<SessionAnswer> Sessions::throttled(std::string login, std::string address, Judge judge) {
  const std::string account = account_key(login);
  const int64_t now_us = clock_.now().machine_us;
  if (const auto left = addresses_.begin(address, now_us); left.count() > 0) {
    co_return SessionAnswer{too_many_failures(left)};
  }
  if (const auto left = accounts_.begin(account, now_us); left.count() > 0) {
    addresses_.give_back(address);
    co_return SessionAnswer{too_many_failures(left)};
  }
  SessionAnswer answer = co_await judge();
  const auto* no = std::get_if<v1::Refusal>(&answer.outcome);
  if (no != nullptr && answer.hashed) co_return answer;
  addresses_.give_back(address);
  if (no != nullptr) {
    accounts_.give_back(account);
  } else {
    accounts_.reset(account);
  }
  co_return answer;
}

asio::awaitable<SessionAnswer> Sessions::judge_password(v1::SignInRequest request, Browser browser, Asking asking) {
  Told<v1::FindAccountResponse> told;
  asking.until = from_now();
  if (!names_an_id(request.login())) {
    v1::FindAccountRequest find_account;
    find_account.set_login(request.login());
    told =
        co_await ask_directory<v1::FindAccountResponse>(calls_, "DirectoryService/FindAccount", find_account, asking);
  }
  if (const auto* no = told.refusal()) co_return SessionAnswer{*no, {}, told.business_us};
  const v1::FindAccountResponse& account = told.response();
  // Named, because g++ 12 copies a conditional temporary inside a co_await byte by byte: a short string then points
  // into a frame that is gone (seen as a double free when sixteen people signed in at once).
  std::string hash;
  if (!account.person_id().empty()) hash = account.password_hash();
  const std::optional<bool> right = co_await is_right(hash, request.password());
  if (!right) co_return SessionAnswer{overloaded(limits_.retry), {}, told.business_us};
  if (!*right) co_return hashed(SessionAnswer{wrong_sign_in(), {}, told.business_us});
  asking.until = from_now();
  const std::string token = new_token();
  SessionAnswer begun = co_await begin_session(account.person_id(), token, std::move(browser), asking);
  if (std::holds_alternative<v1::Refusal>(begun.outcome)) co_return hashed(std::move(begun));
  const std::optional<v1::Refusal> no = co_await confirm(request.login(), account.person_id(), std::move(hash), asking);
  if (!no) co_return hashed(std::move(begun));
  // Nobody has seen the token, so it does no harm when this fails.
  co_await sign_out(token, std::move(asking));
  co_return hashed(SessionAnswer{*no, {}, begun.business_us});
}

// Whether the password that was checked is still the one: another that was set meanwhile ended all sessions but not the
// one that had not begun.
asio::awaitable<std::optional<v1::Refusal>> Sessions::confirm(std::string login, std::string person_id,
                                                              std::string hash, Asking asking) {
  v1::FindAccountRequest find_account;
  find_account.set_login(login);
  auto told =
      co_await ask_directory<v1::FindAccountResponse>(calls_, "DirectoryService/FindAccount", find_account, asking);
  if (const auto* no = told.refusal()) co_return *no;
  const v1::FindAccountResponse& account = told.response();
  if (account.person_id() != person_id || account.password_hash() != hash) co_return wrong_sign_in();
  co_return std::nullopt;
}

asio::awaitable<SessionAnswer> Sessions::judge_code(v1::FirstSignInRequest request, Browser browser, Asking asking) {
  const std::string hash = co_await make_hash(request.password());
  v1::UseCodeRequest use;
  use.set_login(request.login());
  use.set_code(plain_code(request.code()));
  use.set_password_hash(hash);
  if (use.password_hash().empty()) co_return SessionAnswer{overloaded(limits_.retry)};
  if (names_an_id(request.login())) co_return hashed(SessionAnswer{wrong_code()});
  asking.until = from_now();
  auto told = co_await ask_directory<v1::UseCodeResponse>(calls_, "AccountService/UseCode", use, asking);
  if (const auto* no = told.refusal()) co_return hashed(SessionAnswer{*no, {}, told.business_us});
  if (told.response().person_id().empty()) co_return hashed(SessionAnswer{wrong_code(), {}, told.business_us});
  // The messages of the two answers have the same fields with the same numbers.
  std::string token = new_token();
  SessionAnswer begun =
      co_await begin_session(told.response().person_id(), std::move(token), std::move(browser), std::move(asking));
  co_return hashed(std::move(begun));
}

asio::awaitable<SessionAnswer> Sessions::judge_change(v1::ChangePasswordRequest request, std::string person_id,
                                                      std::string token_hash, Asking asking) {
  v1::FindAccountRequest find_account;
  find_account.set_login("@" + person_id);
  asking.until = from_now();
  auto told =
      co_await ask_directory<v1::FindAccountResponse>(calls_, "DirectoryService/FindAccount", find_account, asking);
  if (const auto* no = told.refusal()) co_return SessionAnswer{*no, {}, told.business_us};
  const v1::FindAccountResponse& account = told.response();
  std::string hash;
  if (account.person_id() == person_id) hash = account.password_hash();
  const std::optional<bool> right = co_await is_right(std::move(hash), request.password());
  if (!right) co_return SessionAnswer{overloaded(limits_.retry), {}, told.business_us};
  if (!*right) co_return hashed(SessionAnswer{wrong_present_password(), {}, told.business_us});
  const std::string new_hash = co_await make_hash(request.new_password());
  v1::SetPasswordRequest set;
  set.set_person_id(person_id);
  set.set_keep_token_hash(token_hash);
  set.set_password_hash(new_hash);
  if (set.password_hash().empty()) co_return hashed(SessionAnswer{overloaded(limits_.retry), {}, told.business_us});
  asking.until = from_now();
  auto done = co_await ask_directory<v1::SetPasswordResponse>(calls_, "AccountService/SetPassword", set, asking);
  if (const auto* no = done.refusal()) co_return hashed(SessionAnswer{*no, {}, done.business_us});
  co_return SessionAnswer{v1::ChangePasswordResponse().SerializeAsString(), {}, done.business_us};
}

std::string Sessions::new_token() {
  return base64(ids_.bytes(kTokenBytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

asio::awaitable<SessionAnswer> Sessions::begin_session(std::string person_id, std::string token, Browser browser,
                                                       Asking asking) {
  v1::BeginSessionRequest begin;
  begin.set_token_hash(store::sha256({token}));
  begin.set_person_id(person_id);
  begin.set_until_us(clock_.now().machine_us + std::chrono::microseconds(limits_.session).count());
  begin.set_address(browser.address);
  begin.set_agent(browser.agent);
  auto told = co_await ask_directory<v1::BeginSessionResponse>(calls_, "DirectoryService/BeginSession", begin, asking);
  if (const auto* no = told.refusal()) co_return SessionAnswer{*no, {}, told.business_us};
  const auto session = co_await find(token, asking);
  if (const auto* no = std::get_if<v1::Refusal>(&session)) {
    // The account is right, so nobody is told that it is wrong whatever the directory says of its new session.
    v1::Refusal refusal = no->code() == v1::REFUSAL_CODE_UNAUTHENTICATED ? internal_fault() : *no;
    co_return SessionAnswer{std::move(refusal), {}, told.business_us};
  }
  v1::SignInResponse response;
  response.set_person_id(std::get<Session>(session).person_id);
  response.set_name(std::get<Session>(session).person_name);
  co_return SessionAnswer{response.SerializeAsString(), cookie(token, limits_.session), told.business_us};
}

namespace {

// Waits for a result that another thread makes; nothing when it was not taken.
template <class T>
asio::awaitable<std::optional<T>> from_pool(asio::io_context& io, std::function<bool(std::function<void(T)>)> begin) {
  struct Wait {
    asio::steady_timer timer;
    std::optional<T> result;
  };
  // The pool holds it weakly: the timer must go on this thread.
  const auto wait = std::make_shared<Wait>(Wait{asio::steady_timer(io, asio::steady_timer::time_point::max()), {}});
  const std::weak_ptr<Wait> asker = wait;
  const bool taken = begin([asker, &io](T result) {
    asio::post(io, [asker, result = std::move(result)]() mutable {
      const auto waiting = asker.lock();
      if (!waiting) return;
      waiting->result = std::move(result);
      waiting->timer.cancel();
    });
  });
  if (!taken) co_return std::nullopt;
  co_await wait->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return std::move(wait->result);
}

}  // namespace

asio::awaitable<std::optional<bool>> Sessions::is_right(std::string hash, std::string password) {
  std::function<bool(std::function<void(bool)>)> begin = [&](std::function<void(bool)> done) {
    return checks_.begin(hash, password, std::move(done));
  };
  co_return co_await from_pool<bool>(io_, std::move(begin));
}

// Empty when too many wait already or there is no memory.
asio::awaitable<std::string> Sessions::make_hash(std::string password) {
  std::function<bool(std::function<void(std::string)>)> begin = [&](std::function<void(std::string)> done) {
    return checks_.begin_hash(password, std::move(done));
  };
  std::optional<std::string> hash = co_await from_pool<std::string>(io_, std::move(begin));
  if (!hash) co_return std::string();
  co_return std::move(*hash);
}

}  // namespace giaoban::gateway
