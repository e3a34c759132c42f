// Mails on their way out: asked about, handed to the courier after the commit, and settled by what came of them.
#include "services/notifier/outbox.h"

#include <algorithm>
#include <utility>

#include "giaoban/v1/dossier.pb.h"
#include "services/notifier/letter.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

constexpr size_t kAtOnce = 64;
// A question is put again when its answer got lost with a rollback or a crash, and sooner when nobody could answer.
constexpr int64_t kAskLostUs = 30 * core::kSecond;
constexpr int64_t kAskAgainUs = 5 * core::kSecond;
constexpr int64_t kLongestWaitUs = 6 * core::kHour;

// A decision is news, not a reminder: it stays true.
bool is_reminder(const v1::NoticeDue& notice) {
  return notice.reason() != v1::NOTICE_REASON_DECIDED;
}

void finish(DeliveryRow& row, v1::DeliveryState state, std::string_view answer) {
  row.sending = false;
  row.delivery.set_state(state);
  row.delivery.set_next_attempt_us(0);
  row.delivery.set_last_answer(std::string(answer));
}

}  // namespace

Outbox::Outbox(v1::NotifierSettings settings, std::string node, std::unique_ptr<Courier> courier)
    : settings_(std::move(settings)), node_(std::move(node)), courier_(std::move(courier)) {
  if (!settings_.has_mail_from()) settings_.set_mail_from("giaoban@localhost");
  if (!settings_.has_portal_url()) settings_.set_portal_url("http://127.0.0.1:8080");
  if (!settings_.has_retry_seconds()) settings_.set_retry_seconds(60);
  if (!settings_.has_attempts()) settings_.set_attempts(8);
}

void Outbox::intend(const v1::LogRecord& record, const v1::Person* person, runtime::Work& work) const {
  // Somebody not heard of yet may have an address by the time of sending.
  if (!courier_ || (person != nullptr && person->email().empty())) return;
  const auto& notice = record.reminder().notice_due();
  DeliveryRow row;
  auto& delivery = row.delivery;
  delivery.set_delivery_id(notice.notice_id() + "/email");
  *delivery.mutable_notice() = notice;
  delivery.set_channel(v1::CHANNEL_EMAIL);
  delivery.set_state(v1::DELIVERY_STATE_INTENDED);
  delivery.set_message_id(message_id(delivery.delivery_id(), node_));
  delivery.set_recorded_us(work.now.business_us);
  delivery.set_next_attempt_us(work.now.machine_us);
  if (withheld_.covers(record)) finish(row, v1::DELIVERY_STATE_WITHHELD, withheld_answer());
  row.position = record.position();
  insert_delivery(work.store, row);
}

void Outbox::take_up(const core::Directory& directory, runtime::Work& work) {
  if (withheld_.must_begin()) withheld_.begin(work);
  if (!courier_) return;
  recover(work);
  const auto room = static_cast<int64_t>(this->room());
  for (auto& row : due_deliveries(work.store, work.now.machine_us, room)) {
    if (is_reminder(row.delivery.notice())) {
      ask(std::move(row), work);
    } else {
      send(std::move(row), directory, work);
    }
  }
}

void Outbox::recover(runtime::Work& work) {
  if (recovered_ || recovering_) return;
  recovering_ = true;
  bring_near(work.store, work.now.machine_us + kLongestWaitUs);
  for (auto& row : sending_deliveries(work.store)) {
    const std::string id = row.delivery.delivery_id();
    settle(std::move(row), {id, Carried::How::kUnknown, "interrupted: the outcome is unknown"}, 0, work);
  }
}

void Outbox::ask(DeliveryRow row, runtime::Work& work) {
  const auto& notice = row.delivery.notice();
  const uint64_t tag = next_tag_++;
  if (notice.obligation_id().empty()) {
    v1::CheckWaitingRequest request;
    request.set_dossier_id(notice.dossier_id());
    request.set_generation(notice.generation());
    work.asks.push_back({"router", "giaoban.v1.DossierService/CheckWaiting", request.SerializeAsString(), tag});
  } else {
    v1::CheckOwedRequest request;
    request.set_obligation_id(notice.obligation_id());
    work.asks.push_back({"reminder", "giaoban.v1.ObligationService/CheckOwed", request.SerializeAsString(), tag});
  }
  asking_[tag] = row.delivery.delivery_id();
  row.delivery.set_next_attempt_us(work.now.machine_us + kAskLostUs);
  save_delivery(work.store, row, row.delivery.state());
}

void Outbox::answered(uint64_t tag, const runtime::Outcome& outcome, const core::Directory& directory,
                      runtime::Work& work) {
  const auto asked = asking_.extract(tag);
  if (asked.empty()) return;
  auto row = find_delivery(work.store, asked.mapped());
  if (!row || row->sending || row->delivery.next_attempt_us() == 0) return;
  const auto before = row->delivery.state();
  const auto* payload = std::get_if<std::string>(&outcome);
  bool open = false;
  if (payload != nullptr && row->delivery.notice().obligation_id().empty()) {
    v1::CheckWaitingResponse response;
    if (!response.ParseFromString(*payload)) payload = nullptr;
    open = response.waiting();
  } else if (payload != nullptr) {
    v1::CheckOwedResponse response;
    if (!response.ParseFromString(*payload)) payload = nullptr;
    open = response.owed();
  }
  if (payload != nullptr && open) return send(std::move(*row), directory, work);
  if (payload != nullptr) {
    finish(*row, v1::DELIVERY_STATE_DROPPED, "no longer needed");
  } else {
    row->delivery.set_next_attempt_us(work.now.machine_us + kAskAgainUs);
  }
  save_delivery(work.store, *row, before);
}

void Outbox::send(DeliveryRow row, const core::Directory& directory, runtime::Work& work) {
  auto& delivery = row.delivery;
  const auto before = delivery.state();
  const auto* person = directory.person(delivery.notice().person_id());
  if (person == nullptr || person->email().empty()) {
    finish(row, v1::DELIVERY_STATE_DROPPED, "no mail address is known");
    return save_delivery(work.store, row, before);
  }
  if (!is_address(person->email())) {
    finish(row, v1::DELIVERY_STATE_DEAD, "not a mail address; nothing was sent");
    return save_delivery(work.store, row, before);
  }
  delivery.set_attempts(delivery.attempts() + 1);
  delivery.set_next_attempt_us(0);
  row.sending = true;
  save_delivery(work.store, row, before);
  const Letter letter{settings_.mail_from(), person->email(),        delivery.message_id(),
                      work.now.machine_us,   settings_.portal_url(), delivery.notice().reason()};
  hand_over_.push_back({delivery.delivery_id(), letter.from, letter.to, compose(letter)});
}

bool Outbox::has_results() const {
  return courier_ && (!results_.empty() || courier_->has_results());
}

void Outbox::collect(runtime::Work& work) {
  for (auto& carried : courier_->take()) results_.push_back(std::move(carried));
  for (const auto& carried : results_) {
    auto row = find_delivery(work.store, carried.delivery_id);
    if (row && row->sending) settle(std::move(*row), carried, wait_after(row->delivery.attempts()), work);
  }
  collected_ = results_.size();
}

void Outbox::settle(DeliveryRow row, const Carried& carried, int64_t wait_us, runtime::Work& work) const {
  const auto before = row.delivery.state();
  const bool again = row.delivery.attempts() < settings_.attempts();
  if (carried.how == Carried::How::kAccepted) {
    finish(row, v1::DELIVERY_STATE_SENT, carried.answer);
  } else if (carried.how == Carried::How::kRefusedForGood || !again) {
    finish(row, v1::DELIVERY_STATE_DEAD, carried.answer);
  } else {
    finish(row, v1::DELIVERY_STATE_RETRYING, carried.answer);
    row.delivery.set_next_attempt_us(work.now.machine_us + wait_us);
  }
  save_delivery(work.store, row, before);
}

int64_t Outbox::wait_after(uint32_t attempts) const {
  const int64_t first = settings_.retry_seconds() * core::kSecond;
  const uint32_t doublings = std::min(attempts == 0 ? 0U : attempts - 1, 20U);
  return std::min(first << doublings, kLongestWaitUs);
}

void Outbox::load(store::Store& store) {
  recovering_ = false;
  collected_ = 0;
  hand_over_.clear();
  asking_.clear();
  withheld_.load(store);
  before_commit(store);
}

void Outbox::before_commit(store::Store& store) {
  if (!courier_) return;
  next_attempt_us_ = next_attempt_us(store);
  if (!recovered_ && !recovering_) next_attempt_us_ = 1;  // long past: recovery comes first
  waiting_ = 0;
  const auto counted = count_deliveries(store);
  for (const auto& entry : counted.counts()) {
    const bool open = entry.state() == v1::DELIVERY_STATE_INTENDED || entry.state() == v1::DELIVERY_STATE_RETRYING;
    if (open && entry.channel() == v1::CHANNEL_EMAIL) waiting_ += static_cast<uint32_t>(entry.count());
  }
}

void Outbox::committed() {
  if (recovering_) recovered_ = true;
  recovering_ = false;
  for (size_t i = 0; i < collected_; ++i) carried_.erase(results_[i].delivery_id);
  results_.erase(results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(collected_));
  collected_ = 0;
  for (auto& mail : std::exchange(hand_over_, {})) {
    carried_.insert(mail.delivery_id);
    courier_->start(std::move(mail));
  }
}

size_t Outbox::room() const {
  const size_t taken = asking_.size() + hand_over_.size() + carried_.size();
  return taken < kAtOnce ? kAtOnce - taken : 0;
}

int64_t Outbox::next_retry_us() const {
  if (withheld_.must_begin()) return 1;  // long past: before anything is heard
  return courier_ && room() > 0 ? next_attempt_us_ : 0;
}

uint32_t Outbox::retrying() const {
  const uint32_t flying = in_flight();
  return waiting_ > flying ? waiting_ - flying : 0;
}

}  // namespace giaoban::notifier
