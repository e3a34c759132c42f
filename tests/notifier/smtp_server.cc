// The mail server of tests/notifier/smtp as a child process: what it was given, line by line, with bounded waits.
#include "tests/notifier/smtp_server.h"

#include <fcntl.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>

namespace giaoban::test {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(10);

std::string field(const google::protobuf::Struct& object, const std::string& name) {
  const auto it = object.fields().find(name);
  return it == object.fields().end() ? "" : it->second.string_value();
}

int number(const google::protobuf::Struct& object, const std::string& name) {
  const auto it = object.fields().find(name);
  return it == object.fields().end() ? 0 : static_cast<int>(it->second.number_value());
}

google::protobuf::Struct parse(const std::string& line) {
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(line, &object).ok())
    throw std::runtime_error("the mail server said: " + line);
  if (object.fields().contains("fault")) throw std::runtime_error("the mail server failed: " + field(object, "fault"));
  return object;
}

}  // namespace

SmtpServer::SmtpServer(const std::string& chain, const std::string& key) {
  const std::string folder = std::string(SOURCE_DIR) + "/tests/notifier/smtp";
  const std::string script = folder + "/server.js";
  if (!std::filesystem::exists(folder + "/node_modules/smtp-server")) {
    throw std::runtime_error("the test's mail server is not installed; run: npm ci --prefix tests/notifier/smtp");
  }
  std::array<int, 2> out{};
  std::array<int, 2> life{};
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(life.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  child_ = fork();
  if (child_ == 0) {
    dup2(life[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    if (!chain.empty()) {
      setenv("GIAOBAN_SMTP_CHAIN", chain.c_str(), 1);
      setenv("GIAOBAN_SMTP_KEY", key.c_str(), 1);
    }
    execlp("node", "node", script.c_str(), nullptr);
    _exit(127);
  }
  close(out[1]);
  close(life[0]);
  out_ = out[0];
  life_ = life[1];
  try {
    port_ = number(parse(line()), "port");
  } catch (const std::exception& e) {
    throw std::runtime_error(std::string("node did not start the mail server: ") + e.what());
  }
}

SmtpServer::~SmtpServer() {
  close(life_);
  close(out_);
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

Given SmtpServer::next() {
  const auto object = parse(line());
  return {field(object, "to"), field(object, "from"), field(object, "message"), field(object, "connection"),
          number(object, "answer")};
}

std::string SmtpServer::line() {
  const auto until = Clock::now() + kPatience;
  for (;;) {
    if (const auto end = read_.find('\n'); end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd readable{out_, POLLIN, 0};
    if (left <= 0 || poll(&readable, 1, static_cast<int>(left)) != 1) throw std::runtime_error("it says nothing");
    std::array<char, 4096> buffer{};
    const auto got = read(out_, buffer.data(), buffer.size());
    if (got <= 0) throw std::runtime_error("it ended");
    read_.append(buffer.data(), static_cast<size_t>(got));
  }
}

}  // namespace giaoban::test
