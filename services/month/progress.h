// The progress bar on stderr: redrawn in place on a terminal, a line every tenth elsewhere.
#pragma once

#include <chrono>
#include <string>

namespace giaoban::month {

// One thread. Writes to stderr only, so that stdout stays clean for results.
class Progress {
 public:
  explicit Progress(std::string what);
  // Between 0 and 1; redraws at most ten times a second.
  void show(double done);
  // A line above the bar.
  void note(const std::string& text);

 private:
  std::string what_;
  bool terminal_;
  int shown_tenth_ = -1;
  bool finished_ = false;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace giaoban::month
