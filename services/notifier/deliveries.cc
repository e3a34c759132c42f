// Rows of deliveries: each notice on each channel once, how it stands, and when it is tried next.
#include "services/notifier/deliveries.h"

namespace giaoban::notifier {

namespace {

using store::Row;
using store::Value;

DeliveryRow from(const Row& row) {
  DeliveryRow out;
  auto& d = out.delivery;
  d.set_delivery_id(std::string(row.text(0)));
  d.set_channel(static_cast<v1::Channel>(row.integer(1)));
  out.position = static_cast<uint64_t>(row.integer(2));
  d.set_state(static_cast<v1::DeliveryState>(row.integer(3)));
  out.sending = row.integer(4) != 0;
  d.set_attempts(static_cast<uint32_t>(row.integer(5)));
  d.set_recorded_us(row.integer(6));
  d.set_next_attempt_us(row.integer(7));
  d.set_message_id(std::string(row.text(8)));
  d.set_last_answer(std::string(row.text(9)));
  d.mutable_notice()->ParseFromArray(row.blob(10).data(), static_cast<int>(row.blob(10).size()));
  return out;
}

void count(store::Store& store, v1::Channel channel, v1::DeliveryState state, int64_t change) {
  store
      .prepare(
          "INSERT INTO delivery_count (channel, state, count) VALUES ($1, $2, $3) ON CONFLICT (channel, state) "
          "DO UPDATE SET count = delivery_count.count + excluded.count")
      .run({int64_t{channel}, int64_t{state}, change});
}

Value time_or_null(int64_t us) {
  return us == 0 ? Value{} : Value{us};
}

}  // namespace

std::string_view delivery_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS delivery (delivery_id TEXT PRIMARY KEY, channel BIGINT NOT NULL, person_id TEXT NOT NULL,
      position BIGINT NOT NULL, state BIGINT NOT NULL, sending BIGINT NOT NULL, attempts BIGINT NOT NULL,
      recorded_us BIGINT NOT NULL, next_attempt_us BIGINT, message_id TEXT NOT NULL, last_answer TEXT NOT NULL,
      notice BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS delivery_person ON delivery (person_id, position) WHERE channel = 1;
    CREATE INDEX IF NOT EXISTS delivery_next ON delivery (next_attempt_us) WHERE next_attempt_us IS NOT NULL;
    CREATE INDEX IF NOT EXISTS delivery_sending ON delivery (position) WHERE sending = 1;
    CREATE TABLE IF NOT EXISTS delivery_count (channel BIGINT NOT NULL, state BIGINT NOT NULL, count BIGINT NOT NULL,
      PRIMARY KEY (channel, state));
  )";
}

bool insert_delivery(store::Store& store, const DeliveryRow& row) {
  const auto& d = row.delivery;
  const std::string notice = d.notice().SerializeAsString();
  const bool fresh =
      store
          .prepare(
              "INSERT INTO delivery (delivery_id, channel, person_id, position, state, sending, attempts, recorded_us, "
              "next_attempt_us, message_id, last_answer, notice) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
              "$12) ON CONFLICT DO NOTHING")
          .run({std::string_view(d.delivery_id()), int64_t{d.channel()}, std::string_view(d.notice().person_id()),
                static_cast<int64_t>(row.position), int64_t{d.state()}, int64_t{row.sending}, int64_t{d.attempts()},
                d.recorded_us(), time_or_null(d.next_attempt_us()), std::string_view(d.message_id()),
                std::string_view(d.last_answer()), store::Blob{notice}}) == 1;
  if (fresh) count(store, d.channel(), d.state(), 1);
  return fresh;
}

std::optional<DeliveryRow> find_delivery(store::Store& store, const std::string& delivery_id) {
  std::optional<DeliveryRow> found;
  store
      .prepare(
          "SELECT delivery_id, channel, position, state, sending, attempts, recorded_us, next_attempt_us, message_id, "
          "last_answer, notice FROM delivery WHERE delivery_id = $1")
      .one({std::string_view(delivery_id)}, [&](const Row& row) { found = from(row); });
  return found;
}

void save_delivery(store::Store& store, const DeliveryRow& row, v1::DeliveryState before) {
  const auto& d = row.delivery;
  store
      .prepare(
          "UPDATE delivery SET state = $2, sending = $3, attempts = $4, next_attempt_us = $5, last_answer = $6 "
          "WHERE delivery_id = $1")
      .run({std::string_view(d.delivery_id()), int64_t{d.state()}, int64_t{row.sending}, int64_t{d.attempts()},
            time_or_null(d.next_attempt_us()), std::string_view(d.last_answer())});
  if (before == d.state()) return;
  count(store, d.channel(), before, -1);
  count(store, d.channel(), d.state(), 1);
}

std::vector<DeliveryRow> due_deliveries(store::Store& store, int64_t machine_us, int64_t max) {
  std::vector<DeliveryRow> rows;
  store
      .prepare(
          "SELECT delivery_id, channel, position, state, sending, attempts, recorded_us, next_attempt_us, message_id, "
          "last_answer, notice FROM delivery WHERE next_attempt_us <= $1 ORDER BY next_attempt_us LIMIT $2")
      .each({machine_us, max}, [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

void bring_near(store::Store& store, int64_t latest_us) {
  store.prepare("UPDATE delivery SET next_attempt_us = $1 WHERE next_attempt_us > $1").run({latest_us});
}

int64_t next_attempt_us(store::Store& store) {
  int64_t next = 0;
  store
      .prepare(
          "SELECT next_attempt_us FROM delivery WHERE next_attempt_us IS NOT NULL ORDER BY next_attempt_us LIMIT 1")
      .one({}, [&](const Row& row) { next = row.integer(0); });
  return next;
}

std::vector<DeliveryRow> open_deliveries(store::Store& store) {
  std::vector<DeliveryRow> rows;
  store
      .prepare(
          "SELECT delivery_id, channel, position, state, sending, attempts, recorded_us, next_attempt_us, message_id, "
          "last_answer, notice FROM delivery WHERE state IN ($1, $2) ORDER BY position")
      .each({int64_t{v1::DELIVERY_STATE_INTENDED}, int64_t{v1::DELIVERY_STATE_RETRYING}},
            [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

std::vector<DeliveryRow> sending_deliveries(store::Store& store) {
  std::vector<DeliveryRow> rows;
  store
      .prepare(
          "SELECT delivery_id, channel, position, state, sending, attempts, recorded_us, next_attempt_us, message_id, "
          "last_answer, notice FROM delivery WHERE sending = 1 ORDER BY position")
      .each({}, [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

std::vector<v1::Delivery> deliveries_to(store::Store& store, const std::string& person_id, int64_t max) {
  std::vector<v1::Delivery> list;
  store
      .prepare(
          "SELECT delivery_id, channel, position, state, sending, attempts, recorded_us, next_attempt_us, message_id, "
          "last_answer, notice FROM delivery WHERE channel = 1 AND person_id = $1 ORDER BY position DESC LIMIT $2")
      .each({std::string_view(person_id), max}, [&](const Row& row) { list.push_back(from(row).delivery); });
  return list;
}

v1::SummariseDeliveriesResponse count_deliveries(store::Store& store) {
  v1::SummariseDeliveriesResponse response;
  store.prepare("SELECT channel, state, count FROM delivery_count WHERE count <> 0 ORDER BY channel, state")
      .each({}, [&](const Row& row) {
        auto* entry = response.add_counts();
        entry->set_channel(static_cast<v1::Channel>(row.integer(0)));
        entry->set_state(static_cast<v1::DeliveryState>(row.integer(1)));
        entry->set_count(static_cast<uint64_t>(row.integer(2)));
      });
  return response;
}

}  // namespace giaoban::notifier
