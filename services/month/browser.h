// HTTP as a browser does it: connections that are kept and used again, and for each request one answer or none.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace giaoban::month {

template <class T>
using Task = boost::asio::awaitable<T>;

// One answer.
struct HttpAnswer {
  unsigned status = 0;
  std::string body;
  std::string cookie;  // "name=value" of the first Set-Cookie; empty if none
};

// No answer came: not connected, cut off, or not in time. Whether the request took effect is unknown.
class NoAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A pool of connections to 127.0.0.1. One thread: the one that runs the context, which must outlive this.
class Browser {
 public:
  // `port` is asked at every new connection, because the gateway may be another one by then.
  Browser(boost::asio::io_context& context, std::function<uint16_t()> port);
  ~Browser();

  // POSTs JSON and waits at most ten seconds. Throws NoAnswer; the connection is then given up.
  Task<HttpAnswer> post(std::string path, std::string cookie, std::string json);
  // Waits.
  Task<void> rest(int64_t milliseconds);

 private:
  class Connection;
  std::shared_ptr<Connection> take();

  boost::asio::io_context& context_;
  std::function<uint16_t()> port_;
  std::vector<std::shared_ptr<Connection>> idle_;  // the last used is used first
};

}  // namespace giaoban::month
