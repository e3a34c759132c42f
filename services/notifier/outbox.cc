// Messages on their way out, until they are asked about: recorded, held, released, gathered.
#include "services/notifier/outbox.h"

#include <algorithm>
#include <utility>

#include "services/notifier/preferences.h"
#include "services/notifier/release.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

constexpr size_t kAtOnce = 64;  // on one channel: a mail server that hangs must not keep an SMS waiting
constexpr size_t kQuestionsAtOnce = 512;
constexpr int64_t kReleasesAtOnce = 256;
constexpr int64_t kInOneMessage = 500;
// A question is put again when its answer got lost with a rollback or a crash.
constexpr int64_t kAskLostUs = 30 * core::kSecond;
// What came while a message to the same person was being asked about goes into the next one.
constexpr int64_t kBehindUs = core::kSecond;
constexpr int64_t kLongestWaitUs = 6 * core::kHour;

struct ChannelName {
  v1::Channel channel;
  std::string_view name;
};
constexpr ChannelName kChannels[] = {
    {v1::CHANNEL_EMAIL, "/email"}, {v1::CHANNEL_WEBHOOK, "/webhook"}, {v1::CHANNEL_SMS, "/sms"}};

// Whether this notice is for this channel of this person at all; nullptr is somebody not heard of yet.
bool wants(const v1::Preferences& preferences, v1::Channel channel, v1::NoticeReason reason, const v1::Person* person) {
  if (channel == v1::CHANNEL_WEBHOOK) return preferences.webhook() && !preferences.webhook_url().empty();
  if (channel == v1::CHANNEL_SMS) return preferences.sms() && !preferences.phone().empty() && is_urgent(reason);
  return preferences.email() && (person == nullptr || !person->email().empty());
}

Release plan(const v1::NoticeDue& notice, const v1::Preferences& preferences, const core::Directory& directory,
             int64_t now_us) {
  return release_of(notice.reason(), notice.since_us(), preferences, directory.calendar(notice.holder().unit_id()),
                    now_us);
}

}  // namespace

Outbox::Outbox(v1::NotifierSettings settings, std::string node, Couriers couriers)
    : settings_(std::move(settings)), node_(std::move(node)), couriers_(std::move(couriers)) {
  if (!settings_.has_mail_from()) settings_.set_mail_from("giaoban@localhost");
  if (!settings_.has_portal_url()) settings_.set_portal_url("http://127.0.0.1:8080");
  while (settings_.portal_url().ends_with('/')) settings_.mutable_portal_url()->pop_back();
  if (!settings_.has_retry_seconds()) settings_.set_retry_seconds(60);
  if (!settings_.has_attempts()) settings_.set_attempts(8);
  if (!settings_.has_mode()) settings_.set_mode("live");
  if (!settings_.has_per_second()) settings_.set_per_second(20);
  if (!settings_.has_digest_minute()) settings_.set_digest_minute(450);
  if (!settings_.has_quiet_from_minute()) settings_.set_quiet_from_minute(1200);
  if (!settings_.has_quiet_until_minute()) settings_.set_quiet_until_minute(390);
  for (const auto& [channel, courier] : couriers_) pace_.emplace(channel, Pace(settings_.per_second()));
}

bool Outbox::sends_on(v1::Channel channel) const {
  return couriers_.contains(channel);
}

void Outbox::intend(const v1::LogRecord& record, const core::Directory& directory, runtime::Work& work) const {
  const auto& notice = record.reminder().notice_due();
  const auto* person = directory.person(notice.person_id());
  if (couriers_.empty()) return;
  const auto preferences = preferences_of(work.store, settings_, notice.person_id());
  const Release release = plan(notice, preferences, directory, work.now.business_us);
  const bool held = release.at_us > work.now.business_us;
  for (const auto& [channel, name] : kChannels) {
    if (!sends_on(channel) || !wants(preferences, channel, notice.reason(), person)) continue;
    DeliveryRow row;
    auto& delivery = row.delivery;
    delivery.set_delivery_id(notice.notice_id() + std::string(name));
    *delivery.mutable_notice() = notice;
    delivery.set_channel(channel);
    delivery.set_state(held ? v1::DELIVERY_STATE_HELD : v1::DELIVERY_STATE_INTENDED);
    delivery.set_recorded_us(work.now.business_us);
    row.position = record.position();
    Outgoing outgoing{delivery.delivery_id(),
                      notice.person_id(),
                      channel,
                      held ? Outgoing::Waits::kHeld : Outgoing::Waits::kReleased,
                      release.at_us,
                      work.now.machine_us,
                      release.because,
                      ""};
    if (withheld_.covers(record)) {
      delivery.set_state(v1::DELIVERY_STATE_WITHHELD);
      delivery.set_last_answer(std::string(withheld_answer()));
      outgoing.waits = Outgoing::Waits::kNo;
    }
    if (insert_delivery(work.store, row)) insert_outgoing(work.store, outgoing);
  }
}

void Outbox::take_up(const core::Directory& directory, runtime::Work& work) {
  if (withheld_.must_begin()) withheld_.begin(work);
  if (couriers_.empty()) return;
  recover(directory, work);
  // Everything of one hour is released before anything of it is gathered, so that one person gets one message.
  if (!release(directory, work)) return;
  for (const auto& [channel, courier] : couriers_) {
    while (room(channel) > 0 && rounds_.questions() < kQuestionsAtOnce) {
      if (!take_up_one(channel, directory, work)) break;
    }
  }
}

void Outbox::recover(const core::Directory& directory, runtime::Work& work) {
  if (recovered_ || recovering_) return;
  recovering_ = true;
  adopt(work);
  hold_again(directory, work);
  bring_ready_near(work.store, work.now.machine_us + kLongestWaitUs);
  bring_dispatches_near(work.store, work.now.machine_us + kLongestWaitUs);
  for (auto& row : sending_dispatches(work.store)) {
    const std::string id = row.dispatch_id;
    settle(std::move(row), {id, Carried::How::kUnknown, "interrupted: the outcome is unknown"}, 0, work);
  }
}

// Mails of a program that knew no dispatches.
void Outbox::adopt(runtime::Work& work) const {
  for (auto& row : adopted_deliveries(work.store)) {
    const auto& delivery = row.delivery;
    insert_outgoing(work.store, {delivery.delivery_id(), delivery.notice().person_id(), delivery.channel(),
                                 Outgoing::Waits::kReleased, work.now.business_us, work.now.machine_us, 0, ""});
    row.sending = false;
    row.delivery.set_next_attempt_us(0);
    save_delivery(work.store, row, row.delivery.state());
  }
}

// What was recorded at a time that is still to come was held by a clock that was ahead: for hours that are not meant.
void Outbox::hold_again(const core::Directory& directory, runtime::Work& work) const {
  for (auto& outgoing : held_outgoing(work.store)) {
    const auto row = find_delivery(work.store, outgoing.delivery_id);
    if (!row || row->delivery.recorded_us() <= work.now.business_us) continue;
    const auto preferences = preferences_of(work.store, settings_, outgoing.person_id);
    const Release release = plan(row->delivery.notice(), preferences, directory, work.now.business_us);
    outgoing.until_us = release.at_us;
    outgoing.because = release.because;
    save_outgoing(work.store, outgoing);
  }
}

// Holds it when it may not leave now; false when it may. The hour that was meant may have passed while the house was
// down or nobody answered, and the calendar or what the person wants may be another by now: nothing leaves in quiet
// hours or on a day of rest for that.
bool Outbox::hold_off(Outgoing outgoing, DeliveryRow row, const core::Directory& directory, runtime::Work& work) const {
  const auto preferences = preferences_of(work.store, settings_, outgoing.person_id);
  const auto& calendar = directory.calendar(row.delivery.notice().holder().unit_id());
  const Release allowed = next_allowed(preferences, calendar, work.now.business_us);
  if (allowed.at_us <= work.now.business_us) return false;
  outgoing.waits = Outgoing::Waits::kHeld;
  outgoing.until_us = allowed.at_us;
  outgoing.because |= allowed.because;
  save_outgoing(work.store, outgoing);
  const auto before = row.delivery.state();
  row.delivery.set_state(v1::DELIVERY_STATE_HELD);
  save_delivery(work.store, row, before);
  return true;
}

// False while more is due.
bool Outbox::release(const core::Directory& directory, runtime::Work& work) const {
  const auto due = due_outgoing(work.store, work.now.business_us, kReleasesAtOnce);
  for (auto outgoing : due) {
    auto row = find_delivery(work.store, outgoing.delivery_id);
    if (row && hold_off(outgoing, *row, directory, work)) continue;
    outgoing.waits = Outgoing::Waits::kReleased;
    outgoing.next_us = work.now.machine_us;
    save_outgoing(work.store, outgoing);
    if (!row) continue;
    row->delivery.set_state(v1::DELIVERY_STATE_INTENDED);
    save_delivery(work.store, *row, v1::DELIVERY_STATE_HELD);
  }
  return static_cast<int64_t>(due.size()) < kReleasesAtOnce;
}

// Puts the questions about the next message on that channel; false when there is none, or none may leave yet.
bool Outbox::take_up_one(v1::Channel channel, const core::Directory& directory, runtime::Work& work) {
  auto& pace = pace_.at(channel);
  const bool sends = settings_.mode() != "test";
  if (sends && pace.free_at(work.now.machine_us) > work.now.machine_us) return false;
  Round round;
  round.channel = channel;
  if (auto again = due_dispatch(work.store, channel, work.now.machine_us)) {
    round.person_id = again->person_id;
    round.dispatch_id = again->dispatch_id;
    again->next_us = work.now.machine_us + kAskLostUs;
    save_dispatch(work.store, *again);
    for (const auto& id : in_dispatch(work.store, round.dispatch_id)) round.items.push_back({id});
  } else {
    round.person_id = ready_person(work.store, channel, work.now.machine_us);
    if (round.person_id.empty()) return false;
    if (rounds_.is_open(round.person_id, channel)) {
      put_off_group(work.store, round.person_id, channel, work.now.machine_us, work.now.machine_us + kBehindUs);
      return true;
    }
    for (auto& outgoing : ready_group(work.store, round.person_id, channel, kInOneMessage)) {
      outgoing.next_us = work.now.machine_us + kAskLostUs;
      save_outgoing(work.store, outgoing);
      round.items.push_back({outgoing.delivery_id});
    }
  }
  if (sends) pace.leave(work.now.machine_us);
  ask(std::move(round), directory, work);
  return true;
}

void Outbox::ask(Round round, const core::Directory& directory, runtime::Work& work) {
  std::vector<v1::NoticeDue> notices;
  std::vector<Round::Item> items;
  for (auto& item : round.items) {
    auto row = find_delivery(work.store, item.delivery_id);
    if (!row || row->delivery.state() == v1::DELIVERY_STATE_DROPPED) continue;
    notices.push_back(row->delivery.notice());
    items.push_back(std::move(item));
  }
  round.items = std::move(items);
  if (const auto done = rounds_.begin(std::move(round), notices, work)) finish(*done, directory, work);
}

void Outbox::answered(uint64_t tag, const runtime::Outcome& outcome, const core::Directory& directory,
                      runtime::Work& work) {
  if (const auto done = rounds_.answered(tag, outcome)) finish(*done, directory, work);
}

bool Outbox::has_results() const {
  return !results_.empty() ||
         std::any_of(couriers_.begin(), couriers_.end(), [](const auto& c) { return c.second->has_results(); });
}

void Outbox::load(store::Store& store) {
  recovering_ = false;
  collected_ = 0;
  hand_over_.clear();
  rounds_.forget();
  withheld_.load(store);
  before_commit(store);
}

void Outbox::before_commit(store::Store& store) {
  if (couriers_.empty()) return;
  next_release_us_ = next_release_us(store);
  for (const auto& [channel, courier] : couriers_) {
    const int64_t ready = notifier::next_ready_us(store, channel);
    const int64_t again = next_dispatch_us(store, channel);
    next_on_[channel] = ready == 0 || again == 0 ? std::max(ready, again) : std::min(ready, again);
  }
  waiting_ = count_unsettled(store);
}

void Outbox::committed() {
  if (recovering_) recovered_ = true;
  recovering_ = false;
  for (size_t i = 0; i < collected_; ++i) carried_.erase(results_[i].dispatch_id);
  results_.erase(results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(collected_));
  collected_ = 0;
  for (auto& handed : std::exchange(hand_over_, {})) {
    carried_[handed.parcel.dispatch_id] = {handed.channel, handed.deliveries};
    couriers_.at(handed.channel)->start(std::move(handed.parcel));
  }
}

size_t Outbox::room(v1::Channel channel) const {
  size_t taken = rounds_.open(channel);
  for (const auto& handed : hand_over_) taken += handed.channel == channel ? 1U : 0U;
  for (const auto& [id, carried] : carried_) taken += carried.channel == channel ? 1U : 0U;
  return taken < kAtOnce ? kAtOnce - taken : 0;
}

int64_t Outbox::next_retry_us() const {
  if (withheld_.must_begin()) return 1;  // long past: before anything is heard
  if (couriers_.empty()) return 0;
  if (!recovered_ && !recovering_) return 1;  // recovery comes first
  if (rounds_.questions() >= kQuestionsAtOnce) return 0;
  int64_t next = 0;
  for (const auto& [channel, at_us] : next_on_) {
    if (at_us == 0 || room(channel) == 0) continue;
    const int64_t may_us = settings_.mode() == "test" ? at_us : std::max(at_us, pace_.at(channel).free_at(at_us));
    next = next == 0 ? may_us : std::min(next, may_us);
  }
  return next;
}

uint32_t Outbox::retrying() const {
  uint64_t flying = 0;
  for (const auto& [id, carried] : carried_) flying += carried.deliveries;
  for (const auto& handed : hand_over_) flying += handed.deliveries;
  return static_cast<uint32_t>(waiting_ > flying ? waiting_ - flying : 0);
}

}  // namespace giaoban::notifier
