// Graphviz as a program of its own: a drawing in its language becomes a picture.
#include "services/command/graphviz.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

#include "services/runtime/file.h"
#include "workflows/core/refusal.h"

namespace giaoban::command {
namespace {

using runtime::File;
using Machine = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(30);

// The drawing as a file without a name: dot may read it when it likes, so that nobody has to feed a pipe.
File unnamed_file(std::string_view bytes) {
  File file(::memfd_create("drawing", MFD_CLOEXEC));
  if (!file.is_open()) runtime::throw_errno("create", "drawing");
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
    if (written < 0) runtime::throw_errno("write", "drawing");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  ::lseek(file.descriptor(), 0, SEEK_SET);
  return file;
}

// A child that is waited for, or killed, whatever happens.
class Child {
 public:
  Child(const File& input, const File& output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.descriptor(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output.descriptor(), STDOUT_FILENO);
    std::array<char*, 3> arguments{name_.data(), format_.data(), nullptr};
    error_ = ::posix_spawnp(&pid_, "dot", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error_ != 0) pid_ = -1;
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }

  int error() const { return error_; }
  // True when it ended well.
  bool wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  std::string name_ = "dot";
  std::string format_ = "-Tsvg";
  pid_t pid_ = -1;
  int error_ = 0;
};

// Everything until the writer is gone; false when it is not gone in time.
bool drain(const File& pipe, std::string& bytes) {
  const auto until = Machine::now() + kPatience;
  std::array<char, 16'384> part;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Machine::now()).count();
    pollfd ready{pipe.descriptor(), POLLIN, 0};
    if (left <= 0) return false;
    if (::poll(&ready, 1, static_cast<int>(left)) <= 0) continue;
    const ssize_t got = ::read(pipe.descriptor(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    bytes.append(part.data(), static_cast<size_t>(got));
  }
}

v1::Refusal not_installed() {
  return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "",
                      "Không tìm thấy chương trình dot để vẽ. Hãy cài Graphviz: apt-get install graphviz",
                      "The program dot, which draws, cannot be found. Install Graphviz: apt-get install graphviz");
}

}  // namespace

std::variant<std::string, v1::Refusal> svg_of(std::string_view drawing) {
  const File input = unnamed_file(drawing);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) runtime::throw_errno("create", "pipe");
  const File output(ends[0]);
  File writing(ends[1]);
  Child dot(input, writing);
  if (dot.error() == ENOENT) return not_installed();
  std::string svg;
  {
    const File closed_here = std::move(writing);  // or the pipe would never end
  }
  const bool ended = dot.error() == 0 && drain(output, svg);
  if (ended && dot.wait() && !svg.empty()) return svg;
  return core::refuse(v1::REFUSAL_CODE_INTERNAL, "",
                      "Graphviz (dot -Tsvg) không vẽ được. Hãy chạy thử dot -V và xem lỗi ở trên.",
                      "Graphviz (dot -Tsvg) could not draw. Try dot -V and see its error above.");
}

}  // namespace giaoban::command
