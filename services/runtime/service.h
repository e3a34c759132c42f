// What a service is: methods it answers, logs it hears, deadlines it keeps; every call is a pure step inside a
// transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/log.pb.h"
#include "services/bus/bus.h"
#include "services/runtime/clock.h"
#include "services/runtime/ids.h"
#include "services/store/log.h"
#include "services/store/store.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {

// Where a service stands in another's log.
struct Cursor {
  std::string log_id;
  uint64_t position = 0;
  std::string hash;      // of the record at position
  uint64_t head = 0;     // of that log when last heard
  int64_t heard_us = 0;  // machine time at which it was last known to be at the head; 0 means never since the start
  std::string stopped;   // why it stopped; empty while it runs
};

// A question to another service; its answer comes back through Service::answered with the same tag.
struct Ask {
  std::string service;
  std::string method;
  std::string payload;
  uint64_t tag = 0;
};

// What a step may use. Lives for one step; nothing in it may be kept. `log` refuses to append for services without one.
struct Work {
  Moment now;
  store::Store& store;
  store::Log& log;
  Ids& ids;
  const std::map<std::string, Cursor>& cursors;  // by source
  std::vector<Ask>& asks;                        // sent after the commit
};

// One request, as it arrived.
struct Call {
  const bus::Caller& caller;
  const v1::Request& request;
};

// What a service is told about the restore that made its store, before anything runs on it.
struct Restored {
  uint32_t generation = 0;                // of the deployment from now on
  int64_t business_us = 0;                // business time of the restore
  std::map<std::string, uint64_t> heads;  // of the logs in the backup, by service
};

// The response message serialised, or why not.
using Outcome = std::variant<std::string, v1::Refusal>;

// Who may call a method; bits are added.
enum Callers : unsigned {
  kGateway = 1,     // a signed-in person, asserted by a gateway
  kIntegrator = 2,  // the holder of an integrator's office
  kService = 4,
  kOperator = 8,
  kPeople = kGateway | kIntegrator,
};

// The table of methods of one service.
class Methods {
 public:
  struct Method {
    bool writes = false;
    unsigned callers = 0;
    std::function<Outcome(const Call&, Work&)> handle;
  };

  // Registers "giaoban.v1.<method>" as something that writes: handled inside the batch's transaction, answered after
  // its commit. `handle` is (const Req&, const Call&, Work&) -> std::variant<Res, v1::Refusal>; an exception rolls
  // back.
  template <class Req, class Res, class Handle>
  void command(std::string_view method, unsigned callers, Handle handle) {
    add<Req, Res>(method, true, callers, std::move(handle));
  }
  // The same for something that only reads: handled after the commit, so it sees committed state only.
  template <class Req, class Res, class Handle>
  void query(std::string_view method, unsigned callers, Handle handle) {
    add<Req, Res>(method, false, callers, std::move(handle));
  }
  const Method* find(std::string_view full_name) const;
  // Full names, sorted.
  std::vector<std::string> names() const;

 private:
  template <class Req, class Res, class Handle>
  void add(std::string_view method, bool writes, unsigned callers, Handle handle);
  std::map<std::string, Method, std::less<>> methods_;
};

// A log that a service follows.
struct Source {
  std::string service;
  bool with_content = false;
  // Stop instead of parking a record that cannot be handled: losing a revocation would leave authority behind.
  bool never_park = false;
};

// A service. All calls come from one thread, each inside a write transaction unless said otherwise. Memory that mirrors
// tables must be rebuilt by load(), because any step may be rolled back. An exception from a step rolls its batch back;
// the batch is then done again one by one, and whoever throws again is answered INTERNAL (or parked, for a record).
class Service {
 public:
  virtual ~Service() = default;
  virtual std::string_view name() const = 0;
  virtual bool keeps_log() const = 0;
  // Table definitions; run at every start, so IF NOT EXISTS.
  virtual std::string_view schema() const = 0;
  virtual std::vector<Source> sources() const { return {}; }
  virtual const Methods& methods() const = 0;
  // Rebuilds memory from the store; at the start and after every rollback. Outside a transaction.
  virtual void load(store::Store& store) = 0;
  // Handles one record of another's log, exactly once as far as the store is concerned.
  virtual void hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
                    Work& work);
  // What a record is about, for parking; records about a parked subject are parked too.
  virtual std::string subject(const v1::LogRecord& record) const;
  // Business time of the next tick that has something to do; 0 means none. Cheap; outside a transaction.
  virtual int64_t next_due_us(store::Store& store) = 0;
  // Machine time of the next retry; 0 means none.
  virtual int64_t next_retry_us() const { return 0; }
  // Does what is due at work.now, at most a few hundred things; called again while next_due_us() or next_retry_us() lie
  // in the past.
  virtual void tick(Work& work) = 0;
  // What the operator should read in the journal, in English; asked for after every tick that was committed. Empty for
  // nothing.
  virtual std::string take_warning() { return {}; }
  // The answer to an ask; UNKNOWN_OUTCOME when none came in time.
  virtual void answered(uint64_t tag, const Outcome& outcome, Work& work);
  // Last thing in every transaction: write what was gathered in memory.
  virtual void before_commit(Work&) {}
  // The commit is done: hand effects to the outside. Outside a transaction; must not write.
  virtual void committed() {}
  // Results from the outside are waiting to be taken by collect(). Outside a transaction.
  virtual bool has_results() const { return false; }
  virtual void collect(Work&) {}
  // How many effects are under way outside, and how many wait for machine time.
  virtual uint32_t in_flight() const { return 0; }
  virtual uint32_t retrying() const { return 0; }
  // Texts that a record of the own log names; only asked of services that keep content.
  virtual std::vector<v1::Content> contents_of(const v1::LogRecord&, store::Store&) { return {}; }

  // For backups, on a store that this object was not loaded from.
  // What the tables say against their own log, in sentences, at most 20; none when all agree. Reads only.
  virtual std::vector<std::string> faults(store::Store&) const { return {}; }
  // Makes the tables of a backup those of a restored deployment, inside a transaction. How many messages to the outside
  // will not be sent because of it.
  virtual uint32_t restored(const Restored&, store::Store&) const { return 0; }
};

// The request message from bytes, normalised to NFC; or why not: not parseable, unknown fields, U+0000.
bool read_request(const std::string& payload, google::protobuf::Message& request, v1::Refusal& refusal);

template <class Req, class Res, class Handle>
void Methods::add(std::string_view method, bool writes, unsigned callers, Handle handle) {
  methods_["giaoban.v1." + std::string(method)] = {
      writes, callers, [handle = std::move(handle)](const Call& call, Work& work) -> Outcome {
        Req request;
        v1::Refusal refusal;
        if (!read_request(call.request.payload(), request, refusal)) return refusal;
        std::variant<Res, v1::Refusal> result = handle(request, call, work);
        if (auto* no = std::get_if<v1::Refusal>(&result)) return std::move(*no);
        return std::get<Res>(result).SerializeAsString();
      }};
}

}  // namespace giaoban::runtime
