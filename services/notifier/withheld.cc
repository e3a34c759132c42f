// Which messages are not sent after a restore: those that the original may have sent.
#include "services/notifier/withheld.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/notifier/deliveries.h"
#include "services/notifier/dispatches.h"
#include "services/notifier/outgoing.h"

namespace giaoban::notifier {

namespace {

void withhold(DeliveryRow row, store::Store& store) {
  const auto before = row.delivery.state();
  row.sending = false;
  row.delivery.set_state(v1::DELIVERY_STATE_WITHHELD);
  row.delivery.set_next_attempt_us(0);
  row.delivery.set_last_answer(std::string(withheld_answer()));
  save_delivery(store, row, before);
  auto outgoing = find_outgoing(store, row.delivery.delivery_id());
  if (outgoing.delivery_id.empty()) return;
  outgoing.waits = Outgoing::Waits::kNo;
  save_outgoing(store, outgoing);
}

}  // namespace

std::string_view withheld_answer() {
  return "not sent after a restore: the original may have sent it";
}

std::string_view Withheld::schema() {
  return "CREATE TABLE IF NOT EXISTS restored (generation BIGINT PRIMARY KEY, heard_to BIGINT NOT NULL, until_us "
         "BIGINT "
         "NOT NULL, begun BIGINT NOT NULL);";
}

uint32_t Withheld::restore(const runtime::Restored& restored, store::Store& store) {
  // A backup of a program that knew no dispatches has no tables for them.
  store.define(outgoing_schema());
  store.define(dispatch_schema());
  const auto reminder = restored.heads.find("reminder");
  const uint64_t head = reminder == restored.heads.end() ? 0 : reminder->second;
  store.prepare("INSERT INTO restored (generation, heard_to, until_us, begun) VALUES ($1, $2, $3, 0)")
      .run({int64_t{restored.generation}, static_cast<int64_t>(head), restored.business_us});
  uint32_t withheld = 0;
  for (auto& row : open_deliveries(store)) {
    const auto& delivery = row.delivery;
    const bool held = delivery.state() == v1::DELIVERY_STATE_HELD && delivery.held_until_us() > restored.business_us;
    if (held) continue;  // it could not have left by now; begin() looks again
    withhold(std::move(row), store);
    ++withheld;
  }
  withhold_dispatches(store, withheld_answer());
  return withheld;
}

void Withheld::load(store::Store& store) {
  *this = Withheld();
  store.prepare("SELECT generation, heard_to, until_us, begun FROM restored ORDER BY generation DESC LIMIT 1")
      .one({}, [&](const store::Row& row) {
        generation_ = static_cast<uint32_t>(row.integer(0));
        heard_to_ = static_cast<uint64_t>(row.integer(1));
        until_us_ = row.integer(2);
        begun_ = row.integer(3) != 0;
      });
}

void Withheld::begin(runtime::Work& work) {
  until_us_ = std::max(until_us_, work.now.business_us);
  begun_ = true;
  work.store.prepare("UPDATE restored SET until_us = $2, begun = 1 WHERE generation = $1")
      .run({int64_t{generation_}, until_us_});
  for (const auto& outgoing : due_outgoing(work.store, until_us_, std::numeric_limits<int64_t>::max())) {
    if (auto row = find_delivery(work.store, outgoing.delivery_id)) withhold(std::move(*row), work.store);
  }
}

bool Withheld::covers(const v1::LogRecord& record) const {
  if (generation_ == 0) return false;
  const int64_t since_us = record.reminder().notice_due().since_us();
  return record.position() <= heard_to_ || (since_us == 0 ? record.at_us() : since_us) <= until_us_;
}

}  // namespace giaoban::notifier
