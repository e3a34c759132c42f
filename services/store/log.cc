// Appends, guards, reads and verifies a log.
#include "services/store/log.h"

#include <algorithm>
#include <utility>

#include "services/store/digest.h"

namespace giaoban::store {

namespace {
constexpr size_t kReadBytes = 768 * 1024;

// A rollback must not make a stale writer fresh, and one that has nothing to append must not write its rows either.
void check_epoch(uint64_t own, int64_t stored) {
  if (own != 0 && static_cast<uint64_t>(stored) != own) {
    throw StoreRefused("another process has taken this log over, under epoch " + std::to_string(stored) + " after " +
                       std::to_string(own) + ": this one must end");
  }
}
}  // namespace

std::string genesis_hash() {
  return std::string(32, '\0');
}
std::string leaf(std::string_view record) {
  return sha256({std::string_view("\0", 1), record});
}
std::string link_leaf(std::string_view previous, std::string_view leaf) {
  return sha256({std::string_view("\1", 1), previous, leaf});
}
std::string link(std::string_view previous, std::string_view record) {
  return link_leaf(previous, leaf(record));
}

std::string_view Log::schema() {
  // `last` may not be null: the guard writes null when epoch or head are not what the writer believes, which aborts.
  return R"(
    CREATE TABLE IF NOT EXISTS log (position BIGINT PRIMARY KEY, record BLOB NOT NULL, hash BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS log_head (one INTEGER PRIMARY KEY CHECK (one = 1), log_id TEXT NOT NULL,
      epoch BIGINT NOT NULL, last BIGINT NOT NULL, hash BLOB NOT NULL, last_us BIGINT NOT NULL);
  )";
}

Log::Log(Store& store, std::string node) : store_(store), node_(std::move(node)) {}

void Log::open(const std::string& fresh_id) {
  store_.begin();
  const std::string genesis = genesis_hash();
  store_
      .prepare(
          "INSERT INTO log_head (one, log_id, epoch, last, hash, last_us) VALUES (1, $1, 0, 0, $2, 0) "
          "ON CONFLICT DO NOTHING")
      .run({fresh_id, Blob{genesis}});
  store_.prepare("UPDATE log_head SET epoch = epoch + 1").run({});
  store_.commit();
  reload();
}

void Log::reload() {
  store_.prepare("SELECT log_id, epoch, last, hash, last_us FROM log_head").one({}, [&](const Row& row) {
    check_epoch(epoch_, row.integer(1));
    id_ = row.text(0);
    if (epoch_ == 0) epoch_ = static_cast<uint64_t>(row.integer(1));
    head_ = stored_head_ = static_cast<uint64_t>(row.integer(2));
    hash_ = row.blob(3);
    last_us_ = row.integer(4);
  });
}

uint64_t Log::append(v1::LogRecord& record) {
  record.set_position(head_ + 1);
  record.set_node(node_);
  record.set_at_us(std::max(record.at_us(), last_us_));
  bytes_.clear();
  record.AppendToString(&bytes_);
  std::string hash = link(hash_, bytes_);
  store_.prepare("INSERT INTO log (position, record, hash) VALUES ($1, $2, $3)")
      .run({static_cast<int64_t>(record.position()), Blob{bytes_}, Blob{hash}});
  hash_ = std::move(hash);
  last_us_ = record.at_us();
  return ++head_;
}

void Log::flush() {
  if (head_ == stored_head_) {
    if (epoch_ == 0) return;
    store_.prepare("SELECT epoch FROM log_head").one({}, [&](const Row& row) { check_epoch(epoch_, row.integer(0)); });
    return;
  }
  store_.prepare("UPDATE log_head SET last = CASE WHEN epoch = $1 AND last = $2 THEN $3 END, hash = $4, last_us = $5")
      .run({static_cast<int64_t>(epoch_), static_cast<int64_t>(stored_head_), static_cast<int64_t>(head_), Blob{hash_},
            last_us_});
  stored_head_ = head_;
}

std::vector<v1::LogEntry> Log::read(uint64_t after, uint32_t max) const {
  std::vector<v1::LogEntry> entries;
  size_t bytes = 0;
  bool room = true;
  store_.prepare("SELECT record, hash FROM log WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3")
      .each({static_cast<int64_t>(after), static_cast<int64_t>(stored_head_), static_cast<int64_t>(max)},
            [&](const Row& row) {
              const auto record = row.blob(0);
              room = room && (entries.empty() || bytes + record.size() <= kReadBytes);
              if (!room) return;
              bytes += record.size() + 64;
              auto& entry = entries.emplace_back();
              entry.set_record(std::string(record));
              entry.set_hash(std::string(row.blob(1)));
            });
  return entries;
}

std::string Log::hash_at(uint64_t position) const {
  if (position == 0) return genesis_hash();
  std::string hash;
  store_.prepare("SELECT hash FROM log WHERE position = $1").one({static_cast<int64_t>(position)}, [&](const Row& row) {
    hash = row.blob(0);
  });
  return hash;
}

v1::LogVerified verify_log(Store& store) {
  v1::LogVerified result;
  // One snapshot for head and records: the owner may be writing meanwhile.
  const bool own = !store.in_transaction();
  if (own) store.define("BEGIN");
  uint64_t last = 0;
  std::string head_hash;
  store.prepare("SELECT log_id, last, hash FROM log_head").one({}, [&](const Row& row) {
    result.set_log_id(std::string(row.text(0)));
    last = static_cast<uint64_t>(row.integer(1));
    head_hash = row.blob(2);
  });
  std::string previous = genesis_hash();
  auto bad = [&](uint64_t position, std::string_view fault) {
    if (result.first_bad() != 0) return;
    result.set_first_bad(position);
    result.set_fault(std::string(fault));
  };
  store.prepare("SELECT position, record, hash FROM log ORDER BY position").each({}, [&](const Row& row) {
    if (result.first_bad() != 0) return;
    const uint64_t expected = result.records() + 1;
    v1::LogRecord record;
    if (static_cast<uint64_t>(row.integer(0)) != expected) return bad(expected, "this position is missing");
    if (link(previous, row.blob(1)) != row.blob(2))
      return bad(expected, "the hash does not follow from the record and the one before");
    if (!record.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size())) ||
        record.position() != expected) {
      return bad(expected, "the record says another position than the one it lies at");
    }
    previous = row.blob(2);
    result.set_records(expected);
  });
  if (result.first_bad() == 0 && (result.records() != last || previous != head_hash)) {
    bad(result.records() + 1, "the log ends here, but its head says otherwise");
  }
  if (own) store.rollback();
  return result;
}

}  // namespace giaoban::store
