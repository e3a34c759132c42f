// fork and exec, with the child's life tied to ours.
#include "services/month/processes.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace giaoban::month {

namespace {
constexpr int kEndings = 20;

// Bytes of the largest resident set that the process ever had.
double high_water(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string word;
  while (status >> word) {
    if (word != "VmHWM:") continue;
    double kib = 0;
    status >> kib;
    return kib * 1024;
  }
  return 0;
}

}  // namespace

Processes::Processes(std::vector<std::string> command, std::vector<std::string> names)
    : command_(std::move(command)), names_(std::move(names)) {}

Processes::~Processes() {
  stop();
}

pid_t Processes::spawn(const std::string& name) {
  std::vector<std::string> words = command_;
  words.push_back(name);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid > 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  const int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(STDERR_FILENO, STDOUT_FILENO);  // the demo's own stdout stays clean
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

void Processes::start() {
  for (const auto& name : names_) children_[name] = spawn(name);
}

void Processes::restart(std::vector<std::string> command) {
  stop();
  command_ = std::move(command);
  start();
}

void Processes::kill_and_restart(const std::string& name) {
  measure();
  const pid_t pid = children_.at(name);
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
  children_[name] = spawn(name);
}

void Processes::measure() {
  double sum = 0;
  for (const auto& [name, pid] : children_) sum += high_water(pid);
  peak_mb_ = std::max(peak_mb_, sum / 1e6);
}

void Processes::watch() {
  measure();
  for (auto& [name, pid] : children_) {
    if (waitpid(pid, nullptr, WNOHANG) != pid) continue;
    if (++ended_[name] > kEndings) throw std::runtime_error("the process '" + name + "' keeps ending; see its journal");
    pid = spawn(name);
  }
}

void Processes::stop() {
  for (const auto& [name, pid] : children_) kill(pid, SIGTERM);
  for (int tenths = 0; tenths < 100 && !children_.empty(); ++tenths) {
    std::erase_if(children_, [](const auto& child) { return waitpid(child.second, nullptr, WNOHANG) == child.second; });
    const timespec tenth{0, 100'000'000};
    if (!children_.empty()) nanosleep(&tenth, nullptr);
  }
  for (const auto& [name, pid] : children_) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  children_.clear();
}

}  // namespace giaoban::month
