// A small HTTP server on a port of its own that answers by path and remembers what it was given.
#include "tests/notifier/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace giaoban::test {

std::string Asked::header(const std::string& name) const {
  const auto at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

HttpServer::HttpServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(any);
  auto* address = reinterpret_cast<sockaddr*>(&any);
  if (::bind(socket_, address, size) != 0 || ::listen(socket_, 16) != 0 ||
      ::getsockname(socket_, address, &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  port_ = ntohs(any.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  stopping_ = true;
  thread_.join();
  ::close(socket_);
}

std::vector<Asked> HttpServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

// False once the server is to stop.
bool HttpServer::may_go_on(int socket, short what) const {
  pollfd ready{socket, what, 0};
  while (!stopping_) {
    if (::poll(&ready, 1, 20) > 0) return true;
  }
  return false;
}

void HttpServer::serve() {
  while (may_go_on(socket_, POLLIN)) {
    const int one = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (one < 0) continue;
    talk(one);
    ::close(one);
  }
}

bool HttpServer::write_all(int socket, const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    if (!may_go_on(socket, POLLOUT)) return false;
    const auto n = ::send(socket, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (n <= 0) return false;
    at += static_cast<size_t>(n);
  }
  return true;
}

std::string HttpServer::hear(int socket) {
  std::string read;
  size_t end = std::string::npos;
  size_t length = 0;
  while (end == std::string::npos || read.size() < end + 4 + length) {
    std::array<char, 4096> buffer{};
    if (!may_go_on(socket, POLLIN)) return "";
    const auto n = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (n <= 0) return "";
    read.append(buffer.data(), static_cast<size_t>(n));
    end = read.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const auto said = read.find("Content-Length: ");
    if (said < end) length = std::stoul(read.substr(said + 16));
  }
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back({read.substr(0, end + 2), read.substr(end + 4)});
  }
  return read.substr(5, read.find(' ', 5) - 5);
}

void HttpServer::talk(int socket) {
  const std::string path = hear(socket);
  const std::string rest = "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
  if (path == "/ok") {
    write_all(socket, "HTTP/1.1 200 OK" + rest);
  } else if (path == "/gone") {
    write_all(socket, "HTTP/1.1 410 Gone" + rest);
  } else if (path == "/busy") {
    write_all(socket, "HTTP/1.1 429 Too Many Requests" + rest);
  } else if (path == "/broken") {
    write_all(socket, "HTTP/1.1 500 Internal Server Error" + rest);
  } else if (path == "/moved") {
    write_all(socket, "HTTP/1.1 302 Found\r\nLocation: " + url("/ok") + rest);
  } else if (path == "/keep") {
    if (write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) hear(socket);
  } else if (path == "/hang") {
    while (!stopping_) may_go_on(-1, 0);
  } else if (path == "/endless") {
    const std::string much(65'536, 'x');
    bool goes_on = write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\nConnection: close\r\n\r\n");
    while (goes_on) {
      goes_on = write_all(socket, much);
      if (goes_on) written_ += much.size();
    }
  }
}

}  // namespace giaoban::test
