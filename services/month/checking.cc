// posix_spawn with a pipe for the checker's one line of JSON.
#include "services/month/checking.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <vector>

extern char** environ;

namespace giaoban::month {

v1::CheckerReport check_month(const std::string& program, const std::string& data, const std::string& acks) {
  std::string checker = std::filesystem::canonical(program).parent_path() / "giaoban-checker";
  std::vector<std::string> words = {checker, "--data", data, "--acks", acks, "--json"};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, checker.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string json;
  std::array<char, 4096> buffer{};
  for (ssize_t n; error == 0 && (n = read(ends[0], buffer.data(), buffer.size())) > 0;)
    json.append(buffer.data(), static_cast<size_t>(n));
  close(ends[0]);
  if (error == 0) waitpid(pid, nullptr, 0);
  v1::CheckerReport report;
  if (error != 0 || !google::protobuf::util::JsonStringToMessage(json, &report).ok()) {
    throw std::runtime_error("the checker " + checker + " gave no report");
  }
  return report;
}

}  // namespace giaoban::month
