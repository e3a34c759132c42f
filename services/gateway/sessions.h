// Signing in and out, and whose session a request belongs to. For the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/session.pb.h"
#include "services/gateway/limits.h"
#include "services/gateway/password_checks.h"
#include "services/gateway/service_calls.h"
#include "services/gateway/session_cache.h"
#include "services/gateway/throttle.h"
#include "services/runtime/clock.h"
#include "services/runtime/ids.h"

namespace giaoban::gateway {

// The response message, serialised, or why not; the Set-Cookie that goes with it, if any; the directory's business
// time; whether a secret was hashed for it: from there on only a success is no failed guess.
struct SessionAnswer {
  std::variant<std::string, v1::Refusal> outcome;
  std::string cookie;
  int64_t business_us = 0;
  bool hashed = false;
};

// Where somebody signs in from.
struct Browser {
  std::string address;
  std::string agent;  // UTF-8, already cut
};

// All calls from the thread of `io`. Everything handed in must outlive it. Tokens are known to the browser only: what
// the directory keeps and what is cached here is their SHA-256.
class Sessions {
 public:
  Sessions(boost::asio::io_context& io, const Limits& limits, ServiceCalls& calls, PasswordChecks& checks,
           runtime::Clock& clock, runtime::Ids& ids);

  // The live session of a token; UNAUTHENTICATED when there is none, the directory's refusal when it cannot say.
  boost::asio::awaitable<std::variant<Session, v1::Refusal>> find(std::string token, Asking asking);
  // The next three wait as long as calls may, whatever deadline they are given: whoever guesses must not be able to
  // leave before the answer counts. SignIn. Wrong login and wrong password are one refusal, after the same work.
  boost::asio::awaitable<SessionAnswer> sign_in(std::string payload, Browser browser, Asking asking);
  // FirstSignIn. A wrong code is refused and counted like a wrong password.
  boost::asio::awaitable<SessionAnswer> first_sign_in(std::string payload, Browser browser, Asking asking);
  // ChangePassword of whoever is signed in: every other session of the person is over before this answers.
  boost::asio::awaitable<SessionAnswer> change_password(std::string payload, Session session, std::string token,
                                                        Asking asking);
  // WhoAmI: offices are those held now in the directory's business time.
  boost::asio::awaitable<SessionAnswer> who_am_i(Session session, Asking asking);
  // SignOut: the session is over in the directory before this answers.
  boost::asio::awaitable<SessionAnswer> sign_out(std::string token, Asking asking);
  // Whose the calendar under this token is; NOT_FOUND when it is nobody's, OVERLOADED after too many such from one
  // address.
  boost::asio::awaitable<std::variant<std::string, v1::Refusal>> find_feed(std::string token, std::string address,
                                                                           Asking asking);
  // Sessions may have ended elsewhere: the directory is asked for each again.
  void forget_all() { cache_.forget_all(); }

 private:
  using Judge = std::function<boost::asio::awaitable<SessionAnswer>()>;

  // sessions.cc
  std::string cookie(const std::string& token, std::chrono::seconds age) const;
  // sign_in.cc
  boost::asio::awaitable<SessionAnswer> throttled(std::string login, std::string address, Judge judge);
  boost::asio::awaitable<SessionAnswer> judge_password(v1::SignInRequest request, Browser browser, Asking asking);
  boost::asio::awaitable<SessionAnswer> judge_code(v1::FirstSignInRequest request, Browser browser, Asking asking);
  boost::asio::awaitable<SessionAnswer> judge_change(v1::ChangePasswordRequest request, std::string person_id,
                                                     std::string token_hash, Asking asking);
  boost::asio::awaitable<SessionAnswer> begin_session(std::string person_id, std::string token, Browser browser,
                                                      Asking asking);
  boost::asio::awaitable<std::optional<v1::Refusal>> confirm(std::string login, std::string person_id, std::string hash,
                                                             Asking asking);
  std::string new_token();
  Deadline from_now() const { return std::chrono::steady_clock::now() + limits_.call; }
  boost::asio::awaitable<std::optional<bool>> is_right(std::string hash, std::string password);
  boost::asio::awaitable<std::string> make_hash(std::string password);

  boost::asio::io_context& io_;
  Limits limits_;
  ServiceCalls& calls_;
  PasswordChecks& checks_;
  runtime::Clock& clock_;
  runtime::Ids& ids_;
  SessionCache cache_;
  Throttle accounts_;
  Throttle addresses_;
  Throttle changes_;  // by person; apart, so that nobody can use them up for another
  Throttle feeds_;    // by address; apart, because programs ask again and again under an address that was replaced
};

}  // namespace giaoban::gateway
