// Following another service's log: the cursor in the store, attempts and parked records; all in the consumer's
// transactions.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/runtime.pb.h"
#include "services/runtime/service.h"

namespace giaoban::runtime {

// Attempts at one record before it is parked.
inline constexpr uint32_t kAttempts = 5;

// One followed log. Owned by the host; same thread. The cursor in memory equals the stored one after every commit.
class Follower {
 public:
  Follower(Source source, Cursor& cursor) : source_(std::move(source)), cursor_(cursor) {}

  // Table definitions of cursors, attempts and parked records.
  static std::string_view schema();

  const Source& source() const { return source_; }
  Cursor& cursor() { return cursor_; }

  // Reads the stored cursor; at the start and after a rollback.
  void load(store::Store& store);
  // Empty when the entries continue the cursor's chain and can be understood; else why the consumer must stop.
  std::string check(const std::string& log_id, const std::vector<v1::LogEntry>& entries) const;
  // Moves the cursor, inside a transaction.
  void move(store::Store& store, const std::string& log_id, const v1::LogEntry& entry, uint64_t position);

  bool is_parked(store::Store& store, const std::string& subject) const;
  // Records one more attempt and says how many there were, inside a transaction.
  uint32_t attempt(store::Store& store, uint64_t position);
  void park(store::Store& store, uint64_t position, const std::string& subject, const v1::LogEntry& entry,
            const std::string& fault, uint32_t attempts);

  bool asking = false;       // a Read is open
  int64_t ask_again_us = 0;  // machine time before which no Read is sent
  std::string log_id;        // as last heard

 private:
  Source source_;
  Cursor& cursor_;
};

// Parked records of every source, by source and position.
std::vector<v1::ParkedRecord> list_parked(store::Store& store);
// The parked entry; false when there is none. `drop_parked` removes it.
bool find_parked(store::Store& store, const std::string& source, uint64_t position, v1::LogEntry& entry);
// Whether an earlier record about the same subject is parked too.
bool behind_parked(store::Store& store, const std::string& source, uint64_t position);
void drop_parked(store::Store& store, const std::string& source, uint64_t position);

}  // namespace giaoban::runtime
