// Reads heads and bodies, writes answers, keeps the deadline of each.
#include "services/gateway/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "services/gateway/refusals.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr size_t kPiece = 8 * 1024;

// Length of the head with its empty line; 0 while it is not there. Bare line feeds end a head too, so that the gate
// sees and refuses them at once.
size_t head_length(const std::string& buffer) {
  const size_t whole = buffer.find("\n\r\n");
  const size_t bare = buffer.find("\n\n");
  if (whole == std::string::npos && bare == std::string::npos) return 0;
  return whole < bare ? whole + 3 : bare + 2;
}

HttpResponse chunks_with_content() {
  HttpResponse response =
      refusal_response(malformed("", "Không nhận nội dung chia khúc (chunked). Hãy gửi Content-Length.",
                                 "A chunked body with content is not accepted. Send a Content-Length."));
  response.status = 400;
  response.close = true;
  return response;
}

HttpResponse head_too_large(size_t most) {
  const std::string bound = std::to_string(most);
  HttpResponse response = refusal_response(too_large("Phần đầu của yêu cầu dài hơn " + bound + " byte.",
                                                     "The head of the request is longer than " + bound + " bytes."));
  response.status = 431;
  response.close = true;
  return response;
}

}  // namespace

Connection::Connection(tcp::socket socket, Door& door, const Limits& limits)
    : socket_(std::move(socket)), door_(door), limits_(limits), timer_(socket_.get_executor()) {
  boost::system::error_code ignored;
  const auto remote = socket_.remote_endpoint(ignored);
  if (!ignored) address_ = remote.address().to_string();
  socket_.set_option(tcp::no_delay(true), ignored);
}

asio::awaitable<void> Connection::serve() {
  const auto alive = shared_from_this();
  bool more = true;
  while (more && !draining_) more = co_await exchange();
  disarm();
  cut();
}

void Connection::drain() {
  draining_ = true;
  if (!busy_) cut();
}

void Connection::cut() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

// One request and its answer; false when the connection is to end.
asio::awaitable<bool> Connection::exchange() {
  busy_ = false;
  if (buffer_.empty()) {
    arm(limits_.idle);
    if (!co_await read_some()) co_return false;
  }
  busy_ = true;
  arm(limits_.request);
  size_t length = head_length(buffer_);
  while (length == 0 && buffer_.size() <= limits_.header_bytes) {
    if (!co_await read_some()) co_return false;
    length = head_length(buffer_);
  }
  if (length == 0 || length > limits_.header_bytes)
    co_return co_await refuse(door_.unreadable(head_too_large(limits_.header_bytes), address_));
  auto head = read_head(std::string_view(buffer_).substr(0, length));
  if (auto* no = std::get_if<HttpResponse>(&head))
    co_return co_await refuse(door_.unreadable(std::move(*no), address_));
  buffer_.erase(0, length);
  HttpRequest request = std::move(std::get<HttpRequest>(head));
  if (auto no = door_.refuse_head(request, address_)) co_return co_await refuse(std::move(*no));
  std::string body;
  if (!co_await read_body(body, request)) co_return false;
  disarm();
  const bool keep = request.keep_alive;
  HttpResponse response = co_await door_.answer(std::move(request), std::move(body), address_);
  response.close = response.close || !keep || draining_;
  const bool close = response.close;
  const bool written = co_await write(std::move(response));
  co_return written && !close;
}

asio::awaitable<bool> Connection::read_body(std::string& body, const HttpRequest& request) {
  const size_t length = static_cast<size_t>(request.content_length);
  if (request.expects_continue && buffer_.size() < length) {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [error, bytes] = co_await asio::async_write(socket_, asio::buffer(go_on.data(), go_on.size()),
                                                           asio::as_tuple(asio::use_awaitable));
    if (error) co_return false;
  }
  while (buffer_.size() < length) {
    if (!co_await read_some()) co_return false;
  }
  body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  if (!request.chunked) co_return true;
  if (body != kEmptyChunked) {
    HttpResponse no = chunks_with_content();
    co_return co_await refuse(std::move(no));
  }
  body.clear();
  co_return true;
}

asio::awaitable<bool> Connection::read_some() {
  std::array<char, kPiece> piece;
  const auto [error, bytes] =
      co_await socket_.async_read_some(asio::buffer(piece), asio::as_tuple(asio::use_awaitable));
  buffer_.append(piece.data(), bytes);
  co_return !error;
}

asio::awaitable<bool> Connection::write(HttpResponse response) {
  const std::string wire = to_wire(response);
  arm(limits_.request);
  const auto [error, bytes] =
      co_await asio::async_write(socket_, asio::buffer(wire), asio::as_tuple(asio::use_awaitable));
  co_return !error;
}

// Answers, then lets the client read the answer before the connection ends: closing over bytes that nobody read would
// reset it, and the answer with it.
asio::awaitable<bool> Connection::refuse(HttpResponse response) {
  if (!co_await write(std::move(response))) co_return false;
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  arm(limits_.linger);
  do {
    buffer_.clear();
  } while (co_await read_some());
  co_return false;
}

void Connection::arm(std::chrono::milliseconds time) {
  const uint64_t number = ++armed_;
  timer_.expires_after(time);
  timer_.async_wait([weak = weak_from_this(), number](const boost::system::error_code& error) {
    const auto alive = weak.lock();
    if (!error && alive && alive->armed_ == number) alive->cut();
  });
}

void Connection::disarm() {
  ++armed_;
  timer_.cancel();
}

}  // namespace giaoban::gateway
