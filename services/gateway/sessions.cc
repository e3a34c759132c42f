// Sessions: throttle, hash, token, cookie.
#include "services/gateway/sessions.h"

#include <sodium.h>
#include <unicode/unistr.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <set>
#include <utility>

#include "giaoban/v1/session.pb.h"
#include "services/gateway/refusals.h"
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

// Asks the directory and reads its answer.
template <class Res>
asio::awaitable<std::variant<Res, v1::Refusal>> ask_directory(ServiceCalls& calls, std::string method,
                                                              std::string payload, Asking asking) {
  Answered answered =
      co_await calls.ask("directory", "giaoban.v1.DirectoryService/" + method, std::move(payload), asking);
  if (auto* no = std::get_if<v1::Refusal>(&answered.outcome)) co_return std::move(*no);
  Res response;
  if (!response.ParseFromString(std::get<std::string>(answered.outcome))) co_return internal_fault();
  co_return response;
}

v1::Refusal wrong_sign_in() {
  return refuse(v1::REFUSAL_CODE_UNAUTHENTICATED, "",
                "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí kiểm tra lại rồi đăng nhập lần nữa.",
                "The login name or the password is not right. Check both and sign in again.");
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

v1::Refusal bad_length(std::string_view field, size_t most) {
  const std::string bound = std::to_string(most);
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, "Trường này phải có từ 1 đến " + bound + " ký tự.",
                "This field must have 1 to " + bound + " characters.");
}

// The directory compares login names without case, so guesses at "An" and "aN" count together.
std::string account_key(const std::string& login) {
  std::string folded;
  icu::UnicodeString::fromUTF8(login).foldCase().toUTF8String(folded);
  return folded;
}

bool held_at(const v1::Office& office, int64_t business_us) {
  return office.from_us() <= business_us && (office.until_us() == 0 || business_us < office.until_us());
}

std::string read_sign_in(const std::string& payload, v1::SignInRequest& request, v1::Refusal& refusal) {
  if (!runtime::read_request(payload, request, refusal)) return "malformed";
  const size_t login = characters(request.login());
  const size_t password = characters(request.password());
  if (login == 0 || login > kLongestLogin) {
    refusal = bad_length("login", kLongestLogin);
    return "login";
  }
  if (password == 0 || password > kLongestPassword) {
    refusal = bad_length("password", kLongestPassword);
    return "password";
  }
  return {};
}

}  // namespace

Sessions::Sessions(asio::io_context& io, const Limits& limits, ServiceCalls& calls, PasswordChecks& checks,
                   runtime::Clock& clock, runtime::Ids& ids)
    : io_(io),
      limits_(limits),
      calls_(calls),
      checks_(checks),
      clock_(clock),
      ids_(ids),
      cache_(limits.session_cached, limits.cached_sessions),
      accounts_(limits.failures_per_account, limits.throttle_window, limits.throttle_keys),
      addresses_(limits.failures_per_address, limits.throttle_window, limits.throttle_keys) {}

asio::awaitable<std::variant<Session, v1::Refusal>> Sessions::find(std::string token, Asking asking) {
  if (token.empty()) co_return unauthenticated();
  const std::string hash = store::sha256({token});
  if (auto cached = cache_.find(hash, clock_.now().machine_us)) co_return *cached;
  v1::FindSessionRequest request;
  request.set_token_hash(hash);
  auto found =
      co_await ask_directory<v1::FindSessionResponse>(calls_, "FindSession", request.SerializeAsString(), asking);
  if (auto* no = std::get_if<v1::Refusal>(&found)) co_return std::move(*no);
  const auto& response = std::get<v1::FindSessionResponse>(found);
  const int64_t now_us = clock_.now().machine_us;
  if (response.person_id().empty() || response.until_us() <= now_us) co_return unauthenticated();
  const Session session{response.person_id(), response.person_name(), response.until_us()};
  cache_.keep(hash, session, now_us);
  co_return session;
}

asio::awaitable<SessionAnswer> Sessions::sign_in(std::string payload, std::string address, Asking asking) {
  v1::SignInRequest request;
  v1::Refusal bad;
  if (!read_sign_in(payload, request, bad).empty()) co_return SessionAnswer{bad, {}};
  const std::string account = account_key(request.login());
  const int64_t now_us = clock_.now().machine_us;
  if (const auto left = addresses_.begin(address, now_us); left.count() > 0) {
    co_return SessionAnswer{too_many_failures(left), {}};
  }
  if (const auto left = accounts_.begin(account, now_us); left.count() > 0) {
    addresses_.give_back(address);
    co_return SessionAnswer{too_many_failures(left), {}};
  }
  SessionAnswer answer = co_await judge(request.login(), request.password(), asking);
  const auto* no = std::get_if<v1::Refusal>(&answer.outcome);
  if (no != nullptr && no->code() == v1::REFUSAL_CODE_UNAUTHENTICATED) co_return answer;
  addresses_.give_back(address);
  if (no != nullptr) {
    accounts_.give_back(account);
  } else {
    accounts_.reset(account);
  }
  co_return answer;
}

asio::awaitable<SessionAnswer> Sessions::judge(std::string login, std::string password, Asking asking) {
  v1::FindAccountRequest find_account;
  find_account.set_login(login);
  auto found =
      co_await ask_directory<v1::FindAccountResponse>(calls_, "FindAccount", find_account.SerializeAsString(), asking);
  if (auto* no = std::get_if<v1::Refusal>(&found)) co_return SessionAnswer{std::move(*no), {}};
  const auto& account = std::get<v1::FindAccountResponse>(found);
  // Named, because g++ 12 copies a conditional temporary inside a co_await byte by byte: a short string then points
  // into a frame that is gone (seen as a double free when sixteen people signed in at once).
  std::string hash;
  if (!account.person_id().empty()) hash = account.password_hash();
  const std::optional<bool> right = co_await is_right(std::move(hash), std::move(password));
  if (!right) co_return SessionAnswer{overloaded(limits_.retry), {}};
  if (!*right) co_return SessionAnswer{wrong_sign_in(), {}};

  const std::string token = base64(ids_.bytes(kTokenBytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  v1::BeginSessionRequest begin;
  begin.set_token_hash(store::sha256({token}));
  begin.set_person_id(account.person_id());
  begin.set_until_us(clock_.now().machine_us + std::chrono::microseconds(limits_.session).count());
  auto begun =
      co_await ask_directory<v1::BeginSessionResponse>(calls_, "BeginSession", begin.SerializeAsString(), asking);
  if (auto* no = std::get_if<v1::Refusal>(&begun)) co_return SessionAnswer{std::move(*no), {}};
  const auto session = co_await find(token, asking);
  if (const auto* no = std::get_if<v1::Refusal>(&session)) {
    // The account is right, so this is no failed guess whatever the directory says of its new session.
    v1::Refusal refusal = no->code() == v1::REFUSAL_CODE_UNAUTHENTICATED ? internal_fault() : *no;
    co_return SessionAnswer{std::move(refusal), {}};
  }
  v1::SignInResponse response;
  response.set_person_id(std::get<Session>(session).person_id);
  response.set_name(std::get<Session>(session).person_name);
  co_return SessionAnswer{response.SerializeAsString(), cookie(token, limits_.session)};
}

asio::awaitable<SessionAnswer> Sessions::who_am_i(Session session, Asking asking) {
  v1::ListOfficesRequest request;
  request.set_person_id(session.person_id);
  auto listed =
      co_await ask_directory<v1::ListOfficesResponse>(calls_, "ListOffices", request.SerializeAsString(), asking);
  if (auto* no = std::get_if<v1::Refusal>(&listed)) co_return SessionAnswer{std::move(*no), {}};
  auto& offices = std::get<v1::ListOfficesResponse>(listed);
  v1::WhoAmIResponse response;
  response.set_person_id(session.person_id);
  response.set_name(session.person_name);
  const int64_t now_us = clock_.now().business_us;
  std::set<std::string> units;
  for (v1::Office& office : *offices.mutable_offices()) {
    if (!held_at(office, now_us)) continue;
    units.insert(office.unit_id());
    *response.add_offices() = std::move(office);
  }
  for (v1::Unit& unit : *offices.mutable_units()) {
    if (units.contains(unit.unit_id())) *response.add_units() = std::move(unit);
  }
  co_return SessionAnswer{response.SerializeAsString(), {}};
}

asio::awaitable<SessionAnswer> Sessions::sign_out(std::string token, Asking asking) {
  v1::EndSessionRequest request;
  request.set_token_hash(store::sha256({token}));
  cache_.forget(request.token_hash());
  auto ended =
      co_await ask_directory<v1::EndSessionResponse>(calls_, "EndSession", request.SerializeAsString(), asking);
  // A question that was under way meanwhile may have put it back.
  cache_.forget(request.token_hash());
  if (auto* no = std::get_if<v1::Refusal>(&ended)) co_return SessionAnswer{std::move(*no), {}};
  co_return SessionAnswer{v1::SignOutResponse().SerializeAsString(), cookie("", std::chrono::seconds(0))};
}

// Nothing when too many wait already.
asio::awaitable<std::optional<bool>> Sessions::is_right(std::string hash, std::string password) {
  struct Wait {
    asio::steady_timer timer;
    std::optional<bool> right;
  };
  // The pool holds it weakly: the timer must go on this thread.
  const auto wait = std::make_shared<Wait>(Wait{asio::steady_timer(io_, asio::steady_timer::time_point::max()), {}});
  const std::weak_ptr<Wait> asker = wait;
  const bool taken = checks_.begin(std::move(hash), std::move(password), [asker, &io = io_](bool right) {
    asio::post(io, [asker, right] {
      const auto waiting = asker.lock();
      if (!waiting) return;
      waiting->right = right;
      waiting->timer.cancel();
    });
  });
  if (!taken) co_return std::nullopt;
  co_await wait->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return wait->right;
}

std::string Sessions::cookie(const std::string& token, std::chrono::seconds age) const {
  return "giaoban=" + token + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + std::to_string(age.count());
}

}  // namespace giaoban::gateway
