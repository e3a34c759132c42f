// Asio coroutines with Beast's parser; one watch per exchange closes the socket when time is over.
#include "services/month/browser.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>

namespace giaoban::month {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Machine = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(10);
constexpr auto kIdle = std::chrono::seconds(5);  // far below what any server waits before it closes
constexpr size_t kLargestAnswer = 8 * 1024 * 1024;
constexpr size_t kReadAtOnce = 16 * 1024;

std::string request_text(uint16_t port, const std::string& path, const std::string& cookie, const std::string& json) {
  const std::string host = "127.0.0.1:" + std::to_string(port);
  std::string text =
      "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
      "\r\nSec-Fetch-Site: same-origin\r\nConnect-Protocol-Version: 1\r\nContent-Type: application/json\r\n";
  if (!cookie.empty()) text += "Cookie: " + cookie + "\r\n";
  return text + "Content-Length: " + std::to_string(json.size()) + "\r\n\r\n" + json;
}

HttpAnswer answer_of(http::response_parser<http::string_body>& parser) {
  auto& message = parser.get();
  HttpAnswer answer;
  answer.status = message.result_int();
  const std::string cookie(message[http::field::set_cookie]);
  answer.cookie = cookie.substr(0, cookie.find(';'));
  answer.body = std::move(message.body());
  return answer;
}

}  // namespace

// One socket. Shared only with its watch, which may fire when the socket is gone.
class Browser::Connection : public std::enable_shared_from_this<Browser::Connection> {
 public:
  explicit Connection(asio::io_context& context) : socket_(context), watch_(context) {}

  bool is_open() const { return socket_.is_open(); }
  bool rested() const { return Machine::now() - used_ > kIdle; }

  Task<HttpAnswer> exchange(uint16_t port, const std::string& text) {
    begin_watch();
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    if (!socket_.is_open()) {
      const tcp::endpoint gateway(asio::ip::address_v4::loopback(), port);
      co_await socket_.async_connect(gateway, token);
      if (!error) socket_.set_option(tcp::no_delay(true), error);
    }
    if (!error) co_await asio::async_write(socket_, asio::buffer(text), token);
    http::response_parser<http::string_body> parser;
    parser.body_limit(kLargestAnswer);
    parser.eager(true);
    while (!error && !parser.is_done()) {
      const auto room = buffer_.prepare(kReadAtOnce);
      const size_t got = co_await socket_.async_read_some(room, token);
      if (error) break;
      buffer_.commit(got);
      buffer_.consume(parser.put(buffer_.data(), error));
      if (error == http::error::need_more) error = {};
    }
    end_watch();
    if (error) {
      close();
      throw NoAnswer("no answer from the gateway: " + error.message());
    }
    if (!parser.keep_alive()) close();
    co_return answer_of(parser);
  }

 private:
  void begin_watch() {
    watch_.expires_after(kPatience);
    watch_.async_wait([self = weak_from_this(), round = ++round_](boost::system::error_code cancelled) {
      const auto connection = cancelled ? nullptr : self.lock();
      if (connection && connection->round_ == round) connection->close();
    });
  }
  void end_watch() {
    ++round_;
    watch_.cancel();
    used_ = Machine::now();
  }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    buffer_.clear();
  }

  tcp::socket socket_;
  asio::steady_timer watch_;
  boost::beast::flat_buffer buffer_;
  Machine::time_point used_;
  uint64_t round_ = 0;
};

Browser::Browser(asio::io_context& context, std::function<uint16_t()> port)
    : context_(context), port_(std::move(port)) {}
Browser::~Browser() = default;

Task<HttpAnswer> Browser::post(std::string path, std::string cookie, std::string json) {
  auto connection = take();
  const uint16_t port = port_();
  const std::string text = request_text(port, path, cookie, json);
  HttpAnswer answer = co_await connection->exchange(port, text);
  if (connection->is_open()) idle_.push_back(std::move(connection));
  co_return answer;
}

Task<void> Browser::rest(int64_t milliseconds) {
  asio::steady_timer timer(context_);
  timer.expires_after(std::chrono::milliseconds(milliseconds));
  co_await timer.async_wait(asio::use_awaitable);
}

std::shared_ptr<Browser::Connection> Browser::take() {
  if (idle_.empty() || idle_.back()->rested()) {
    idle_.clear();  // those below have rested even longer
    return std::make_shared<Connection>(context_);
  }
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

}  // namespace giaoban::month
