// Draws how far the month has come.
#include "services/month/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace giaoban::month {

namespace {
constexpr int kWidth = 40;
}

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::show(double done) {
  using Machine = std::chrono::steady_clock;
  const double share = std::clamp(done, 0.0, 1.0);
  const double seconds = std::chrono::duration<double>(Machine::now() - begun_).count();
  if (finished_) return;
  finished_ = share >= 1;
  if (!terminal_) {
    const int tenth = static_cast<int>(share * 10);
    if (tenth == shown_tenth_) return;
    shown_tenth_ = tenth;
    std::fprintf(stderr, "%s  %3d %%  %.1f s\n", what_.c_str(), tenth * 10, seconds);
    return;
  }
  if (!finished_ && Machine::now() - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = Machine::now();
  const int full = static_cast<int>(share * kWidth);
  std::string bar;
  for (int i = 0; i < kWidth; ++i) bar += i < full ? "█" : "░";
  std::fprintf(stderr, "\r%s  %s %3d %%  %.1f s%s", what_.c_str(), bar.c_str(), static_cast<int>(share * 100), seconds,
               finished_ ? "\n" : "");
}

void Progress::note(const std::string& text) {
  std::fprintf(stderr, "%s%s\n", terminal_ ? "\r\033[K" : "", text.c_str());
}

}  // namespace giaoban::month
