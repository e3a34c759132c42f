// A gateway that answers from a script over a real socket, and remembers what it was asked.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace giaoban::month {

// One answer: a status and a body, a cookie where there is one; status 0 breaks the connection without a word.
struct Scripted {
  unsigned status = 200;
  std::string body = "{}";
  std::string cookie;
};

// A request as it came.
struct Seen {
  std::string path;
  std::string cookie;
  std::string body;
};

// Serves one connection after the other on a thread of its own, until it dies.
class FakeGateway {
 public:
  explicit FakeGateway(std::deque<Scripted> script)
      : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, where, size) != 0 || listen(listener_, 16) != 0 || getsockname(listener_, where, &size) != 0) {
      throw std::runtime_error("no port for the fake gateway");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~FakeGateway() {
    shutdown(listener_, SHUT_RDWR);
    {
      const std::lock_guard hold(mutex_);
      if (connection_ >= 0) shutdown(connection_, SHUT_RDWR);
    }
    thread_.join();
    close(listener_);
  }
  FakeGateway(const FakeGateway&) = delete;
  FakeGateway& operator=(const FakeGateway&) = delete;

  uint16_t port() const { return port_; }
  std::vector<Seen> seen() const {
    const std::lock_guard hold(mutex_);
    return seen_;
  }

 private:
  void serve() {
    for (int fd = accept(listener_, nullptr, nullptr); fd >= 0; fd = accept(listener_, nullptr, nullptr)) {
      remember(fd);
      std::string input;
      while (answer_one(fd, input)) {
      }
      remember(-1);
      close(fd);
    }
  }
  void remember(int fd) {
    const std::lock_guard hold(mutex_);
    connection_ = fd;
  }

  // False when the connection is over.
  bool answer_one(int fd, std::string& input) {
    size_t body = std::string::npos, length = 0;
    while (body == std::string::npos || input.size() < body + length) {
      char bytes[4096];
      const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
      if (got <= 0) return false;
      input.append(bytes, static_cast<size_t>(got));
      const size_t end = input.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      body = end + 4;
      length = std::stoul(header(input, "Content-Length: "));
    }
    Scripted next;
    {
      const std::lock_guard hold(mutex_);
      seen_.push_back({input.substr(5, input.find(' ', 5) - 5), header(input, "Cookie: "), input.substr(body, length)});
      if (!script_.empty()) {
        next = script_.front();
        script_.pop_front();
      }
    }
    input.erase(0, body + length);
    if (next.status == 0) return false;
    std::string text = "HTTP/1.1 " + std::to_string(next.status) + " X\r\nContent-Type: application/json\r\n";
    if (!next.cookie.empty()) text += "Set-Cookie: " + next.cookie + "; HttpOnly; Path=/\r\n";
    text += "Content-Length: " + std::to_string(next.body.size()) + "\r\n\r\n" + next.body;
    return send(fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  static std::string header(const std::string& input, const std::string& name) {
    const size_t at = input.find(name);
    if (at == std::string::npos || at > input.find("\r\n\r\n")) return {};
    return input.substr(at + name.size(), input.find("\r\n", at) - at - name.size());
  }

  mutable std::mutex mutex_;
  std::deque<Scripted> script_;
  std::vector<Seen> seen_;
  int listener_;
  int connection_ = -1;
  uint16_t port_ = 0;
  std::jthread thread_;
};

}  // namespace giaoban::month
