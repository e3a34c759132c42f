// What every connection to a bound socket weighs in our memory, and the cut for whoever weighs too much; internal to
// the ZeroMQ bus.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "services/bus/zeromq.h"
#include "services/bus/zeromq_frames.h"

namespace giaoban::bus {

// The library bounds messages by number and frames by size. Nothing bounds the bytes of a message that never ends, of
// questions that come faster than they are taken, of answers that nobody reads, nor the number of connections. So a
// thread of its own compares, per connection, what the kernel received and what was acknowledged with what the service
// took and gave, and ends the heaviest connection of the heaviest sender when all together weigh more than the bound.
//
// Over ipc the kernel keeps no such counts: there a connection weighs only its place, and whoever may open one could
// end the process anyway.
class Scales {
 public:
  // Of all connections together: 16 MiB of answers, or 5 MiB of questions, which count more because frames without
  // content take four times as much in memory as on the wire.
  static constexpr int64_t kMost = 16 << 20;
  // What a connection costs before it says anything, at least: more where few files may be open, so that half of them
  // stay free.
  static constexpr int64_t kPlace = 24 << 10;

  // Watches the connections that `socket`, not yet bound, will accept. Throws std::runtime_error.
  Scales(void* context, void* socket);
  // On the thread of the socket, which must still be open.
  ~Scales();
  Scales(const Scales&) = delete;
  Scales& operator=(const Scales&) = delete;

  // The connection behind a descriptor: a number that no other connection of this machine ever has; 0 when it is gone.
  static uint64_t connection(int descriptor);

  // A whole message was taken from a connection. False when it is not worth any work: it came by an earlier connection
  // that is gone, so nobody waits for the answer, or its sender was cut off and this is of what lay in the queue.
  bool took(const Message& message, uint64_t connection);
  // No whole message is left to be taken.
  void took_all() { took_all_ = true; }
  // An answer is about to be queued; false when the peer is gone, or is cut off now because it leaves too many unread.
  bool may_give(int descriptor, uint64_t connection, int64_t bytes);
  // How many connections were cut off so far. Any thread.
  uint64_t cut() const { return cut_; }

 private:
  struct Weight {
    uint64_t connection = 0;
    std::string user;                // empty until it said something
    int64_t taken = 0;               // of what the kernel received, what the service has
    int64_t given = 0;               // of answers
    int64_t coming = 0;              // received and not taken
    std::optional<uint32_t> number;  // that the library gave it as its routing id
    bool spoke = false;              // since it was last weighed
    int64_t calm_ms = 0;             // when nothing of it was on its way
    int64_t weight = 0;
    uint64_t order = 0;  // of coming
  };
  void watch();
  bool take_event();
  Weight& at(int descriptor, uint64_t connection);
  void weigh();
  static bool weigh(int descriptor, Weight& weight, int64_t now_ms, int64_t place);
  bool too_many();
  int heaviest();
  void cut_off(int descriptor);

  void* socket_;
  void* events_;
  const int64_t place_;
  std::mutex mutex_;
  std::map<int, Weight> weights_;             // by descriptor
  std::map<std::string, int64_t> left_over_;  // by user: what those cut off left in the queue, until all is taken
  uint64_t next_order_ = 1;
  bool full_ = false;                // when last weighed
  int64_t cut_ms_ = 0;               // when somebody was cut off last
  std::atomic<int64_t> trim_ms_{0};  // when to give memory back; 0 means never
  int64_t told_ms_ = 0;              // when the operator was last told of a cut
  std::atomic<uint64_t> cut_{0};
  std::atomic<bool> took_all_{false};
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace giaoban::bus
