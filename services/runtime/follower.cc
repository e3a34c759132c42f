// Cursors, attempts and parked records in the consumer's own store.
#include "services/runtime/follower.h"

namespace giaoban::runtime {

namespace {

// What we cannot name we must not skip: a newer writer may have said something that matters.
bool understood(const v1::LogRecord& record) {
  switch (record.event_case()) {
    case v1::LogRecord::kDossier:
      return record.dossier().event_case() != v1::DossierEvent::EVENT_NOT_SET;
    case v1::LogRecord::kDirectory:
      return record.directory().event_case() != v1::DirectoryEvent::EVENT_NOT_SET;
    case v1::LogRecord::kReminder:
      return record.reminder().event_case() != v1::ReminderEvent::EVENT_NOT_SET;
    case v1::LogRecord::EVENT_NOT_SET:
      return false;
  }
  return false;
}

}  // namespace

std::string_view Follower::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS cursor (source TEXT PRIMARY KEY, log_id TEXT NOT NULL, position BIGINT NOT NULL,
      hash BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS attempt (source TEXT NOT NULL, position BIGINT NOT NULL, attempts BIGINT NOT NULL,
      PRIMARY KEY (source, position));
    CREATE TABLE IF NOT EXISTS parked (source TEXT NOT NULL, position BIGINT NOT NULL, subject TEXT NOT NULL,
      entry BLOB NOT NULL, fault TEXT NOT NULL, attempts BIGINT NOT NULL, PRIMARY KEY (source, position));
    CREATE INDEX IF NOT EXISTS parked_subject ON parked (subject);
  )";
}

void Follower::load(store::Store& store) {
  // No row means the beginning, also when memory had moved on in a transaction that was rolled back.
  cursor_.log_id.clear();
  cursor_.position = 0;
  cursor_.hash.clear();
  store.prepare("SELECT log_id, position, hash FROM cursor WHERE source = $1")
      .one({std::string_view(source_.service)}, [&](const store::Row& row) {
        cursor_.log_id = row.text(0);
        cursor_.position = static_cast<uint64_t>(row.integer(1));
        cursor_.hash = row.blob(2);
      });
}

std::string Follower::check(const std::string& answering_log, const std::vector<v1::LogEntry>& entries) const {
  if (!cursor_.log_id.empty() && answering_log != cursor_.log_id) {
    return "the log of " + source_.service + " is another one than before";
  }
  std::string previous = cursor_.position == 0 ? store::genesis_hash() : cursor_.hash;
  uint64_t position = cursor_.position;
  for (const auto& entry : entries) {
    v1::LogRecord record;
    const std::string at = source_.service + " " + std::to_string(++position);
    if (store::link(previous, entry.record()) != entry.hash()) return "the chain is broken at " + at;
    if (!record.ParseFromString(entry.record()) || record.position() != position) return "unreadable record " + at;
    if (!understood(record)) return "a record of a newer kind, not understood: " + at;
    previous = entry.hash();
  }
  return "";
}

void Follower::move(store::Store& store, const std::string& id, const v1::LogEntry& entry, uint64_t position) {
  store
      .prepare(
          "INSERT INTO cursor (source, log_id, position, hash) VALUES ($1, $2, $3, $4) ON CONFLICT (source) DO UPDATE "
          "SET log_id = excluded.log_id, position = excluded.position, hash = excluded.hash")
      .run({std::string_view(source_.service), std::string_view(id), static_cast<int64_t>(position),
            store::Blob{entry.hash()}});
  cursor_.log_id = id;
  cursor_.position = position;
  cursor_.hash = entry.hash();
}

bool Follower::is_parked(store::Store& store, const std::string& subject) const {
  if (subject.empty()) return false;
  return store.prepare("SELECT 1 FROM parked WHERE subject = $1 LIMIT 1").one({std::string_view(subject)}, [](auto&) {
  });
}

uint32_t Follower::attempt(store::Store& store, uint64_t position) {
  int64_t attempts = 0;
  store
      .prepare(
          "INSERT INTO attempt (source, position, attempts) VALUES ($1, $2, 1) ON CONFLICT (source, position) "
          "DO UPDATE SET attempts = attempt.attempts + 1 RETURNING attempts")
      .one({std::string_view(source_.service), static_cast<int64_t>(position)},
           [&](const store::Row& row) { attempts = row.integer(0); });
  return static_cast<uint32_t>(attempts);
}

void Follower::park(store::Store& store, uint64_t position, const std::string& subject, const v1::LogEntry& entry,
                    const std::string& fault, uint32_t attempts) {
  store
      .prepare(
          "INSERT INTO parked (source, position, subject, entry, fault, attempts) VALUES ($1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (source, position) DO UPDATE SET fault = excluded.fault, attempts = excluded.attempts")
      .run({std::string_view(source_.service), static_cast<int64_t>(position), std::string_view(subject),
            store::Blob{entry.SerializeAsString()}, std::string_view(fault), static_cast<int64_t>(attempts)});
}

std::vector<v1::ParkedRecord> list_parked(store::Store& store) {
  std::vector<v1::ParkedRecord> records;
  store.prepare("SELECT source, position, subject, fault, attempts FROM parked ORDER BY source, position")
      .each({}, [&](const store::Row& row) {
        auto& record = records.emplace_back();
        record.set_source(std::string(row.text(0)));
        record.set_position(static_cast<uint64_t>(row.integer(1)));
        record.set_subject(std::string(row.text(2)));
        record.set_fault(std::string(row.text(3)));
        record.set_attempts(static_cast<uint32_t>(row.integer(4)));
      });
  return records;
}

bool find_parked(store::Store& store, const std::string& source, uint64_t position, v1::LogEntry& entry) {
  return store.prepare("SELECT entry FROM parked WHERE source = $1 AND position = $2")
      .one({std::string_view(source), static_cast<int64_t>(position)},
           [&](const store::Row& row) { entry.ParseFromString(std::string(row.blob(0))); });
}

bool behind_parked(store::Store& store, const std::string& source, uint64_t position) {
  return store
      .prepare(
          "SELECT 1 FROM parked a JOIN parked b ON a.source = b.source AND a.subject = b.subject "
          "WHERE a.source = $1 AND a.position = $2 AND b.position < $2 AND a.subject <> ''")
      .one({std::string_view(source), static_cast<int64_t>(position)}, [](const store::Row&) {});
}

void drop_parked(store::Store& store, const std::string& source, uint64_t position) {
  store.prepare("DELETE FROM parked WHERE source = $1 AND position = $2")
      .run({std::string_view(source), static_cast<int64_t>(position)});
}

}  // namespace giaoban::runtime
