// Comparing numbers, and beginning again.
#include "services/records/shape.h"

#include <string>

#include "services/runtime/hear_again.h"

namespace giaoban::records {

namespace {

// Every table that any version has had.
constexpr std::string_view kTables[] = {
    "dossiers",     "search_key", "posting",    "postings",  "numbers",         "tallies",  "owed",
    "owed_tallies", "stays",      "unit_place", "held_back", "heard_directory", "meetings", "meeting_guests"};

void begin_again(store::Store& store, std::string_view tables) {
  for (const auto table : kTables) store.define("DROP TABLE IF EXISTS " + std::string(table));
  runtime::hear_all_again(store);
  store.define(tables);
  store
      .prepare(
          "INSERT INTO records_shape (one, number) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET "
          "number = excluded.number")
      .run({kShape});
}

}  // namespace

std::string_view shape_schema() {
  return "CREATE TABLE IF NOT EXISTS records_shape (one INTEGER PRIMARY KEY CHECK (one = 1), number BIGINT NOT NULL);";
}

void take_shape(store::Store& store, std::string_view tables) {
  int64_t number = 0;
  store.prepare("SELECT number FROM records_shape").one({}, [&](const store::Row& row) { number = row.integer(0); });
  if (number == kShape) return store.define(tables);
  store.begin();
  try {
    begin_again(store, tables);
    store.commit();
  } catch (...) {
    store.rollback();
    throw;
  }
}

}  // namespace giaoban::records
