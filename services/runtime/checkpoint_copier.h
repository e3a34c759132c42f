// Appends checkpoints to their copied file, beside the loop: a disk elsewhere may fail or hang, and holds nobody up.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/store/checkpoint_file.h"

namespace giaoban::runtime {

// What to append, if the file still ends with `expected`; without `expected` only the end is looked at.
struct CopyJob {
  std::string folder;
  bool make_folder = false;  // mode 0700, if it is not there; the folder above it must be
  std::string file;          // its name in the folder
  std::string public_key;    // of those that count in it
  std::optional<std::string> expected;
  std::vector<v1::SignedCheckpoint> checkpoints;
};

// How it went.
struct CopyResult {
  std::string fault;             // of the disk; empty when there was none
  bool appended = false;         // all are there and synced
  store::CheckpointFileEnd end;  // when nothing was appended: what stands there
};

// Does it now; never throws. Any thread, one at a time per file.
CopyResult copy_checkpoints(const CopyJob& job);

// Does one job after another, elsewhere. One thread calls.
class CheckpointCopier {
 public:
  virtual ~CheckpointCopier() = default;
  // Only when the result of the one before was taken.
  virtual void give(CopyJob job) = 0;
  // The result, once it is there.
  virtual std::optional<CopyResult> take() = 0;
  // Waits until a result is there, at most so long.
  virtual void wait(std::chrono::milliseconds at_most) = 0;
};

// On a thread of its own. When it goes while its disk hangs, the thread is left behind.
std::unique_ptr<CheckpointCopier> threaded_copier();

}  // namespace giaoban::runtime
