// Rows of dispatches: each message once, with the bytes that every attempt sends, and how it stands.
#include "services/notifier/dispatches.h"

namespace giaoban::notifier {

namespace {

using store::Row;
using store::Value;

constexpr std::string_view kRow =
    "SELECT dispatch_id, person_id, channel, address, made_us, state, sending, attempts, segments, next_us, answer, "
    "body "
    "FROM dispatch ";

DispatchRow from(const Row& row) {
  return {std::string(row.text(0)),
          std::string(row.text(1)),
          static_cast<v1::Channel>(row.integer(2)),
          std::string(row.text(3)),
          row.integer(4),
          static_cast<v1::DeliveryState>(row.integer(5)),
          row.integer(6) != 0,
          static_cast<uint32_t>(row.integer(7)),
          static_cast<uint32_t>(row.integer(8)),
          row.integer(9),
          std::string(row.text(10)),
          std::string(row.blob(11))};
}

std::vector<DispatchRow> rows(store::Store& store, std::string_view condition,
                              std::initializer_list<Value> parameters) {
  std::vector<DispatchRow> all;
  store.prepare(std::string(kRow).append(condition)).each(parameters, [&](const Row& row) {
    all.push_back(from(row));
  });
  return all;
}

std::optional<DispatchRow> first(std::vector<DispatchRow> rows) {
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

Value time_or_null(int64_t us) {
  return us == 0 ? Value{} : Value{us};
}

}  // namespace

std::string_view dispatch_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS dispatch (dispatch_id TEXT PRIMARY KEY, person_id TEXT NOT NULL, channel BIGINT NOT NULL,
      address TEXT NOT NULL, made_us BIGINT NOT NULL, state BIGINT NOT NULL, sending BIGINT NOT NULL,
      attempts BIGINT NOT NULL, segments BIGINT NOT NULL, next_us BIGINT, answer TEXT NOT NULL, body BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS dispatch_next ON dispatch (channel, next_us) WHERE next_us IS NOT NULL;
    CREATE INDEX IF NOT EXISTS dispatch_sending ON dispatch (dispatch_id) WHERE sending = 1;
  )";
}

v1::Dispatch message_of(const DispatchRow& row) {
  v1::Dispatch out;
  out.set_dispatch_id(row.dispatch_id);
  out.set_person_id(row.person_id);
  out.set_channel(row.channel);
  out.set_made_us(row.made_us);
  out.set_attempts(row.attempts);
  out.set_segments(row.segments);
  return out;
}

void insert_dispatch(store::Store& store, const DispatchRow& row) {
  store
      .prepare(
          "INSERT INTO dispatch (dispatch_id, person_id, channel, address, made_us, state, sending, attempts, "
          "segments, "
          "next_us, answer, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
      .run({std::string_view(row.dispatch_id), std::string_view(row.person_id), int64_t{row.channel},
            std::string_view(row.address), row.made_us, int64_t{row.state}, int64_t{row.sending}, int64_t{row.attempts},
            int64_t{row.segments}, time_or_null(row.next_us), std::string_view(row.answer), store::Blob{row.body}});
}

void save_dispatch(store::Store& store, const DispatchRow& row) {
  store
      .prepare(
          "UPDATE dispatch SET state = $2, sending = $3, attempts = $4, next_us = $5, answer = $6, body = $7 WHERE "
          "dispatch_id = $1")
      .run({std::string_view(row.dispatch_id), int64_t{row.state}, int64_t{row.sending}, int64_t{row.attempts},
            time_or_null(row.next_us), std::string_view(row.answer), store::Blob{row.body}});
}

std::optional<DispatchRow> find_dispatch(store::Store& store, std::string_view dispatch_id) {
  return first(rows(store, "WHERE dispatch_id = $1", {dispatch_id}));
}

std::optional<DispatchRow> due_dispatch(store::Store& store, v1::Channel channel, int64_t machine_us) {
  return first(rows(store, "WHERE channel = $1 AND next_us <= $2 AND next_us IS NOT NULL ORDER BY next_us LIMIT 1",
                    {int64_t{channel}, machine_us}));
}

int64_t next_dispatch_us(store::Store& store, v1::Channel channel) {
  int64_t next = 0;
  store.prepare("SELECT next_us FROM dispatch WHERE channel = $1 AND next_us IS NOT NULL ORDER BY next_us LIMIT 1")
      .one({int64_t{channel}}, [&](const Row& row) { next = row.integer(0); });
  return next;
}

void bring_dispatches_near(store::Store& store, int64_t latest_us) {
  store.prepare("UPDATE dispatch SET next_us = $1 WHERE next_us > $1").run({latest_us});
}

std::vector<DispatchRow> sending_dispatches(store::Store& store) {
  return rows(store, "WHERE sending = 1 ORDER BY dispatch_id", {});
}

void withhold_dispatches(store::Store& store, std::string_view answer) {
  store
      .prepare(
          "UPDATE dispatch SET state = $1, sending = 0, next_us = NULL, answer = $2, body = x'' WHERE next_us IS NOT "
          "NULL "
          "OR sending = 1")
      .run({int64_t{v1::DELIVERY_STATE_WITHHELD}, answer});
}

}  // namespace giaoban::notifier
