// Reads heads and bodies, writes answers, keeps the deadline of each.
#include "services/gateway/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <utility>

#include "services/gateway/header_gate.h"
#include "services/gateway/pieces.h"
#include "services/gateway/refusals.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

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

Connection::Connection(tcp::socket socket, asio::ssl::context* tls, Door& door, BodyBudget& bodies,
                       const Limits& limits)
    : stream_(std::move(socket), tls), door_(door), bodies_(bodies), limits_(limits) {
  boost::system::error_code ignored;
  const auto remote = stream_.socket().remote_endpoint(ignored);
  if (!ignored) address_ = remote.address().to_string();
}

asio::awaitable<void> Connection::serve() {
  const auto alive = shared_from_this();
  arm(limits_.request);
  waits_since_ = std::chrono::steady_clock::now();
  bool more = co_await stream_.handshake();
  const bool polite = more;
  while (more && !draining_) more = co_await exchange();
  arm(limits_.linger);
  if (polite && stream_.is_tls()) {
    co_await stream_.say_goodbye();
  }
  cut();
}

void Connection::drain() {
  draining_ = true;
  if (!busy_) cut();
}

void Connection::look(Time now) {
  if (now >= deadline_) cut();
}

// One request and its answer; false when the connection is to end.
asio::awaitable<bool> Connection::exchange() {
  busy_ = false;
  waits_since_ = std::chrono::steady_clock::now();
  if (buffer_.empty()) {
    deadline_ = *waits_since_ + limits_.idle;
    if (!co_await read_some()) co_return false;
  }
  busy_ = true;
  arm(limits_.request);
  size_t length = head_length(buffer_);
  while (length == 0 && buffer_.size() <= limits_.header_bytes) {
    if (!co_await read_some()) co_return false;
    length = head_length(buffer_);
  }
  HttpRequest request;
  std::optional<HttpResponse> no = take_head(length, request);
  // A statement of its own and a named argument: g++ 12 ran a frame whose argument was a temporary uninitialised.
  if (no) {
    HttpResponse refusal = std::move(*no);
    const bool more = co_await refuse(std::move(refusal));
    co_return more;
  }
  std::string body;
  BodyShare share(bodies_);
  if (!co_await read_body(body, share, request)) co_return false;
  deadline_ = Time::max();  // the door keeps its own
  waits_since_.reset();
  const bool keep = request.keep_alive;
  HttpResponse response = co_await door_.answer(std::move(request), std::move(body), address_);
  share.hold(0);
  response.close = response.close || !keep || draining_;
  const bool close = response.close;
  const bool written = co_await write(std::move(response));
  co_return written && !close;
}

// Takes the head from the buffer; an answer when it cannot be read or is refused as it stands.
std::optional<HttpResponse> Connection::take_head(size_t length, HttpRequest& request) {
  if (length == 0 || length > limits_.header_bytes) {
    return door_.unreadable(head_too_large(limits_.header_bytes), address_);
  }
  auto head = read_head(std::string_view(buffer_).substr(0, length));
  if (auto* no = std::get_if<HttpResponse>(&head)) return door_.unreadable(std::move(*no), address_);
  buffer_.erase(0, length);
  request = std::move(std::get<HttpRequest>(head));
  return door_.refuse_head(request, address_);
}

asio::awaitable<bool> Connection::read_body(std::string& body, BodyShare& share, const HttpRequest& request) {
  const size_t length = static_cast<size_t>(request.content_length);
  if (request.expects_continue && buffer_.size() < length) {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const std::array<asio::const_buffer, 3> wire = {asio::buffer(go_on.data(), go_on.size())};
    const auto [error, bytes] = co_await stream_.write(wire);
    if (error) co_return false;
  }
  while (buffer_.size() < length) {
    if (!co_await read_some()) co_return false;
    // What has come counts, not what was announced; short bodies always have room.
    if (length > limits_.anonymous_bytes && !share.hold(buffer_.size())) {
      share.hold(0);
      HttpResponse no = door_.refuse(request, address_, overloaded(limits_.retry));
      const bool more = co_await refuse(std::move(no));
      co_return more;
    }
  }
  // The room of a long body goes with it, instead of staying with the connection.
  std::string after = buffer_.substr(length);
  buffer_.resize(length);
  body.swap(buffer_);
  buffer_.swap(after);
  if (!request.chunked) co_return true;
  if (body != kEmptyChunked) {
    HttpResponse no = chunks_with_content();
    const bool more = co_await refuse(std::move(no));
    co_return more;
  }
  body.clear();
  co_return true;
}

asio::awaitable<bool> Connection::read_some() {
  const auto [error, bytes] = co_await stream_.read_some(asio::buffer(piece_));
  buffer_.append(piece_.data(), bytes);
  co_return !error;
}

asio::awaitable<bool> Connection::write(HttpResponse response) {
  const std::string head = head_of(response, stream_.is_tls());
  const std::array<asio::const_buffer, 3> wire = {asio::buffer(head), asio::buffer(response.body),
                                                  asio::buffer(response.fixed.data(), response.fixed.size())};
  const bool written = co_await send(wire);
  if (!written || !response.rest) co_return written;
  co_return co_await write_rest(*response.rest, response.length - response.body.size());
}

// While it is being written the client keeps us waiting, so whoever reads nothing makes room for others.
asio::awaitable<bool> Connection::send(const std::array<asio::const_buffer, 3>& wire) {
  arm(limits_.request);
  waits_since_ = std::chrono::steady_clock::now();
  const auto [error, bytes] = co_await stream_.write(wire);
  co_return !error;
}

// A reader that takes too long for one piece is cut, like one that takes too long for a whole answer.
asio::awaitable<bool> Connection::write_rest(Pieces& rest, uint64_t left) {
  while (left > 0) {
    deadline_ = Time::max();
    waits_since_.reset();
    const std::optional<std::string> piece = co_await rest.next();
    if (!piece || piece->empty() || piece->size() > left) co_return false;
    const std::array<asio::const_buffer, 3> wire = {asio::buffer(*piece)};
    if (!co_await send(wire)) co_return false;
    left -= piece->size();
  }
  co_return true;
}

// Answers, then lets the client read the answer before the connection ends: closing over bytes that nobody read would
// reset it, and the answer with it.
asio::awaitable<bool> Connection::refuse(HttpResponse response) {
  std::string().swap(buffer_);
  bool more = co_await write(std::move(response));
  arm(limits_.linger);
  stream_.end_writing();
  while (more) {
    buffer_.clear();
    more = co_await read_some();
  }
  co_return false;
}

}  // namespace giaoban::gateway
