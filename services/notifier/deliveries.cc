// Rows of deliveries: each notice on each channel once, how it stands, and when it is tried next.
#include "services/notifier/deliveries.h"

namespace giaoban::notifier {

namespace {

using store::Row;
using store::Value;

// One text for every query on rows; what an in-app delivery has not stays empty.
constexpr std::string_view kRow =
    "SELECT delivery.delivery_id, delivery.channel, position, state, sending, attempts, recorded_us, next_attempt_us, "
    "message_id, last_answer, notice, dispatch_id, until_us FROM delivery LEFT JOIN outgoing ON "
    "outgoing.delivery_id = delivery.delivery_id ";

std::string rows_where(std::string_view condition) {
  return std::string(kRow).append(condition);
}

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
  d.set_dispatch_id(std::string(row.text(11)));
  if (d.state() == v1::DELIVERY_STATE_HELD) d.set_held_until_us(row.integer(12));
  return out;
}

void count(store::Store& store, const v1::Delivery& d, v1::DeliveryState state, int64_t change) {
  store
      .prepare(
          "INSERT INTO delivery_count (channel, state, count) VALUES ($1, $2, $3) ON CONFLICT (channel, state) "
          "DO UPDATE SET count = delivery_count.count + excluded.count")
      .run({int64_t{d.channel()}, int64_t{state}, change});
  const auto& notice = d.notice();
  store
      .prepare(
          "INSERT INTO delivery_rung_count (kind, days, whom, reason, channel, state, count) VALUES ($1, $2, $3, $4, "
          "$5, $6, $7) ON CONFLICT (kind, days, whom, reason, channel, state) "
          "DO UPDATE SET count = delivery_rung_count.count + excluded.count")
      .run({std::string_view(notice.kind()), int64_t{notice.rung_days()}, int64_t{notice.whom()},
            int64_t{notice.reason()}, int64_t{d.channel()}, int64_t{state}, change});
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
    CREATE INDEX IF NOT EXISTS delivery_place ON delivery (position, channel);
    CREATE TABLE IF NOT EXISTS delivery_count (channel BIGINT NOT NULL, state BIGINT NOT NULL, count BIGINT NOT NULL,
      PRIMARY KEY (channel, state));
    CREATE TABLE IF NOT EXISTS delivery_rung_count (kind TEXT NOT NULL, days BIGINT NOT NULL, whom BIGINT NOT NULL,
      reason BIGINT NOT NULL, channel BIGINT NOT NULL, state BIGINT NOT NULL, count BIGINT NOT NULL,
      PRIMARY KEY (kind, days, whom, reason, channel, state));
    CREATE INDEX IF NOT EXISTS delivery_state ON delivery (state) WHERE channel <> 1;
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
  if (fresh) count(store, d, d.state(), 1);
  return fresh;
}

std::optional<DeliveryRow> find_delivery(store::Store& store, const std::string& delivery_id) {
  static const std::string sql = rows_where("WHERE delivery.delivery_id = $1");
  std::optional<DeliveryRow> found;
  store.prepare(sql).one({std::string_view(delivery_id)}, [&](const Row& row) { found = from(row); });
  return found;
}

void save_delivery(store::Store& store, const DeliveryRow& row, v1::DeliveryState before) {
  const auto& d = row.delivery;
  store
      .prepare(
          "UPDATE delivery SET state = $2, sending = $3, attempts = $4, next_attempt_us = $5, last_answer = $6, "
          "message_id = $7 WHERE delivery_id = $1")
      .run({std::string_view(d.delivery_id()), int64_t{d.state()}, int64_t{row.sending}, int64_t{d.attempts()},
            time_or_null(d.next_attempt_us()), std::string_view(d.last_answer()), std::string_view(d.message_id())});
  if (before == d.state()) return;
  count(store, d, before, -1);
  count(store, d, d.state(), 1);
}

std::vector<DeliveryRow> open_deliveries(store::Store& store) {
  static const std::string sql = rows_where("WHERE delivery.channel <> 1 AND state IN ($1, $2, $3) ORDER BY position");
  std::vector<DeliveryRow> rows;
  store.prepare(sql).each(
      {int64_t{v1::DELIVERY_STATE_INTENDED}, int64_t{v1::DELIVERY_STATE_RETRYING}, int64_t{v1::DELIVERY_STATE_HELD}},
      [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

std::vector<DeliveryRow> adopted_deliveries(store::Store& store) {
  static const std::string sql = rows_where(
      "WHERE delivery.channel <> 1 AND state IN ($1, $2) AND outgoing.delivery_id IS NULL ORDER BY position");
  std::vector<DeliveryRow> rows;
  store.prepare(sql).each({int64_t{v1::DELIVERY_STATE_INTENDED}, int64_t{v1::DELIVERY_STATE_RETRYING}},
                          [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

DeliveryPage list_deliveries(store::Store& store, const DeliveryFilter& filter, int64_t max) {
  static const std::string sql = rows_where(
      "WHERE ($1 = '' OR delivery.person_id = $1) AND ($2 = 0 OR delivery.channel = $2) AND ($3 = 0 OR state = $3) "
      "AND (position < $4 OR (position = $4 AND delivery.channel > $5)) ORDER BY position DESC, delivery.channel LIMIT "
      "$6");
  DeliveryPage page;
  DeliveryPlace last;
  store.prepare(sql).each({std::string_view(filter.person_id), int64_t{filter.channel}, int64_t{filter.state},
                           filter.after.position, int64_t{filter.after.channel}, max + 1},
                          [&](const Row& row) {
                            if (static_cast<int64_t>(page.deliveries.size()) == max) {
                              page.next = last;
                              return;
                            }
                            page.deliveries.push_back(from(row).delivery);
                            last = {row.integer(2), page.deliveries.back().channel()};
                          });
  return page;
}

std::vector<v1::Delivery> deliveries_of_notice(store::Store& store, const std::string& notice_id) {
  std::vector<v1::Delivery> list;
  for (const std::string_view channel : {"/in_app", "/email", "/webhook", "/sms"}) {
    if (auto row = find_delivery(store, notice_id + std::string(channel))) list.push_back(std::move(row->delivery));
  }
  return list;
}

std::vector<v1::Delivery> deliveries_to(store::Store& store, const std::string& person_id, int64_t max) {
  static const std::string sql =
      rows_where("WHERE delivery.channel = 1 AND delivery.person_id = $1 ORDER BY position DESC LIMIT $2");
  std::vector<v1::Delivery> list;
  store.prepare(sql).each({std::string_view(person_id), max},
                          [&](const Row& row) { list.push_back(from(row).delivery); });
  return list;
}

uint64_t count_unsettled(store::Store& store) {
  uint64_t sum = 0;
  store.prepare("SELECT state, count FROM delivery_count WHERE channel <> 1").each({}, [&](const Row& row) {
    const auto state = static_cast<v1::DeliveryState>(row.integer(0));
    const bool open = state == v1::DELIVERY_STATE_INTENDED || state == v1::DELIVERY_STATE_RETRYING;
    if (open) sum += static_cast<uint64_t>(row.integer(1));
  });
  return sum;
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
  store
      .prepare(
          "SELECT kind, days, whom, reason, channel, state, count FROM delivery_rung_count WHERE count <> 0 ORDER BY "
          "kind, days, whom, reason, channel, state")
      .each({}, [&](const Row& row) {
        auto* entry = response.add_rungs();
        entry->set_kind(std::string(row.text(0)));
        entry->set_days(static_cast<int32_t>(row.integer(1)));
        entry->set_whom(static_cast<v1::Whom>(row.integer(2)));
        entry->set_reason(static_cast<v1::NoticeReason>(row.integer(3)));
        entry->set_channel(static_cast<v1::Channel>(row.integer(4)));
        entry->set_state(static_cast<v1::DeliveryState>(row.integer(5)));
        entry->set_count(static_cast<uint64_t>(row.integer(6)));
      });
  return response;
}

}  // namespace giaoban::notifier
