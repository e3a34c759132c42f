// One accepted socket, plain or under TLS, read and written the same way. For the gateway's own files only.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <tuple>

namespace giaoban::gateway {

// What came of reading or writing: an error or none, and how many bytes.
using Moved = std::tuple<boost::system::error_code, size_t>;

// One thread. close() from within the same thread ends whatever is under way.
class Stream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // `tls` is nullptr for plain bytes; otherwise it must outlive the stream.
  Stream(Socket socket, boost::asio::ssl::context* tls);

  bool is_tls() const { return tls_ != nullptr; }
  // False when the other side does not speak TLS as it must. Plain: true at once.
  boost::asio::awaitable<bool> handshake();
  boost::asio::awaitable<Moved> read_some(boost::asio::mutable_buffer into);
  // Writes all of it, or fails.
  boost::asio::awaitable<Moved> write(const std::array<boost::asio::const_buffer, 3>& pieces);
  // Plain: says that nothing more will be written. TLS: nothing.
  void end_writing();
  // TLS: says goodbye and waits for the other's. Plain: must not be called.
  boost::asio::awaitable<void> say_goodbye();
  void close();
  Socket& socket() { return socket_; }

 private:
  Socket socket_;
  std::unique_ptr<boost::asio::ssl::stream<Socket&>> tls_;
};

}  // namespace giaoban::gateway
