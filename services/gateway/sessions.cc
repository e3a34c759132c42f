// Sessions: whose they are, where they end, their cookie.
#include "services/gateway/sessions.h"

#include <set>
#include <utility>

#include "services/gateway/ask_directory.h"
#include "services/store/digest.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;

bool held_at(const v1::Office& office, int64_t business_us) {
  return office.from_us() <= business_us && (office.until_us() == 0 || business_us < office.until_us());
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
      addresses_(limits.failures_per_address, limits.throttle_window, limits.throttle_keys),
      changes_(limits.failures_per_account, limits.throttle_window, limits.throttle_keys),
      feeds_(limits.failures_per_address, limits.throttle_window, limits.throttle_keys) {}

asio::awaitable<std::variant<Session, v1::Refusal>> Sessions::find(std::string token, Asking asking) {
  if (token.empty()) co_return unauthenticated();
  const std::string hash = store::sha256({token});
  if (auto cached = cache_.find(hash, clock_.now().machine_us)) co_return *cached;
  v1::FindSessionRequest request;
  request.set_token_hash(hash);
  auto told = co_await ask_directory<v1::FindSessionResponse>(calls_, "DirectoryService/FindSession", request, asking);
  if (const auto* no = told.refusal()) co_return *no;
  const v1::FindSessionResponse& response = told.response();
  const int64_t now_us = clock_.now().machine_us;
  if (response.person_id().empty() || response.until_us() <= now_us) co_return unauthenticated();
  const Session session{response.person_id(), response.person_name(), response.until_us(), response.session_id()};
  cache_.keep(hash, session, now_us);
  co_return session;
}

asio::awaitable<SessionAnswer> Sessions::who_am_i(Session session, Asking asking) {
  v1::ListOfficesRequest request;
  request.set_person_id(session.person_id);
  auto told = co_await ask_directory<v1::ListOfficesResponse>(calls_, "DirectoryService/ListOffices", request, asking);
  if (const auto* no = told.refusal()) co_return SessionAnswer{*no, {}, told.business_us};
  v1::ListOfficesResponse& offices = told.response();
  v1::WhoAmIResponse response;
  response.set_person_id(session.person_id);
  response.set_name(session.person_name);
  response.set_session_id(session.session_id);
  response.set_business_us(told.business_us);
  std::set<std::string> units;
  for (v1::Office& office : *offices.mutable_offices()) {
    if (!held_at(office, told.business_us)) continue;
    units.insert(office.unit_id());
    *response.add_offices() = std::move(office);
  }
  for (v1::Unit& unit : *offices.mutable_units()) {
    if (units.contains(unit.unit_id())) *response.add_units() = std::move(unit);
  }
  co_return SessionAnswer{response.SerializeAsString(), {}, told.business_us};
}

asio::awaitable<SessionAnswer> Sessions::sign_out(std::string token, Asking asking) {
  v1::EndSessionRequest request;
  request.set_token_hash(store::sha256({token}));
  cache_.forget(request.token_hash());
  auto told = co_await ask_directory<v1::EndSessionResponse>(calls_, "DirectoryService/EndSession", request, asking);
  // A question that was under way meanwhile may have put it back.
  cache_.forget(request.token_hash());
  if (const auto* no = told.refusal()) co_return SessionAnswer{*no, {}, told.business_us};
  co_return SessionAnswer{v1::SignOutResponse().SerializeAsString(), cookie("", std::chrono::seconds(0)),
                          told.business_us};
}

// Always Secure: browsers send such a cookie to a loopback address over plain HTTP too.
std::string Sessions::cookie(const std::string& token, std::chrono::seconds age) const {
  return "__Host-giaoban=" + token +
         "; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + std::to_string(age.count());
}

}  // namespace giaoban::gateway
