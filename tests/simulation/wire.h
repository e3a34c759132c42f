// A wire that loses, delays, reorders across reconnects and parts services: the bus port over queues in one thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "services/bus/bus.h"
#include "tests/simulation/random.h"

namespace giaoban::simulation {

// What the wire does to frames from now on.
struct WireFaults {
  uint32_t loss = 0;  // per thousand
  int64_t longest_delay_us = 500;
};

// Where a frame passes; a crash may be put there by throwing.
struct Passing {
  enum class What { kBeforeReply, kAfterReply, kBeforeSend, kAfterSend };
  What what;
  const std::string& from;
};

// The wire between the ends; must outlive them. One thread. Like ZeroMQ: in order within a connection, nothing is told
// about what is lost, a frame to somebody who is not there is refused at once, and an answer finds only the connection
// that asked, never a later process of the same name.
class Wire {
 public:
  Wire(Random random, const int64_t& now_us) : random_(random), now_us_(now_us) {}

  // The end of `name`: frames that it sends say `caller`. Attaching again under a name is a new connection everywhere.
  std::unique_ptr<bus::Bus> attach(const std::string& name, const bus::Caller& caller,
                                   std::function<void(const Passing&)> passing = {});
  // Nobody listens under this name any more: what was queued for it and from it is gone.
  void detach(const std::string& name);
  bool has(const std::string& name) const { return ends_.contains(name); }

  void set_faults(const WireFaults& faults) { faults_ = faults; }
  // Breaks every connection of this end: what is under way is lost, or comes late, behind what is sent from now on.
  void reconnect(const std::string& name);
  // Nothing passes from one to the other until healed.
  void part(const std::string& from, const std::string& to) { parted_.insert({from, to}); }
  void heal() { parted_.clear(); }
  // Frames for a service go to the end of this other name, for callers that `old` says hold on to it.
  void hold_on(const std::string& caller, const std::string& service, const std::string& end) {
    held_on_[{caller, service}] = end;
  }
  void let_go() { held_on_.clear(); }
  // Machine time at which the next frame that is under way can be taken; 0 when there is none.
  int64_t next_ready_us() const;
  bool has_frame_for(const std::string& name) const;

  struct Counts {
    uint64_t carried = 0, lost = 0, late = 0, refused = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  friend class End;
  struct Frame {
    int64_t ready_us = 0;
    std::string bytes;
  };
  struct Attached {
    bus::Caller caller;
    uint64_t incarnation = 0;
    std::function<void(const Passing&)> passing;
  };
  // What comes to one end: by sender, whether it answers, and the number of the connection.
  using Inbox = std::map<std::tuple<std::string, bool, uint64_t>, std::deque<Frame>>;

  void break_off(std::deque<Frame>& frames, bool answers);
  // `connection` is of the asker to the asked.
  bool carry(const std::string& from, const std::string& to, bool answers, uint64_t connection, std::string_view bytes);
  bool take(const std::string& to, bool answers, std::string& from, uint64_t& connection, std::string& bytes);
  bool answer(const std::string& from, const std::string& peer, std::string_view bytes);
  uint64_t connection(const std::string& asker, const std::string& asked);

  Random random_;
  const int64_t& now_us_;
  WireFaults faults_;
  std::map<std::string, Attached> ends_;
  std::map<std::string, Inbox> inboxes_;
  std::map<std::pair<std::string, std::string>, uint64_t> connections_;  // asker and asked
  uint64_t next_connection_ = 1;
  std::set<std::pair<std::string, std::string>> parted_;
  std::map<std::pair<std::string, std::string>, std::string> held_on_;
  uint64_t next_incarnation_ = 1;
  Counts counts_;
};

}  // namespace giaoban::simulation
