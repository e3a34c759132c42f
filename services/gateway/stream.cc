// The same four operations over both kinds of stream.
#include "services/gateway/stream.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace giaoban::gateway {

namespace asio = boost::asio;
constexpr auto kAwaited = asio::as_tuple(asio::use_awaitable);

Stream::Stream(Socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  if (tls != nullptr) tls_ = std::make_unique<asio::ssl::stream<Socket&>>(socket_, *tls);
}

asio::awaitable<bool> Stream::handshake() {
  if (!tls_) co_return true;
  const auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, kAwaited);
  co_return !error;
}

asio::awaitable<Moved> Stream::read_some(asio::mutable_buffer into) {
  if (tls_) return tls_->async_read_some(into, kAwaited);
  return socket_.async_read_some(into, kAwaited);
}

asio::awaitable<Moved> Stream::write(const std::array<asio::const_buffer, 3>& pieces) {
  if (tls_) return asio::async_write(*tls_, pieces, kAwaited);
  return asio::async_write(socket_, pieces, kAwaited);
}

void Stream::end_writing() {
  boost::system::error_code ignored;
  if (!tls_) socket_.shutdown(Socket::shutdown_send, ignored);
}

asio::awaitable<void> Stream::say_goodbye() {
  co_await tls_->async_shutdown(kAwaited);
}

void Stream::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace giaoban::gateway
