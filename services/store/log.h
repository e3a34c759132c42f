// The log: what a service has decided, in order, gap-free and hash-chained, written in the transaction of the decision.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/report.pb.h"
#include "services/store/store.h"

namespace giaoban::store {

// Hash of the record before the first.
std::string genesis_hash();
// leaf(n) and hash(n) of audit.proto. The chain goes over leaves, so that a proof need not show other records.
std::string leaf(std::string_view record);
std::string link_leaf(std::string_view previous, std::string_view leaf);
std::string link(std::string_view previous, std::string_view record);

// One log in one store; same thread as the store. Positions count from 1. A stale writer (one whose epoch or head is
// not the stored one) makes flush() throw StoreRefused and so aborts its whole transaction.
class Log {
 public:
  // Table definitions, for Store::define.
  static std::string_view schema();

  Log(Store& store, std::string node);

  // Takes the log over: reads the head and raises the epoch. `fresh_id` names the log if it is new. Outside a
  // transaction.
  void open(const std::string& fresh_id);
  // Reads the head again after a rollback.
  void reload();

  const std::string& id() const { return id_; }
  uint64_t head() const { return head_; }
  const std::string& head_hash() const { return hash_; }
  uint64_t epoch() const { return epoch_; }
  // Business time of the last record; records never go back behind it.
  int64_t last_us() const { return last_us_; }

  // Adds a record inside the open transaction: sets position, node, and at_us if that would go backwards. Returns the
  // position.
  uint64_t append(v1::LogRecord& record);
  // Guards and stores the head; once, before the commit. Does nothing when nothing was appended.
  void flush();

  // Committed or own records after a position: at most `max`, and no more than 768 KiB unless the first alone is
  // larger.
  std::vector<v1::LogEntry> read(uint64_t after, uint32_t max) const;
  // The hash of a record; genesis_hash() for 0; empty when there is no such record.
  std::string hash_at(uint64_t position) const;

 private:
  Store& store_;
  std::string node_;
  std::string id_;
  std::string hash_;
  uint64_t head_ = 0;
  uint64_t stored_head_ = 0;
  uint64_t epoch_ = 0;
  int64_t last_us_ = 0;
  std::string bytes_;  // kept to spare allocations
};

// Reads a whole log and checks every link; where the first bad record is and why. Works on a reader's store.
v1::LogVerified verify_log(Store& store);

}  // namespace giaoban::store
