// Listens, keeps the connections, stops cleanly.
#include "services/gateway/gateway.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "services/gateway/connection.h"
#include "services/gateway/refusals.h"
#include "services/gateway/tls.h"
#include "services/runtime/settings.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds kLook{50};

v1::Settings complete(const v1::Settings& given) {
  v1::Settings settings = runtime::default_settings();
  settings.MergeFrom(given);
  return settings;
}

// nullptr for plain HTTP.
std::unique_ptr<asio::ssl::context> tls_of(const v1::GatewaySettings& gateway) {
  if (gateway.tls_certificate().empty() != gateway.tls_key().empty()) {
    throw std::invalid_argument(
        "gateway.tls_certificate, gateway.tls_key: phải đặt cả hai, hoặc để trống cả hai / set both or neither");
  }
  if (gateway.tls_certificate().empty()) return nullptr;
  return tls_context(gateway.tls_certificate(), gateway.tls_key());
}

tcp::endpoint endpoint_of(const v1::GatewaySettings& gateway) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(gateway.host(), error);
  const bool tls = !gateway.tls_certificate().empty();
  if (error || (!tls && !address.is_loopback())) {
    throw std::invalid_argument(
        "gateway.host \"" + gateway.host() +
        "\": không có TLS thì chỉ được dùng địa chỉ nội bộ của máy như 127.0.0.1; hãy đặt gateway.tls_certificate và "
        "gateway.tls_key / without TLS only a loopback address such as 127.0.0.1 can be used; set "
        "gateway.tls_certificate and gateway.tls_key");
  }
  return {address, static_cast<uint16_t>(gateway.port())};
}

tcp::acceptor listen(asio::io_context& io, const tcp::endpoint& endpoint) {
  try {
    return tcp::acceptor(io, endpoint);
  } catch (const boost::system::system_error& e) {
    const std::string port = std::to_string(endpoint.port());
    throw std::system_error(e.code(), "không mở được cổng " + port +
                                          ", đặt gateway.port khác / cannot listen on port " + port +
                                          ", set another gateway.port");
  }
}

void rethrow(std::exception_ptr failure) {
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

class Gateway::Parts {
 public:
  Parts(const GatewayOptions& options, bus::Bus& bus, runtime::Clock& clock, runtime::Ids& ids,
        runtime::Journal& journal)
      : settings_(complete(options.settings)),
        limits_(limits_of(options.settings)),
        journal_(journal),
        tls_(tls_of(settings_.gateway())),
        io_(std::make_unique<asio::io_context>(1)),
        acceptor_(listen(*io_, endpoint_of(settings_.gateway()))),
        port_(acceptor_->local_endpoint().port()),
        bodies_(limits_.bodies_bytes),
        checks_(limits_),
        calls_(*io_, bus, clock, limits_),
        sessions_(*io_, limits_, calls_, checks_, clock, ids),
        live_(*io_, limits_, calls_),
        door_(limits_, calls_, sessions_, live_, ids, journal, settings_.journal().level() == "debug") {}

  // Coroutines that a failure left behind refer to the other members, so they go first.
  ~Parts() {
    live_.stop();
    calls_.stop();
    checks_.stop();
    acceptor_.reset();
    connections_.clear();  // their sockets must not outlive what they belong to
    io_.reset();
  }

  uint16_t port() const { return port_; }

  void run(const std::atomic<bool>& stop) {
    calls_.start();
    asio::co_spawn(*io_, accept(), rethrow);
    asio::co_spawn(*io_, watch(stop), rethrow);
    journal_.info("gateway listens", {{"port", std::to_string(port_)}, {"tls", tls_ ? "yes" : "no"}});
    io_->run();
    journal_.info("gateway stopped");
  }

 private:
  asio::awaitable<void> accept() {
    while (acceptor_->is_open()) {
      tcp::socket socket(*io_);
      const auto [error] = co_await acceptor_->async_accept(socket, asio::as_tuple(asio::use_awaitable));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // Out of file descriptors, most likely: the connections there are go on, new ones wait.
        journal_.warn("cannot accept a connection", {{"fault", error.message()}});
        asio::steady_timer pause(*io_, kLook);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
      } else if (connections_.size() >= limits_.connections && !make_room()) {
        turn_away(socket);
      } else {
        const auto connection = std::make_shared<Connection>(std::move(socket), tls_.get(), door_, bodies_, limits_);
        connections_.insert(connection);
        asio::co_spawn(*io_, connection->serve(), [this, connection](std::exception_ptr failure) {
          connections_.erase(connection);
          if (failure) report(failure);
        });
      }
    }
  }

  // Ends the connection whose client has kept us waiting longest; false when none has done so for long. So neither idle
  // nor dripping clients keep others out, nor those that do not read their answers.
  bool make_room() {
    const auto now = std::chrono::steady_clock::now();
    auto longest = now - limits_.patience;
    std::shared_ptr<Connection> slowest;
    for (const auto& connection : connections_) {
      const auto since = connection->waits_since();
      if (!since || *since > longest) continue;
      longest = *since;
      slowest = connection;
    }
    if (!slowest) return false;
    slowest->cut();
    connections_.erase(slowest);
    return true;
  }

  // A client that expects TLS can read no answer, so it gets none.
  void turn_away(tcp::socket& socket) {
    journal_.warn("too many connections", {{"open", std::to_string(connections_.size())}});
    HttpResponse response = refusal_response(overloaded(limits_.retry));
    response.status = 503;
    response.close = true;
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    const std::string wire = head_of(response, false) + response.body;
    if (!tls_) socket.write_some(asio::buffer(wire), ignored);
    socket.close(ignored);
  }

  void report(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& e) {
      journal_.error("a connection failed", {{"fault", e.what()}});
    }
  }

  asio::awaitable<void> watch(const std::atomic<bool>& stop) {
    asio::steady_timer look(*io_);
    while (!stop) {
      calls_.rethrow_failure();
      look_at_connections();
      look.expires_after(kLook);
      co_await look.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    acceptor_->close();
    live_.stop();
    for (const auto& connection : connections_) connection->drain();
    const auto until = std::chrono::steady_clock::now() + limits_.drain;
    while (!connections_.empty() && std::chrono::steady_clock::now() < until) {
      look_at_connections();
      look.expires_after(kLook);
      co_await look.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    for (const auto& connection : connections_) connection->cut();
    checks_.stop();
    calls_.stop();
  }

  // Cheaper than a timer for each, and as exact as a deadline of seconds has to be.
  void look_at_connections() {
    const auto now = std::chrono::steady_clock::now();
    for (const auto& connection : connections_) connection->look(now);
  }

  v1::Settings settings_;
  Limits limits_;
  runtime::Journal& journal_;
  std::unique_ptr<asio::ssl::context> tls_;
  std::unique_ptr<asio::io_context> io_;
  std::optional<tcp::acceptor> acceptor_;
  uint16_t port_;
  BodyBudget bodies_;
  PasswordChecks checks_;
  ServiceCalls calls_;
  Sessions sessions_;
  Live live_;
  Door door_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
};

Gateway::Gateway(GatewayOptions options, bus::Bus& bus, runtime::Clock& clock, runtime::Ids& ids,
                 runtime::Journal& journal)
    : parts_(std::make_unique<Parts>(options, bus, clock, ids, journal)) {}

Gateway::~Gateway() = default;

uint16_t Gateway::port() const {
  return parts_->port();
}

void Gateway::run(const std::atomic<bool>& stop) {
  parts_->run(stop);
}

}  // namespace giaoban::gateway
