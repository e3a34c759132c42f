// Messages on their way out, once it is known what is still open: made, recorded, handed over, settled, tried again.
#include <algorithm>
#include <utility>

#include "services/notifier/ends.h"
#include "services/notifier/letter.h"
#include "services/notifier/modes.h"
#include "services/notifier/outbox.h"
#include "services/notifier/preferences.h"
#include "services/notifier/render.h"
#include "workflows/core/authority.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

constexpr int64_t kAskAgainUs = 5 * core::kSecond;  // nobody could answer
constexpr int64_t kLongestWaitUs = 6 * core::kHour;

// Whether this person held an office and now neither holds one nor stands in for anybody.
bool has_left(const core::Directory& directory, const std::string& person_id, int64_t now_us) {
  return !directory.offices_of(person_id).empty() && core::holders_of(directory, person_id, now_us).empty();
}

}  // namespace

void Outbox::finish(const Round& round, const core::Directory& directory, runtime::Work& work) {
  if (!round.dispatch_id.empty()) return finish_again(round, work);
  const bool unknown = round.has(Round::Answer::kUnknown);
  std::vector<std::string> open;
  for (const auto& item : round.items) {
    auto outgoing = find_outgoing(work.store, item.delivery_id);
    if (outgoing.waits != Outgoing::Waits::kReleased) continue;
    if (unknown) {
      outgoing.next_us = work.now.machine_us + kAskAgainUs;
      save_outgoing(work.store, outgoing);
    } else if (item.answer == Round::Answer::kSettled) {
      conclude(item.delivery_id, v1::DELIVERY_STATE_DROPPED, "no longer needed", work);
    } else if (auto row = find_delivery(work.store, item.delivery_id);
               row && !hold_off(outgoing, std::move(*row), directory, work)) {
      open.push_back(item.delivery_id);
    }
  }
  if (!open.empty()) dispatch(round, open, directory, work);
}

// Its bytes say what they say; they go out again as long as any of it is still true.
void Outbox::finish_again(const Round& round, runtime::Work& work) {
  auto row = find_dispatch(work.store, round.dispatch_id);
  if (!row || row->sending || row->next_us == 0) return;
  const bool open = round.has(Round::Answer::kOpen) && !round.has(Round::Answer::kUnknown);
  if (open) return attempt(std::move(*row), round.items.size(), work);
  if (round.has(Round::Answer::kUnknown)) {
    row->next_us = work.now.machine_us + kAskAgainUs;
  } else {
    notifier::finish(*row, v1::DELIVERY_STATE_DROPPED, "no longer needed");
  }
  save(*row, work);
}

void Outbox::dispatch(const Round& round, const std::vector<std::string>& delivery_ids,
                      const core::Directory& directory, runtime::Work& work) {
  // While it was held the office may have gone to somebody else.
  if (has_left(directory, round.person_id, work.now.business_us)) {
    for (const auto& id : delivery_ids) {
      conclude(id, v1::DELIVERY_STATE_DROPPED, "the person holds no office any more", work);
    }
    return;
  }
  const auto preferences = preferences_of(work.store, settings_, round.person_id);
  const std::string address = address_of(round.person_id, round.channel, preferences, directory);
  const bool bad = round.channel == v1::CHANNEL_EMAIL && !address.empty() && !is_address(address);
  if (address.empty() || bad) {
    const v1::DeliveryState state = bad ? v1::DELIVERY_STATE_DEAD : v1::DELIVERY_STATE_DROPPED;
    const std::string_view why =
        bad ? "not a mail address; nothing was sent" : "no address is known, or none is wanted";
    for (const auto& id : delivery_ids) conclude(id, state, why, work);
    return;
  }
  DispatchRow row;
  row.dispatch_id = work.ids.uuid7(work.now.machine_us);
  row.person_id = round.person_id;
  row.channel = round.channel;
  row.address = address;
  row.made_us = work.now.business_us;
  std::vector<v1::NoticeDue> notices;
  for (const auto& id : delivery_ids) {
    if (const auto delivery = find_delivery(work.store, id)) notices.push_back(delivery->delivery.notice());
    auto outgoing = find_outgoing(work.store, id);
    outgoing.waits = Outgoing::Waits::kNo;
    outgoing.dispatch_id = row.dispatch_id;
    save_outgoing(work.store, outgoing);
  }
  auto message = message_of(row);
  for (auto& count : count_reasons(notices)) *message.add_counts() = std::move(count);
  const std::string token =
      round.channel == v1::CHANNEL_EMAIL ? unsubscribe_token(work.store, work.ids, round.person_id) : "";
  row.body = render({message, address, node_, token, work.now.machine_us, notices}, settings_, preferences, directory,
                    row.segments);
  insert_dispatch(work.store, row);
  attempt(std::move(row), delivery_ids.size(), work);
}

std::string Outbox::address_of(const std::string& person_id, v1::Channel channel, const v1::Preferences& preferences,
                               const core::Directory& directory) {
  if (channel == v1::CHANNEL_WEBHOOK) return preferences.webhook() ? preferences.webhook_url() : "";
  if (channel == v1::CHANNEL_SMS) return preferences.sms() ? preferences.phone() : "";
  const auto* person = directory.person(person_id);
  return person != nullptr && preferences.email() ? person->email() : "";
}

// Recorded as being sent, with the bytes; handed over after the commit.
void Outbox::attempt(DispatchRow row, size_t deliveries, runtime::Work& work) {
  const std::string_view why = suppressed(settings_, row.channel, row.address);
  if (!why.empty()) {
    notifier::finish(row, v1::DELIVERY_STATE_SUPPRESSED, why);
    return save(row, work);
  }
  ++row.attempts;
  row.next_us = 0;
  row.sending = true;
  save(row, work);
  const auto preferences = preferences_of(work.store, settings_, row.person_id);
  hand_over_.push_back({parcel_of(message_of(row), row.address, row.body, settings_, preferences, work.now.machine_us),
                        row.channel, deliveries});
}

void Outbox::collect(runtime::Work& work) {
  for (const auto& [channel, courier] : couriers_) {
    for (auto& carried : courier->take()) results_.push_back(std::move(carried));
  }
  for (const auto& carried : results_) {
    auto row = find_dispatch(work.store, carried.dispatch_id);
    if (row && row->sending) settle(std::move(*row), carried, wait_after(row->attempts), work);
  }
  collected_ = results_.size();
}

void Outbox::settle(DispatchRow row, const Carried& carried, int64_t wait_us, runtime::Work& work) const {
  const bool again = row.attempts < settings_.attempts();
  if (carried.how == Carried::How::kAccepted) {
    notifier::finish(row, v1::DELIVERY_STATE_SENT, carried.answer);
  } else if (carried.how == Carried::How::kUnknown && row.channel == v1::CHANNEL_SMS) {
    notifier::finish(row, v1::DELIVERY_STATE_UNKNOWN, carried.answer);
  } else if (carried.how == Carried::How::kRefusedForGood || !again) {
    notifier::finish(row, v1::DELIVERY_STATE_DEAD, carried.answer);
  } else {
    notifier::finish(row, v1::DELIVERY_STATE_RETRYING, carried.answer);
    row.next_us = work.now.machine_us + wait_us;
  }
  save(row, work);
}

// The dispatch, and what it says about each delivery in it.
void Outbox::save(const DispatchRow& row, runtime::Work& work) const {
  save_dispatch(work.store, row);
  const std::string id = message_id(row.dispatch_id, node_);
  for (const auto& delivery_id : in_dispatch(work.store, row.dispatch_id)) {
    auto delivery = find_delivery(work.store, delivery_id);
    if (!delivery || delivery->delivery.state() == v1::DELIVERY_STATE_DROPPED) continue;
    const auto before = delivery->delivery.state();
    delivery->sending = row.sending;
    delivery->delivery.set_state(row.state);
    delivery->delivery.set_attempts(row.attempts);
    delivery->delivery.set_next_attempt_us(row.next_us);
    delivery->delivery.set_last_answer(row.answer);
    delivery->delivery.set_message_id(id);
    save_delivery(work.store, *delivery, before);
  }
}

int64_t Outbox::wait_after(uint32_t attempts) const {
  const int64_t first = settings_.retry_seconds() * core::kSecond;
  const uint32_t doublings = std::min(attempts == 0 ? 0U : attempts - 1, 20U);
  return std::min(first << doublings, kLongestWaitUs);
}

}  // namespace giaoban::notifier
