// The service processes of a demo: started, watched, killed on purpose and started again, measured, stopped.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace giaoban::month {

// One thread, the main one: children are told to die with the thread that made them. Ends them all in its destructor.
class Processes {
 public:
  // `command`: program and arguments, to which the name of a service is added. `names`: {"all"}, or one per process.
  Processes(std::vector<std::string> command, std::vector<std::string> names);
  ~Processes();
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  void start();
  // Stops all, and starts them again with another command.
  void restart(std::vector<std::string> command);
  // SIGKILL, and started again at once. A second call kills the new one.
  void kill_and_restart(const std::string& name);
  // Starts again whatever has ended by itself, and takes the measure of memory. Throws std::runtime_error when a
  // process has ended by itself more than 20 times.
  void watch();
  // SIGTERM, at most ten seconds, then SIGKILL. The second call does nothing.
  void stop();
  // Largest sum of the resident sets seen by watch(), in MB of 1,000,000 bytes.
  double peak_mb() const { return peak_mb_; }

 private:
  pid_t spawn(const std::string& name);
  void measure();
  std::vector<std::string> command_;
  std::vector<std::string> names_;
  std::map<std::string, pid_t> children_;
  std::map<std::string, int> ended_;
  double peak_mb_ = 0;
};

}  // namespace giaoban::month
