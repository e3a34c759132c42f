// The story of one round, and what a transaction is.
#include "services/runtime/host.h"

#include <algorithm>
#include <utility>

namespace giaoban::runtime {

namespace {
constexpr int64_t kFullPauseUs = 500'000;
}

Host::Host(Service& service, store::Store& store, bus::Bus& bus, Clock& clock, Ids& ids, Journal& journal,
           std::string node, HostLimits limits, Checkpoints* checkpoints)
    : service_(service),
      store_(store),
      bus_(bus),
      clock_(clock),
      ids_(ids),
      journal_(journal),
      limits_(limits),
      checkpoints_(checkpoints),
      log_(store, std::move(node)) {
  for (auto& source : service_.sources()) {
    auto& cursor = cursors_[source.service];
    followers_.push_back(std::make_unique<Follower>(source, cursor));
  }
}

void Host::start() {
  store_.define(store::Log::schema());
  store_.define(Follower::schema());
  store_.define(
      "CREATE TABLE IF NOT EXISTS business_clock (one INTEGER PRIMARY KEY CHECK (one = 1), us BIGINT NOT NULL)");
  store_.define(service_.schema());
  log_.open(ids_.uuid7(clock_.now().machine_us));
  if (checkpoints_ != nullptr) checkpoints_->start(store_, log_, clock_.now());
  store_.prepare("SELECT us FROM business_clock").one({}, [&](const store::Row& row) {
    clock_.set_business(row.integer(0));
  });
  // A record is never older than the one before it, whatever the clock of this machine says today.
  now_ = clock_.now();
  // The service first: it may find that it has to hear everything again.
  service_.load(store_);
  for (auto& follower : followers_) follower->load(store_);
  journal_.info("started", {{"head", std::to_string(log_.head())}, {"epoch", std::to_string(log_.epoch())}});
}

bool Host::turn() {
  now_ = clock_.now();
  bool did = take_requests();
  did |= run_commands();
  did |= take_answers();
  did |= collect();
  did |= tick();
  did |= run_queries();
  did |= follow();
  if (checkpoints_ != nullptr) did |= checkpoints_->turn(store_, log_, now_);
  return did;
}

void Host::wait() {
  int64_t ms = 100;
  const auto until = [&](int64_t us) {
    if (us != 0) ms = std::min(ms, std::max<int64_t>(0, (us - now_.machine_us + 999) / 1000));
  };
  until(service_.next_retry_us());
  for (const auto& follower : followers_) {
    if (!follower->asking) until(follower->ask_again_us);
  }
  bus_.wait(std::chrono::milliseconds(ms));
}

void Host::run(const std::atomic<bool>& stop) {
  start();
  while (!stop) {
    if (!turn()) wait();
  }
  while (run_commands() || !queries_.empty()) run_queries();  // what was taken is answered; nothing new is taken
  if (checkpoints_ != nullptr) checkpoints_->stop(store_, log_, clock_.now());
  journal_.info("stopped", {{"head", std::to_string(log_.head())}});
}

// Everything the body wrote is durable when this returns; when it throws, nothing was written and memory is as stored.
void Host::transact(const std::function<void(Work&)>& body) {
  const size_t asks_before = asks_.size();
  try {
    store_.begin();
    Work step = work();
    body(step);
    service_.before_commit(step);
    log_.flush();
    if (checkpoints_ != nullptr) checkpoints_->before_commit(store_);
    store_.commit();
  } catch (const store::StoreBroken&) {
    throw;
  } catch (...) {
    store_.rollback();
    asks_.resize(asks_before);
    reload();
    throw;
  }
  if (checkpoints_ != nullptr) checkpoints_->committed();
  service_.committed();
  send_asks();
}

// Memory as the store has it. When that cannot be had, going on would mean acting on half of what is known.
void Host::reload() {
  try {
    log_.reload();
    service_.load(store_);
    for (auto& follower : followers_) follower->load(store_);
  } catch (const std::exception& e) {
    throw store::StoreBroken(std::string("memory cannot be rebuilt from the store: ") + e.what());
  }
}

bool Host::tick() {
  if (now_.machine_us < full_until_us_) return false;
  const int64_t due = service_.next_due_us(store_);
  const int64_t retry = service_.next_retry_us();
  const bool business = due != 0 && due <= now_.business_us;
  const bool machine = retry != 0 && retry <= now_.machine_us;
  if (!business && !machine) return false;
  try {
    transact([&](Work& step) { service_.tick(step); });
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    full_until_us_ = now_.machine_us + kFullPauseUs;
    journal_.error("tick failed", {{"fault", e.what()}});
    return false;
  }
  if (const auto warning = service_.take_warning(); !warning.empty()) journal_.warn(warning);
  return true;
}

bool Host::collect() {
  if (!service_.has_results() || now_.machine_us < full_until_us_) return false;
  try {
    transact([&](Work& step) { service_.collect(step); });
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    full_until_us_ = now_.machine_us + kFullPauseUs;
    journal_.error("collecting results failed", {{"fault", e.what()}});
    return false;
  }
  return true;
}

v1::GetStatusResponse Host::status() {
  v1::GetStatusResponse status;
  status.set_service(std::string(service_.name()));
  status.set_head(log_.head());
  for (const auto& [source, cursor] : cursors_) {
    auto* out = status.add_cursors();
    out->set_source(source);
    out->set_position(cursor.position);
    out->set_head(cursor.head);
    out->set_heard_ms_ago(cursor.heard_us == 0 ? -1 : (now_.machine_us - cursor.heard_us) / 1000);
    out->set_stopped(cursor.stopped);
  }
  status.set_business_us(now_.business_us);
  status.set_next_due_us(service_.next_due_us(store_));
  uint32_t questions = 0;
  for (const auto& [correlation, asked] : asked_) questions += asked.follower == nullptr;
  status.set_in_flight(service_.in_flight() + questions);
  status.set_retrying(service_.retrying());
  status.set_parked(static_cast<uint32_t>(list_parked(store_).size()));
  status.set_handled(handled_);
  status.set_version(GIAOBAN_VERSION);
  return status;
}

}  // namespace giaoban::runtime
