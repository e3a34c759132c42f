// Keeping records with their contents until the directory has caught up.
#include "services/records/held_back.h"

#include <stdexcept>
#include <string>

namespace giaoban::records {

namespace {

bool rests_on_later(const v1::LogRecord& record, uint64_t directory_position) {
  return record.dossier().actor().directory_position() > directory_position;
}

}  // namespace

std::string_view HeldBack::schema() {
  return "CREATE TABLE IF NOT EXISTS held_back (position INTEGER PRIMARY KEY, entry BLOB NOT NULL);";
}

void HeldBack::load(store::Store& store) {
  any_ = store.prepare("SELECT 1 FROM held_back LIMIT 1").one({}, [](const store::Row&) {});
}

bool HeldBack::must_wait(const v1::LogRecord& record, uint64_t directory_position) const {
  return any_ || rests_on_later(record, directory_position);
}

bool HeldBack::lacks(uint64_t position, store::Store& store) const {
  return any_ && store.prepare("SELECT 1 FROM held_back WHERE position <= $1 LIMIT 1")
                     .one({static_cast<int64_t>(position)}, [](const store::Row&) {});
}

void HeldBack::keep(const v1::LogRecord& record, const std::vector<v1::Content>& contents, store::Store& store) {
  v1::LogEntry entry;
  entry.set_record(record.SerializeAsString());
  for (const auto& content : contents) *entry.add_contents() = content;
  store.prepare("INSERT INTO held_back (position, entry) VALUES ($1, $2)")
      .run({static_cast<int64_t>(record.position()), store::Blob{entry.SerializeAsString()}});
  any_ = true;
}

void HeldBack::release(uint64_t directory_position, store::Store& store, const Handle& handle) {
  while (any_) {
    v1::LogEntry entry;
    v1::LogRecord record;
    any_ = store.prepare("SELECT entry FROM held_back ORDER BY position LIMIT 1").one({}, [&](const store::Row& row) {
      entry.ParseFromArray(row.blob(0).data(), static_cast<int>(row.blob(0).size()));
    });
    if (!any_) return;
    if (!record.ParseFromString(entry.record())) throw std::logic_error("a record held back cannot be read");
    if (rests_on_later(record, directory_position)) return;
    handle(record, {entry.contents().begin(), entry.contents().end()});
    store.prepare("DELETE FROM held_back WHERE position = $1").run({static_cast<int64_t>(record.position())});
  }
}

}  // namespace giaoban::records
