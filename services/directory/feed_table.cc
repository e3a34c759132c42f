// Keeps and finds the hashes of feeds, in SQL.
#include "services/directory/feed_table.h"

namespace giaoban::directory {

std::string_view feeds_schema() {
  return "CREATE TABLE IF NOT EXISTS feed (person_id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE);";
}

void put_feed(store::Store& store, std::string_view person_id, std::string_view token_hash) {
  store
      .prepare(
          "INSERT INTO feed (person_id, token_hash) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET token_hash = "
          "excluded.token_hash")
      .run({person_id, store::Blob{token_hash}});
}

std::string owner_of_feed(store::Store& store, std::string_view token_hash) {
  std::string owner;
  store.prepare("SELECT person_id FROM feed WHERE token_hash = $1")
      .one({store::Blob{token_hash}}, [&](const store::Row& row) { owner = row.text(0); });
  return owner;
}

void end_feed(store::Store& store, std::string_view person_id) {
  store.prepare("DELETE FROM feed WHERE person_id = $1").run({person_id});
}

void end_all_feeds(store::Store& store) {
  store.prepare("DELETE FROM feed").run({});
}

}  // namespace giaoban::directory
