// The loop around one service: take what is queued, one transaction, commit, reply; follow logs, keep time, answer
// status.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "giaoban/v1/runtime.pb.h"
#include "services/bus/bus.h"
#include "services/runtime/checkpoints.h"
#include "services/runtime/follower.h"
#include "services/runtime/journal.h"
#include "services/runtime/service.h"

namespace giaoban::runtime {

// Bounds of a host; each has its field in LimitSettings.
struct HostLimits {
  uint32_t batch = 256;       // commands in one commit
  uint32_t in_flight = 4096;  // requests held unanswered; more are refused early, HWM is no backpressure
  uint32_t ask_ms = 2000;     // how long an answer of another service is waited for
};

// Runs one service on one thread. Everything it is handed must outlive it. A StoreBroken leaves turn() as an exception:
// the process must end, and starting again is the recovery. So does a MustNotRun, out of start() too. Other exceptions
// of a step never leave it.
class Host {
 public:
  // Without `checkpoints` nothing is signed.
  Host(Service& service, store::Store& store, bus::Bus& bus, Clock& clock, Ids& ids, Journal& journal, std::string node,
       HostLimits limits = {}, Checkpoints* checkpoints = nullptr);

  // Defines tables, takes the log over (raising its epoch), loads the service. Once, before the first turn.
  void start();
  // One round: whatever is queued, heard or due. True when anything was done. Never blocks.
  bool turn();
  // Waits until something may be there to do, at most a tenth of a second.
  void wait();
  // start(), then turns and waits until `stop` is set; then answers what is queued and returns.
  void run(const std::atomic<bool>& stop);
  v1::GetStatusResponse status();
  Service& service() { return service_; }

 private:
  struct Queued {
    bus::Incoming incoming;
    v1::Request request;
    const Methods::Method* method = nullptr;  // nullptr: one of the host's own
    size_t bytes = 0;                         // of its frame
    int64_t until_us = 0;                     // for a parked read: when to answer with nothing
  };
  struct Asked {
    uint64_t tag = 0;
    int64_t until_us = 0;
    Follower* follower = nullptr;  // set when it is a Read of a log
    int64_t sent_us = 0;
  };

  // host.cc
  Work work() { return Work{now_, store_, log_, ids_, cursors_, asks_}; }
  void transact(const std::function<void(Work&)>& body);
  void reload();
  bool tick();
  bool collect();
  // host_requests.cc
  bool take_requests();
  static size_t bytes_of(const std::deque<Queued>& queue);
  void admit(Queued queued);
  bool run_commands();
  void run_batch(std::vector<Queued>& batch, std::vector<Outcome>& outcomes, size_t from, size_t to);
  bool run_queries();
  Outcome run_query(const Queued& queued);
  std::optional<bool> poll_must_wait(const Queued& queued, int64_t& wait_us) const;
  bool behind(const v1::Request& request) const;
  size_t reply(const Queued& queued, const Outcome& outcome);
  // host_own.cc
  Outcome own_method(const Queued& queued);
  Outcome read_log(const Queued& queued, const v1::ReadRequest& read);
  bool read_must_wait(const v1::ReadRequest& read) const;
  static bool may_await(const bus::Caller& caller);
  Outcome set_clock(const std::string& payload);
  Outcome resolve_parked(const std::string& payload);
  // host_follow.cc
  bool follow();
  bool take_answers();
  void hand_over(const std::vector<std::pair<uint64_t, Outcome>>& answers, size_t from, size_t to);
  void answered_read(Follower& follower, const v1::Reply& reply, int64_t sent_us);
  void hear(Follower& follower, const std::vector<v1::LogEntry>& entries, size_t from, size_t to);
  void fail(Follower& follower, const v1::LogEntry& entry, const std::string& fault);
  void send_asks();
  bool send(const std::string& service, const std::string& method, const std::string& payload, Asked asked);

  Service& service_;
  store::Store& store_;
  bus::Bus& bus_;
  Clock& clock_;
  Ids& ids_;
  Journal& journal_;
  HostLimits limits_;
  Checkpoints* checkpoints_;
  store::Log log_;
  Moment now_;
  std::deque<Queued> commands_;
  std::deque<Queued> queries_;
  std::set<std::string> gone_;  // peers that took no answer; what else they asked waits in queries_ and is dropped
  std::deque<Queued> waiting_;  // reads and questions parked until there is more to see
  std::vector<std::unique_ptr<Follower>> followers_;
  std::map<std::string, Cursor> cursors_;
  std::vector<Ask> asks_;
  std::unordered_map<uint64_t, Asked> asked_;  // by correlation
  uint64_t next_correlation_ = 1;
  uint64_t handled_ = 0;
  uint64_t seen_head_ = 0;     // head when waiting reads were last looked at
  int64_t full_until_us_ = 0;  // after a full disk nothing of our own is tried before this machine time
};

}  // namespace giaoban::runtime
