// Signs checkpoints of a service's own log while it runs, keeps them beside it and has them copied elsewhere; and stops
// a service whose log is not, or no longer, the one that the copied checkpoints show.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/runtime/checkpoint_copier.h"
#include "services/runtime/clock.h"
#include "services/runtime/journal.h"
#include "services/store/checkpoint.h"
#include "services/store/log.h"
#include "services/store/store.h"

namespace giaoban::runtime {

// What one service's checkpoints are made with.
struct CheckpointOptions {
  store::LogOwner owner;
  store::SigningKey key;
  std::string copy_to;            // folder of the copies
  bool make_folder = false;       // it is the deployment's own: made when it is not there
  uint32_t every_records = 1000;  // a checkpoint after so many,
  uint32_t every_seconds = 60;    // or after so long when there is something new
};

// The service must not run: a restored copy has taken over, or its database was rolled back. The text says so to
// people, in both languages. Starting again does not help.
class MustNotRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Of one log, called by the loop on its thread; everything handed in must outlive it. A checkpoint is signed for what
// is committed, stored with the next transaction (or in one of its own when none comes), then copied. A copy that fails
// is told to the journal and tried again; it holds nothing up and stops nothing. What is missing in the copy is
// appended in order, once that is possible. When there is nothing to append it is looked at as often, because a copy
// that has taken over must stop an idle service too.
class Checkpoints {
 public:
  Checkpoints(CheckpointOptions options, std::unique_ptr<CheckpointCopier> copier, Journal& journal);

  // Once, after the log was opened and before anything is written to it. Looks at the copied file, and waits ten
  // seconds for its disk; a disk that answers later is heard in turn(). Throws MustNotRun.
  void start(store::Store& store, store::Log& log, Moment now);
  // In every round, after the replies and outside a transaction. True when anything was done. Throws MustNotRun, and
  // StoreBroken from a transaction of its own.
  bool turn(store::Store& store, store::Log& log, Moment now);
  // At the end of every transaction of the loop, and when it was committed.
  void before_commit(store::Store& store);
  void committed();
  // At a clean stop: the last checkpoint, stored; copied if that takes no longer than two seconds.
  void stop(store::Store& store, store::Log& log, Moment now);

 private:
  std::optional<v1::Checkpoint> first_look(const store::Log& log, Moment now);
  bool due(uint64_t head, Moment now) const;
  void sign(const store::Log& log, Moment now);
  void store_alone(store::Store& store, store::Log& log, Moment now);
  // checkpoint_copies.cc
  CopyJob job() const;
  bool take_result(const store::Log& log, Moment now);
  bool give_job(store::Store& store, const store::Log& log, Moment now);
  void give(CopyJob next, Moment now);
  void copy_failed(const std::string& fault, Moment now);
  bool judge(const store::CheckpointFileEnd& end, const store::Log& log, Moment now);
  void tell_empty(const std::string& file);
  void judge_own(const v1::Checkpoint& copied, const store::Log& log);
  void find_continued(store::Store& store, const std::string& log_id, const std::optional<v1::Checkpoint>& copied);

  CheckpointOptions options_;
  std::unique_ptr<CheckpointCopier> copier_;
  Journal& journal_;
  std::string continues_;                        // log that the first checkpoint continues; empty once it is signed
  uint64_t signed_ = 0;                          // position of the last checkpoint
  int64_t signed_us_ = 0;                        // machine time of it
  std::optional<v1::SignedCheckpoint> pending_;  // signed, not stored yet
  bool writing_ = false;                         // it is in the open transaction
  uint64_t stored_ = 0;                          // position of the last one stored
  std::optional<std::string> last_line_;         // of the copied file, as far as is known
  uint64_t copied_ = 0;                          // position of our last checkpoint there
  bool others_there_ = false;                    // the file holds checkpoints of logs that ours continues
  bool told_empty_ = false;                      // the journal was told that the copies begin anew
  bool copying_ = false;                         // a job is out
  std::vector<v1::SignedCheckpoint> given_;      // what it appends
  int64_t store_after_us_ = 0;
  int64_t copy_after_us_ = 0;
  int64_t look_after_us_ = 0;
  int64_t retry_us_ = 0;  // pause after a failed copy, doubled each time; 0 when the last one did not fail
};

}  // namespace giaoban::runtime
