// One HTTP connection: request after request, each whole within its time, until somebody closes. For the gateway's own
// files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "services/gateway/door.h"
#include "services/gateway/limits.h"

namespace giaoban::gateway {

// All calls from the thread of the socket. Door and limits must outlive it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, Door& door, const Limits& limits);

  // Runs the connection to its end; once.
  boost::asio::awaitable<void> serve();
  // Closes after the request that is open, or at once when there is none.
  void drain();
  // Closes at once.
  void cut();

 private:
  boost::asio::awaitable<bool> exchange();
  boost::asio::awaitable<bool> read_some();
  boost::asio::awaitable<bool> write(HttpResponse response);
  boost::asio::awaitable<bool> refuse(HttpResponse response);
  boost::asio::awaitable<bool> read_body(std::string& body, const HttpRequest& request);
  void arm(std::chrono::milliseconds time);
  void disarm();

  boost::asio::ip::tcp::socket socket_;
  Door& door_;
  const Limits& limits_;
  boost::asio::steady_timer timer_;
  uint64_t armed_ = 0;  // number of the deadline that counts
  std::string address_;
  std::string buffer_;  // read and not yet understood
  bool busy_ = false;
  bool draining_ = false;
};

}  // namespace giaoban::gateway
