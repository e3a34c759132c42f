// A mail server that takes everything at once and counts, so that a benchmark measures its client.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace giaoban::bench {

// One connection at a time, on a port of its own; ends in the destructor.
class SmtpSink {
 public:
  SmtpSink() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(any);
    auto* address = reinterpret_cast<sockaddr*>(&any);
    if (::bind(socket_, address, size) != 0 || ::listen(socket_, 4) != 0 ||
        ::getsockname(socket_, address, &size) != 0) {
      throw std::runtime_error("no port to listen on");
    }
    port_ = ntohs(any.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmtpSink() {
    stopping_ = true;
    thread_.join();
    ::close(socket_);
  }
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  uint64_t mails() const { return mails_; }
  uint64_t connections() const { return connections_; }

 private:
  bool may_read(int socket) const {
    pollfd ready{socket, POLLIN, 0};
    while (!stopping_) {
      if (::poll(&ready, 1, 20) > 0) return true;
    }
    return false;
  }
  static void say(int socket, std::string_view line) {
    static_cast<void>(::send(socket, line.data(), line.size(), MSG_NOSIGNAL));
  }
  void serve() {
    while (may_read(socket_)) {
      const int one = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (one < 0) continue;
      const int yes = 1;
      ::setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
      ++connections_;
      say(one, "220 sink\r\n");
      talk(one);
      ::close(one);
    }
  }
  void talk(int socket) {
    std::string read;
    bool in_data = false;
    for (std::array<char, 65'536> buffer{}; may_read(socket);) {
      const auto n = ::recv(socket, buffer.data(), buffer.size(), 0);
      if (n <= 0) return;
      read.append(buffer.data(), static_cast<size_t>(n));
      for (;;) {
        const std::string_view mark = in_data ? "\r\n.\r\n" : "\r\n";
        const size_t end = read.find(mark);
        if (end == std::string::npos) break;
        const bool begins = read.compare(0, 4, "DATA") == 0;
        if (in_data) ++mails_;
        say(socket, !in_data && begins ? "354 go on\r\n" : "250 ok\r\n");
        in_data = !in_data && begins;
        read.erase(0, end + mark.size());
      }
    }
  }

  int socket_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> mails_ = 0;
  std::atomic<uint64_t> connections_ = 0;
  std::thread thread_;
};

}  // namespace giaoban::bench
