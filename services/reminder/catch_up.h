// Holds the reminder back after a start until another service's log has been heard to where it stood then.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "services/runtime/service.h"

namespace giaoban::reminder {

// Without it, a reminder that was down over a due time would chase people for papers handed in meanwhile (the router's
// log), or open periods by a calendar that was replaced meanwhile (the directory's). It asks the service once for its
// head and waits to reach it; while it cannot be asked nobody can hand in, or publish, either, and the question is
// repeated every second of machine time. Not in the store: every process begins by asking.
class CatchUp {
 public:
  // The question carries the tag, and so does its answer.
  CatchUp(std::string source, uint64_t tag) : source_(std::move(source)), tag_(tag) {}
  bool done() const { return done_; }
  // Asks, when it is time to.
  void ask(runtime::Work& work);
  void answered(const runtime::Outcome& outcome, runtime::Work& work);
  // After a record of the log was handled.
  void heard(uint64_t position);
  // After a rollback: a question that was not sent will be sent again.
  void forget() { asking_ = false; }
  // Machine time at which ask() wants to be called; 0: not at all.
  int64_t next_retry_us() const { return done_ || asking_ || target_known_ ? 0 : ask_again_us_; }

 private:
  std::string source_;
  uint64_t tag_;
  bool done_ = false;
  bool asking_ = false;
  bool target_known_ = false;
  uint64_t target_ = 0;
  int64_t ask_again_us_ = 1;  // long past
};

}  // namespace giaoban::reminder
