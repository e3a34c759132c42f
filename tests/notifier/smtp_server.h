// The mail server of tests/notifier/smtp as a child process: what it was given, line by line, with bounded waits.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace giaoban::test {

// One message that the server was given, or one recipient that it refused.
struct Given {
  std::string to;
  std::string from;
  std::string message;
  std::string connection;
  int answer = 0;  // 0: the connection was cut
};

// Starts in the constructor, ends (by its own id) in the destructor.
class SmtpServer {
 public:
  // With a certificate (two files in PEM) it offers STARTTLS and wants a sign-in: "giaoban", "bí mật". Throws
  // std::runtime_error, saying what to do, when it does not come up within ten seconds.
  explicit SmtpServer(const std::string& chain = {}, const std::string& key = {});
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  // The next thing that it was given; throws when nothing came within ten seconds.
  Given next();

 private:
  std::string line();
  pid_t child_ = -1;
  int out_ = -1;   // its standard output
  int life_ = -1;  // its standard input: it ends when this is closed
  int port_ = 0;
  std::string read_;
};

}  // namespace giaoban::test
