// Signing in and out, and whose session a request belongs to. For the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>

#include "services/gateway/limits.h"
#include "services/gateway/password_checks.h"
#include "services/gateway/service_calls.h"
#include "services/gateway/session_cache.h"
#include "services/gateway/throttle.h"
#include "services/runtime/clock.h"
#include "services/runtime/ids.h"

namespace giaoban::gateway {

// The response message, serialised, or why not; and the Set-Cookie that goes with it, if any.
struct SessionAnswer {
  std::variant<std::string, v1::Refusal> outcome;
  std::string cookie;
};

// All calls from the thread of `io`. Everything handed in must outlive it. Tokens are known to the browser only: what
// the directory keeps and what is cached here is their SHA-256.
class Sessions {
 public:
  Sessions(boost::asio::io_context& io, const Limits& limits, ServiceCalls& calls, PasswordChecks& checks,
           runtime::Clock& clock, runtime::Ids& ids);

  // The live session of a token; UNAUTHENTICATED when there is none, the directory's refusal when it cannot say.
  boost::asio::awaitable<std::variant<Session, v1::Refusal>> find(std::string token, Asking asking);
  // SignIn. Wrong login and wrong password are one refusal, after the same work.
  boost::asio::awaitable<SessionAnswer> sign_in(std::string payload, std::string address, Asking asking);
  // WhoAmI: offices are those held now in business time.
  boost::asio::awaitable<SessionAnswer> who_am_i(Session session, Asking asking);
  // SignOut: the session is over in the directory before this answers.
  boost::asio::awaitable<SessionAnswer> sign_out(std::string token, Asking asking);

 private:
  boost::asio::awaitable<std::optional<bool>> is_right(std::string hash, std::string password);
  boost::asio::awaitable<SessionAnswer> judge(std::string login, std::string password, Asking asking);
  std::string cookie(const std::string& token, std::chrono::seconds age) const;

  boost::asio::io_context& io_;
  Limits limits_;
  ServiceCalls& calls_;
  PasswordChecks& checks_;
  runtime::Clock& clock_;
  runtime::Ids& ids_;
  SessionCache cache_;
  Throttle accounts_;
  Throttle addresses_;
};

}  // namespace giaoban::gateway
