// What waits to leave the house: deliveries that are held or released and in no message yet, one row each.
#include "services/notifier/outgoing.h"

namespace giaoban::notifier {

namespace {

using store::Row;

Outgoing from(const Row& row) {
  return {std::string(row.text(0)),
          std::string(row.text(1)),
          static_cast<v1::Channel>(row.integer(2)),
          static_cast<Outgoing::Waits>(row.integer(3)),
          row.integer(4),
          row.integer(5),
          static_cast<unsigned>(row.integer(6)),
          std::string(row.text(7))};
}

constexpr std::string_view kRow =
    "SELECT delivery_id, person_id, channel, waits, until_us, next_us, because, dispatch_id FROM outgoing ";

std::vector<Outgoing> rows(store::Store& store, std::string_view condition,
                           std::initializer_list<store::Value> parameters) {
  std::vector<Outgoing> all;
  store.prepare(std::string(kRow).append(condition)).each(parameters, [&](const Row& row) {
    all.push_back(from(row));
  });
  return all;
}

int64_t one_number(store::Store& store, std::string_view sql, std::initializer_list<store::Value> parameters) {
  int64_t number = 0;
  store.prepare(sql).one(parameters, [&](const Row& row) { number = row.integer(0); });
  return number;
}

}  // namespace

std::string_view outgoing_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS outgoing (delivery_id TEXT PRIMARY KEY, person_id TEXT NOT NULL, channel BIGINT NOT NULL,
      waits BIGINT NOT NULL, until_us BIGINT NOT NULL, next_us BIGINT NOT NULL, because BIGINT NOT NULL,
      dispatch_id TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS outgoing_held ON outgoing (until_us) WHERE waits = 1;
    CREATE INDEX IF NOT EXISTS outgoing_ready ON outgoing (channel, next_us) WHERE waits = 2;
    CREATE INDEX IF NOT EXISTS outgoing_group ON outgoing (person_id, channel) WHERE waits = 2;
    CREATE INDEX IF NOT EXISTS outgoing_dispatch ON outgoing (dispatch_id) WHERE dispatch_id <> '';
  )";
}

void insert_outgoing(store::Store& store, const Outgoing& row) {
  store
      .prepare(
          "INSERT INTO outgoing (delivery_id, person_id, channel, waits, until_us, next_us, because, dispatch_id) "
          "VALUES "
          "($1, $2, $3, $4, $5, $6, $7, $8)")
      .run({std::string_view(row.delivery_id), std::string_view(row.person_id), int64_t{row.channel},
            static_cast<int64_t>(row.waits), row.until_us, row.next_us, int64_t{row.because},
            std::string_view(row.dispatch_id)});
}

void save_outgoing(store::Store& store, const Outgoing& row) {
  store
      .prepare(
          "UPDATE outgoing SET waits = $2, until_us = $3, next_us = $4, because = $5, dispatch_id = $6 WHERE "
          "delivery_id "
          "= $1")
      .run({std::string_view(row.delivery_id), static_cast<int64_t>(row.waits), row.until_us, row.next_us,
            int64_t{row.because}, std::string_view(row.dispatch_id)});
}

Outgoing find_outgoing(store::Store& store, std::string_view delivery_id) {
  auto found = rows(store, "WHERE delivery_id = $1", {delivery_id});
  return found.empty() ? Outgoing{} : std::move(found.front());
}

int64_t next_release_us(store::Store& store) {
  return one_number(store, "SELECT until_us FROM outgoing WHERE waits = 1 ORDER BY until_us LIMIT 1", {});
}

std::vector<Outgoing> due_outgoing(store::Store& store, int64_t business_us, int64_t max) {
  return rows(store, "WHERE waits = 1 AND until_us <= $1 ORDER BY until_us LIMIT $2", {business_us, max});
}

std::vector<Outgoing> held_outgoing(store::Store& store) {
  return rows(store, "WHERE waits = 1 ORDER BY until_us", {});
}

int64_t next_ready_us(store::Store& store, v1::Channel channel) {
  return one_number(store, "SELECT next_us FROM outgoing WHERE waits = 2 AND channel = $1 ORDER BY next_us LIMIT 1",
                    {int64_t{channel}});
}

std::string ready_person(store::Store& store, v1::Channel channel, int64_t machine_us) {
  std::string person;
  store
      .prepare(
          "SELECT person_id FROM outgoing WHERE waits = 2 AND channel = $1 AND next_us <= $2 ORDER BY next_us LIMIT 1")
      .one({int64_t{channel}, machine_us}, [&](const Row& row) { person = row.text(0); });
  return person;
}

std::vector<Outgoing> ready_group(store::Store& store, const std::string& person_id, v1::Channel channel, int64_t max) {
  return rows(store, "WHERE waits = 2 AND person_id = $1 AND channel = $2 ORDER BY delivery_id LIMIT $3",
              {std::string_view(person_id), int64_t{channel}, max});
}

void put_off_group(store::Store& store, const std::string& person_id, v1::Channel channel, int64_t machine_us,
                   int64_t next_us) {
  store
      .prepare("UPDATE outgoing SET next_us = $4 WHERE waits = 2 AND person_id = $1 AND channel = $2 AND next_us <= $3")
      .run({std::string_view(person_id), int64_t{channel}, machine_us, next_us});
}

void bring_ready_near(store::Store& store, int64_t latest_us) {
  store.prepare("UPDATE outgoing SET next_us = $1 WHERE waits = 2 AND next_us > $1").run({latest_us});
}

std::vector<std::string> in_dispatch(store::Store& store, std::string_view dispatch_id) {
  std::vector<std::string> ids;
  store.prepare("SELECT delivery_id FROM outgoing WHERE dispatch_id = $1 AND dispatch_id <> '' ORDER BY delivery_id")
      .each({dispatch_id}, [&](const Row& row) { ids.emplace_back(row.text(0)); });
  return ids;
}

}  // namespace giaoban::notifier
