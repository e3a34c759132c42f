// One HTTP connection: request after request, each whole within its time, until somebody closes. For the gateway's own
// files only.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "services/gateway/body_budget.h"
#include "services/gateway/door.h"
#include "services/gateway/limits.h"
#include "services/gateway/stream.h"

namespace giaoban::gateway {

// All calls from the thread of the socket. Door, bodies, limits and `tls` must outlive it. It keeps its deadline and
// leaves watching it to whoever calls look().
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // `tls` is nullptr for plain HTTP.
  Connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls, Door& door, BodyBudget& bodies,
             const Limits& limits);

  // Runs the connection to its end; once.
  boost::asio::awaitable<void> serve();
  // Closes after the request that is open, or at once when there is none.
  void drain();
  // Closes at once.
  void cut() { stream_.close(); }
  // Closes when its deadline has passed.
  void look(Time now);
  // Since when the client has kept us waiting, for a whole request or to take what we write; nothing while it waits for
  // us.
  std::optional<Time> waits_since() const { return waits_since_; }

 private:
  boost::asio::awaitable<bool> exchange();
  boost::asio::awaitable<bool> read_some();
  boost::asio::awaitable<bool> write(HttpResponse response);
  boost::asio::awaitable<bool> write_rest(Pieces& rest, uint64_t left);
  std::optional<HttpResponse> take_head(size_t length, HttpRequest& request);
  boost::asio::awaitable<bool> refuse(HttpResponse response);
  boost::asio::awaitable<bool> read_body(std::string& body, BodyShare& share, const HttpRequest& request);
  boost::asio::awaitable<bool> send(const std::array<boost::asio::const_buffer, 3>& wire);
  void arm(std::chrono::milliseconds time) { deadline_ = std::chrono::steady_clock::now() + time; }

  Stream stream_;
  Door& door_;
  BodyBudget& bodies_;
  const Limits& limits_;
  Time deadline_ = Time::max();
  std::optional<Time> waits_since_;
  std::string address_;
  std::array<char, 8 * 1024> piece_;  // what is being read; not of a frame, which would be allocated for every read
  std::string buffer_;                // read and not yet understood
  bool busy_ = false;
  bool draining_ = false;
};

}  // namespace giaoban::gateway
